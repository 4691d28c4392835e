"""Exports written to files by their ending, and read back."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from corpus import CheckPathsError
from qa.errors import ChooseExportError
from qa.export.bibtex import to_bibtex
from qa.export.csl import to_csl_json
from qa.export.markdown import block_quote, changed_line, record_in, to_markdown
from qa.export.record import Export
from qa.quote import Quote


def to_json(export: Export) -> str:
    """Write the record itself, from which everything else can be made again."""
    return export.model_dump_json(indent=1) + "\n"


EXPORT_FORMATS: dict[str, Callable[[Export], str]] = {
    ".csl.json": to_csl_json,
    ".json": to_json,
    ".md": to_markdown,
    ".bib": to_bibtex,
}
"""What a file's name ends in, and what writes it; the longer ending counts."""

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)  # not shown; no text of an article can begin one
_NAMES = ", ".join(sorted(EXPORT_FORMATS))


class ReadExport(NamedTuple):
    """An export read from a file.

    Attributes:
        export: The record.
        missing: Quotes of the record that the file no longer shows with their source: someone has
            taken them out of the Markdown, or changed or hidden them. Always empty for JSON.
        changed_line: First line of the Markdown that is not as `to_markdown` writes it, from 1:
            someone has changed it, or another version wrote it. Always None for JSON.
    """

    export: Export
    missing: tuple[Quote, ...] = ()
    changed_line: int | None = None


def write_export(export: Export, path: str | os.PathLike[str]) -> None:
    """Write an export as its file's name asks: .md, .json, .bib or .csl.json.

    A file that is there already is written over.

    Raises:
        ChooseExportError: The name ends in something else.
        CheckPathsError: The file cannot be written.
    """
    write = export_format(path)
    try:
        Path(path).write_text(write(export), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CheckPathsError(f"{path} cannot be written: {error.strerror}.") from error


def export_format(path: str | os.PathLike[str]) -> Callable[[Export], str]:
    """What writes a file of that name.

    Raises:
        ChooseExportError: The name ends in something else.
    """
    name = Path(path).name.lower()
    for ending, write in EXPORT_FORMATS.items():
        if name.endswith(ending):
            return write
    raise ChooseExportError(f"{path} ends in none of {_NAMES}. Name a file that does.")


def read_export(path: str | os.PathLike[str]) -> ReadExport:
    """Read an export back from JSON or Markdown.

    Raises:
        CheckPathsError: The file cannot be read.
        ChooseExportError: It holds no export, one of a later newsquote, or a damaged one.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CheckPathsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CheckPathsError(f"{path} is not UTF-8 (byte {error.start + 1}).") from error
    record = text if text.lstrip().startswith(("{", "[")) else record_in(text)
    if record is None:
        raise ChooseExportError(
            f"{path} holds no record of an export. Give a .json or .md file that newsquote has"
            " exported; the comment at the end of a .md file must be left in it."
        )
    export = _parse(record, path)
    if record is text:
        return ReadExport(export)
    seen = _COMMENT.sub("", text)
    missing = tuple(q for q in export.quotes() if f"\n\n{block_quote(q)}\n\n" not in seen)
    return ReadExport(export, missing, changed_line(text, export))


def _parse(record: str, path: str | os.PathLike[str]) -> Export:
    try:
        return Export.model_validate_json(record)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, problem["loc"])) or "the file"
        hint = "Export the answer again with `newsquote ask ... --export FILE.json`."
        if any("version" in e["loc"] or e["type"] == "extra_forbidden" for e in error.errors()):
            hint = "It was made by another newsquote: check it with that version or a later one."
        raise ChooseExportError(
            f"{path} is no export that can be read: {field}: {problem['msg']}. {hint}"
        ) from error
