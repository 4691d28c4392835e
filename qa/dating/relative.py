"""Rules for times that are counted: from the day of publication, or from a time told before."""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.lexicon import (
    COUNT,
    MANY,
    PART_OF_DAY,
    UNIT,
    WEEKDAY,
    count_of,
    is_vague,
    unit_of,
    weekday_number,
)
from qa.dating.rule import Bearings, Rule, after, before
from qa.dating.stretch import Stretch
from qa.dating.tense import Tense
from qa.moment import Moment, Precision

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


def _after_told(match: re.Match[str], bearings: Bearings) -> Stretch:
    """Three weeks later, a day earlier: from the time told before."""
    unit, count = unit_of(match["unit"]), count_of(match["count"])
    is_back = match["way"].lower() in ("earlier", "before", "beforehand", "previously")
    if is_back and not bearings.told and unit == "day":
        return stretch.day(stretch.move(bearings.today, -count, unit))
    anchor = bearings.anchor(unit)
    found = _along(anchor, -count if is_back else count, unit)
    is_exact = unit == "day" and not is_vague(match["count"]) and not anchor.is_approximate
    return found if is_exact or found.is_approximate else found.about()


def _along(anchor: Moment, steps: int, unit: str) -> Stretch:
    """A stretch some units after (or before) a moment, of that unit, or coarser if that was."""
    if anchor.precision is Precision.DAY or (anchor.last - anchor.first).days < _LENGTHS[unit]:
        start = anchor.last if steps > 0 else anchor.first
        there = stretch.move(start, steps, unit)
        return stretch.around(there, unit)
    first, last = (stretch.move(day, steps, unit) for day in (anchor.first, anchor.last))
    if anchor.precision in (Precision.MONTH, Precision.YEAR):
        return stretch.around(first, anchor.precision.value)
    return Stretch(first, last, anchor.precision, is_approximate=True)


_LENGTHS = {
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 31,
    "quarter": 92,
    "year": 366,
    "decade": 3653,
}


_COMING = re.compile(r"\b(?:in|over|within|during|for|into) $")


def _next_told(match: re.Match[str], bearings: Bearings) -> Stretch:
    """The next day, the following month, the same year: from the time told before."""
    unit = unit_of(match["unit"]) if match["unit"].lower() in _LENGTHS_WORDS else "day"
    way = match["way"].lower()
    if way == "next" and unit != "day" and _COMING.search(before(match)):
        if bearings.tense is not Tense.PAST or not bearings.told:
            return stretch.span(
                bearings.today, stretch.move(bearings.today, 1, unit), is_approximate=True
            )
    steps = -1 if way in ("previous", "preceding") else 0 if "same" in way or way == "that" else 1
    if steps < 0 and not bearings.told:
        return stretch.around(stretch.move(bearings.today, -1, unit), unit)
    anchor = bearings.anchor(unit)
    return _along(anchor, steps, unit)


_LENGTHS_WORDS = frozenset(_LENGTHS)


def _next_weekday_told(match: re.Match[str], bearings: Bearings) -> Stretch:
    weekday, anchor = weekday_number(match["weekday"]), bearings.anchor("day")
    if match["that"]:
        return stretch.day(stretch.weekday_after(anchor.first - _ONE * 3, weekday))
    if match["which"].lower() in ("previous", "preceding"):
        return stretch.day(stretch.weekday_before(anchor.first - _ONE, weekday))
    return stretch.day(stretch.weekday_after(anchor.last + _ONE, weekday))


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


