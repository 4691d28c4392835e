"""What speaks for an answer candidate, and against it, in numbers.

Knows nothing of thresholds, statuses or wording.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Article
from index import terms
from qa.evidence import Candidate, Support, independent
from qa.kind import fits
from qa.question import Question
from qa.sameness import answer_key, one_holds_the_other, telling_words

FEATURES = (
    "margin of the best span",
    "relevance of its passage",
    "support from further articles",
    "support from answers that hold this one, or that it holds",
    "named in further articles that seem to answer",
    "fused score of the passage, against the best one's",
    "share of the question's words around the span",
    "printed shortly before the day asked for",
    "the same, if the question speaks of now",
    "share of the answer's words that the question says",
    "is of the kind asked for",
    "is not of the kind asked for",
    "words in the answer, logarithm",
)
_FADES_AFTER = 14  # days
_WORD = re.compile(r"\w+")
_NOW = re.compile(
    r"\bth(?:is|e past|e last) (?:week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:today|yesterday|tonight|recently|currently|now|new|newly|latest|last (?:week|month"
    r"|night)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def candidate_features(
    question: Question,
    candidates: Sequence[Candidate],
    asked: Sequence[str],
    weights: dict[str, float],
    reference: int | None,
) -> NDArray[np.float64]:
    """Describe candidates in numbers.

    Args:
        question: The question.
        candidates: All answers found for it.
        asked: The question's telling terms.
        weights: How telling each of them is.
        reference: The last day asked for, as an ordinal; None if none was named.

    Returns:
        Shape ``(len(candidates), len(FEATURES))``.
    """
    if not candidates:
        return np.empty((0, len(FEATURES)))
    best_score = max(c.supports[0].read.hit.score for c in candidates)
    now = _NOW.search(question.understood) is not None
    said = telling_words(answer_key(question.understood))
    pages = _pages(candidates)
    rows = []
    for candidate in candidates:
        best = candidate.supports[0]
        suits = fits(question.understood, best.words)
        recency = max(_recency(s.read.article, reference) for s in candidate.supports)
        words = telling_words(candidate.key)
        rows.append(
            (
                best.margin,
                max(support.read.reading.relevance for support in candidate.supports),
                _further(candidate.supports),
                _kindred(candidate, candidates),
                _named(candidate, pages),
                max(s.read.hit.score for s in candidate.supports) - best_score,
                max(_share(asked, s, weights) for s in candidate.supports[:4]),
                recency,
                recency * now,
                len(words & said) / len(words) if words else 1.0,
                suits is True,
                suits is False,
                math.log(max(1, len(candidate.short.split()))),
            )
        )
    return np.array(rows, dtype=np.float64)


def _further(supports: Sequence[Support]) -> float:
    rest = list(independent(supports))[1:]
    return math.log1p(sum(_probability(support.margin) for support in rest))


def _kindred(candidate: Candidate, candidates: Sequence[Candidate]) -> float:
    own = {support.read.hit.story for support in candidate.supports}
    best: dict[str, float] = {}
    for other in candidates:
        if other is not candidate and one_holds_the_other(candidate.key, other.key):
            for support in other.supports:
                story = support.read.hit.story
                if story not in own:
                    best[story] = max(best.get(story, 0.0), _probability(support.margin))
    return math.log1p(sum(best.values()))


class _Page(NamedTuple):
    """A passage as words, and the probability that it answers."""

    story: str
    words: frozenset[str]
    answers: float


def _pages(candidates: Sequence[Candidate]) -> list[_Page]:
    reads = {
        (s.read.article.id, s.read.hit.passage.start): s.read
        for c in candidates
        for s in c.supports
    }
    return [
        _Page(
            read.hit.story,
            frozenset(_WORD.findall(f"{read.article.title} {read.hit.passage.text}".casefold())),
            _probability(read.reading.relevance),
        )
        for read in reads.values()
    ]


def _named(candidate: Candidate, pages: Sequence[_Page]) -> float:
    """Support from passages that say the answer's words; "fifteen" does not name "15" here."""
    words = telling_words(candidate.key)
    own = candidate.supports[0].read.hit.story
    best: dict[str, float] = {}
    for page in pages:
        if page.story != own and words and words <= page.words:
            best[page.story] = max(best.get(page.story, 0.0), page.answers)
    return math.log1p(sum(best.values()))


def _recency(article: Article, reference: int | None) -> float:
    """1 for an article of the last day asked for, falling to 0 over weeks; 0 without a day."""
    published = article.published_day
    if reference is None or published is None:
        return 0.0
    return math.exp(-max(0, reference - published.toordinal()) / _FADES_AFTER)


def _share(asked: Sequence[str], support: Support, weights: dict[str, float]) -> float:
    """Share of the question's telling words in the sentence, headline, or next to them."""
    total = sum(weights[term] for term in asked)
    article, sentence = support.read.article, support.sentence
    present = set(terms(article.text[sentence.start : sentence.end])) | set(terms(article.title))
    return sum(weights[term] for term in asked if term in present) / total if total else 0.0


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
