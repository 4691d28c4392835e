"""The time to which a question holds its answer: "in March 2024", "since May", "as of 1 March".

Knows nothing of archives; says what an article's day and the time of its event have to be.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from qa.dating.finding import find_times
from qa.dating.lexicon import MONTHS, WEEKDAYS
from qa.moment import Moment


class Binding(StrEnum):
    """What of the evidence a window holds to its days."""

    PUBLISHED = "published"
    """The day it was printed: "as of 1 March"."""
    HAPPENED = "happened"
    """The day of the event it tells of: "in March"."""


class Bounds(NamedTuple):
    """First and last day of publication to search; None where it is open."""

    after: dt.date | None = None
    before: dt.date | None = None


_REPORTED_WITHIN = dt.timedelta(days=42)
_SEARCHED_WITHIN = dt.timedelta(days=92)
_LONG = 31  # days; what happened in a longer time is told of years later
_ONE_DAY = dt.timedelta(days=1)


class Window(BaseModel):
    """A stretch of time that a question names.

    Attributes:
        first: Its first day, or None if it has no beginning.
        last: Its last day, or None if it has no end.
        binds: Whether the evidence has to be published in it, or its event to happen in it.
        words: The words that name it, a slice of the question.
        start: Their first character.
        end: One past their last.
        lies_ahead: Whether it begins after the day of asking, so that it may have been written
            about before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: dt.date | None
    last: dt.date | None
    binds: Binding
    words: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    lies_ahead: bool = False

    def admits(self, published: dt.date | None, event: Moment | None) -> bool | None:
        """Whether evidence fits the window.

        Args:
            published: The article's day.
            event: The time of what it tells, if the text says (`qa.dating.event_time`).

        Returns:
            Where the event binds and its time is known, whether any of its days lies inside. Where
            it is not, whether the article was published inside, or up to six weeks after: None if
            it has no day.
        """
        if self.binds is Binding.HAPPENED and event is not None:
            return self._holds(event.first, event.last)
        if published is None:
            return None
        if self.binds is Binding.PUBLISHED or self.last is None:
            return self._holds(published, published)
        return self._holds(min(published, max(published - _REPORTED_WITHIN, self.last)), published)

    def _holds(self, first: dt.date, last: dt.date) -> bool:
        begins = self.first is None or last >= self.first
        return begins and (self.last is None or first <= self.last)

    def publication(self, oldest: dt.date | None = None, newest: dt.date | None = None) -> Bounds:
        """Days of publication to search, wide enough to lose no evidence that is likely.

        What happened is printed on the day or later: within three months, if the window is no
        longer than a month; without end otherwise. What lies ahead may be printed at any time.

        Args:
            oldest: First day of which the archive has articles, if known.
            newest: Its last day.

        Returns:
            Bounds; open ones where the archive has nothing of that time, since a later or undated
            article may still tell of it.
        """
        if self.binds is Binding.PUBLISHED:
            return Bounds(self.first, self.last)
        if self.lies_ahead or self.first is None:
            return Bounds()
        after = _later(self.first, -_ONE_DAY)
        before = None
        if self.last is not None and (self.last - self.first).days <= _LONG:
            before = _later(self.last, _SEARCHED_WITHIN)
        is_past_the_end = newest is not None and after is not None and after > newest
        is_before_the_start = oldest is not None and before is not None and before < oldest
        return Bounds() if is_past_the_end or is_before_the_start else Bounds(after, before)


def _later(day: dt.date, by: dt.timedelta) -> dt.date | None:
    try:
        return day + by
    except OverflowError:
        return None


def window_of(question: str, today: dt.date | None) -> Window | None:
    """The window that a question names.

    Args:
        question: One question in English, as typed; months and weekdays may be in lower case.
        today: The day on which it is asked. Without it, only what names its year counts.

    Returns:
        The window; where the question names several, what they have in common, or the first. None
        where it names none: "When ...?" asks for a time, and "the 2022 World Cup" and "the May
        election" are names.
    """
    text = _capitalised(question)
    windows = [_bound(text, question, moment, today) for moment in find_times(text, today)]
    found = [window for window in windows if window is not None]
    if now := _UNTIL_NOW.search(question):
        found += [
            Window(
                first=None,
                last=today,
                binds=Binding.PUBLISHED,
                words=now[0],
                start=now.start(),
                end=now.end(),
            )
        ] * (today is not None and not found)
    if not found:
        return None
    joined = found[0]
    for other in found[1:]:
        joined = _common(question, joined, other)
    return joined


