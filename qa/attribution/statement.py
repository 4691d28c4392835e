"""Which word of a sentence carries the statement that is asked about.

Knows nothing of names or of other sentences.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.frame import Frame
from qa.attribution.verb import object_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MUCH = 0.5
_SIDE_CLAUSES = frozenset({"conj", "relcl", "advcl", "acl", "ccomp", "xcomp"})


def word_at(doc: "Doc", frames: Sequence[Frame], start: int, end: int) -> "Token":
    """The head of the words in ``doc.text[start:end]``: the one that hangs on a word outside.

    Where that word reports, and what it reports lies in the span too, the head of what is reported.
    """
    inside = [t for t in doc if t.idx < end and t.idx + len(t.text) > start and not t.is_punct]
    if not inside:
        return next((t for t in doc if t.idx >= start), doc[-1])
    numbers = {t.i for t in inside}
    word = next((t for t in inside if t.head.i not in numbers or t.head == t), inside[0])
    cues = {f.cue.i: f for f in frames if f.covers and len(f.covers & numbers) * 2 > len(f.covers)}
    while word.i in cues:
        inner = _head_of(doc, cues.pop(word.i))
        if inner is None:
            break
        word = inner
    return word


def main_word(doc: "Doc", frames: Sequence[Frame]) -> "Token":
    """The head of what the sentence chiefly states.

    That is its root; where the root reports ("Roe said that Poe thinks that it rains"), the head
    of what is reported, down to the last report.
    """
    end = _first_part(doc)
    tops = [t for t in doc[:end] if not t.is_punct and (t.dep_ == "ROOT" or t.head.i >= end)]
    if not tops:
        return doc[0]
    cues = {f.cue.i: f for f in frames if f.covers and f.cue.pos_ in {"VERB", "AUX"}}
    reporting = [t for t in tops if t.i in cues] or [
        r for t in tops for r in _held(t) if r.i in cues
    ]
    word = reporting[0] if reporting else max(tops, key=lambda t: len(list(t.subtree)))
    covered = {i for f in frames for i in f.covers}
    if not reporting and word.i not in covered:
        word = _large_side(doc, frames) or word
    while word.i in cues and _leads_on(cues[word.i], is_outermost=word.i not in covered):
        inner = _head_of(doc, cues.pop(word.i))
        if inner is None:
            break
        word = inner
    return word


def _held(verb: "Token") -> "Iterator[Token]":
    """The report in what an outlet has: "the Post has seen papers that show"."""
    thing = object_of(verb) if verb.lemma_ in lex.HOLDING_VERBS else None
    if thing is not None:
        yield from (t for t in thing.children if t.dep_ in {"relcl", "acl"})


def _first_part(doc: "Doc") -> int:
    """Where the first part of a sentence ends: at a semicolon."""
    return next((t.i for t in doc if t.text == ";" and t.i), len(doc))


def _leads_on(frame: Frame, *, is_outermost: bool) -> bool:
    """Whether what a report inside another reports is the sentence's statement.

    "Roe said that Poe thinks that it rains": yes. "Roe said that he would not answer 'a question'",
    "that he had been told ...", "that Poe asked whether ...": the outer report is.
    """
    if is_outermost:
        return True
    is_known = frame.sayer is not None or bool(frame.hedge)
    has_clause = any(
        t.dep_ in {"ccomp", "xcomp"} and t.i in frame.covers for t in frame.cue.children
    )
    return (
        is_known and (has_clause or bool(frame.hedge)) and frame.cue.lemma_ not in {"ask", "wonder"}
    )


def _large_side(doc: "Doc", frames: Sequence[Frame]) -> "Token | None":
    """A report beside the main clause that takes up most of the sentence."""
    large = [
        f
        for f in frames
        if f.cue.dep_ in _SIDE_CLAUSES
        and f.cue.pos_ == "VERB"
        and len(f.covers) >= _MUCH * len(doc)
    ]
    return large[0].cue if large else None


def _head_of(doc: "Doc", frame: Frame) -> "Token | None":
    own = [t for t in frame.cue.children if t.dep_ in {"ccomp", "xcomp"} and t.i in frame.covers]
    tops = own or [
        t
        for t in doc
        if t.i in frame.covers and (t.head.i not in frame.covers or t.head == t) and not t.is_punct
    ]
    verbs = [t for t in tops if t.pos_ in {"VERB", "AUX"}]
    return max(verbs or tops, key=lambda t: len(list(t.subtree)), default=None)
