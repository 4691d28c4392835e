"""Which word of a sentence carries the statement that is asked about.

Knows nothing of names or of other sentences.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.attribution.frame import Frame

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MUCH = 0.5
_SIDE_CLAUSES = frozenset({"conj", "relcl", "advcl", "acl"})


def word_at(doc: "Doc", start: int, end: int) -> "Token":
    """The head of the words in ``doc.text[start:end]``: the one that hangs on a word outside."""
    inside = [t for t in doc if t.idx < end and t.idx + len(t.text) > start and not t.is_punct]
    if not inside:
        return next((t for t in doc if t.idx >= start), doc[-1])
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in numbers or t.head == t), inside[0])


def main_word(doc: "Doc", frames: Sequence[Frame]) -> "Token":
    """The head of what the sentence chiefly states.

    That is its root; where the root reports ("Roe said that Poe thinks that it rains"), the head
    of what is reported, down to the last report.
    """
    roots = [t for t in doc if t.dep_ == "ROOT" and not t.is_punct]
    if not roots:
        return doc[0]
    cues = {f.cue.i: f for f in frames if f.covers and f.cue.pos_ in {"VERB", "AUX"}}
    reporting = [t for t in roots if t.i in cues]
    word = reporting[0] if reporting else max(roots, key=lambda t: len(list(t.subtree)))
    if not reporting and not any(word.i in f.covers for f in frames):
        word = _large_side(doc, frames) or word
    seen: set[int] = set()
    while word.i in cues and word.i not in seen:
        seen.add(word.i)
        inner = _head_of(doc, cues[word.i])
        if inner is None:
            break
        word = inner
    return word


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
    tops = [
        t
        for t in doc
        if t.i in frame.covers
        and (t.head.i not in frame.covers or t.head == t)
        and not t.is_punct
    ]
    verbs = [t for t in tops if t.pos_ in {"VERB", "AUX"}]
    return max(verbs or tops, key=lambda t: len(list(t.subtree)), default=None)
