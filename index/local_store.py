"""The store that lies in a generation's folder: FAISS vectors, BM25, filters as masks over rows."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.filters import Filters
from index.keywords import KeywordIndex, KeywordWriter
from index.passage_table import PassageTable
from index.store import PassageFacts, Scored
from index.vectors import VectorIndex, VectorWriter

_MASKS_KEPT = 32


class LocalStore:
    """Searches the files of one generation.

    Args:
        folder: The generation's.
        table: Its passages, which the filters are applied to.
    """

    def __init__(self, folder: Path, table: PassageTable) -> None:
        self.vectors = VectorIndex.open(folder)
        self.keywords = KeywordIndex.open(folder)
        # One question asks twice, and a conversation often keeps its filters.
        self._select = lru_cache(maxsize=_MASKS_KEPT)(table.select)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.vectors)

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> Scored:
        """As `Store.nearest`."""
        return self.vectors.search(vector, k, self._select(filters))

    def cosines(self, vector: NDArray[np.float32], rows: Iterable[int]) -> dict[int, float]:
        """As `Store.cosines`."""
        return self.vectors.cosines(vector, rows)

    def matching(self, question: str, k: int, filters: Filters) -> Scored:
        """As `Store.matching`."""
        return self.keywords.search(question, k, self._select(filters))

    def scores(self, question: str, rows: Iterable[int]) -> dict[int, float]:
        """As `Store.scores`."""
        return self.keywords.scores(question, rows)

    @property
    def vocabulary(self) -> Sequence[str]:
        """As `Store.vocabulary`."""
        return self.keywords.terms.vocabulary

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """As `Store.weights`."""
        return self.keywords.weights(words)


class LocalStoreWriter:
    """Writes the files of one generation.

    Args:
        folder: The generation's.
        dimension: Length of a vector.
        before: The store of a generation made in the same way, whose rows can be copied.
    """

    def __init__(self, folder: Path, dimension: int, before: LocalStore | None = None) -> None:
        self._folder = folder
        self._before = before
        self._vectors = VectorWriter(dimension)
        self._keywords = KeywordWriter()

    def add_passage(self, facts: PassageFacts) -> None:
        """As `StoreWriter.add_passage`."""
        self._keywords.add(facts.text)

    def copy_passages(self, rows: range) -> Vectors | None:
        """As `StoreWriter.copy_passages`."""
        if self._before is None:
            return None
        self._keywords.copy(self._before.keywords, rows)
        return self._before.vectors.rows(rows)

    def add_vectors(self, vectors: Vectors) -> None:
        """As `StoreWriter.add_vectors`."""
        self._vectors.add(vectors)

    def finish(self) -> None:
        """As `StoreWriter.finish`."""
        self._vectors.write(self._folder)
        del self._vectors  # its memory is needed for the keywords
        self._keywords.write(self._folder)
