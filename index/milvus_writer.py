"""Writes a generation into a collection of Milvus.

Vectors wait in a file of the generation's folder until all passages are known: what a term adds
to a BM25 score depends on all of them.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bm25 import inverse_frequency, term_scores
from index.embedder import Vectors
from index.milvus_collection import CollectionRecord, TermNumbers, distinct_terms
from index.milvus_connection import ARTICLE, DAY, OUTLET, ROW, TERMS, VECTOR, connect
from index.milvus_store import MilvusStore, RowFacts, dimension
from index.passage_terms import PassageTerms, PassageTermsWriter
from index.store import PassageFacts

_AT_ONCE = 1_000
_Row = dict[str, Any]
_NO_TERMS = {0: 1.0}  # Milvus wants a sparse vector to hold something


class MilvusStoreWriter:
    """Writes the collection of one generation.

    Args:
        store: ``milvus:`` and a folder of Milvus Lite, or the address of a server.
        folder: The generation's.
        number: The generation's.
        length: Length of a vector.
        before: The store of a generation made in the same way, whose rows can be copied.
    """

    def __init__(
        self, store: str, folder: Path, number: int, length: int, before: MilvusStore | None = None
    ) -> None:
        self._connection = connect(store, create=True)
        self._record = CollectionRecord.new(store, number)
        self._folder = folder
        self._length = length
        self._before = None if before is None else _Block(before)
        self._terms = PassageTermsWriter()
        self._vectors = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - until `finish`
        self._facts: list[RowFacts] = []

    def add_passage(self, facts: PassageFacts) -> None:
        """As `StoreWriter.add_passage`."""
        self._terms.add(facts.text)
        self._facts.append(RowFacts.of(facts.day, facts.outlet, facts.article_id))

    def copy_passages(self, rows: range) -> Vectors | None:
        """As `StoreWriter.copy_passages`."""
        if self._before is None:
            return None
        facts, vectors = self._before.of(rows)
        self._terms.copy(self._before.terms, rows)
        self._facts += facts
        return vectors

    def add_vectors(self, vectors: Vectors) -> None:
        """As `StoreWriter.add_vectors`."""
        self._vectors.write(np.ascontiguousarray(vectors, dtype=np.float32).tobytes())

    def finish(self) -> None:
        """As `StoreWriter.finish`."""
        collected = self._terms.collected()
        numbers = TermNumbers.count(collected)
        numbers.write(self._folder, collected)
        self._record.write(self._folder)  # first, so that a collection always has its name kept
        name = self._record.collection
        self._connection.create(name, self._length)
        for rows in self._rows(collected, numbers):
            self._connection.insert(name, rows)
        self._connection.seal(name)
        self._connection.count(name)
        self._vectors.close()

    def _rows(self, collected: PassageTerms, numbers: TermNumbers) -> Iterator[list[_Row]]:
        rarity = inverse_frequency(len(collected), numbers.frequency)
        average = len(collected.numbers) / max(len(collected), 1)
        self._vectors.seek(0)
        for start in range(0, len(collected), _AT_ONCE):
            rows = range(start, min(start + _AT_ONCE, len(collected)))
            content = self._vectors.read(len(rows) * self._length * 4)
            vectors = np.frombuffer(content, dtype=np.float32).reshape(len(rows), -1)
            sparse = _sparse(*collected.of(rows), rarity, average)
            yield [
                {ROW: row, DAY: day, OUTLET: outlet, ARTICLE: article, VECTOR: vector, TERMS: terms}
                for row, (day, outlet, article), vector, terms in zip(
                    rows, self._facts[start : rows.stop], vectors, sparse, strict=True
                )
            ]


class _Block:
    """Rows of the generation before, brought from Milvus many at a time."""

    def __init__(self, store: MilvusStore) -> None:
        self._store = store
        self.terms = store.passage_terms()
        self._rows = range(0)
        self._facts: list[RowFacts] = []
        self._vectors: Vectors = np.empty((0, 0), dtype=np.float32)

    def of(self, rows: range) -> tuple[list[RowFacts], Vectors]:
        """Day, outlet and article of neighbouring rows, and their vectors."""
        if rows.start < self._rows.start or rows.stop > self._rows.stop:
            stop = min(max(rows.stop, rows.start + _AT_ONCE), len(self._store))
            self._rows = range(rows.start, stop)
            self._facts, self._vectors = self._store.stored(self._rows)
        first = rows.start - self._rows.start
        part = slice(first, first + len(rows))
        return self._facts[part], self._vectors[part]


def _sparse(
    numbers: NDArray[np.int32],
    ends: NDArray[np.int64],
    rarity: NDArray[np.float64],
    average: float,
) -> list[dict[int, float]]:
    """What the terms of each passage add to its score, as sparse vectors."""
    passage, term, counts = distinct_terms(numbers, ends, len(rarity))
    lengths = np.diff(ends, prepend=0)
    scores = term_scores(counts, rarity[term], lengths[passage], average).tolist()
    dimensions = [dimension(number) for number in term.tolist()]
    stops = np.searchsorted(passage, np.arange(1, len(ends) + 1)).tolist()
    starts = [0, *stops[:-1]]
    return [
        dict(zip(dimensions[start:stop], scores[start:stop], strict=True)) or _NO_TERMS
        for start, stop in zip(starts, stops, strict=True)
    ]
