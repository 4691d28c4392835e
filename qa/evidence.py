"""Gather what was read into answer candidates: one for all spans that say the same.

Knows nothing of what makes a candidate good.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import Article, Span
from index import Hit
from qa.reading import Reading
from qa.sameness import answer_key

_EDGES = " \t\n.,;:!?…–—-\"'“”‘’«»()[]"
_OPENING, _CLOSING = (
    {"(": ")", "[": "]", "“": "”", "‘": "’"},
    {")": "(", "]": "[", "”": "“", "’": "‘"},
)

_LONGEST_BYLINE = 120
_BYLINE = re.compile(
    r"(?:[^.!?]*[\s|·–—-])?(?:By|BY) [A-ZÀ-Þ][\w.'’-]+(?:,?(?: and)? [A-ZÀ-Þ][\w.'’-]+){0,6}\s*"
)
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
_FOLLOWS = re.compile(r"[.,!?]?(?P<sign>[\"”’)\]])")


class Read(NamedTuple):
    """A passage that was found and read."""

    hit: Hit
    article: Article
    reading: Reading


class Support(NamedTuple):
    """One place where an answer stands.

    Attributes:
        read: The passage.
        span: The answer, in the article's text.
        margin: Log odds that this is the answer rather than that the passage holds none.
    """

    read: Read
    span: Span
    margin: float

    @property
    def words(self) -> str:
        """The answer as it stands here."""
        return self.read.article.text[self.span.start : self.span.end]

    @property
    def sentence(self) -> Span:
        """The sentence or sentences that hold the answer, in the article's text."""
        held = [s for s in self.read.hit.passage.sentences if _overlap(s, self.span)]
        return Span(held[0].start, held[-1].end)


class Candidate(NamedTuple):
    """An answer, and every place where it stands; best place first.

    Attributes:
        key: The form in which answers that say the same are equal.
        supports: At least one.
    """

    key: str
    supports: tuple[Support, ...]

    @property
    def short(self) -> str:
        """The answer in the words of its best place."""
        return self.supports[0].words


def gather(reads: Sequence[Read]) -> list[Candidate]:
    """Every distinct answer among the spans of the passages, best margin first."""
    found: dict[str, list[Support]] = {}
    for read in reads:
        for span in read.reading.spans:
            begin = read.hit.passage.start
            place = _trimmed(read.article.text, Span(begin + span.start, begin + span.end))
            key = place and answer_key(read.article.text[place.start : place.end])
            if place and key and not _is_byline(read.article.text, place.start):
                found.setdefault(key, []).append(Support(read, place, span.margin))
    candidates = [
        Candidate(key, tuple(sorted(supports, key=lambda s: -s.margin)))
        for key, supports in found.items()
    ]
    return sorted(candidates, key=lambda c: -c.supports[0].margin)


def independent(supports: Sequence[Support]) -> Iterator[Support]:
    """The best support of each story, copies of one sentence taken once."""
    seen: set[str] = set()
    for support in supports:
        article = support.read.article
        sentence = " ".join(
            article.text[support.sentence.start : support.sentence.end].casefold().split()
        )
        story = support.read.hit.story
        if not {story, sentence} & seen:
            seen |= {story, sentence}
            yield support


def _is_byline(text: str, place: int) -> bool:
    """Whether a line says no more than who wrote it: "20 May 2025 - By Jon Reve"."""
    end = text.find("\n", place)
    line = text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]
    return len(line) <= _LONGEST_BYLINE and _BYLINE.fullmatch(line) is not None


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without punctuation at its edges; None if nothing else is in it."""
    start, end = span
    while start < end and text[start] in _EDGES and not _opens(text, start, end):
        start += 1
    while start < end and text[end - 1] in _EDGES and not _closes(text, start, end):
        end -= 1
    return _completed(text, start, end) if start < end else None


def _completed(text: str, start: int, end: int) -> Span:
    """The span with its per cent, and the sign that closes or opens what one end of it does not."""
    percent = _PERCENT.match(text, end) if text[end - 1].isdigit() else None
    end = percent.end() if percent else end
    before, inside = text[start - 1 : start], text[start:end]
    follows = _FOLLOWS.match(text, end)
    after = follows["sign"] if follows else ""
    if inside.count('"') % 2:
        is_open, is_closed = after == '"', before == '"'
    else:
        is_open = inside.count(_CLOSING.get(after, "\0")) > inside.count(after or "\0")
        is_closed = inside.count(_OPENING.get(before, "\0")) > inside.count(before or "\0")
    if follows and is_open:
        return Span(start, follows.end())
    return Span(start - is_closed, end)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the first sign opens what the span closes, or is a minus."""
    if text[start] in "-–" and text[start + 1 : end][:1].isdigit():
        return text[start - 1 : start] in ("", " ", "(")
    closing = _OPENING.get(text[start])
    return closing is not None and closing in text[start + 1 : end]


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last sign closes what the span opened, or is the dot of "U.S."."""
    last = text[end - 1]
    if last == ".":
        return re.search(r"\b(?:[A-Z]\.)+[A-Z]\.$", text[start:end]) is not None
    opening = _CLOSING.get(last)
    return opening is not None and opening in text[start : end - 1]


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
