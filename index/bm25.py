"""The BM25 formula, the same in every store.

Source: Robertson & Zaragoza 2009; the variant of Lucene, without the constant factor k1 + 1.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

K1 = 1.2
B = 0.75


def inverse_frequency(passages: int, holding: ArrayLike) -> NDArray[np.float64]:
    """How telling a term is, above 0.

    Args:
        passages: How many passages there are.
        holding: How many of them hold the term; one number or many.
    """
    frequency = np.asarray(holding)
    weights: NDArray[np.float64] = np.log1p((passages - frequency + 0.5) / (frequency + 0.5))
    return weights


def term_scores(
    counts: NDArray[np.int64],
    rarity: NDArray[np.float64],
    lengths: NDArray[np.int64],
    average: float,
) -> NDArray[np.float32]:
    """What each pair of a term and a passage adds to the score of the passage.

    Args:
        counts: How often the passage holds the term, 1 or more.
        rarity: The term's `inverse_frequency`.
        lengths: Terms in the passage.
        average: Terms in a passage on average.
    """
    norm = K1 * (1 - B + B * lengths / average)
    scores: NDArray[np.float64] = rarity * counts / (counts + norm)
    return scores.astype(np.float32)
