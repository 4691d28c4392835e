"""Find the times that an English text names, and resolve each to days.

Times are found by rules (modules `days`, `months`, `years`, `relative`, `told`), widened by words
that belong to them ("late last year"), joined into ranges ("Monday to Wednesday"), and resolved
from left to right, so that "the next day" can lean on what stands before it.

dateparser is not used here: it gives a day where a month is meant, reads "the 24th" as one to come,
does not know "early 2022", and takes 0.5 ms for each expression. Knows nothing of questions.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.dating import stretch
from qa.dating.days import DAYS
from qa.dating.months import SEASONS_AND_MONTHS
from qa.dating.relative import RELATIVE
from qa.dating.rule import Bearings, Reason, Rule, UnresolvedError
from qa.dating.stretch import Stretch
from qa.dating.tense import Tense, sentence_around, tense_at
from qa.dating.told import TOLD
from qa.dating.years import YEARS
from qa.moment import Moment

_NAMED = (*DAYS, *SEASONS_AND_MONTHS, *YEARS)


class Unresolved(NamedTuple):
    """Words that name a time which cannot be told.

    Attributes:
        words: The words, ``text[start:end]``.
        start: Their first character.
        end: One past their last.
        reason: Why not.
    """

    words: str
    start: int
    end: int
    reason: Reason


class Times(NamedTuple):
    """The times of a text, in order; no two overlap.

    Attributes:
        moments: Those that were resolved.
        unresolved: Those that were not.
    """

    moments: tuple[Moment, ...]
    unresolved: tuple[Unresolved, ...]


def find_times(text: str, reference: dt.date | None) -> list[Moment]:
    """The calendar times that a text names, each resolved to days.

    Args:
        text: English text of any length; offsets of the result count its characters.
        reference: The day of publication. Without it only what names its year is resolved, and
            what leans on such a time ("the next day").

    Returns:
        Moments in order, none overlapping another. Durations, ages, and clock times without a day
        are no times; what cannot be resolved is left to `read_times`.
    """
    return list(read_times(text, reference).moments)


@lru_cache(maxsize=128)
def read_times(text: str, reference: dt.date | None) -> Times:
    """As `find_times`, with what was found but cannot be told ("30 February")."""
    if isinstance(reference, dt.datetime):
        reference = reference.date()
    moments: list[Moment] = []
    unresolved: list[Unresolved] = []
    for expression in _expressions(text):
        start, end = expression.start, expression.end
        try:
            found = _resolve(expression, text, reference, moments)
        except UnresolvedError as error:
            unresolved.append(Unresolved(text[start:end], start, end, error.reason))
        except (ValueError, OverflowError):
            unresolved.append(Unresolved(text[start:end], start, end, Reason.IMPOSSIBLE))
        else:
            moments.append(Moment(words=text[start:end], start=start, end=end, **found._asdict()))
    return Times(tuple(moments), tuple(unresolved))


class _Found(NamedTuple):
    """A match of a rule, and the words around it that change what it means."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    part: str | None = None
    is_about: bool = False
    is_week: bool = False


class _Expression(NamedTuple):
    """One time, or two that are the ends of a range."""

    start: int
    end: int
    first: _Found
    last: _Found | None = None


_TRIGGER = re.compile(
    r"(?i)\d|day|week|month|year|decade|fortnight|night|this |spring|summer|autumn|fall|winter"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|christmas|easter|eve|quarter|half"
    r"|gras|thanksgiving|halloween|pentecost|juneteenth|mayo"
)


def _expressions(text: str) -> Iterator[_Expression]:
    if not _TRIGGER.search(text):
        return
    found = [_widened(text, item) for item in _longest(text)]
    while found:
        one, *found = found
        if found and _is_range(text, one, found[0]):
            other, *found = found
            yield _Expression(one.start, other.end, one, other)
        else:
            yield _Expression(one.start, one.end, one)


def _longest(text: str) -> Iterator[_Found]:
    """Matches of all rules; of those that overlap the first, and of these the longest."""
    lowered = text.lower()
    matches = [
        _Found(match.start(), match.end(), rule, match)
        for rule in (*_NAMED, *RELATIVE, *TOLD)
        for match in rule.search(text, lowered)
    ]
    end = 0
    for found in sorted(matches, key=lambda item: (item.start, -item.end)):
        if found.start >= end:
            end = found.end
            yield found


_PART = re.compile(
    r"(?i)(?<![\w-])(?:(?P<part>early|mid|late)(?: (?:on|in)(?: the)?)?[ -]"
    r"|(?:the )?(?:very )?(?P<edge>end|close|start|beginning|middle) of )$"
)
_EDGES = {"end": "late", "close": "late", "start": "early", "beginning": "early", "middle": "mid"}
_MID = re.compile(r"(?i)(?:the )?mid[- ]")
_OWN = re.compile(r"(?i)this|last|next")  # "asked about this year": not about when
_ABOUT = re.compile(
    r"(?i)\b(?:about|around|circa|roughly|approximately|some time in|sometime in) $"
)
_WEEK_OF = re.compile(r"(?i)\b(?:the )?week (?:of|beginning|starting|commencing|from) $")
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{1,2}[:.]\d\d|noon|midnight)"
    r"(?: (?:[A-Z]{2,4}|local time))?"
)
_CLOCK_BEFORE = re.compile(rf"(?<![\w.:-]){_CLOCK},? (?:on )?$")
_CLOCK_AFTER = re.compile(rf",? at (?:about |around )?{_CLOCK}")
_REACH = 40


