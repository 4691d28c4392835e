"""Rules for single days: dates, weekdays, feasts; and for some days of one month.

One without a year is the nearest to the day of publication that fits the tense.
"""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.feasts import FEAST, feast_day
from qa.dating.lexicon import (
    ANY_WEEKDAY,
    DAY,
    FUNCTION,
    MONTH,
    MONTH_WORDS,
    MONTHS,
    OF_YEAR,
    ORDINAL,
    OWN_YEAR,
    PART_OF_DAY,
    WEEKDAY,
    WEEKDAY_WORDS,
    YEAR,
    month_number,
    weekday_number,
)
from qa.dating.rule import (
    Bearings,
    Reason,
    Rule,
    UnresolvedError,
    after,
    before,
    stated_year,
    years_around,
)
from qa.dating.stretch import Stretch
from qa.dating.tense import Tense

_NOT_A_COUNT = r"(?![\d%:]|[.,]\d| ?(?:per ?cent|[mb]illion|thousand|a\.?m\b|p\.?m\b))"


def _date(match: re.Match[str], bearings: Bearings) -> Stretch:
    month, number = month_number(match["month"]), int(match["day"])
    if year := stated_year(match, bearings):
        return stretch.day(dt.date(year, month, number))
    if bearings.year_said:
        return stretch.day(dt.date(bearings.year_said, month, number))
    days = _in_years(bearings.today, month, number)
    if match["weekday"]:
        weekday = weekday_number(match["weekday"])
        days = [day for day in days if day.first.weekday() == weekday] or days
    return bearings.nearest(days)


def _in_years(today: dt.date, month: int, number: int) -> list[Stretch]:
    found = []
    for year in years_around(today):
        try:
            found.append(stretch.day(dt.date(year, month, number)))
        except ValueError:
            continue
    return found


def _iso(match: re.Match[str], _: Bearings) -> Stretch:
    return stretch.day(dt.date(int(match["year"]), int(match["month"]), int(match["day"])))


def _slashed(match: re.Match[str], _: Bearings) -> Stretch:
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if max(one, other) <= len(MONTHS) and one != other:
        raise UnresolvedError(Reason.AMBIGUOUS)
    month, day = (one, other) if one <= len(MONTHS) else (other, one)
    return stretch.day(dt.date(year, month, day))


def _days_of_month(match: re.Match[str], bearings: Bearings) -> Stretch:
    last = _date(match, bearings).first
    return stretch.span(last.replace(day=int(match["from"])), last)


def _day_of_month(match: re.Match[str], bearings: Bearings) -> Stretch:
    """The 24th: of this month, or of one of its neighbours."""
    days = []
    for months in (-1, 0, 1):
        near = stretch.move(bearings.today.replace(day=1), months, "month")
        try:
            days.append(stretch.day(near.replace(day=int(match["day"]))))
        except ValueError:
            continue
    return bearings.nearest(days)


def _weekday(match: re.Match[str], bearings: Bearings) -> Stretch:
    weekday, which = weekday_number(match["weekday"]), (match["which"] or "").lower()
    today, week = bearings.today, (match["week"] or "").lower()
    if week or which.endswith("week's"):
        steps = {"last": -1, "next": 1}.get((week or which).split()[0], 0)
        monday = stretch.around(stretch.move(today, steps, "week"), "week").first
        return stretch.day(stretch.weekday_after(monday, weekday))
    one = dt.timedelta(days=1)
    if which in ("last", "this past", "past"):
        return stretch.day(stretch.weekday_before(today - one, weekday))
    if which in ("next", "this coming", "coming"):
        return stretch.day(stretch.weekday_after(today + one, weekday))
    if not which and bearings.tense is Tense.PAST and _is_just_said(match):
        return stretch.day(stretch.weekday_after(today - one * 5, weekday))
    days = [stretch.weekday_before(today, weekday), stretch.weekday_after(today, weekday)]
    return bearings.nearest([stretch.day(day) for day in days])


_JUST_SAID = re.compile(
    r"\b(?:said|told [\w ]{1,30}|announced|reported)(?: in a statement)?(?: on)? $"
)

_SAYS_NEXT = re.compile(
    r",? (?:it|he|she|they|(?:the )?[A-Z]\w+(?: [A-Z]\w+)*) (?:said|told|announced)\b"
)


def _is_just_said(match: re.Match[str]) -> bool:
    """Whether a statement is reported, or a local time told.

    That is hardly ever six days old: where it was said on "Friday" in what is dated Thursday, the
    text was changed after its date, or it was Friday elsewhere.
    """
    is_local = after(match).lstrip(" ,").startswith("local time")
    is_first = re.search(r"(?:^|[.!?\n]\s*)On $", before(match)) and _SAYS_NEXT.match(
        after(match, 60)
    )
    return is_local or bool(is_first) or _JUST_SAID.search(before(match, 50)) is not None


_WEEKDAY_NAMES = re.compile(
    r" (?:Morning|Times|Telegraph|Mail|Mirror|Express|Herald|Post|World|Night|People|Independent"
    r"|Best|Live"
    r"|Politics|Mass|Football|Magazine|Star|Mercury|Sun|Service|Club|school|papers?|newspapers?"
    r"|driver|roast)\b|['’]s Child|[-–]to[-–]"
)
_WEEKDAY_TITLES = re.compile(
    r"\b(?:Black|Bloody|Good|Ash|Palm|Super|Cyber|Sheffield|Easter|Holy|Maundy|Giving|Whit|Shrove"
    r"|Fat|Man|Girl|His|Freaky|Small Business|Mail on|Ruby|Remembrance|Trinity|Mothering|Selection"
    r"|Super Bowl"
    r"|Taco|Casual|Stir-up|Throwback|[Ww]as a|[Ii]s a|[Oo]n a) $|\b(?i:every|each|any|one) $"
)


