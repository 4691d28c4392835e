"""Rules for times that are counted from a time told before: "three weeks later", "the next day"."""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.lexicon import (
    COUNT,
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


def _after_told(match: re.Match[str], bearings: Bearings) -> Stretch:
    """Three weeks later, a day earlier: from the time told before."""
    unit, count = unit_of(match["unit"]), count_of(match["count"])
    is_back = match["way"].lower() in ("earlier", "before", "beforehand", "previously")
    if is_back and not bearings.told and unit == "day":
        return stretch.day(stretch.move(bearings.today, -count, unit))
    anchor = bearings.anchor(unit, or_coarser=unit != "day")
    found = bearings.not_ahead(_along(anchor, -count if is_back else count, unit))
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
        is_told = bearings.tense is Tense.PAST and bearings.told
        if not is_told:
            return stretch.span(
                bearings.today, stretch.move(bearings.today, 1, unit), is_approximate=True
            )
    steps = -1 if way in ("previous", "preceding") else 0 if "same" in way or way == "that" else 1
    if steps < 0 and not bearings.told:
        return stretch.around(stretch.move(bearings.today, -1, unit), unit)
    return _along(bearings.anchor(unit), steps, unit)


_LENGTHS_WORDS = frozenset(_LENGTHS)


def _next_weekday_told(match: re.Match[str], bearings: Bearings) -> Stretch:
    weekday, anchor = weekday_number(match["weekday"]), bearings.anchor("day")
    if match["that"]:
        return stretch.day(stretch.weekday_after(anchor.first - _ONE * 3, weekday))
    if match["which"].lower() in ("previous", "preceding"):
        return stretch.day(stretch.weekday_before(anchor.first - _ONE, weekday))
    return stretch.day(stretch.weekday_after(anchor.last + _ONE, weekday))


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


_THAN = re.compile(r",? than\b|[-–]")


TOLD = (
    Rule(
        re.compile(
            rf"\b(?:(?i:exactly|just|only|about|almost|nearly|more than) )?{COUNT} {UNIT} (?P<way>"
            r"(?i:later|earlier|afterwards?"
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
)
"""Every rule of this module."""
