"""The seam between a generation's passages and what finds them: vectors, keywords, filters.

Rows are numbered from 0 in the order of the passage table. A store is written once and then only
read; knows nothing of articles' texts, questions' kinds or answers.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.filters import Filters

Scored = list[tuple[int, float]]
"""Rows with a score each, best first; equal scores by row number."""


class PassageFacts(NamedTuple):
    """What a store is told of a passage, beside its vector.

    Attributes:
        text: What both rankings see: headline and passage.
        article_id: For filters.
        outlet: For filters; None if not named.
        day: For filters; None if not dated.
    """

    text: str
    article_id: str
    outlet: str | None
    day: dt.date | None


class Store(Protocol):
    """The passages of one generation, searchable. Safe to share between threads."""

    def __len__(self) -> int:
        """How many passages there are."""

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> Scored:
        """The passages nearest in meaning, with their cosines in [-1, 1].

        Args:
            vector: Of the question; unit length, shape ``(dimension,)``.
            k: How many at most.
            filters: Rows that do not fulfil them are not looked at.

        Raises:
            ChooseFilterError: An outlet, section or article that the archive does not hold.
        """

    def cosines(self, vector: NDArray[np.float32], rows: Iterable[int]) -> dict[int, float]:
        """The cosine of each of these rows to the vector of a question."""

    def matching(self, question: str, k: int, filters: Filters) -> Scored:
        """The passages that share the question's telling words, with BM25 scores above 0.

        Args:
            question: Any text; there is no query syntax.
            k: How many at most.
            filters: Rows that do not fulfil them are not looked at.

        Raises:
            ChooseFilterError: An outlet, section or article that the archive does not hold.

        Source: Robertson & Zaragoza 2009; the variant of Lucene (k1 = 1.2, b = 0.75).
        """

    def scores(self, question: str, rows: Iterable[int]) -> dict[int, float]:
        """The BM25 score of each of these rows; 0 for one that shares no word."""

    @property
    def vocabulary(self) -> Sequence[str]:
        """Every search term of the passages, each once."""

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """How telling each term is in this archive: its inverse document frequency, 0 or more.

        A term that no passage holds gets the weight of one that a single passage holds.
        """


class StoreWriter(Protocol):
    """Takes the passages of a generation in row order; vectors may follow their passages later."""

    def add_passage(self, facts: PassageFacts) -> None:
        """Add the next passage."""

    def copy_passages(self, rows: range) -> Vectors | None:
        """Add passages as the generation before holds them, all but their vectors.

        Returns:
            The vectors that are still to be added in their turn; None if nothing can be copied,
            and each passage must be added.
        """

    def add_vectors(self, vectors: Vectors) -> None:
        """Add the vectors of the next passages, shape ``(passages, dimension)``."""

    def finish(self) -> None:
        """Write what is left, and make all of it last through a loss of power."""
