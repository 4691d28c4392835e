"""Measures of ranked results."""

import math
from collections.abc import Mapping, Sequence


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
