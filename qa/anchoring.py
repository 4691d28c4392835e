"""A question's "before the vote", "after the flood": the event looked up, and made days to search.

Only events named by a short noun phrase count: in "after beating the champion" the words are a
part of what is asked, and tell no time to search by.
"""

import datetime as dt
import re
from typing import NamedTuple

from index import Filters
from qa.comparing import Hints, Part, Seeks, answer_part
from qa.dating import Relation, anchor_of, format_moment
from qa.dating.window import later
from qa.grammar import parse
from qa.moment import Moment
from qa.question import Question
from qa.side_by_side import Asking, Seeker

_PHRASE = re.compile(r"(?i)(?:the|his|her|their|its) (?:[\w'’-]+ ){0,4}[\w'’-]+")
_NAMING = frozenset({"DET", "NOUN", "PROPN", "ADJ", "ADP", "PRON", "NUM", "PART"})
_TOLD_WITHIN = dt.timedelta(days=42)  # after an event, what happened in it is still printed


class Anchored(NamedTuple):
    """What an event in a question says of when to search.

    Attributes:
        filters: The filters, narrowed to before, after or about the event.
        note: What was found of it, for the user.
    """

    filters: Filters
    note: str


def anchored(
    question: Question, filters: Filters, seeker: Seeker, passages: int
) -> Anchored | None:
    """Look up the event on which a question leans its time.

    Args:
        question: As understood.
        filters: As asked.
        seeker: Searches and reads.
        passages: How many passages to read for the event.

    Returns:
        None if the question names no such event, or the archive no day for it.
    """
    anchor = anchor_of(question.understood)
    if anchor is None or not _PHRASE.fullmatch(anchor.words):
        return None
    if any(token.pos_ not in _NAMING for token in parse(anchor.words)):
        return None
    words = anchor.words
    part = Part(question=f"When was {words}?", label=words, seeks=Seeks.TIME, hints=Hints())
    when = answer_part(part, Asking(filters, seeker, passages, []).ask).when
    if when is None:
        return None
    narrowed = _narrowed(anchor.relation, when, filters)
    if narrowed is None:
        return None
    return Anchored(narrowed, f"“{words}” was taken to be of {format_moment(when)}.")


def _narrowed(relation: Relation, when: Moment, filters: Filters) -> Filters | None:
    first: dt.date | None
    last: dt.date | None
    match relation:
        case Relation.BEFORE | Relation.UNTIL:
            first, last = None, when.last
        case Relation.AFTER | Relation.SINCE:
            first, last = when.first, None
        case Relation.DURING:
            first, last = when.first, later(when.last, _TOLD_WITHIN)
    return filters.within(first, last)