_THAN = re.compile(r",? than\b|[-–]")
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|last|only|most|\w+est|least|time|times|once|again|twice)\b[^.,;]*$"
)

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
            r"\b(?:(?P<part>(?i:earlier|later|sometime|some time)) )?(?P<which>(?i:this|last|next|current))"
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
            r"\b(?:(?P<which>(?i:this past|this|last|next|past|coming))|(?i:the)) (?i:weekend)\b(?P<last> before last)?"
        ),
        ("weekend",),
        _weekend,
        lambda match: match["which"] is not None or not re.match(r"['’]s|s\b|er", after(match)),
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:exactly|just|only|over|almost|nearly|more than|about|around) )?{COUNT} {UNIT}(?i: ago)\b"
        ),
        ("ago",),
        _ago,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:exactly|just|only|about|almost|nearly|more than) )?{COUNT} {UNIT} (?P<way>(?i:later|earlier|afterwards?"
            r"|beforehand|previously))\b"
        ),
        ("later", "earlier", "afterward", "beforehand", "previously"),
        _after_told,
        lambda match: not _THAN.match(after(match)),
    ),
    Rule(
        re.compile(rf"\b{COUNT} {UNIT} (?P<way>(?i:before|after))(?=[.,;:]|$)"),
        ("before", "after"),
        _after_told,
    ),
    Rule(
        re.compile(
            r"\b(?i:the |that )?(?P<way>(?i:next|following|previous|preceding|same|that))"
            r" (?P<unit>(?i:day|night|morning|afternoon|evening|week|month|year|decade))\b"
        ),
        ("next", "following", "previous", "preceding", "same", "that "),
        _next_told,
        lambda match: _leans_on_told(match),
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:the )(?P<which>(?i:next|following|previous|preceding))|(?P<that>(?i:that)))"
            rf" {WEEKDAY}\b(?: {PART_OF_DAY}\b)?"
        ),
        ("the next", "the following", "the previous", "the preceding", "that "),
        _next_weekday_told,
    ),
    Rule(
        re.compile(r"\b(?i:the (?P<unit>day) (?P<way>before|after))(?=[.,;:]|$)(?P<count>)"),
        ("the day before", "the day after"),
        lambda match, bearings: stretch.day(
            stretch.move(bearings.anchor("day").last, 1 if match["way"] == "after" else -1, "day")
        ),
    ),
    Rule(
        re.compile(
            rf"\b(?:(?i:the) )?(?P<which>(?i:past|last|next|coming|previous|following)) {MANY} {UNIT}\b"
        ),
        ("past", "last", "next", "coming", "previous"),
        _period,
    ),
    Rule(
        re.compile(
            r"\b(?i:the )(?P<count>)(?P<which>(?i:past|last|coming)) (?P<unit>(?i:week|fortnight|month"
            r"|quarter|year|decade))\b"
        ),
        ("the past", "the last", "the coming"),
        _period,
        lambda match: not re.match(r" of\b", after(match)),
    ),
    Rule(
        re.compile(
            rf"\b(?i:in )(?:(?i:about|around) )?{COUNT} {UNIT}(?:['’] time\b|['’]s time\b)?(?! of\b)"
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


def _is_name(match: re.Match[str]) -> bool:
    """The "Today" show: a capital, and no sentence begins there."""
    begins = re.search(r"(?:^|[.!?:\n]['\"”’]?\s*|[-–—•] ?)['\"“‘(]*$", before(match))
    return match[0][0].isupper() and (
        begins is None or re.match(r"['\"”]? show\b", after(match)) is not None
    )


def _leans_on_told(match: re.Match[str]) -> bool:
    way, words = match["way"].lower(), match[0].lower()
    if way in ("next", "previous", "following", "preceding") and not words.startswith("the "):
        return False
    if way == "same" and not words.startswith(("the ", "that ")):
        return False
    if way == "that":  # "that day" is a time; "said that week by week ..." is not
        lead = re.search(
            r"(?i:\b(?:on|later|earlier|since|of|during|by|in|until) |[.,;] |^)$", before(match)
        )
        return lead is not None
    return re.match(r" of\b", after(match)) is None


def _is_ahead(match: re.Match[str]) -> bool:
    """Whether "in three years" tells when, and not how long or since when."""
    from qa.dating.tense import tense_at

    if "time" in match[0]:
        return True
    is_ranked = _RANKED.search(before(match, 60)) is not None
    return not is_ranked and tense_at(match.string, match.start(), match.end()) is Tense.FUTURE
