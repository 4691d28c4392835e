"""What a search may look at: a time window, outlets, sections, articles."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from corpus import UnclearDateError, day_of, parse_published
from index.errors import ChooseFilterError

Day = str | dt.date | None
"""A calendar day: a date, a datetime, or text such as "2025-10-01"."""


class Filters(BaseModel):
    """Conditions that every hit fulfils. The default lets everything through.

    Attributes:
        after: First day of publication, itself included.
        before: Last day of publication, itself included.
        outlets: Any of these, upper or lower case alike; empty means all.
        sections: Any of these, of whatever outlet, upper or lower case alike; empty means all.
        article_ids: Any of these; empty means all.

    An article without a date, outlet or section passes only where none is asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    after: dt.date | None = None
    before: dt.date | None = None
    outlets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _window_has_days(self) -> Self:
        if self.after and self.before and self.after > self.before:
            raise ChooseFilterError(
                f"No day is after {self.after} and before {self.before}. Exchange the two dates."
            )
        return self

    @classmethod
    def of(
        cls,
        *,
        after: Day = None,
        before: Day = None,
        as_of: Day = None,
        outlets: Iterable[str] | None = None,
        sections: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> Self:
        """Read filters as a user writes them.

        Args:
            after: First day.
            before: Last day.
            as_of: Only what had been published by then; the earlier of it and ``before`` counts.
            outlets: Names of outlets.
            sections: Names of sections, whatever outlet they are of.
            article_ids: Ids of articles.

        Raises:
            ChooseFilterError: A day that is no date, or a window that ends before it begins.
        """
        first, last = _day("after", after), _day("before", before)
        known_by = _day("as-of", as_of)
        ends = [day for day in (last, known_by) if day]
        return cls(
            after=first,
            before=min(ends, default=None),
            outlets=_names("outlets", outlets),
            sections=_names("sections", sections),
            article_ids=_names("article ids", article_ids),
        )

    def within(self, after: dt.date | None, before: dt.date | None) -> Self | None:
        """These filters narrowed to further days; None if that leaves no day."""
        first = max(filter(None, (after, self.after)), default=None)
        last = min(filter(None, (before, self.before)), default=None)
        if first and last and first > last:
            return None
        return self.model_copy(update={"after": first, "before": last})


def _names(what: str, names: Iterable[str] | None) -> tuple[str, ...]:
    if names is None:
        return ()
    if isinstance(names, str):
        raise ChooseFilterError(f"{what} takes a list of names, not the text {names!r}.")
    distinct = tuple(dict.fromkeys(names))
    if not all(isinstance(name, str) for name in distinct):
        raise ChooseFilterError(f"{what} takes names as text, not {distinct!r}.")
    return distinct


def _day(name: str, value: Day) -> dt.date | None:
    if not isinstance(value, str | dt.date | None):  # a number would be read as seconds since 1970
        raise ChooseFilterError(f"--{name} takes a day as text, as 2025-03-31, not {value!r}.")
    try:
        return day_of(parse_published(value))
    except UnclearDateError as error:
        raise ChooseFilterError(f"--{name}: {error}. Write it as 2025-03-31.") from error
