"""When an event was, by the sentences found for it: the one that tells of it, and its time.

Many sentences near an event name another day. So the words of the event decide which sentences
tell of it, and the day that most articles give is taken.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus import Span, day_of
from index import question_terms, terms
from qa.comparing.kin import are_kin
from qa.dating import best_time, event_time, find_times
from qa.moment import Moment, Precision
from qa.quote import Quote

TOLD_FROM = 0.5
"""Share of the event's words below which a sentence tells of another one."""
_OWN_FROM = 0.34  # share that the sentence itself must have, without its headline
_RANK_COST = 0.03  # of the event's words, that each place in the reader's order is worth
_ONLY_THOUGHT_OF = 0.25
_WORTH = {Precision.DAY: 0.3, Precision.WEEK: 0.2, Precision.MONTH: 0.15}
"""Of the event's words, that a sentence with such a time may lack."""
_EACH_ADDS = 0.25  # of the score of each further article that gives the same time
_COARSE = (Precision.YEAR, Precision.DECADE, Precision.SPAN)
_ASKS = frozenset(terms("when happen occur take place"))
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_NOT_ITS_DAY = re.compile(r"\b(?:since|until|till|before|first time in|ahead of)\s+$", re.I)
_OF_ANOTHER = re.compile(
    r"\b(?:the|an?|its|his|her|their) (?:[\w-]+ )?(?!(?:morning|afternoon|evening|night|day|week"
    r"|month|weekend|hours|end|start|beginning|middle|close|eve|spring|summer|autumn|winter)\b)"
    r"(?P<noun>[\w-]+) of\s+(?:\w+day,? )?$",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:will|won['’]t|would|shall|to be|is to|are to|due to|due in|plans?|planned|planning"
    r"|expect\w*|scheduled|set to|may|might|could|if|willing|hopes?|wants?|calls? for|urged?)\b",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """A sentence that tells of an event.

    Attributes:
        quote: The sentence.
        moment: The time it gives for the event, or None.
        score: How well it tells of it; comparable between sentences of one event.
        has_happened: Whether it tells of what was, not of what is to come.
    """

    quote: Quote
    moment: Moment | None
    score: float
    has_happened: bool


def tell_event(question: str, quotes: Sequence[Quote], short: str | None) -> Told | None:
    """Choose the sentence that tells when an event was.

    Args:
        question: A question for its time.
        quotes: Sentences, the likeliest first.
        short: What was read as the answer, or None.

    Returns:
        The sentence; None if none has enough of the event's words.
    """
    asked = [term for term in question_terms(question) if term not in _ASKS]
    told = [
        found for rank, quote in enumerate(quotes) if (found := _told(asked, quote, short, rank))
    ]
    return max(told, key=lambda item: item.score + _support(item, told), default=None)


def _told(asked: Sequence[str], quote: Quote, short: str | None, rank: int) -> Told | None:
    share = _closeness(asked, f"{quote.title} {quote.text}")
    if share < TOLD_FROM:
        return None
    moment = _time_in(asked, quote, short)
    has_happened = _STILL_TO_COME.search(quote.text) is None
    score = share - _RANK_COST * rank - _ONLY_THOUGHT_OF * (not has_happened)
    return Told(
        quote, moment, score + (_WORTH.get(moment.precision, 0.1) if moment else 0), has_happened
    )


def _support(item: Told, told: Sequence[Told]) -> float:
    """What other articles add that give the same time, each once."""
    if item.moment is None:
        return 0.0
    best: dict[str, float] = {}
    for other in told:
        if other.moment and _is_same_time(item.moment, other.moment):
            name = other.quote.article_id
            best[name] = max(best.get(name, 0.0), other.score)
    best.pop(item.quote.article_id, None)
    return _EACH_ADDS * sum(best.values())


def _is_same_time(moment: Moment, other: Moment) -> bool:
    return moment.first == other.first and moment.last == other.last


def is_told(question: str, quote: Quote) -> bool:
    """Whether a sentence, read under its headline, has enough of a question's words."""
    asked = question_terms(question)
    return (
        _closeness(asked, f"{quote.title} {quote.text}") >= TOLD_FROM
        and _closeness(asked, quote.text) >= _OWN_FROM
    )


def _closeness(asked: Sequence[str], text: str) -> float:
    """Share of the words asked for that a text has, or their kin."""
    present = set(terms(text))
    found = sum(any(are_kin(term, other) for other in present) for term in asked)
    return found / len(asked) if asked else 0.0


def _time_in(asked: Sequence[str], quote: Quote, short: str | None) -> Moment | None:
    """The time of the event in a sentence: with the words of the event, or the answer itself."""
    reference, text = day_of(quote.published), quote.text
    if not find_times(text, reference):
        return None
    whole = Span(0, len(text))
    focus = event_word(asked, text)
    with_event = event_time(text, whole, focus or whole, reference)
    place = text.find(short) if short else -1
    moment = with_event
    if short and place >= 0:
        moment = best_time(text, whole, Span(place, place + len(short)), reference) or with_event
    if moment and moment.precision in _COARSE and moment != with_event:
        return None  # "the leader from 1985 to 1991 has died": a day would have been believed
    if moment is None or _NOT_ITS_DAY.search(text[: moment.start]):
        return None
    of_another = _OF_ANOTHER.search(text[: moment.start])
    return None if of_another and _closeness(asked, of_another["noun"]) == 0 else moment


def event_word(asked: Sequence[str], text: str) -> Span | None:
    """Where a sentence has the last of the event's words that it has: its verb, as a rule.

    Args:
        asked: The event's words as `index.terms` gives them, in their order.
        text: The sentence.

    Returns:
        The word's place in the sentence, or None.
    """
    places = {
        term: Span(*found.span())
        for found in _WORD.finditer(text)
        for term in asked
        if any(are_kin(term, other) for other in terms(found[0]))
    }
    return next((places[term] for term in reversed(asked) if term in places), None)
