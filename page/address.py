"""What the visitor is looking at, as the query of the page's address, so that it can be shared.

Knows nothing of Gradio. What is in an address is untrusted: a part that is not understood is left
out, never an error.
"""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from pydantic import BaseModel, ConfigDict

_LONGEST = 2_000  # characters of a question
_MOST_NAMES = 50


class Looking(BaseModel):
    """A question or a topic, and what its search is narrowed to.

    Attributes:
        question: As typed.
        topic: Of the timeline, as typed.
        after: First day of publication, as ISO date, or None.
        before: Last day.
        as_of: Only what had been published by that day.
        outlets: Only these.
        sections: Only these.
        article_ids: Only these.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = ""
    topic: str = ""
    after: dt.date | None = None
    before: dt.date | None = None
    as_of: dt.date | None = None
    outlets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


_NAMES = {
    "question": "q",
    "topic": "topic",
    "after": "from",
    "before": "to",
    "as_of": "asof",
    "outlets": "outlet",
    "sections": "section",
    "article_ids": "article",
}


def to_query(looking: Looking) -> str:
    """The query of an address, with its question mark; empty if there is nothing to say."""
    fields = {_NAMES[name]: value for name in _NAMES if (value := getattr(looking, name))}
    query = urlencode(fields, doseq=True)
    return f"?{query}" if query else ""


def from_query(query: str) -> Looking:
    """Read the query of an address."""
    found: Mapping[str, list[str]] = parse_qs(query.removeprefix("?"))
    return Looking(
        question=_first(found, "q")[:_LONGEST],
        topic=_first(found, "topic")[:_LONGEST],
        after=_day(_first(found, "from")),
        before=_day(_first(found, "to")),
        as_of=_day(_first(found, "asof")),
        outlets=tuple(found.get("outlet", [])[:_MOST_NAMES]),
        sections=tuple(found.get("section", [])[:_MOST_NAMES]),
        article_ids=tuple(found.get("article", [])[:_MOST_NAMES]),
    )


def _first(found: Mapping[str, list[str]], name: str) -> str:
    return found.get(name, [""])[0]


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
