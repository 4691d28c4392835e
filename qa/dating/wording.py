"""Days and moments in words for people: "24 October 2025", "the week of 20 October 2025".

Knows nothing of how they were found.
"""

import datetime as dt

from qa.dating import stretch
from qa.moment import Moment, Precision

_DAYS_OF_YEAR = 364  # from its first day to its last
_DAYS_TOLD, _MONTHS_TOLD = 61, 730  # a longer span that is not sure is told by months, by years


def format_day(day: dt.date | None) -> str:
    """A day, or the day of a datetime, as people write it: "3 March 2025"; or "no date"."""
    return f"{day.day} {_month(day)} {day.year}" if day else "no date"


def format_moment(moment: Moment) -> str:
    """A moment in words, as exact as the words that named it.

    Returns:
        Such as "24 October 2025", "the week of 20 October 2025", "October 2025", "early 2022",
        "summer 2019", "2019", "the 1990s", "3 to 9 May 2025"; with "about" before a day, a week
        or a year that is not sure.
    """
    first, last = moment.first, moment.last
    match moment.precision:
        case Precision.DAY:
            said = format_day(first)
        case Precision.WEEK:
            week = stretch.around(first, "week")
            if moment.is_approximate and last == first + dt.timedelta(days=6):
                return f"about the week of {format_day(first)}"
            return f"the week of {format_day(week.first if last <= week.last else first)}"
        case Precision.MONTH:
            return _part(moment, "month") + f"{_month(first)} {first.year}"
        case Precision.SEASON:
            return _season(moment)
        case Precision.YEAR:
            is_whole = (last - first).days >= _DAYS_OF_YEAR
            about = "about " if moment.is_approximate and is_whole else ""
            return f"{about}{_part(moment, 'year')}{first.year}"
        case Precision.DECADE:
            return f"the {_part(moment, 'decade')}{first.year // 10 * 10}s"
        case _ if moment.is_approximate and (last - first).days > _DAYS_TOLD:
            long_ago = (last - first).days > _MONTHS_TOLD
            start, end = (
                str(d.year) if long_ago else f"{_month(d)} {d.year}" for d in (first, last)
            )
            return f"{start} to {end}"
        case _:
            said = _range(first, last)
    return f"about {said}" if moment.is_approximate else said


def _month(day: dt.date) -> str:
    return _MONTHS[day.month - 1]


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _part(moment: Moment, unit: str) -> str:
    """What comes before the unit of a moment that is a part of it: "early ", "mid-", "late "."""
    whole = stretch.around(moment.first, unit)
    for part, said in (("early", "early "), ("mid", "mid-"), ("late", "late ")):
        third = stretch.part(whole, part)
        if (third.first, third.last) == (moment.first, moment.last):
            return said
    return ""


def _season(moment: Moment) -> str:
    name = ("winter", "spring", "summer", "autumn")[moment.first.month % 12 // 3]
    if moment.first.year != moment.last.year:
        return f"{name} {moment.first.year}-{moment.last.year % 100:02}"
    return f"{name} {moment.first.year}"


def _range(first: dt.date, last: dt.date) -> str:
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and last == stretch.around(last, "month").last:
        same_year = first.year == last.year
        start = _month(first) if same_year else f"{_month(first)} {first.year}"
        return (
            f"{start} to {_month(last)} {last.year}"
            if first.month != last.month
            else (
                f"{_month(last)} {last.year}"
                if same_year
                else f"{start} to {_month(last)} {last.year}"
            )
        )
    if first == last:
        return format_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {format_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_month(first)} to {format_day(last)}"
    return f"{format_day(first)} to {format_day(last)}"
