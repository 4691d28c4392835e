"""Where quotation marks open and close in a text.

Knows curly, straight and angled marks, quotations within quotations, and those that run over
several paragraphs, each of which opens anew and only the last of which closes. Knows nothing of
who speaks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_MARKS = re.compile("[\"“”«»‘’']")
_PAIRS = {"“": "”", "«": "»", "‘": "’", '"': '"', "'": "'"}
_LONGEST = 3_000
_CLOSES = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


class Quotation(NamedTuple):
    """One quotation, marks included.

    Attributes:
        start: Its opening mark.
        end: One past its closing mark, or the end of the paragraph if it does not close there.
        depth: 0 for an outer one, 1 for one inside another.
        is_closed: Whether it closes in its paragraph; one that does not goes on in the next.
    """

    start: int
    end: int
    depth: int
    is_closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """All quotations of a text, by where they start.

    An apostrophe is no mark; a straight single mark opens only before a word and only if it closes
    in the same paragraph. A mark that closes nothing is passed over.
    """
    return [
        quotation
        for paragraph in _PARAGRAPH.finditer(text)
        for quotation in sorted(_in_paragraph(paragraph.group(), paragraph.start()))
    ]


def quoted_share(quotations: Sequence[Quotation], span: Span) -> float:
    """Which part of a span's characters stands in outer quotations, in [0, 1]."""
    inside = sum(
        max(0, min(q.end, span.end) - max(q.start, span.start)) for q in quotations if q.depth == 0
    )
    return inside / max(1, span.end - span.start)


def _in_paragraph(paragraph: str, offset: int) -> Iterator[Quotation]:
    open_marks: list[tuple[str, int]] = []
    outermost: dict[str, int] = {}  # closing mark -> depth of the first that it would close
    last_closing = {mark: _last_closing(paragraph, _PAIRS[mark]) for mark in "'‘"}
    for match in _MARKS.finditer(paragraph):
        mark, at = match.group(), match.start()
        before = paragraph[at - 1] if at else " "
        after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
        depth = outermost.get(mark)
        if depth is not None and _may_close(mark, before, after):
            yield Quotation(open_marks[depth][1] + offset, at + 1 + offset, depth, is_closed=True)
            del open_marks[depth:]
            outermost = {m: d for m, d in outermost.items() if d < depth}
        elif (
            mark in _PAIRS
            and _may_open(mark, before, after)
            and (mark not in last_closing or at < last_closing[mark])
        ):
            outermost.setdefault(_PAIRS[mark], len(open_marks))
            open_marks.append((mark, at))
    for depth, (mark, at) in enumerate(open_marks):
        if mark not in "'‘" and len(paragraph) - at < _LONGEST:
            yield Quotation(at + offset, len(paragraph) + offset, depth, is_closed=False)


def _may_close(mark: str, before: str, after: str) -> bool:
    if mark in "'’":
        return not after.isalnum() and not before.isspace()
    # A straight mark after a space and before a word opens, even if another one is open.
    return mark != '"' or not (before.isspace() and after.isalnum())


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark == '"':
        return not before.isalnum() or not after.isspace()
    return mark not in "'‘" or (not before.isalnum() and not after.isspace())


def _last_closing(paragraph: str, mark: str) -> int:
    """Where a single mark last stands as one that closes; -1 if nowhere."""
    at = paragraph.rfind(mark)
    while at >= 0 and not _CLOSES.match(paragraph, at):
        at = paragraph.rfind(mark, 0, at)
    return at