def _widened(text: str, found: _Found) -> _Found:
    """Take in the words beside a match that say which part of it is meant, or at what hour."""
    lead = text[max(0, found.start - _REACH) : found.start]
    # The match of another rule may end inside the lead; these words never belong to two times.
    if part := _PART.search(lead):
        word = part["part"] or _EDGES[part["edge"].lower()]
        found = found._replace(start=found.start - len(part[0]), part=word.lower())
    elif _MID.match(found.match[0]):
        found = found._replace(part="mid")
    elif week := _WEEK_OF.search(lead):
        found = found._replace(start=found.start - len(week[0]), is_week=True)
    lead = text[max(0, found.start - _REACH) : found.start]
    is_hour = (clock := _CLOCK_BEFORE.search(lead)) is not None
    if clock:
        found = found._replace(start=found.start - len(clock[0]))
    lead = text[max(0, found.start - _REACH) : found.start]
    # "About noon on Sunday" is on Sunday.
    if (about := _ABOUT.search(lead)) and not _OWN.match(found.match[0]):
        found = found._replace(start=found.start - len(about[0]), is_about=not is_hour)
    if clock := _CLOCK_AFTER.match(text, found.end):
        found = found._replace(end=clock.end())
    return found


_TO = re.compile(r"\s?(?:[-–—]|to|through|thru|until|till)\s?(?:the )?")
_AND = re.compile(r" and (?:the )?")
_FROM = re.compile(r"\b[Ff]rom (?:the )?$")
_BETWEEN = re.compile(r"\b[Bb]etween (?:the )?$")


def _is_range(text: str, one: _Found, other: _Found) -> bool:
    """Whether two times are the ends of a range."""
    between, lead = text[one.end : other.start], text[max(0, one.start - 15) : one.start]
    if _BETWEEN.search(lead):
        is_alike = (one.rule in _NAMED) is (other.rule in _NAMED)
        return is_alike and _AND.fullmatch(between) is not None
    is_joined = _TO.fullmatch(between) is not None
    return is_joined and (one.rule is other.rule or _FROM.search(lead) is not None)


def _resolve(
    expression: _Expression, text: str, reference: dt.date | None, told: Sequence[Moment]
) -> Stretch:
    tense = _tense(text, expression)
    if told and reference and _LISTED.fullmatch(text, told[-1].end, expression.start):
        tense = Tense.FUTURE if told[-1].first >= reference else tense
    bearings = Bearings(
        reference=reference,
        tense=tense,
        told=_anchors(text, told),
        year_said=_year_said(text, expression.start, reference, told)
        if tense is Tense.PAST
        else None,
    )
    if expression.last is None:
        return _meaning(expression.first, bearings)
    return _range(expression.first, expression.last, bearings)


_LISTED = re.compile(r",? (?:(?:and|or) )?(?:on )?")  # "on Friday, Saturday and Sunday"
_LEADS_NOUN = re.compile(r"(?i)\b(?:the|an?|its|his|her|their) $")
_STARTS = re.compile(r"\b(?:from|starting|beginning)(?: on)? $")
_NOUN = re.compile(r" (?!(?:and|or|but|in|on|at|to|of|for|by|with|from|as|that|was|is)\b)[a-z]")


def _tense(text: str, expression: _Expression) -> Tense:
    """The tense of the verb; unknown for a time that hangs on a noun ("the November election").

    So also for "from Sunday", which begins there, whatever the verb.
    """
    lead = text[max(0, expression.start - 15) : expression.start]
    tense = tense_at(text, expression.start, expression.end)
    is_of_noun = _LEADS_NOUN.search(lead) and _NOUN.match(text, expression.end)
    is_start = expression.last is None and _STARTS.search(lead) is not None
    return Tense.UNKNOWN if tense is Tense.PAST and (is_of_noun or is_start) else tense


def _meaning(found: _Found, bearings: Bearings) -> Stretch:
    meant = found.rule.resolve(found.match, bearings)
    if found.part:
        meant = stretch.part(meant, found.part)
    if found.is_week:
        meant = stretch.around(meant.first, "week")
    return meant.about() if found.is_about else meant


def _range(one: _Found, other: _Found, bearings: Bearings) -> Stretch:
    """From one time to another; what the one leaves open is taken from the other."""
    if one.match.groupdict().get("year") or bearings.tense is Tense.FUTURE:
        first = _meaning(one, bearings)
        ahead = bearings._replace(reference=first.last, tense=Tense.FUTURE, year_said=None)
        last = _meaning(other, ahead)
    else:
        last = _meaning(other, bearings)
        back = bearings._replace(reference=last.first, tense=Tense.PAST, year_said=None)
        first = _meaning(one, back)
    is_approximate = first.is_approximate or last.is_approximate
    return stretch.span(first.first, last.last, is_approximate=is_approximate)


_REPORTED = re.compile(
    r"\b(?:said|told [\w ]{1,30}|announced|reported|wrote|added|tweeted|posted)(?: \w+){0,2} $"
)


def _anchors(text: str, told: Sequence[Moment]) -> tuple[Moment, ...]:
    """Times told before, without those at which something was only said, if others are left."""
    recent = told[-8:]
    events = [
        moment
        for moment in recent
        if not _REPORTED.search(text[max(0, moment.start - 60) : moment.start])
    ]
    return tuple(events or recent)


_FULL_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d$")


def _year_said(
    text: str, place: int, reference: dt.date | None, told: Sequence[Moment]
) -> int | None:
    """The year that the sentence named before a place, if it is a past one."""
    if not told or not (year := _FULL_YEAR.search(told[-1].words)):
        return None
    start, _ = sentence_around(text, place)
    if told[-1].start < start or (reference and int(year[0]) >= reference.year):
        return None
    return int(year[0])
