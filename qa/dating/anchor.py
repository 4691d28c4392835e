"""The event that a question leans its time on: "before the vote", "after she resigned".

Only names it; somebody else has to find out when that was.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from corpus import Span
from qa.dating.finding import find_times


class Relation(StrEnum):
    """How the answer's time lies to the anchor."""

    BEFORE = "before"
    AFTER = "after"
    DURING = "during"
    SINCE = "since"
    UNTIL = "until"


class Anchor(NamedTuple):
    """An event named in a question, to which the answer's time is tied.

    Attributes:
        relation: How.
        words: The words that name the event, a slice of the question: "the vote".
        span: Where they stand in the question.
    """

    relation: Relation
    words: str
    span: Span


_RELATIONS = {
    "before": Relation.BEFORE,
    "ahead of": Relation.BEFORE,
    "prior to": Relation.BEFORE,
    "in the run-up to": Relation.BEFORE,
    "after": Relation.AFTER,
    "following": Relation.AFTER,
    "in the wake of": Relation.AFTER,
    "during": Relation.DURING,
    "since": Relation.SINCE,
    "until": Relation.UNTIL,
    "till": Relation.UNTIL,
}
_ANCHOR = re.compile(
    rf"(?i)\b(?P<relation>{'|'.join(map(re.escape, _RELATIONS))})"
    r" (?P<words>[^?.!,;]*?[^?.!,;\s])(?=\s*[?!,;]|\.(?:\s|$)|\s*$)"
)
# "Looked after the children", "appeared before the court", "the following people" tie no time.
_NO_TIME = re.compile(
    r"(?i)\b(?:look(?:s|ed|ing)?|nam(?:ed|es|ing)|tak(?:es?|en|ing)|took|call(?:ed|s)|ask(?:s|ed)?"
    r"|run(?:s|ning)?|ran|go(?:es|ne)?|went|chas(?:es|ed|ing)|modell?ed|long|the|these|those|this"
    r"|ever|never|not|day|soon) $"
)
_NO_EVENT = re.compile(
    r"(?i)(?:(?:the|an?|his|her|their|its) )?(?:[\w-]+ )?(?:court|judges?|committee|panel"
    r"|parliament"
    r"|senate|congress|tribunal|commission|board|council|magistrates?|jury|house)\b"
    r"|(?:then|now|that|this|it|them|him|her|all|long|where|anyone|you)$"
    r"|.*\b(?:which|what|how (?:many|much|long)|who|whose)\b|(?:at least|more than|almost|nearly"
    r"|over)\b"
    r"|(?:\d+|\w+) (?:days?|weeks?|months?|years?|decades?)\b"
)


def anchor_of(question: str) -> Anchor | None:
    """The event on which a question leans its time.

    Args:
        question: One question in English.

    Returns:
        The first such event, with the words up to the end of its clause; None if there is none, or
        what stands there is a calendar time ("before 3 June"), which `qa.dating.window_of` reads.
    """
    for match in _ANCHOR.finditer(question):
        words = match["words"]
        if _NO_TIME.search(question[: match.start()]) or _NO_EVENT.match(words):
            continue
        times = find_times(match[0], _ANY_DAY)
        if times and times[0].start <= match.start("words") - match.start() + len("the "):
            continue
        relation = _RELATIONS[match["relation"].lower()]
        return Anchor(relation, words, Span(match.start("words"), match.end("words")))
    return None


_ANY_DAY = dt.date(2000, 6, 15)  # only whether the words are a time matters
