"""Ask an archive as the assistant does, keeping what it found before any verdict."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import holds_answer
from benchmarks.metrics import best_of, exact_match, token_f1
from index import Filters, question_terms
from qa import Assistant, answer_key, understand
from qa.assistant import PASSAGES_READ
from qa.evidence import Candidate, Read, gather
from qa.features import candidate_features
from qa.question import Question

REACH = 120
"""Passages looked at to replace those of the articles taken away."""

NEARLY = 0.6
"""Token F1 from which another wording of an accepted answer counts as right."""


class Found(NamedTuple):
    """What a question found.

    Attributes:
        question: As understood.
        reads: The passages read.
        candidates: The answers in them.
        features: Of the candidates, one row each.
    """

    question: Question
    reads: list[Read]
    candidates: list[Candidate]
    features: NDArray[np.float64]


def find(
    assistant: Assistant, question: str, filters: Filters, without: Sequence[str] = ()
) -> Found:
    """Search and read.

    Args:
        assistant: The archive and the reader.
        question: As asked.
        filters: As asked.
        without: Answers; every article that holds one is passed over, as if it were not in the
            archive (the weights of words still know it).
    """
    asked = understand(question, today=filters.before)
    filters = assistant.narrowed_to(asked, filters) or filters
    retriever = assistant.retriever
    hits = retriever.search_filtered(asked.understood, REACH if without else PASSAGES_READ, filters)
    if without:
        hits = [
            hit
            for hit in hits
            if (article := retriever.article(hit.passage.article_id))
            and not holds_answer(f"{article.title} {article.text}", without)
        ]
    reads = assistant.read(asked, hits[:PASSAGES_READ])
    candidates = gather(reads)
    words = question_terms(asked.understood)
    reference = filters.before.toordinal() if filters.before else None
    weights = retriever.term_weights(words)
    features = candidate_features(asked, candidates, words, weights, reference)
    return Found(asked, reads, candidates, features)


def is_right(given: str, golds: Sequence[str]) -> bool:
    """Whether a short answer says what an accepted one says, in nearly the same words."""
    keys = {answer_key(gold) for gold in golds}
    return answer_key(given) in keys or best_of(token_f1, given, golds) >= NEARLY


def scores(given: str, golds: Sequence[str]) -> tuple[float, float]:
    """Exact match and F1."""
    return best_of(exact_match, given, golds), best_of(token_f1, given, golds)
