"""Sentence boundaries, as offsets into the canonical text.

syntok finds the boundaries; this module keeps its offsets honest (every span is a slice without
white space at its ends, and between two spans there is only white space) and bounds their length.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import syntok.segmenter

LONGEST_SENTENCE = 1_000
"""Characters. Longer "sentences" are tables, transcripts or noise, and are cut at a space."""

_PARAGRAPH = re.compile(r"[^\n]+")
# Titles and ranks that syntok takes for the end of a sentence when a capital follows.
_NOT_AN_END = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Lt|Gen|Col|Maj|Sgt|Capt|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|Pres|Prof|Mr|Mrs|Ms"
    r"|Dr|St|No|Nos|vs|Mt|Ft)\.$"
)
_OTHER_STOPS = re.compile(r"[。！？।॥؟]+[」』”’\"')）]*\s*")


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of characters."""

    start: int
    end: int


def split_sentences(text: str) -> list[Span]:
    """Find the sentences of a canonical text.

    Args:
        text: Canonical text; a sentence never crosses a line break.

    Returns:
        Spans in order, without overlap, none empty, none longer than ``LONGEST_SENTENCE``; all
        characters outside them are white space.
    """
    return [
        short
        for paragraph in _PARAGRAPH.finditer(text)
        for sentence in _paragraph_sentences(paragraph.group(), paragraph.start())
        for short in _bounded(text, sentence)
    ]


def _paragraph_sentences(paragraph: str, offset: int) -> Iterator[Span]:
    starts = sorted({0, *_syntok_starts(paragraph), *_other_script_starts(paragraph)})
    kept = [
        s
        for s in starts
        if s == 0 or not _NOT_AN_END.search(paragraph[max(0, s - 13) : s].rstrip())
    ]
    for start, end in zip(kept, [*kept[1:], len(paragraph)], strict=True):
        span = _stripped(paragraph, start, end)
        if span.start < span.end:
            yield Span(span.start + offset, span.end + offset)


def _syntok_starts(paragraph: str) -> Iterator[int]:
    # A token's spacing and value are slices of the input; its own offset is not always right.
    position = 0
    for sentences in syntok.segmenter.analyze(paragraph):
        for sentence in sentences:
            yield position + len(sentence[0].spacing)
            position += sum(len(token.spacing) + len(token.value) for token in sentence)


def _other_script_starts(paragraph: str) -> Iterator[int]:
    return (match.end() for match in _OTHER_STOPS.finditer(paragraph))


def _bounded(text: str, span: Span) -> Iterator[Span]:
    while span.end - span.start > LONGEST_SENTENCE:
        limit = span.start + LONGEST_SENTENCE
        space = text.rfind(" ", span.start + LONGEST_SENTENCE // 2, limit)
        cut = space if space > 0 else limit
        yield _stripped(text, span.start, cut)
        span = _stripped(text, cut, span.end)
    if span.start < span.end:
        yield span


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
