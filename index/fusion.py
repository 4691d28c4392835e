"""Merge several rankings of the same passages into one.

Ranks are comparable across retrievers; raw scores (BM25, cosine) are not.
"""

from collections.abc import Sequence

DAMPING = 60


def fuse_rankings(
    rankings: Sequence[Sequence[int]],
    *,
    weights: Sequence[float] | None = None,
    damping: int = DAMPING,
) -> list[tuple[int, float]]:
    """Merge rankings by weighted reciprocal rank fusion.

    A row scores ``sum(weight / (damping + rank))``, ranks counted from 1, scaled so that a row
    that is first everywhere scores 1.

    Args:
        rankings: One ranking of row numbers per retriever, best first, any lengths.
        weights: Trust in each ranking; equal if not given.
        damping: Higher values flatten the advantage of the top ranks.

    Returns:
        Every distinct row once with its score in (0, 1], best first; equal scores by row number.

    Source: Cormack, Clarke & Buettcher, SIGIR 2009 (damping = 60, equal weights).
    """
    shares = [1.0] * len(rankings) if weights is None else list(weights)
    best = sum(shares) / (damping + 1)
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, shares, strict=True):
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + weight / (damping + rank) / best
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
