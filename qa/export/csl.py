"""The articles that an export cites as CSL JSON, which Zotero, Mendeley, pandoc and others read."""

import datetime as dt
import json
from typing import Any

from qa.export.record import Export
from qa.export.references import Reference, references


def to_csl_json(export: Export) -> str:
    """Write a bibliography.

    Returns:
        A JSON list of CSL items of type ``article-newspaper``, one for each article cited.

    Source: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html (CSL 1.0.2).
    """
    return json.dumps([_item(each) for each in references(export)], indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.title,
        "container-title": reference.outlet,
        "author": [{"literal": name} for name in reference.authors],
        "issued": _date(reference.published) if reference.published else None,
        "section": reference.section,
        "language": reference.language,
        "URL": reference.url,
        "accessed": _date(reference.accessed),
        "note": reference.note,
    }
    return {name: value for name, value in fields.items() if value}


def _date(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
