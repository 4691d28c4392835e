"""Whether a sentence speaks of what was or of what will be, at one place in it.

Guessed from the nearest verb that shows it; no parser. Knows nothing of dates.
"""

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Tense(StrEnum):
    """What the words around a time speak of."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_REACH = 400  # characters; a longer sentence is a list, and its verbs are far
_TENSES = {"past": Tense.PAST, "future": Tense.FUTURE, "either": Tense.UNKNOWN}


class _Cue(NamedTuple):
    start: int
    end: int
    tense: Tense


_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_STARTS = (
    r"begins?|starts?|opens?|ends?|expires?|closes?|kicks? off|takes? place|airs?|premieres?"
    r"|arrives?"
    r"|resumes?|returns?|retires?"
)
_MEANS_TO = (
    r"plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|hop(?:es?|ed|ing)|want(?:s|ed)?|vow(?:s|ed)|promis"
    r"(?:es?|ed)"
    r"|pledg(?:es?|ed)|ready|prepar(?:es?|ed|ing)|intend(?:s|ed)?|aim(?:s|ed|ing)?|ask(?:s|ed)?"
    r"|urged?"
    r"|told|likely|about|invited|ordered|required|needs?|bids?|offer(?:s|ed)?|looks?"
    r"|looking"
    r"|threaten(?:s|ed)|have|has|deadline|until|continues?|sure|certain"
)
_MODAL = r"(?:will|wo(?=n['’]t)|shall|would|could|might|should|must|may)"
_FUTURE = (
    # "will be held" is one verb, so that "held" does not pass for the past.
    rf"{_MODAL}(?:n['’]t)?(?! have| not have)(?: not| also| now| \w+ly)?(?: be \w+)?|(?<=\w)['’]ll"
    r"|upcoming|next|coming|scheduled|slated|due|deadlines?|planned|plans|planning|expected"
    r"|set (?:to|for)|going to|ahead of|no later than|wants?|(?:has|have) until|has to|have to"
    rf"|(?:{_MEANS_TO})(?: not)? to(?= [a-z])|(?:is|are|was|were) to(?= [a-z])"
    r"|(?<!said )(?<!believed )(?<!thought )(?<!known )(?<!found )(?<!had )to be \w+(?:ed|en|t)"
    r"|(?:go(?:es)?|heads?) to the polls|go(?:es)? on (?:sale|show|display|trial)"
    rf"|(?:{_STARTS})(?=,? (?:on|in|at|this|next|tomorrow|today|[A-Z\d]))"
    rf"|(?:is|are|remains?|comes?)(?= (?:on |in )?(?:{_DAYS}|\d+ [A-Z]|[A-Z][a-z]+\.? \d))"
)
# What was to come once may have come since.
_EITHER = (
    r"(?:was|were|had been)(?: not| \w+ly)? (?:due|scheduled|supposed|slated|set|expected|planned"
    r"|planning|hoping|preparing)"
)
_PAST = (
    r"since|following(?= (?:the|an?|his|her|their)\b)|(?:was|were|had|has|have|did)(?:n['’]t)?"
    r"|been|said|told"
    r"|went|came|took|made|won|lost|held|met|fell|rose"
    r"|began|left|sent|shot|found|died|became|gave|led|wrote|spoke|struck|broke|saw|got|ran|sank"
    r"|flew|grew|drew|drove|chose|fought|brought|bought|sold|paid|kept|felt|heard|stood|threw|hit"
    r"|swore|tore|wore|beat|overcame|underwent|withdrew|stole|burnt|blew|sought|taught|caught|built"
    r"|spent|lent|stolen|taken|given|seen|shown|thrown|broken|driven|written|fallen|chosen|torn"
    r"|worn|beaten|hidden|shut|gone"
    r"|slept|swept|dealt|meant|thought|knew|ate|rode|rang|sang|stuck|hung|ago|last"
    r"|(?!need|feed|speed|breed|indeed|hundred|sacred|exceed|proceed|succeed|embed|united|red\b)"
    r"[a-z]{2,}ed"
)
_CUE = re.compile(rf"\b(?:(?P<either>{_EITHER})|(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_INFINITIVE = re.compile(r"\w to (?!the\b|an?\b)[a-z]+ ")
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bGov)(?<!\bSen)(?<!\bGen)(?<!\b[A-Z])"
    r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z])|\n+"
)
_BREAK = (
    r"[;:—–()]|,? (?:who|which|that|after|before|when|while|because|as|where|if)\b|(?<=[\s,(])[\"“]"
)
_BREAKS = re.compile(_BREAK)
_CLAUSE_END = re.compile(rf"{_BREAK}|,? (?:and|but)\b|, (?=[a-z])")
_BARE = re.compile(
    r"(?i)\W*(?:(?:and|but|so|then|on|in|at|by|late|early|from|since|for|during|over|the"
    r"|of)\W+){0,4}"
)
"""What may stand before words that begin a clause: "And on ..."."""


def _start(cue: _Cue) -> int:
    return cue.start


@lru_cache(maxsize=64)
def _cues(text: str) -> tuple[_Cue, ...]:
    return tuple(_Cue(m.start(), m.end(), _TENSES[m.lastgroup or ""]) for m in _CUE.finditer(text))


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text) + 1)


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """The sentence that holds a place, roughly: first character, one past the last."""
    ends = _ends(text)
    following = bisect_right(ends, place)
    return ends[following - 1], ends[following]


def tense_at(text: str, start: int, end: int) -> Tense:
    """What a sentence speaks of around some words of it that name a time.

    The nearest verb before the words in their clause counts; where they begin it, the next one
    after them; else the nearest before them in the sentence.

    Args:
        text: Any text.
        start: First character of the words.
        end: One past the last.

    Returns:
        The tense; unknown where no verb shows it.
    """
    first, last = sentence_around(text, start)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    told = _cues(text)
    near = told[bisect_left(told, first, key=_start) : bisect_right(told, last, key=_start)]
    cues = [cue for cue in near if cue.end <= last]
    before = [c for c in cues if c.end <= start]
    after = [c for c in cues if c.start >= end]
    own = max((m.end() for m in _CLAUSE_END.finditer(text, first, start)), default=first)
    if before and before[-1].start >= own:
        return before[-1].tense
    begins = _BARE.fullmatch(text, own, start) is not None
    border = (_BREAKS if begins else _CLAUSE_END).search(text, end, last)
    beside = [cue for cue in after if cue.end <= (border.start() if border else last)]
    nearest = (beside[:1] or before[-1:]) if begins else (before[-1:] or beside[:1])
    if nearest:
        return nearest[0].tense
    # A headline: "Mayor to meet dockers on Friday".
    return Tense.FUTURE if _INFINITIVE.search(text, first, start) else Tense.UNKNOWN
