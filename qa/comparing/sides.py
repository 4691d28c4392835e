"""The sides of a comparison: what the archive says of each part, and when that was.

How the archive is asked is given by the caller; this knows nothing of retrieval or reading.
"""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from corpus import day_of
from qa.comparing.comparison import Comparison, Part, Seeks
from qa.comparing.event import is_told, tell_event
from qa.comparing.figures import Figure, read_figure
from qa.moment import Moment
from qa.quote import Quote

_MOST_QUOTES = 3


class Found(NamedTuple):
    """What an archive says to one question.

    Attributes:
        quotes: The sentences, best first; none if it does not say.
        short: The short answer, or None.
        yes: Probability in [0, 1] that the passage nearest to the question says yes to it.
        no: The same for no.
    """

    quotes: tuple[Quote, ...]
    short: str | None = None
    yes: float = 0.0
    no: float = 0.0


class Side(BaseModel):
    """What the archive says of one part of a comparison.

    Attributes:
        question: What was looked up.
        label: What the whole question calls this part.
        quotes: Best first; the first one gives the time or the figure. None if nothing was found.
        short: The short answer, or None.
        when: The time of the event, if a quote names it; its offsets are the article's.
        first: First day on which it may have been; None if only the last is known.
        last: Last such day; None if nothing is known.
        by_report: Whether no time is named, so that the day of publication stands for it: by then
            it had happened.
        value: The figure, if one was looked up.
        yes: Probability in [0, 1] that the nearest passage says yes.
        no: The same for no.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    label: str
    quotes: tuple[Quote, ...] = ()
    short: str | None = None
    when: Moment | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    by_report: bool = False
    value: Figure | None = None
    yes: float = Field(default=0.0, ge=0, le=1)
    no: float = Field(default=0.0, ge=0, le=1)


Ask = Callable[[Part], Found]


def answer_parts(comparison: Comparison, ask: Ask) -> tuple[Side, ...]:
    """Look up every part of a comparison.

    Args:
        comparison: What was asked.
        ask: Asks the archive one part.

    Returns:
        One side for each part, in their order.
    """
    return tuple(answer_part(part, ask) for part in comparison.parts)


def answer_part(part: Part, ask: Ask) -> Side:
    """Look up one part."""
    return _side(part, ask(part))


def _side(part: Part, found: Found) -> Side:
    side = Side(
        question=part.question,
        label=part.label,
        quotes=found.quotes,
        short=found.short,
    )
    if not found.quotes:
        return side
    match part.seeks:
        case Seeks.TIME:
            return _dated(side)
        case Seeks.PUBLISHED:
            day = day_of(found.quotes[0].published)
            return side.model_copy(update={"first": day, "last": day})
        case Seeks.NUMBER:
            if not is_told(part.question, found.quotes[0]):
                return side.model_copy(update={"quotes": ()})
            value = read_figure(found.short or "", found.quotes[0].text)
            return side.model_copy(update={"value": value})
        case Seeks.STATEMENT:
            return side.model_copy(update={"yes": found.yes, "no": found.no})
        case Seeks.ANSWER:
            return side


def _dated(side: Side) -> Side:
    told = tell_event(side.question, side.quotes, side.short)
    if told is None:
        return side.model_copy(update={"quotes": ()})
    others = [other for other in side.quotes if other is not told.quote]
    quotes = (told.quote, *others)[:_MOST_QUOTES]
    if told.moment:
        start = told.quote.start
        shift = {"start": told.moment.start + start, "end": told.moment.end + start}
        return side.model_copy(
            update={
                "quotes": quotes,
                "when": told.moment.model_copy(update=shift),
                "first": told.moment.first,
                "last": told.moment.last,
            }
        )
    day = day_of(told.quote.published)
    if day is None or not told.has_happened:
        return side.model_copy(update={"quotes": quotes})
    return side.model_copy(update={"quotes": quotes, "last": day, "by_report": True})
