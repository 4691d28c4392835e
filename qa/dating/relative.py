"""Rules for times that are counted from the day of publication: "last week", "two days ago"."""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.lexicon import (
    COUNT,
    MANY,
    PART_OF_DAY,
    UNIT,
    count_of,
    is_vague,
    unit_of,
)
from qa.dating.rule import Bearings, Rule, after, before
from qa.dating.stretch import Stretch
from qa.dating.tense import Tense, tense_at

_ONE = dt.timedelta(days=1)
_NEAR_DAYS = {"yesterday": -1, "last night": -1, "tomorrow": 1}


def _near_day(match: re.Match[str], bearings: Bearings) -> Stretch:
    words = match[0].lower()
    if words.startswith(("the day before", "the day after")):
        return stretch.day(bearings.today + _ONE * (2 if "after" in words else -2))
    moved = next((days for word, days in _NEAR_DAYS.items() if word in words), 0)
    return stretch.day(bearings.today + _ONE * moved)


def _this_unit(match: re.Match[str], bearings: Bearings) -> Stretch:
    """Last week, this month, next year, later this year, the weekend."""
    which, unit = match["which"].lower(), unit_of(match["unit"])
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    whole = stretch.around(stretch.move(bearings.today, steps, unit), unit)
    today = bearings.today
    match (match["part"] or "").lower().split(" ")[0]:
        case "earlier" if whole.first <= today <= whole.last:
            return whole._replace(last=today, is_approximate=True)
        case "later" if whole.first <= today <= whole.last:
            return whole._replace(first=today, is_approximate=True)
        case "earlier":
            return stretch.part(whole, "early")
        case "later":
            return stretch.part(whole, "late")
        case _:
            return whole


def _weekend(match: re.Match[str], bearings: Bearings) -> Stretch:
    which, today = (match["which"] or "").lower(), bearings.today
    if match["last"]:
        today -= _ONE * 7
        which = "last"
    own = stretch.weekend(today)
    before_it, next_one = stretch.weekend(today - _ONE * 7), stretch.weekend(today + _ONE * 7)
    if which in ("last", "past", "this past"):
        return before_it
    if which in ("next", "coming"):
        return own if today < own.first and which == "coming" else next_one
    if today >= own.first:
        return next_one if bearings.tense is Tense.FUTURE and today == own.last else own
    is_ahead = bearings.tense is Tense.FUTURE or (which == "this" and today.weekday() > 1)
    return (
        own
        if is_ahead and not (bearings.tense is Tense.PAST and today.weekday() < 3)
        else before_it
    )


def _ago(match: re.Match[str], bearings: Bearings) -> Stretch:
    return _moved(match, bearings.today, -1)


def _hence(match: re.Match[str], bearings: Bearings) -> Stretch:
    return _moved(match, bearings.today, 1)


def _moved(match: re.Match[str], start: dt.date, sign: int) -> Stretch:
    unit, count = unit_of(match["unit"]), count_of(match["count"])
    there = stretch.move(start, sign * count, unit)
    unit = "week" if unit == "fortnight" else unit
    found = stretch.around(there, "year" if unit == "decade" else unit)
    return found if unit == "day" and not is_vague(match["count"]) else found.about()


def _period(match: re.Match[str], bearings: Bearings) -> Stretch:
    """The past five years, the next two weeks: a span that ends or begins today."""
    unit = unit_of(match["unit"])
    count = count_of(match["count"]) if match["count"] else 1
    if match["which"].lower() in ("next", "coming", "following"):
        return stretch.span(
            bearings.today, stretch.move(bearings.today, count, unit), is_approximate=True
        )
    return stretch.span(
        stretch.move(bearings.today, -count, unit), bearings.today, is_approximate=True
    )


def _year_itself(match: re.Match[str], bearings: Bearings) -> Stretch:
    """The end of the year: of this one."""
    return stretch.around(bearings.today, unit_of(match["unit"]))


