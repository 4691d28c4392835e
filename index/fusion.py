"""Merge the two rankings of the same passages into one, by their scores.

Ranks alone forget how clearly a passage stands out. `benchmarks/retrieval.py` compares.
"""

from collections.abc import Mapping

BM25_PER_COSINE = 13.0
"""How many points of BM25 weigh as much as a cosine of 1.

Chosen on TIME, Cranfield and the RealTime QA questions of 2022 (archives of 400 to 90,000
passages); between 8 and 30 no figure moves by two points.
"""


def fuse_scores(
    dense: Mapping[int, float], keyword: Mapping[int, float]
) -> list[tuple[int, float]]:
    """Merge a ranking by meaning and a ranking by words: ``cosine + BM25 / 13``.

    A passage that is missing from one ranking cannot score more there than the last one that is
    in it, and is given as much.

    Args:
        dense: Row number to cosine.
        keyword: Row number to BM25 score.

    Returns:
        Every distinct row once with its score, best first; equal scores by row number. Scores
        are no probabilities, and grow with the number of telling words in the question.

    Source: a convex combination of scores, Bruch, Gai & Ingber, TOIS 2023.
    """
    least_cosine = min(dense.values(), default=0.0)
    least_bm25 = min(keyword.values(), default=0.0)
    scores = {
        row: dense.get(row, least_cosine) + keyword.get(row, least_bm25) / BM25_PER_COSINE
        for row in dense.keys() | keyword.keys()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
