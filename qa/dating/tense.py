"""Whether a sentence speaks of what was or of what will be, at one place in it.

Guessed from the nearest verb that shows it; no parser. Knows nothing of dates.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Tense(StrEnum):
    """What the words around a time speak of."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


class _Cue(NamedTuple):
    start: int
    end: int
    tense: Tense


_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_STARTS = (
    r"begins?|starts?|opens?|ends?|expires?|closes?|kicks? off|takes? place|airs?|premieres?|arrives?"
    r"|goes|resumes?|returns?|votes?|faces?|meets?"
)
_MEANS_TO = (
    r"plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|hop(?:es?|ed|ing)|want(?:s|ed)?|vow(?:s|ed)|promis(?:es?|ed)"
    r"|pledg(?:es?|ed)|ready|prepar(?:es?|ed|ing)|intend(?:s|ed)?|aim(?:s|ed|ing)?|ask(?:s|ed)?|urged?"
    r"|told|likely|about|invited|ordered|required|supposed|needs?|bids?|offer(?:s|ed)?|looks?|looking"
    r"|threaten(?:s|ed)|have|has|deadline|until|continues?|sure|certain"
)
_FUTURE = (
    r"will|won['’]t|shall|(?<=\w)['’]ll|would|upcoming|next|coming|scheduled|slated|due|deadlines?"
    rf"|planned|plans|planning|expected|set (?:to|for)|going to|ahead of|no later than"
    rf"|(?:{_MEANS_TO}) to(?= [a-z])|(?:could|might|should|must|can|may)(?! have| not have)"
    r"|(?:is|are|was|were) to(?= [a-z])"
    rf"|(?:{_STARTS})(?=,? (?:on|in|at|this|next|tomorrow|today|[A-Z\d]))"
    rf"|(?:is|are|remains?|comes?)(?= (?:on |in )?(?:{_DAYS}|\d+ [A-Z]|[A-Z][a-z]+\.? \d))"
)
_PAST = (
    r"was|were|had|has|have|been|did|said|told|went|came|took|made|won|lost|held|met|fell|rose"
    r"|began|left|sent|shot|found|died|became|gave|led|wrote|spoke|struck|broke|saw|got|ran|sank"
    r"|flew|grew|drew|drove|chose|fought|brought|bought|sold|paid|kept|felt|heard|stood|threw|hit"
    r"|swore|tore|wore|beat|overcame|underwent|withdrew|stole|burnt|blew|sought|taught|caught|built"
    r"|spent|lent|slept|swept|dealt|meant|thought|knew|ate|rode|rang|sang|stuck|hung|ago|last"
    r"|(?!need|feed|speed|breed|indeed|hundred|sacred|exceed|proceed|succeed|embed|united|red\b)"
    r"[a-z]{2,}ed"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_INFINITIVE = re.compile(r"\w to (?!the\b|an?\b)[a-z]+ ")
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bGov)(?<!\bSen)(?<!\bGen)(?<!\b[A-Z])"
    r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z])|\n+"
)
_CLAUSE_END = re.compile(
    r"[;:—–()]|,? (?:and|but|who|which|that|after|before|when|while|because|as|where|if)\b"
    r"|[\"“”]|, (?=[a-z])"
)


@lru_cache(maxsize=64)
def _cues(text: str) -> tuple[_Cue, ...]:
    return tuple(
        _Cue(m.start(), m.end(), Tense.FUTURE if m["future"] else Tense.PAST)
        for m in _CUE.finditer(text)
    )


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text) + 1)


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """The sentence that holds a place, roughly: first character, one past the last."""
    ends = _ends(text)
    start = max(end for end in ends if end <= place)
    return start, min(end for end in ends if end > place)


def tense_at(text: str, start: int, end: int) -> Tense:
    """What a sentence speaks of around some words of it that name a time.

    The nearest verb before the words in their clause counts; else the next one after them; else
    the nearest before them in the sentence.

    Args:
        text: Any text.
        start: First character of the words.
        end: One past the last.

    Returns:
        The tense; unknown where no verb shows it.
    """
    first, last = sentence_around(text, start)
    cues = [c for c in _cues(text) if c.start >= first and c.end <= last]
    before = [c for c in cues if c.end <= start]
    after = [c for c in cues if c.start >= end]
    own = max((m.end() for m in _CLAUSE_END.finditer(text, first, start)), default=first)
    if before and before[-1].start >= own:
        return before[-1].tense
    border = _CLAUSE_END.search(text, min(end + 2, last), last)  # a comma may follow the words
    if after and after[0].end <= (border.start() if border else last):
        return after[0].tense
    nearest = before[-1:] or after[:1]
    if nearest:
        return nearest[0].tense
    # A headline: "Mayor to meet dockers on Friday".
    return Tense.FUTURE if _INFINITIVE.search(text, first, start) else Tense.UNKNOWN
