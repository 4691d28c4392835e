"""Fragments ("And from Iran?", "Why?") made whole with the question before them.

Knows nothing of pronouns.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from qa.conversation.mentions import Mention, Sort, find_mentions, sort_of_entity
from qa.grammar import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_OPENING = re.compile(
    r"^(?:(?:and|but|so|or|ok|okay|then|now|also|well|yes|no|oh)\b[,;:.]?\s+){0,3}"
    r"(?:how (?:many|much) (?=(?:in|from|by|for|at|with|on|to|during) )|(?:what|how) about\s+)?",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^(?:any|in|from|by|for|at|with|on|to|during) ", re.IGNORECASE)
_LONGEST_FRAGMENT = 10  # tokens
_YEAR = re.compile(r"^(?:1\d|20)\d\d$")
_TIME = re.compile(
    r"^(?:(?:1\d|20)\d\d|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)$",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?.!]*$")


class _Slot(NamedTuple):
    """A part of a question that a fragment may stand in for."""

    start: int
    end: int
    preposition: str
    preposition_start: int
    head: str
    sort: Sort
    is_plural: bool
    is_named: bool
    article: str


def complete_fragment(question: str, before: str) -> str | None:
    """Make a fragment whole.

    Args:
        question: "And from Iran?", "What about the director?", "Any sisters?"
        before: The question before it, standing alone.

    Returns:
        The question before it with the fragment in the place of what it stands for; None if the
        question is no fragment.
    """
    opening = _OPENING.match(question)
    rest = _END.sub("", question[opening.end() :] if opening else question)
    if not rest or not before:
        return None
    if len(rest.split()) > _LONGEST_FRAGMENT or (
        not (opening and opening.group()) and not _ALONE.match(rest)
    ):
        return None
    doc = parse(rest)
    if len(doc) > _LONGEST_FRAGMENT or not _is_fragment(doc):
        return None
    preposition = doc[0].lower_ if doc[0].tag_ in ("IN", "TO") and len(doc) > 1 else ""
    words = rest[len(preposition) :].strip()
    return _filled(_slot_of(doc, preposition), preposition, words, before)


def _is_fragment(doc: "Doc") -> bool:
    if doc[0].lower_ in ("anything", "something", "everything", "nothing"):
        return False
    return not any(
        token.tag_ in ("MD", "VBD", "VBZ", "VBP", "WP", "WRB", "WDT", "WP$", "PRP", "EX", "UH")
        or (token.dep_ == "ROOT" and token.tag_ in ("VB", "RB"))
        for token in doc
    ) and any(token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") for token in doc)


def _filled(fragment: _Slot, preposition: str, words: str, before: str) -> str:
    slots = _slots(parse(before))
    best = max(slots, key=lambda slot: _likeness(fragment, slot), default=None)
    if best is not None and _likeness(fragment, best) >= _LIKE_ENOUGH:
        start = best.preposition_start if preposition and best.preposition else best.start
        put_in = f"{preposition} {words}" if preposition and start < best.start else words
        if (
            not preposition
            and fragment.article == ""
            and best.article == "the"
            and fragment.sort is best.sort
            and not fragment.is_named
            and not fragment.is_plural
            and fragment.head == best.head
        ):
            put_in = words
        if start == 0:
            put_in = put_in[0].upper() + put_in[1:]
        return before[:start] + put_in + before[best.end :]
    if preposition or fragment.sort is Sort.TIME:
        tail = f"{preposition} {words}" if preposition else _when(words)
        end = _END.search(before)
        return f"{before[: end.start() if end else None]} {tail}?"
    return as_for(words, before)


def _when(words: str) -> str:
    return f"in {words}" if _YEAR.match(words) else words


def as_for(words: str, question: str) -> str:
    """A question under the name of what it is about."""
    first = question.partition(" ")[0].strip("?.!,")
    lowered = (
        question[0].lower() + question[1:]
        if first.istitle() and _is_question_word(first)
        else question
    )
    return f"As for {words}, {lowered}"


_QUESTION_WORD = re.compile(
    r"^(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must"
    r"|tell|describe|explain|name|list|give|in|on|at|by|for|from|any|anything|and|so|but|the|a|an)(?:['’]\w+)?$",
    re.IGNORECASE,
)


def _is_question_word(word: str) -> bool:
    return bool(_QUESTION_WORD.match(word))


_LIKE_ENOUGH = 2.0
_ALIKE = 0.7


def _likeness(fragment: _Slot, slot: _Slot) -> float:
    """How much a fragment looks like a part of the question before it; 2 is enough."""
    score = 0.0
    if fragment.preposition:
        score += 2.5 if fragment.preposition == slot.preposition else -1.0
    if fragment.sort is slot.sort:
        score += 1.0 if fragment.sort in (Sort.THING, Sort.UNKNOWN) else 2.5
    elif Sort.TIME in (fragment.sort, slot.sort):
        return 0.0
    if fragment.head == slot.head:
        score += 2.0
    elif SequenceMatcher(None, fragment.head[:30], slot.head[:30]).ratio() >= _ALIKE:
        score += 1.5
    score += 0.5 * (fragment.is_named == slot.is_named)
    score += 0.5 * (fragment.is_plural == slot.is_plural)
    return score + (0.5 if fragment.article == slot.article else 0.0)


def _slots(doc: "Doc") -> list[_Slot]:
    found = [
        _slot_at(doc, mention)
        for mention in find_mentions(doc)
        if not mention.is_asked and not _is_pointed_at(doc, mention)
    ]
    taken = [(slot.start, slot.end) for slot in found]
    for entity in doc.ents:
        span = (entity.start_char, entity.end_char)
        if not any(start < span[1] and span[0] < end for start, end in taken):
            found.append(_entity_slot(entity))
    return found


def _is_pointed_at(doc: "Doc", mention: Mention) -> bool:
    """Whether "these" or the like stands before it, so that nothing else can take its place."""
    said = doc.text[: mention.start].casefold()
    return bool(said.endswith(("these ", "those ", "this ", "that ")))


def _entity_slot(entity: "Span") -> _Slot:
    root = entity.root
    start = entity.start_char
    token = entity[0]
    if token.tag_ == "IN" and len(entity) > 1:
        start = entity[1].idx
    before = token.nbor(-1) if token.i else None
    prep = before if before is not None and before.tag_ in ("IN", "TO") else None
    return _Slot(
        start,
        entity.end_char,
        prep.lower_ if prep is not None else "",
        prep.idx if prep is not None else start,
        root.lemma_.casefold(),
        sort_of_entity(entity.label_),
        False,
        False,
        "",
    )


def _slot_at(doc: "Doc", mention: Mention) -> _Slot:
    span = doc.char_span(mention.start, mention.end)
    first: Token | None = span[0] if span is not None else None
    article = first.lower_ if first is not None and first.tag_ == "DT" else ""
    before = first.nbor(-1) if first is not None and first.i else None
    preposition = before if before is not None and before.tag_ in ("IN", "TO") else None
    return _Slot(
        mention.start,
        mention.end,
        preposition.lower_ if preposition is not None else "",
        preposition.idx if preposition is not None else mention.start,
        mention.head,
        mention.sort,
        mention.is_plural,
        mention.is_named,
        article,
    )


def _slot_of(doc: "Doc", preposition: str) -> _Slot:
    slots: Sequence[_Slot] = _slots(doc)
    if slots:
        return slots[0]._replace(preposition=preposition)
    is_time = bool(_TIME.match(doc[-1].text))
    sort = Sort.TIME if is_time else Sort.THING
    head = doc[-1].lemma_.casefold()
    return _Slot(0, len(doc.text), preposition, 0, head, sort, False, False, "")
