"""Rules for years, runs of years, and decades."""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.lexicon import (
    YEAR,
)
from qa.dating.rule import (
    Bearings,
    Rule,
    after,
    before,
)
from qa.dating.stretch import Stretch


def _year(match: re.Match[str], _: Bearings) -> Stretch:
    return stretch.year(int(match["year"]))


_YEAR_LEADS = re.compile(
    r"\b(?i:in|since|by|until|till|during|throughout|circa|early|mid|late|from|to|and|of|before"
    r"|after|years?|through|for|around|about|between|than|early in|late in|or|as|end|start|into)"
    r"[ -]$|[-–(/]$|, $"
)
_THINGS = re.compile(
    r"(?:[-–]\w| (?:people|men|women|children|votes?|per ?cent|[mb]illion|k?m\b|metres?|meters?"
    r"|miles?|feet|tons?|tonnes?|dollars|euros?|pounds|times|points|[a-z]+(?<![si])s\b)|%|,\d|\.\d"
    r"|['’]s [A-Z])"
)
_CERTAIN_LEAD = re.compile(r"\b(?i:in|since|until|during|throughout|early|mid|late)[ -]$")
_VERB_NEXT = re.compile(r" (?:was|is|were|will|saw|has|had|marked|brought|became|began)\b")


def _year_holds(match: re.Match[str]) -> bool:
    if _is_name_of_event(match):
        return False
    if _CERTAIN_LEAD.search(before(match)):
        return not re.match(
            r" (?:people|men|women|votes|[mb]illion)|%|[.,]\d|[-–][a-z]", after(match)
        )
    if _THINGS.match(after(match)):
        return False
    if re.search(r"[.!?] $|^$|\n$", before(match)):
        return _VERB_NEXT.match(after(match)) is not None
    lead = _YEAR_LEADS.search(before(match))
    if lead is not None and lead[0] in (", ", "-", "–", "/"):
        ends = re.match(r"[.,;)]|$", after(match)) or _VERB_NEXT.match(after(match))
        return lead[0] == ", " and ends is not None
    return lead is not None


def _is_name_of_event(match: re.Match[str]) -> bool:
    """Whether the year is part of a name, such as "2022 World Cup"."""
    following = re.match(r" (?P<word>[A-Z][\w'’-]*)(?P<next> [A-Z]\w+)?", after(match, 60))
    return following is not None and not re.search(r"\b(?:In|Since|By|Until)[ -]$", before(match))


def _years_range(match: re.Match[str], _: Bearings) -> Stretch:
    first, last = match["year"], match["last"]
    last = first[: len(first) - len(last)] + last
    return stretch.span(dt.date(int(first), 1, 1), dt.date(int(last), 12, 31))


_CENTURIES = ("1500", "1600", "1700", "1800", "1900")


def _decade(match: re.Match[str], _: Bearings) -> Stretch:
    digits = match["tens"]
    if digits in _CENTURIES:
        return stretch.span(dt.date(int(digits), 1, 1), dt.date(int(digits) + 99, 12, 31))
    if len(digits) == 2:
        digits = ("19" if digits >= "20" else "20") + digits
    return stretch.decade(int(digits))


YEARS = (
    Rule(
        re.compile(
            r"(?:\b(?P<the>[Tt]he) )?(?:\bmid[- ])?(?<![\w-])['’]?(?P<tens>(?:1[5-9]|20)\d0|"
            r"(?<=['’])\d0)"
            r"(?P<apostrophe>['’])?s\b"
        ),
        ("0s", "0's", "0’s"),
        _decade,
        lambda match: match["apostrophe"] is None or match["the"] is not None,
    ),
    Rule(
        re.compile(
            rf"(?<![\d$£€.,#/-]){YEAR}(?:[-–]| to | until |(?<=etween \d\d\d\d) and )"
            r"(?P<last>\d{4}|(?<=[-–])\d\d)(?![\d%,-]| [mb]illion| people)"
        ),
        (),
        _years_range,
    ),
    Rule(re.compile(rf"(?<![\d$£€.,#/]){YEAR}(?![\d]|[.,]\d)\b"), (), _year, _year_holds),
)
"""Every rule of this module."""
