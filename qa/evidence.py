"""Score sentences: how likely is it that this sentence answers this question?

A linear model over a few readable features; its weights are fitted by
`benchmarks/fit_sentences.py`. It stands in until newsquote has a reader of its own.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Span
from index import Embedder, Hit, question_terms, terms
from qa.question import Kind, Question

FEATURES = (
    "cosine of question and sentence",
    "share of the question's words in the sentence",
    "share of the question's words in headline and passage",
    "cosine of question and passage",
    "fused score of the passage, against the best one's",
    "holds something of the kind asked for",
    "holds nothing of the kind asked for",
    "very short",
    "is a question itself",
    "opens the article",
)


class Candidate(NamedTuple):
    """A sentence that may answer the question."""

    article: Article
    span: Span
    hit: Hit

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.article.text[self.span.start : self.span.end]


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|quarter|twice|double)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?! I\b)"
    r"|(?i:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m"
    r"|yesterday|today|tonight|tomorrow|last|next|ago|week|month|year|morning|evening)\b)"
)
_NAME = re.compile(r"(?<=\s)[(\"“'‘]*[A-ZÀ-ÞĀ-Ž]\w+")
_SHORT = 5  # words


def candidates(hits: Sequence[tuple[Hit, Article]]) -> list[Candidate]:
    """Every sentence of the passages, each once, best passage first."""
    found: dict[tuple[str, Span], Candidate] = {}
    for hit, article in hits:
        for span in hit.passage.sentences:
            found.setdefault((article.id, span), Candidate(article, span, hit))
    return list(found.values())


def sentence_features(
    question: Question,
    sentences: Sequence[Candidate],
    embedder: Embedder,
    weights: dict[str, float],
) -> NDArray[np.float64]:
    """Describe sentences in numbers.

    Args:
        question: The question.
        sentences: What may answer it.
        embedder: Gives vectors of question and sentences.
        weights: How telling each term of the question is.

    Returns:
        Shape ``(len(sentences), len(FEATURES))``; most values in [-1, 1], none above.
    """
    if not sentences:
        return np.empty((0, len(FEATURES)))
    asked = question_terms(question.understood)
    vector = embedder.embed_queries([question.understood])[0]
    cosines = embedder.embed_passages([s.text for s in sentences]) @ vector
    around: dict[tuple[str, int], float] = {}
    best = max(s.hit.score for s in sentences)
    rows = []
    for sentence, cosine in zip(sentences, cosines, strict=True):
        passage = sentence.hit.passage
        place = (passage.article_id, passage.start)
        if place not in around:
            around[place] = _share(asked, f"{sentence.article.title} {passage.text}", weights)
        fits = _fits(question, sentence.text)
        rows.append(
            (
                float(cosine),
                _share(asked, sentence.text, weights),
                around[place],
                sentence.hit.cosine,
                sentence.hit.score - best,
                fits is True,
                fits is False,
                len(sentence.text.split()) < _SHORT,
                sentence.text.rstrip("\"'”’").endswith("?"),
                sentence.span.start == 0,
            )
        )
    return np.array(rows, dtype=np.float64)


def _share(asked: Sequence[str], text: str, weights: dict[str, float]) -> float:
    total = sum(weights[term] for term in asked)
    present = set(terms(text))
    return sum(weights[term] for term in asked if term in present) / total if total else 0.0


def _fits(question: Question, sentence: str) -> bool | None:
    """Whether the sentence adds something of the kind asked for; None if any sentence would do."""
    match question.kind:
        case Kind.NUMBER:
            return _NUMBER.search(sentence) is not None
        case Kind.TIME:
            return _TIME.search(sentence) is not None
        case Kind.PERSON | Kind.PLACE:
            known = question.understood.casefold()
            names = (
                match.group().lstrip("(\"“'‘").casefold() for match in _NAME.finditer(sentence)
            )
            return any(name not in known for name in names)
        case _:
            return None