def _weekday_holds(match: re.Match[str]) -> bool:
    return not (_WEEKDAY_NAMES.match(after(match)) or _WEEKDAY_TITLES.search(before(match)))


def _feast(match: re.Match[str], bearings: Bearings) -> Stretch:
    name, which = match["feast"], match["which"] or ""
    if match["year"]:
        return stretch.day(feast_day(name, int(match["year"])))
    days = [stretch.day(feast_day(name, year)) for year in bearings.years()]
    return bearings.picked(which, days)


_SEASONAL = re.compile(r"Christmas|Easter|Halloween|Thanksgiving|Pentecost|Mardi Gras|Juneteenth")


def _feast_holds(match: re.Match[str]) -> bool:
    if re.search(r"\b\d{4} $", before(match)):  # "the 2015 New Year's Eve events"
        return False
    if not _SEASONAL.fullmatch(match["feast"]) or match["which"] or match["year"]:
        return not re.match(r" (?:Island|Part|Parade)\b", after(match))
    lead = re.search(
        r"\b(?i:at|by|on|before|after|since|until|over|during|for|around) $", before(match)
    )
    return lead is not None and not re.match(rf" (?!(?:{FUNCTION})\b)\w|[-–]", after(match))


def _nine_eleven(_: re.Match[str], __: Bearings) -> Stretch:
    return stretch.day(dt.date(2001, 9, 11))


_NINE_ELEVEN = re.compile(r"(?<![\d/.-])9/11(?![\d/])")
_WHICH = r"(?:(?P<which>(?i:last|next|this past|this coming|this|past|coming))\s)?"

DAYS = (
    Rule(
        re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
        ("-",),
        _iso,
    ),
    Rule(
        re.compile(
            rf"(?<![\d./-])(?P<one>\d{{1,2}})(?P<mark>[./])(?P<other>\d{{1,2}})(?P=mark){YEAR}"
            r"(?![\d/])"
        ),
        ("/", "."),
        _slashed,
    ),
    Rule(
        re.compile(
            rf"(?:\b(?:{ANY_WEEKDAY}),? \(?(?:the )?)?\b{MONTH} (?:the )?{DAY}{ORDINAL}\b"
            rf"{_NOT_A_COUNT}{OF_YEAR}"
        ),
        MONTH_WORDS,
        _date,
    ),
    Rule(
        re.compile(
            rf"(?:\b(?:{ANY_WEEKDAY}),? \(?(?:the )?)?(?<![\d.,:/£$€-]){DAY}{ORDINAL}(?: day)?"
            r"(?: of)?[ -]"
            rf"{MONTH}(?!\w)(?:[ ,-]{{1,2}}(?:of |in )?(?:{YEAR}(?![\d%]|[.,]\d)|{OWN_YEAR}))?"
        ),
        MONTH_WORDS,
        _date,
    ),
    Rule(
        re.compile(
            rf"\b(?P<weekday>\b)?{MONTH} (?P<from>\d\d?){ORDINAL} ?(?:[-–—]|to|and|through"
            rf"|&) ?{DAY}{ORDINAL}\b"
            rf"{_NOT_A_COUNT}{OF_YEAR}"
        ),
        MONTH_WORDS,
        _days_of_month,
    ),
    Rule(
        re.compile(
            rf"(?<![\d.,:/£$€-])(?P<weekday>\b)?(?P<from>\d\d?){ORDINAL} ?(?:[-–—]|to|and|until"
            rf"|&) ?{DAY}{ORDINAL}"
            rf"(?: of)? {MONTH}(?!\w){OF_YEAR}"
        ),
        MONTH_WORDS,
        _days_of_month,
    ),
    Rule(
        re.compile(
            rf"(?:(?<=\bon the )|(?<=\bby the )|(?<=\bsince the )|(?<=\buntil the ))"
            rf"{DAY}(?:st|nd|rd|th)(?= of (?:this|the|last) month"
            r"| (?:and|at|in|when|but|to|with|after|before|was|as|by)\b|[.,;:)]|$)"
        ),
        ("th", "st", "nd", "rd"),
        _day_of_month,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:last week['’]s|next week['’]s|last|next|this past|this coming"
            r"|this|past"
            rf"|coming)) )?{WEEKDAY}\b(?:['’]s(?= {PART_OF_DAY}))?(?: {PART_OF_DAY}\b)?"
            r"(?:,? (?:of )?(?P<week>(?i:last|next|this) week))?"
        ),
        WEEKDAY_WORDS,
        _weekday,
        _weekday_holds,
    ),
    Rule(
        re.compile(
            rf"\b{_WHICH}{FEAST}(?!\w)(?: {PART_OF_DAY})?(?:,? (?:in |of )?(?P<year>1[5-9]\d\d"
            r"|20\d\d)\b)?"
        ),
        (
            *("day", "eve", "easter", "christmas", "halloween", "thanksgiving", "july", "friday"),
            *("monday", "night", "gras", "juneteenth", "pentecost", "mayo", "year", "thursday"),
        ),
        _feast,
        _feast_holds,
    ),
    Rule(_NINE_ELEVEN, ("9/11",), _nine_eleven),
)
"""Every rule of this module."""
