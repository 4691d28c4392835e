"""Turn sentence scores into probabilities, quotes and a verdict.

Weights, slope and biases were fitted by `benchmarks/fit_sentences.py`, which says on what. The two
thresholds are chosen from the table it prints: at 0.30 silence on unanswerable questions and
speech on answerable ones are best balanced; below 0.12 lie 4% of the right answers.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.answer import Status
from qa.evidence import Candidate

SENTENCE_WEIGHTS = (3.921, 0.623, 2.378, 1.776, 0.59, -0.099, -2.283, -0.428, -0.001, 0.211)
SENTENCE_BIAS = -3.456
ANSWER_SLOPE = 0.920
ANSWER_BIAS = -2.487
ANSWERED_FROM = 0.30
PARTLY_FROM = 0.12

MOST_QUOTES = 5
_MOST_FROM_ONE_ARTICLE = 3
_WITHIN = 2.5  # log odds below the best sentence at which a quote is no longer worth reading


class Scored(NamedTuple):
    """A sentence and the log odds that it answers the question."""

    candidate: Candidate
    log_odds: float


def score(
    candidates: Sequence[Candidate],
    features: NDArray[np.float64],
    weights: Sequence[float] | NDArray[np.float64] = SENTENCE_WEIGHTS,
    bias: float = SENTENCE_BIAS,
) -> list[Scored]:
    """Rank sentences.

    Args:
        candidates: The sentences.
        features: What `sentence_features` says of them, one row each.
        weights: One for each feature.
        bias: Log odds of a sentence without any feature.

    Returns:
        All of them, best first.
    """
    log_odds = features @ np.asarray(weights) + bias
    order = np.argsort(-log_odds, kind="stable")
    return [Scored(candidates[i], float(log_odds[i])) for i in order]


def choose_quotes(ranked: Sequence[Scored]) -> list[Candidate]:
    """Choose the sentences to show: at most five, no words twice, no article more than thrice."""
    chosen: list[Candidate] = []
    seen: set[str] = set()
    for candidate, log_odds in ranked:
        words = " ".join(candidate.text.casefold().split())
        same_article = sum(other.article.id == candidate.article.id for other in chosen)
        if len(chosen) == MOST_QUOTES or log_odds < ranked[0].log_odds - _WITHIN:
            break
        if words not in seen and same_article < _MOST_FROM_ONE_ARTICLE:
            seen.add(words)
            chosen.append(candidate)
    return chosen


def confidence(ranked: Sequence[Scored]) -> float:
    """Probability in [0, 1] that one of the quotes holds the answer; 0 without sentences.

    It rests on the best sentence alone: that carries over best to archives not fitted on. The
    others tell little, since many papers may cover one event, or none.
    """
    if not ranked:
        return 0.0
    log_odds = ANSWER_SLOPE * ranked[0].log_odds + ANSWER_BIAS
    return float(1 / (1 + np.exp(-log_odds)))


def verdict(confidence: float) -> Status:
    """Whether to answer, to show what is near, or to say that the archive does not say."""
    if confidence >= ANSWERED_FROM:
        return Status.ANSWERED
    return Status.PARTLY if confidence >= PARTLY_FROM else Status.NOT_FOUND
