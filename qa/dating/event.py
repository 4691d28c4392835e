"""The time of what one clause of a sentence tells, apart from the day it was published or said.

"Police said on Tuesday that 14 people died on Sunday": the deaths are of Sunday. Knows nothing of
questions.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from corpus import Span
from qa.dating.finding import find_times
from qa.grammar import parse
from qa.moment import Moment, Precision

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CONTEXT = 1_200
"""Characters before a sentence that are read for what it leans on ("the next day")."""


def times_near(text: str, sentence: Span, reference: dt.date | None) -> list[Moment]:
    """The times of a sentence and of the text shortly before it, with offsets into the text.

    Args:
        text: The article's text, of any length; only what is near is read.
        sentence: The sentence.
        reference: The day of publication, or None.
    """
    start = max(0, sentence.start - _CONTEXT)
    if start:
        space = re.compile(r"\s").search(text, start, sentence.start)
        start = space.end() if space else sentence.start
    near = find_times(text[start : sentence.end], reference)
    return [
        moment.model_copy(update={"start": moment.start + start, "end": moment.end + start})
        for moment in near
    ]


def event_time(text: str, sentence: Span, focus: Span, reference: dt.date | None) -> Moment | None:
    """When that happened which some words of a sentence are about.

    Args:
        text: The article's text.
        sentence: The sentence, in it.
        focus: The words, such as an answer, inside of the sentence.
        reference: The day of publication, or None.

    Returns:
        The time that belongs to the clause of the words; else that of the sentence before, if the
        sentence plainly goes on from there ("Minutes later ..."); else None. The time at which
        something was only said is not the time at which it happened.
    """
    near = times_near(text, sentence, reference)
    own = [m for m in near if m.start >= sentence.start and m.end <= sentence.end]
    if own:
        return _belonging(text[sentence.start : sentence.end], sentence.start, own, focus)
    return _carried(text, sentence, near)


def best_time(text: str, sentence: Span, answer: Span, reference: dt.date | None) -> Moment | None:
    """The resolved time of words that answer a *when* question.

    Args:
        text: The article's text.
        sentence: The sentence that holds the answer.
        answer: The answer's words in the text.
        reference: The day of publication, or None.

    Returns:
        The time that the answer's words overlap, the finest and longest of several; else the time
        of the event they tell of, as `event_time` has it; else None.
    """
    near = times_near(text, sentence, reference)
    overlaps = [m for m in near if m.start < answer.end and m.end > answer.start]
    if overlaps:
        return min(overlaps, key=lambda m: ((m.last - m.first).days, m.start - m.end))
    return event_time(text, sentence, answer, reference)


_GOES_ON = re.compile(
    r"[\"“‘'(]*(?:Then|Later|Afterwards?|After that|Soon after(?:wards)?|Shortly after(?:wards)?"
    r"|(?:Moments|Seconds|Minutes|Hours) later|At the same time|Meanwhile|By then|At that time"
    r"|(?:Half an hour|An hour|(?:\w+ ){1,2}(?:minutes|hours)) later|There,)\b"
)


def _carried(text: str, sentence: Span, near: list[Moment]) -> Moment | None:
    """The time of the sentence right before, if this one says that it goes on from it."""
    if not near or not _GOES_ON.match(text[sentence.start : sentence.end]):
        return None
    last = near[-1]
    between = text[last.end : sentence.start]
    sentences = len(re.findall(r"[.!?][\"”’')]*(?:\s|$)", between))
    is_day = last.precision is Precision.DAY
    return last if is_day and sentences <= 1 else None


def _belonging(sentence: str, offset: int, own: list[Moment], focus: Span) -> Moment | None:
    """The time whose verb is nearest to the verb of the words, if any belongs to it."""
    for moment in own:
        if moment.start < focus.end and moment.end > focus.start:
            return moment
    doc = parse(sentence)
    of_focus = _verb(doc, focus.start - offset, focus.end - offset)
    ranked = []
    for moment in own:
        distance = _distance(of_focus, _verb(doc, moment.start - offset, moment.end - offset))
        if distance is not None:
            apart = max(moment.start - focus.end, focus.start - moment.end)
            ranked.append((distance, apart, moment))
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def _verb(doc: "Doc", start: int, end: int) -> "Token":
    """The verb that words hang on; the root of their sentence if none does."""
    span = doc.char_span(max(0, start), max(0, end), alignment_mode="expand")
    token: Token = span.root if span else doc[0]
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("aux", "auxpass"):
        token = token.head
    return token


_SAID = frozenset(("ccomp", "parataxis"))  # what is said has another time than the saying
_UP = {"relcl": 1, "acl": 1, "advcl": 1, "xcomp": 0, "pcomp": 0, "conj": 1}
_DOWN = {"xcomp": 0, "pcomp": 1, "advcl": 3, "acl": 3}
_COSTLY = 2


def _distance(focus: "Token", time: "Token") -> int | None:
    """How far the verb of a time is from the verb of the words; None if it tells of another thing.

    A time reaches down into clauses that add to its own ("sank on Friday with 80 people who ..."),
    but not into what is said; and it does not reach out of a relative clause.
    """
    above = {token.i: steps for steps, token in enumerate([time, *time.ancestors])}
    total, token = 0, focus
    while token.i not in above:
        if token.dep_ in _SAID or token.head.i == token.i:
            return None
        total, token = (
            total + _UP.get(token.dep_, 0 if token.pos_ != "VERB" else _COSTLY),
            token.head,
        )
    common, token = token.i, time
    while token.i != common:
        if token.dep_ in _SAID or token.dep_ in ("relcl", "conj"):
            return None
        total, token = (
            total + _DOWN.get(token.dep_, 0 if token.pos_ != "VERB" else _COSTLY),
            token.head,
        )
    return total