_NAMES = "|".join([*MONTHS, *WEEKDAYS])
_LOWER = re.compile(rf"\b(?:{_NAMES}|christmas|easter|halloween|thanksgiving)\b")
_DOUBTFUL = re.compile(
    r"(?:\b(?:in|since|until|till|by|before|after|during|of|on|from|early|mid|late|last|next|this) "
    r"|\d (?:of )?|mid-)$"
)


def _capitalised(question: str) -> str:
    """The question with months and weekdays in capitals, where they are sure to be such."""

    def raised(match: re.Match[str]) -> str:
        is_sure = match[0] not in ("march", "may") or _DOUBTFUL.search(question[: match.start()])
        is_dated = re.match(r" \d", question[match.end() :])
        return match[0].title() if is_sure or is_dated else match[0]

    return _LOWER.sub(raised, question)


_UNTIL_NOW = re.compile(
    r"\b(?i:as of (?:now|today)|until (?:now|today)|up to now|so far(?! (?:as|from))|to date)\b"
)
_LEAD = re.compile(
    r"(?i)\b(?P<lead>as of|as at|as on|until|till|up to|up until|through|before|prior to"
    r"|earlier than"
    r"|ahead of|since|starting|onwards from|after|later than|by|in|on|during|over|around|at|within"
    r"|throughout|between|from|for|back in)(?: the)? $"
)
_RELATIVE = re.compile(
    r"(?i)(?:early |late |earlier |later |the )?(?:last|this|next|past|yesterday|today|tonight"
    r"|tomorrow"
    r"|the past|in )|.*\bago\b"
)
_ENDS = re.compile(r"[\s?.!]*$|,")
_ONWARDS = re.compile(r"(?i) (?:onwards?|on)\b")


def _bound(text: str, question: str, moment: Moment, today: dt.date | None) -> Window | None:
    """The window that a moment makes by the words before it; None if it is part of a name."""
    lead = _LEAD.search(text[: moment.start])
    word = lead["lead"].lower() if lead else ""
    if lead and text[: moment.start].lower().endswith("the ") and _is_named_thing(text, moment):
        return None
    is_relative = _RELATIVE.match(moment.words) is not None or text.startswith(
        ("’s", "'s"), moment.end
    )
    is_apart = moment.start == 0 or _ENDS.match(text[moment.end :]) is not None
    if not lead and not is_relative and not is_apart:
        return None
    if word == "for" and not is_relative:
        return None
    if word == "from" and _ONWARDS.match(text[moment.end :]):
        word = "since"
    days = _days(word, moment)
    if today and moment.words.lower() == "this week":  # on a Monday, too, the last days are meant
        days = min(moment.first, today - _ONE_DAY * 6), moment.last
    start = lead.start() if lead else moment.start
    return Window(
        first=days[0],
        last=days[1],
        binds=Binding.PUBLISHED if word.startswith("as ") else Binding.HAPPENED,
        words=question[start : moment.end],
        start=start,
        end=moment.end,
        lies_ahead=today is not None and moment.first > today and days[1] is not None,
    )


def _is_named_thing(text: str, moment: Moment) -> bool:
    """Whether a noun follows: "in the October 2024 election"."""
    return (
        re.match(r" (?!and\b|or\b|by\b|in\b|on\b|at\b|did\b|was\b)[a-z]", text[moment.end :])
        is not None
    )


def _days(word: str, moment: Moment) -> tuple[dt.date | None, dt.date | None]:
    match word:
        case (
            "as of" | "as at" | "as on" | "until" | "till" | "up to" | "up until" | "by" | "through"
        ):
            return None, moment.last
        case "before" | "prior to" | "earlier than" | "ahead of":
            return None, _later(moment.first, -_ONE_DAY) or moment.first
        case "since" | "starting" | "onwards from":
            return moment.first, None
        case "after" | "later than":
            return _later(moment.last, _ONE_DAY) or moment.last, None
        case _:
            return moment.first, moment.last


def _common(question: str, one: Window, other: Window) -> Window:
    """What two windows have in common; the first if that is nothing, or they bind differently."""
    if one.binds is not other.binds:
        return one
    first = max((w.first for w in (one, other) if w.first), default=None)
    last = min((w.last for w in (one, other) if w.last), default=None)
    if first and last and first > last:
        return one
    return one.model_copy(
        update={
            "first": first,
            "last": last,
            "words": question[one.start : other.end],
            "end": other.end,
            "lies_ahead": one.lies_ahead or other.lies_ahead,
        }
    )
