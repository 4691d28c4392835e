"""Rules for months, quarters and seasons.

One without a year is the nearest to the day of publication that fits the tense.
"""

import re

from qa.dating import stretch
from qa.dating.lexicon import (
    FUNCTION,
    MONTH,
    MONTH_WORDS,
    OWN_YEAR,
    SEASON,
    YEAR,
    month_number,
)
from qa.dating.rule import Bearings, Reason, Rule, UnresolvedError, after, before, stated_year
from qa.dating.stretch import Stretch


def _month(match: re.Match[str], bearings: Bearings) -> Stretch:
    number = month_number(match["month"])
    if year := stated_year(match, bearings):
        return stretch.month(year, number)
    if match["which"]:
        return bearings.picked(match["which"], [stretch.month(y, number) for y in bearings.years()])
    if bearings.year_said:
        return stretch.month(bearings.year_said, number)
    return bearings.nearest([stretch.month(year, number) for year in bearings.years()])


_DOUBTFUL = re.compile(r"(?i:march|april|may|june|august|mar|jun|jan|dec|sep|sept)\.?")
_LEADS = re.compile(
    r"\b(?i:in|since|by|until|till|last|next|this|through|throughout|of|from|to|during|before|after"
    r"|early|mid|late|and|between|every|for|through|or|around|about)[ -]$"
)
_PREPOSED = re.compile(
    r"(?i:in|by|since|until|till|last|next|this|from|to|of|during|before|after|early|mid|late|and"
    r"|between|through|for|the|around|about)"
)
_TITLED = re.compile(r"([A-Z][\w.]*) (?:March|April|May|June|August)\b(?! \d)")


def _month_holds(match: re.Match[str]) -> bool:
    if match["year"] or match["own"] or match["which"] or not _DOUBTFUL.fullmatch(match["month"]):
        return not re.match(r" [A-Z]\w* (?:said|says|told)", after(match))
    if match["month"].endswith((".", "Jan", "Dec")) and not _LEADS.search(before(match)):
        return False
    if re.search(r"\b(?i:the|its|his|a|that) $", before(match)):
        return re.match(r" (?!on\b|for\b|of\b|to\b|by\b)[a-z]+", after(match)) is not None
    if re.match(r" [A-Z](?!\b)|['’]s [a-z]+ (?:party|government)", after(match)):
        return False
    names = _TITLED.findall(match.string)
    is_name = not all(_PREPOSED.fullmatch(name) for name in names)
    lead = _LEADS.search(before(match))
    return lead is not None and not (is_name and lead[0][:-1].lower() not in ("in", "since"))


def _season(match: re.Match[str], bearings: Bearings) -> Stretch:
    name, which = match["season"], match["which"] or ""
    if year := stated_year(match, bearings):
        return stretch.season(name, year)
    seasons = [stretch.season(name, year) for year in bearings.years()]
    return bearings.picked(which, seasons)


_VERB_SEASONS = re.compile(r"fall|spring")
_SEASON_LEADS = re.compile(
    r"\b(?i:in|by|since|until|during|of|early|mid|late|before|after|this|that|the|every|each)[ -]$"
)


def _season_holds(match: re.Match[str]) -> bool:
    is_verb = _VERB_SEASONS.fullmatch(match["season"]) and not match["which"]
    if is_verb and match["own"] and not _SEASON_LEADS.search(before(match)):
        return False  # "How far did prices fall last year?"
    if match["year"] or match["own"] or (match["which"] or "").lower() not in ("", "the"):
        return not re.match(r" (?:of|in|from|to) [A-Z]", after(match))
    if re.match(rf" (?!(?:{FUNCTION})\b)[a-z]", after(match)):  # "the winter storm"
        return False
    is_named = match["season"][0].isupper() and not re.search(r"[.!?]\s$|^$", before(match))
    lead = re.search(
        r"\b(?i:in|by|since|until|during|early|mid|late|before|last|over)[ -]$", before(match)
    )
    return (
        not is_named
        and lead is not None
        and not re.match(r" (?:of|in|from|to)\b|[-–]", after(match))
    )


_ORDERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "final": 3, "last": 3}


def _quarter(match: re.Match[str], bearings: Bearings) -> Stretch:
    word = (match["nth"] or "").lower()
    number = int(match["q"]) - 1 if match["q"] else _ORDERS[word]
    of, length = match["of"] or "", 6 if match["half"] else 3
    if match["half"] and word in ("last", "final"):
        number = 1
    if match["half"] and number > 1:
        raise UnresolvedError(Reason.IMPOSSIBLE)
    if of.isdigit():
        return stretch.months(int(of), 1 + number * length, length)
    steps = {"last": -1, "next": 1}.get(of.split(" ")[0].lower(), 0)
    if of:
        return stretch.months(bearings.today.year + steps, 1 + number * length, length)
    return bearings.nearest(
        [stretch.months(year, 1 + number * length, length) for year in bearings.years()]
    )


_YEAR_NEXT = rf"(?:,? (?:(?:of |in )?{YEAR}(?![\d%-]|[.,]\d)|{OWN_YEAR}))?"

SEASONS_AND_MONTHS = (
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:last|next|this past|this coming|this|past)) )?{MONTH}(?!\w"
            r"|-[a-z])"
            rf"(?! \d{{1,2}}(?!\d)){_YEAR_NEXT}"
        ),
        MONTH_WORDS,
        _month,
        _month_holds,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:the|last|next|this coming|this|past|coming)) )?"
            rf"(?<![\w-]){SEASON}\b"
            r"(?:,? (?:of )?(?:(?P<year>1[5-9]\d\d|20\d\d)\b|(?P<own>(?:last|this|next) year)\b))?"
        ),
        ("spring", "summer", "autumn", "fall", "winter"),
        _season,
        _season_holds,
    ),
    Rule(
        re.compile(
            r"\b(?:Q(?P<q>[1-4])|(?:(?i:the) )?(?P<nth>(?i:first|second|third|fourth|last|final))"
            r" (?:quarter|(?P<half>half))(?= of))"
            r"(?: of|,)?(?: (?P<of>(?:1[89]|20)\d\d|(?i:the|this|last|next) year))?\b(?! of\b)"
        ),
        ("quarter", "half", "q1", "q2", "q3", "q4"),
        _quarter,
        lambda match: match["of"] is not None,
    ),
)
"""Every rule of this module."""
