"""Rank answer candidates, and turn the best into a short answer and a verdict.

The weights were fitted by `benchmarks/fit_answers.py`, which says on what, and prints the tables
from which the thresholds are chosen.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.answer import Status
from qa.evidence import Candidate, Support
from qa.kind import Kind
from qa.question import Question
from qa.sameness import one_holds_the_other

ANSWER_WEIGHTS = (
    0.279,
    0.016,
    1.047,
    -0.03,
    0.42,
    2.581,
    1.554,
    0.923,
    1.384,
    -1.052,
    0.39,
    -0.631,
    -0.04,
)
"""One for each of `features.FEATURES`."""

SURENESS = (
    "score of the best answer",
    "its lead over the best that says something else",
    "margin of its best span",
    "relevance of its passage",
    "support from further articles",
    "share of the question's words around the span",
    "cosine of question and passage",
    "its chance among all answers",
)
SURENESS_WEIGHTS = (0.284, 0.242, 0.097, -0.253, -0.187, 0.124, 1.554, 1.603)
SURENESS_BIAS = -3.241

ANSWERED_FROM = 0.25
PARTLY_FROM = 0.1
BARE_FROM = 0.85
"""Probability from which a yes/no question gets a bare yes or no."""

MOST_FROM_ONE_ARTICLE = 3
"""Quotes of one article in an answer."""
_MARGIN, _RELEVANCE, _SUPPORT, _SHARE = 0, 1, 2, 6  # places in `features.FEATURES`
_LIST_WITHIN = 2.0  # score below the best at which a span is still an item of the list
_LONGEST_LIST = 8
_LONGEST_REASON = 10  # words; a longer reason is told by its sentences
_WIDEST_LEAD = 6.0  # a lone answer leads by this


class Ranked(NamedTuple):
    """A candidate, its score, and what is known of it in numbers."""

    candidate: Candidate
    score: float
    features: NDArray[np.float64]


def rank(
    candidates: Sequence[Candidate],
    features: NDArray[np.float64],
    weights: Sequence[float] | NDArray[np.float64] = ANSWER_WEIGHTS,
) -> list[Ranked]:
    """Order answer candidates.

    Args:
        candidates: The answers.
        features: What `candidate_features` says of them, one row each.
        weights: One for each feature.

    Returns:
        All of them, best first.
    """
    if not candidates:
        return []
    scores = features @ np.asarray(weights)
    order = np.argsort(-scores, kind="stable")
    return [Ranked(candidates[i], float(scores[i]), features[i]) for i in order]


def sureness_features(ranked: Sequence[Ranked]) -> NDArray[np.float64]:
    """What the confidence in the best candidate rests on; shape ``(len(SURENESS),)``."""
    best = ranked[0]
    others = (
        other.score
        for other in ranked[1:]
        if not one_holds_the_other(best.candidate.key, other.candidate.key)
    )
    lead = min(best.score - next(others, best.score - _WIDEST_LEAD), _WIDEST_LEAD)
    cosine = max(support.read.hit.cosine for support in best.candidate.supports)
    shown = best.features[[_MARGIN, _RELEVANCE, _SUPPORT, _SHARE]]
    # The ranking is a conditional logit, so this is what it was fitted to tell.
    chance = 1 / sum(np.exp(other.score - best.score) for other in ranked)
    return np.array([best.score, lead, *shown, cosine, chance])


def confidence(ranked: Sequence[Ranked]) -> float:
    """Probability in [0, 1] that the best candidate is right; 0 without candidates."""
    if not ranked:
        return 0.0
    log_odds = sureness_features(ranked) @ np.array(SURENESS_WEIGHTS) + SURENESS_BIAS
    return float(1 / (1 + np.exp(-log_odds)))


def verdict(confidence: float) -> Status:
    """Whether to answer, to show what is near, or to say that the archive does not say."""
    if confidence >= ANSWERED_FROM:
        return Status.ANSWERED
    return Status.PARTLY if confidence >= PARTLY_FROM else Status.NOT_FOUND


def short_answer(question: Question, ranked: Sequence[Ranked]) -> str | None:
    """The answer in a few words of the archive; None where only sentences will do.

    A list gives its items in the order of the text. Why and how get one only if it is a phrase;
    yes or no is said only where the passage says so.
    """
    best = ranked[0].candidate
    match question.kind:
        case Kind.REASON | Kind.MANNER:
            return best.short if len(best.short.split()) <= _LONGEST_REASON else None
        case Kind.YES_NO:
            return _bare(best.supports)
        case _ if question.wants_list:
            return ", ".join(item.supports[0].words for item in list_items(ranked))
        case _:
            return best.short


def _bare(supports: Sequence[Support]) -> str | None:
    reading = supports[0].read.reading
    if reading.yes >= BARE_FROM:
        return "Yes"
    return "No" if reading.no >= BARE_FROM else None


def list_items(ranked: Sequence[Ranked]) -> list[Candidate]:
    """The answers that make up a list: near the best one in score, in the text's order.

    They stand in the passages that hold the best; none holds another.
    """
    best = ranked[0]
    home = {_place(support) for support in best.candidate.supports}
    items = [best.candidate]
    for other in ranked[1:]:
        if other.score < best.score - _LIST_WITHIN or len(items) == _LONGEST_LIST:
            break
        near = any(_place(support) in home for support in other.candidate.supports)
        sentences = {(_place(i.supports[0]), i.supports[0].sentence) for i in items}
        here = other.candidate.supports[0]
        if len(sentences | {(_place(here), here.sentence)}) > MOST_FROM_ONE_ARTICLE:
            continue  # its sentence could not be shown
        if near and not any(one_holds_the_other(other.candidate.key, i.key) for i in items):
            items.append(other.candidate)
    return sorted(items, key=lambda item: (_place(item.supports[0]), item.supports[0].span))


def _place(support: Support) -> tuple[str, int]:
    passage = support.read.hit.passage
    return passage.article_id, passage.start
