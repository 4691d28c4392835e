"""Measures of rankings, short answers and confidences."""

import math
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence


def ndcg(ranking: Sequence[str], relevance: Mapping[str, int], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k, in [0, 1]; gains are the grades themselves.

    Source: Järvelin & Kekäläinen, TOIS 2002; linear gain as in trec_eval.
    """
    gain = sum(
        relevance.get(name, 0) / math.log2(rank + 1) for rank, name in enumerate(ranking[:k], 1)
    )
    ideal = sorted(relevance.values(), reverse=True)[:k]
    best = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(ideal, 1))
    return gain / best if best else 0.0


def first_right(right: Sequence[bool]) -> int | None:
    """Rank (from 1) of the first right one; None if there is none."""
    return next((rank for rank, is_right in enumerate(right, 1) if is_right), None)


_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normal_answer(text: str) -> str:
    """An answer for comparison: lower case, no ASCII punctuation, no articles.

    Source: the evaluation script of SQuAD 1.1 (Rajpurkar et al. 2016), as a description.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def exact_match(given: str, gold: str) -> float:
    """1.0 if both are the same after `normal_answer`, else 0.0."""
    return float(normal_answer(given) == normal_answer(gold))


def token_f1(given: str, gold: str) -> float:
    """Harmonic mean of token precision and recall, in [0, 1]; two empty answers agree.

    Source: Rajpurkar et al., EMNLP 2016.
    """
    ours, theirs = normal_answer(given).split(), normal_answer(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * shared / (len(ours) + len(theirs))


def best_of(measure: Callable[[str, str], float], given: str, golds: Iterable[str]) -> float:
    """The best value against any accepted answer; 0 if there is none."""
    return max((measure(given, gold) for gold in golds), default=0.0)


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """Mean distance of confidence and share of right answers, over equally wide bins; in [0, 1].

    Source: Guo et al., ICML 2017.
    """
    members: dict[int, list[int]] = {}
    for i, confidence in enumerate(confidences):
        members.setdefault(min(int(confidence * bins), bins - 1), []).append(i)
    return sum(
        abs(sum(confidences[i] for i in rows) - sum(right[i] for i in rows))
        for rows in members.values()
    ) / len(confidences)