_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|last|only|most|\w+est|least|time|times|once|again"
    r"|twice)\b[^.,;]*$"
)


def _is_name(match: re.Match[str]) -> bool:
    """The "Today" show: a capital, and no sentence begins there."""
    begins = re.search(r"(?:^|[.!?:\n]['\"”’]?\s*|[-–—•] ?)['\"“‘(]*$", before(match))
    return match[0][0].isupper() and (
        begins is None or re.match(r"['\"”]? show\b", after(match)) is not None
    )


def _is_ahead(match: re.Match[str]) -> bool:
    """Whether "in three years" tells when, and not how long or since when."""
    if "time" in match[0]:
        return True
    is_ranked = _RANKED.search(before(match, 60)) is not None
    return not is_ranked and tense_at(match.string, match.start(), match.end()) is Tense.FUTURE


RELATIVE = (
    Rule(
        re.compile(
            rf"\b(?i:(?:the day (?:before yesterday|after tomorrow)|(?:(?:earlier|later) )?today"
            rf"|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))"
            rf"(?:['’]s)?(?: {PART_OF_DAY}\b)?)\b"
        ),
        ("today", "yesterday", "tomorrow", "tonight", "last night", "this "),
        _near_day,
        lambda match: match[0][1] != "O" and not _is_name(match),
    ),
    Rule(
        re.compile(
            r"\b(?:(?P<part>(?i:earlier|later|sometime|some time)) )?(?P<which>(?i:this|last|next"
            r"|current))"
            r" (?P<unit>(?i:week|fortnight|month|year|decade|quarter))\b"
        ),
        ("week", "fortnight", "month", "year", "decade", "quarter"),
        _this_unit,
        lambda match: match["unit"][0].islower() or not re.search(r"['\"“‘]$", before(match)),
    ),
    Rule(
        re.compile(r"\b(?i:the (?P<unit>week|month|year) before last)\b"),
        ("before last",),
        lambda match, bearings: stretch.around(
            stretch.move(bearings.today, -2, unit_of(match["unit"])), unit_of(match["unit"])
        ),
    ),
    Rule(
        re.compile(
            r"\b(?:(?P<which>(?i:this past|this|last|next|past|coming))|(?i:the)) (?i:weekend)\b"
            r"(?P<last> before last)?"
        ),
        ("weekend",),
        _weekend,
        lambda match: match["which"] is not None or not re.match(r"['’]s|s\b|er", after(match)),
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:exactly|just|only|over|almost|nearly|more than|about"
            rf"|around) )?{COUNT} {UNIT}(?i: ago)\b"
        ),
        ("ago",),
        _ago,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:the) )?(?P<which>(?i:past|last|next|coming|previous"
            rf"|following)) {MANY} {UNIT}\b"
        ),
        ("past", "last", "next", "coming", "previous"),
        _period,
    ),
    Rule(
        re.compile(
            r"\b(?i:the )(?P<count>)(?P<which>(?i:past|last|coming)) (?P<unit>(?i:week|fortnight"
            r"|month"
            r"|quarter|year|decade))\b"
        ),
        ("the past", "the last", "the coming"),
        _period,
        lambda match: not re.match(r" of\b", after(match)),
    ),
    Rule(
        re.compile(
            rf"\b(?i:in )(?:(?i:about|around) )?{COUNT} {UNIT}(?:['’] time\b|['’]s time\b)?"
            r"(?! of\b)"
        ),
        ("in ",),
        _hence,
        lambda match: _is_ahead(match),
    ),
    Rule(
        re.compile(rf"\b{COUNT} {UNIT} (?i:from (?:now|today))\b"),
        ("from now", "from today"),
        _hence,
    ),
    Rule(
        re.compile(r"(?<= of )(?i:the (?P<unit>week|month|year|decade))\b"),
        ("of the ",),
        _year_itself,
        lambda match: (
            re.search(r"\b(?:end|start|beginning|middle|close) of $", before(match)) is not None
        ),
    ),
)
"""Every rule of this module."""
