"""Days and stretches of them: the week, month or year that holds a day, and parts of these.

Knows nothing of words. Days before the year 1 or after 9999 raise OverflowError or ValueError, as
`datetime` does.
"""

import datetime as dt
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from qa.moment import Precision


class Stretch(NamedTuple):
    """From a first day to a last one, as `qa.moment.Moment` has them."""

    first: dt.date
    last: dt.date
    precision: Precision
    is_approximate: bool = False

    def about(self) -> "Stretch":
        """The same, only about."""
        return self._replace(is_approximate=True)


_ONE_DAY = dt.timedelta(days=1)
_STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def day(of: dt.date) -> Stretch:
    """One day."""
    return Stretch(of, of, Precision.DAY)


def span(first: dt.date, last: dt.date, *, is_approximate: bool = False) -> Stretch:
    """From one day to another; ValueError if they run backward."""
    if first > last:
        raise ValueError(f"{first} comes after {last}")
    return Stretch(first, last, Precision.SPAN, is_approximate)


def month(year: int, number: int) -> Stretch:
    """A calendar month."""
    first = dt.date(year, number, 1)
    return Stretch(first, first + relativedelta(months=1, days=-1), Precision.MONTH)


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(dt.date(number, 1, 1), dt.date(number, 12, 31), Precision.YEAR)


def decade(first_year: int) -> Stretch:
    """Ten years from the one given."""
    return Stretch(dt.date(first_year, 1, 1), dt.date(first_year + 9, 12, 31), Precision.DECADE)


def months(year: int, first: int, count: int) -> Stretch:
    """Some whole months, such as a quarter."""
    start = dt.date(year, first, 1)
    return span(start, start + relativedelta(months=count, days=-1))


def season(name: str, year: int) -> Stretch:
    """A season of the northern half of the world, by whole months; winter begins in its year."""
    three = months(year, _SEASONS[name.lower()], 3)
    return three._replace(precision=Precision.SEASON)


def around(of: dt.date, unit: str) -> Stretch:
    """The day, week (from Monday), month, quarter, year or decade that holds a day.

    A fortnight is no stretch of the calendar; the week of the day stands for it.
    """
    match unit:
        case "day":
            return day(of)
        case "week" | "fortnight":
            monday = of - _ONE_DAY * of.weekday()
            return Stretch(monday, monday + _ONE_DAY * 6, Precision.WEEK)
        case "month":
            return month(of.year, of.month)
        case "quarter":
            return months(of.year, (of.month - 1) // 3 * 3 + 1, 3)
        case "decade":
            return decade(of.year // 10 * 10)
        case _:
            return year(of.year)


def move(of: dt.date, count: int, unit: str) -> dt.date:
    """The day some units later, or earlier if the count is negative."""
    moved: dt.date = of + _STEPS[unit] * count
    return moved


def weekday_before(of: dt.date, weekday: int) -> dt.date:
    """The last such weekday up to a day; that day itself if it is one."""
    return of - _ONE_DAY * ((of.weekday() - weekday) % 7)


def weekday_after(of: dt.date, weekday: int) -> dt.date:
    """The first such weekday from a day on; that day itself if it is one."""
    return of + _ONE_DAY * ((weekday - of.weekday()) % 7)


def weekend(of: dt.date) -> Stretch:
    """Saturday and Sunday of the week (from Monday) that holds a day."""
    saturday = around(of, "week").first + _ONE_DAY * 5
    return span(saturday, saturday + _ONE_DAY)


def part(of: Stretch, which: str) -> Stretch:
    """The early, mid or late third of a stretch; a day stays whole.

    A third is ten days of a month, four months of a year, whole years of a decade. Where one ends
    is not exact.
    """
    if of.precision is Precision.DAY:
        return of
    first, third, last = of.first, *_cuts(of)
    match which:
        case "early":
            return of._replace(last=third - _ONE_DAY, is_approximate=True)
        case "mid":
            return of._replace(first=third, last=last - _ONE_DAY, is_approximate=True)
        case _:
            return of._replace(first=max(first, last), is_approximate=True)


def _cuts(of: Stretch) -> tuple[dt.date, dt.date]:
    """First days of the second and of the last third."""
    match of.precision:
        case Precision.MONTH:
            return of.first + _ONE_DAY * 10, of.first + _ONE_DAY * 20
        case Precision.YEAR:
            return of.first + relativedelta(months=4), of.first + relativedelta(months=8)
        case Precision.SEASON:
            return of.first + relativedelta(months=1), of.first + relativedelta(months=2)
        case Precision.DECADE:
            return of.first + relativedelta(years=4), of.first + relativedelta(years=7)
        case _:
            third = max(1, ((of.last - of.first).days + 1) // 3)
            return of.first + _ONE_DAY * third, max(
                of.first + _ONE_DAY * (third + 1), of.last + _ONE_DAY * (1 - third)
            )
