"""What a rule for one kind of time expression is, and what it is given to resolve one.

Knows nothing of any particular rule.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from qa.dating.stretch import Stretch
from qa.dating.tense import Tense
from qa.moment import Moment, Precision


class Reason(StrEnum):
    """Why words that name a time could not be resolved."""

    IMPOSSIBLE = "impossible"
    """No such day: 30 February."""
    AMBIGUOUS = "ambiguous"
    """Two days could be meant: 3/4/2024."""
    NO_REFERENCE = "no_reference"
    """They lean on the day of publication, which is not known, or on a time not told before."""


class UnresolvedError(ValueError):
    """The words name a time, but not one that can be told."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_NEAREST_FUTURE_COUNTS = 3
_FAR, _NEAR = 300, 31  # days
_SOON = 14  # days; a text may have been changed after the day that it is dated


class Bearings(NamedTuple):
    """What an expression may lean on.

    Attributes:
        reference: The day of publication, or None.
        tense: What the sentence speaks of there.
        told: Times resolved in the text before, oldest first.
        year_said: The year that the same sentence named last, or None.
    """

    reference: dt.date | None
    tense: Tense
    told: tuple[Moment, ...] = ()
    year_said: int | None = None

    @property
    def today(self) -> dt.date:
        """The reference; UnresolvedError if there is none."""
        if self.reference is None:
            raise UnresolvedError(Reason.NO_REFERENCE)
        return self.reference

    def anchor(self, unit: str, *, or_coarser: bool = False) -> Moment:
        """The time told last, of those told as exactly as a unit.

        Args:
            unit: Such as "day" or "month".
            or_coarser: Whether one that is told less exactly will do, where there is no other.

        Raises:
            UnresolvedError: None was told before.
        """
        exact = [moment for moment in self.told if _FINENESS[moment.precision] <= _FINENESS[unit]]
        found = exact or (self.told if or_coarser else ())
        if not found:
            raise UnresolvedError(Reason.NO_REFERENCE)
        return found[-1]

    def years(self) -> list[int]:
        """Years in which something may lie that comes every year, around today's."""
        return years_around(self.today)

    def picked(self, which: str, candidates: list[Stretch]) -> Stretch:
        """Last summer, next May, this Easter: the one that the word picks; else the nearest."""
        today = self.today
        match which.lower().split(" ")[-1]:
            case "last" | "past":
                return max(one for one in candidates if one.last < today)
            case "next" | "coming":
                return min(one for one in candidates if one.first > today)
            case "this":
                return min(
                    candidates,
                    key=lambda one: max(0, (one.first - today).days, (today - one.last).days),
                )
            case _:
                return self.nearest(candidates)

    def not_ahead(self, found: Stretch) -> Stretch:
        """A time counted from one told; UnresolvedError if a past one would be still to come."""
        is_ahead = self.reference is not None and found.first > self.reference
        if is_ahead and self.tense is not Tense.FUTURE:
            raise UnresolvedError(Reason.NO_REFERENCE)
        return found

    def nearest(self, candidates: list[Stretch]) -> Stretch:
        """Of stretches that one expression may mean, the one that fits the tense.

        News speaks mostly of the recent past: without a verb that tells, what is to come has to be
        three times nearer than what was. Against the tense, only what is far nearer wins.
        """
        today = self.today
        past = max((c for c in candidates if c.first <= today), default=None)
        future = min((c for c in candidates if c.last >= today), default=None)
        if past is None or future is None:
            both = past or future
            if both is None:
                raise UnresolvedError(Reason.IMPOSSIBLE)
            return both
        back, ahead = max(0, (today - past.last).days), max(0, (future.first - today).days)
        match self.tense:
            case Tense.FUTURE:
                return past if ahead > _FAR and back < _NEAR else future
            case Tense.PAST:
                return future if ahead <= _SOON and back > _FAR else past
            case _:
                return future if ahead * _NEAREST_FUTURE_COUNTS < back else past


_FINENESS: dict[str, int] = {
    Precision.DAY: 0,
    Precision.WEEK: 1,
    "fortnight": 1,
    Precision.SPAN: 2,
    Precision.MONTH: 2,
    Precision.SEASON: 3,
    "quarter": 3,
    Precision.YEAR: 4,
    Precision.DECADE: 5,
}

_YEARS_AROUND = range(-8, 9)  # a 29 February is at most eight years away


def years_around(day: dt.date) -> list[int]:
    """The years around a day's."""
    years = (day.year + distance for distance in _YEARS_AROUND)
    return [year for year in years if dt.MINYEAR <= year < dt.MAXYEAR]


def stated_year(match: re.Match[str], bearings: Bearings) -> int | None:
    """The year that a match names ("in 2023", "last year"), or None."""
    if match["year"]:
        return int(match["year"])
    if match["own"]:
        return bearings.today.year + {"last": -1, "next": 1}.get(match["own"].split()[0].lower(), 0)
    return None


Resolve = Callable[[re.Match[str], Bearings], Stretch]
Guard = Callable[[re.Match[str]], bool]


class Rule(NamedTuple):
    """One kind of expression.

    Attributes:
        pattern: Finds it.
        needs: Words, one of which a text must hold; spares the search. Case counts, unless they
            are in lower case.
        resolve: Turns a match into days; UnresolvedError, ValueError or OverflowError if it cannot.
        holds: Whether a match is a time at all, by the words around it.
    """

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    resolve: Resolve
    holds: Guard = lambda match: True  # noqa: ARG005 - most matches are times whatever is around

    def search(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Matches of the rule in a text."""
        if not self.needs or any(
            word in (lowered if word.islower() else text) for word in self.needs
        ):
            yield from (m for m in self.pattern.finditer(text) if self.holds(m))


def before(match: re.Match[str], length: int = 30) -> str:
    """The characters of the text that come before a match."""
    return match.string[max(0, match.start() - length) : match.start()]


def after(match: re.Match[str], length: int = 30) -> str:
    """The characters of the text that come after a match."""
    return match.string[match.end() : match.end() + length]
