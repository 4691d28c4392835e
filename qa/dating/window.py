"""The time to which a question holds its answer: "in March 2024", "since May", "as of 1 March".

Says what an article's day and the time of its event have to be. Knows nothing of archives, nor of
how a question was read.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

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
_BY = re.compile(r"by ", re.IGNORECASE)


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
        if self.lies_ahead:
            return Bounds()
        if self.first is None:
            # A count "by mid-March" is what was known then; later reports have other ones.
            is_known_then = _BY.match(self.words) is not None
            begins = oldest is None or (self.last is not None and self.last >= oldest)
            return Bounds(None, self.last) if is_known_then and begins else Bounds()
        after = later(self.first, -_ONE_DAY)
        before = None
        if self.last is not None and (self.last - self.first).days <= _LONG:
            before = later(self.last, _SEARCHED_WITHIN)
        is_past_the_end = newest is not None and after is not None and after > newest
        is_before_the_start = oldest is not None and before is not None and before < oldest
        return Bounds() if is_past_the_end or is_before_the_start else Bounds(after, before)


def later(day: dt.date, by: dt.timedelta) -> dt.date | None:
    """A day some time later, or None where the calendar ends."""
    try:
        return day + by
    except OverflowError:
        return None
