"""Merge the two rankings of the same passages into one, by their scores.

Ranks alone forget how clearly a passage stands out. `benchmarks/retrieval.py` compares.
"""

from collections.abc import Mapping
from typing import NamedTuple

BM25_PER_COSINE = 13.0
"""How many points of BM25 weigh as much as a cosine of 1.

Chosen on TIME, Cranfield and the RealTime QA questions of 2022 (archives of 400 to 90,000
passages); between 8 and 30 no figure moves by two points.
"""


def fuse_scores(cosines: Mapping[int, float], bm25: Mapping[int, float]) -> list[tuple[int, float]]:
    """Merge a ranking by meaning and a ranking by words: ``cosine + BM25 / 13``.

    Args:
        cosines: Cosine of every row that either ranking found.
        bm25: BM25 score of the same rows; 0 where no word is shared.

    Returns:
        Every row once with its score, best first; equal scores by row number. Scores are no
        probabilities, and grow with the number of telling words in the question.

    Raises:
        KeyError: A row has only one of the two scores.

    Source: a convex combination of scores, Bruch, Gai & Ingber, TOIS 2023.
    """
    scores = {
        row: cosines[row] + bm25[row] / BM25_PER_COSINE for row in cosines.keys() | bm25.keys()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


class Rankings(NamedTuple):
    """What each retriever found for a question.

    Attributes:
        dense: Rows nearest in meaning, best first.
        keyword: Rows that share words, best first.
        cosines: The cosine of every row in either.
        bm25: The BM25 score of every row in either; 0 where no word is shared.
    """

    dense: list[int]
    keyword: list[int]
    cosines: dict[int, float]
    bm25: dict[int, float]

    def fused(self) -> list[tuple[int, float]]:
        """Rows and fused scores, best first."""
        return fuse_scores(self.cosines, self.bm25)
