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

    def anchor(self, unit: str) -> Moment:
        """The time told last, and at least as exactly as a unit where there is one.

        Raises:
            UnresolvedError: None was told before.
        """
        if not self.told:
            raise UnresolvedError(Reason.NO_REFERENCE)
        exact = [moment for moment in self.told if _FINENESS[moment.precision] <= _FINENESS[unit]]
        return (exact or self.told)[-1]

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

Resolve = Callable[[re.Match[str], Bearings], Stretch]
Guard = Callable[[re.Match[str]], bool]


class Rule(NamedTuple):
    """One kind of expression.

    Attributes:
        pattern: Finds it.
        needs: Lower-case words, one of which a text must hold; spares the search.
        resolve: Turns a match into days; UnresolvedError, ValueError or OverflowError if it cannot.
        holds: Whether a match is a time at all, by the words around it.
    """

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    resolve: Resolve
    holds: Guard = lambda match: True  # noqa: ARG005 - most matches are times whatever is around

    def search(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Matches of the rule in a text."""
        if not self.needs or any(word in lowered for word in self.needs):
            yield from (m for m in self.pattern.finditer(text) if self.holds(m))


def before(match: re.Match[str], length: int = 30) -> str:
    """The characters of the text that come before a match."""
    return match.string[max(0, match.start() - length) : match.start()]


def after(match: re.Match[str], length: int = 30) -> str:
    """The characters of the text that come after a match."""
    return match.string[match.end() : match.end() + length]
