"""Statements in what was read that give a figure or a day for what a question asks.

The reader marks few spans a passage and often only one side of a disagreement, so the sentences
are looked through for every figure of the same sort. Knows nothing of who is right.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import Span
from index import question_terms, terms
from qa.counting import counted_by
from qa.dating import find_times
from qa.evidence import Read, Support
from qa.moment import Precision
from qa.value import Value, find_values

# Figures given as no longer standing, as a part of another, or as what was added to it.
_SET_ASIDE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|up from|down from|compared (?:with|to)"
    r"|rather than|instead of|not|than the|including|of whom|of them|among them|another|further"
    r"|additional|could|(?-i:may)|might|last year|in (?:19|20)\d\d)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_USUALLY = re.compile(
    r"\b(?:normal(?:ly)?|usual(?:ly)?|typical(?:ly)?|traditional(?:ly)?|original(?:ly)?"
    r"|(?:extended|moved|postponed|delayed|brought forward) from)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^\s?(?:more\b(?! than)|of (?:those|them|whom|the|these|its|their|his|her)\b)", re.IGNORECASE
)
_FEWEST_WORDS = 3  # less is no sentence but a line of a quiz or a table
_UNREAD = -12.0  # margin of what the reader did not mark
DAY_UNIT = ("day",)
"""Unit of values that are days, as proleptic ordinals."""


class Statement(NamedTuple):
    """A figure or a day, and the sentence that gives it.

    Attributes:
        read: The passage.
        value: The figure; its offsets count the article's text.
        sentence: The sentence, in the article's text.
        counted: What it counts, by the nearest word that says so ("dead"); None if none does.
        margin: What the reader thought of a span that holds it; very low if it marked none.
        share: Share of the question's telling words in headline, sentence and the one before.
        near: The same of the sentence alone.
    """

    read: Read
    value: Value
    sentence: Span
    counted: str | None
    margin: float
    share: float
    near: float

    @property
    def words(self) -> str:
        """The figure as it is printed, with "at least" or the like."""
        return self.read.article.text[self.value.start : self.value.end]

    @property
    def support(self) -> Support:
        """The statement as a place where an answer stands."""
        return Support(self.read, Span(self.value.start, self.value.end), self.margin)

    @property
    def day(self) -> dt.date | None:
        """When it was published."""
        return self.read.article.published_day


def by_day(statement: Statement) -> tuple[dt.date, str]:
    """Key that puts the oldest statement first, and those of undated articles last."""
    return statement.day or dt.date.max, statement.read.article.id


def find_statements(
    question: str, reads: Sequence[Read], weights: dict[str, float], *, days: bool
) -> list[Statement]:
    """Every figure, or every day, in the passages read, in their order.

    Args:
        question: As understood.
        reads: The passages.
        weights: How telling the question's terms are in the archive.
        days: Days instead of figures.
    """
    asked = {term: weights.get(term, 1.0) for term in question_terms(question)}
    return [s for read in reads for s in statements_of(read, asked, days=days)]


def statements_of(read: Read, asked: dict[str, float], *, days: bool) -> Iterator[Statement]:
    """The figures, or days, of one passage; ``asked`` are the question's terms, weighted."""
    text = read.article.text
    before = ""
    for sentence in read.hit.passage.sentences:
        words = text[sentence.start : sentence.end]
        if len(words.split()) < _FEWEST_WORDS:
            continue
        found = list(_days(words, read)) if days else find_values(words)
        values = [v for v in found if not _is_set_aside(words, v, days)]
        if values:
            near = _share(asked, words)
            share = _share(asked, f"{read.article.title} {before} {words}")
        for value in values:
            yield Statement(
                read,
                value._replace(start=value.start + sentence.start, end=value.end + sentence.start),
                sentence,
                None if days else counted_by(words, value),
                _margin(read, value, sentence),
                share,
                near,
            )
        before = words


def _is_set_aside(sentence: str, value: Value, is_day: bool) -> bool:
    if _USUALLY.search(sentence[: value.start]):
        return True
    return not is_day and bool(
        _SET_ASIDE.search(sentence[: value.start]) or _PART.match(sentence[value.end :])
    )


def _margin(read: Read, value: Value, sentence: Span) -> float:
    begin = read.hit.passage.start - sentence.start
    return max(
        (
            span.margin
            for span in read.reading.spans
            if span.start + begin < value.end and value.start < span.end + begin
        ),
        default=_UNREAD,
    )


def _share(asked: dict[str, float], text: str) -> float:
    present = set(terms(text))
    total = sum(asked.values())
    return sum(w for term, w in asked.items() if term in present) / total if total else 0.0


def _days(sentence: str, read: Read) -> Iterator[Value]:
    """The days that a sentence names by number; "on Sunday" says too little to be held against."""
    for moment in find_times(sentence, read.article.published_day):
        is_exact = moment.precision is Precision.DAY and not moment.is_approximate
        if is_exact and any(map(str.isdigit, moment.words)):
            day = float(moment.first.toordinal())
            yield Value(day, day, DAY_UNIT, moment.start, moment.end)
