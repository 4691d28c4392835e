"""The store whose vectors, keyword scores and filters lie in Milvus, a collection a generation.

The keyword scores are those of the local store: every passage has a sparse vector of what each of
its terms adds to a BM25 score, and a question asks with ones. Milvus's own BM25 function scores
each segment by its own counts and numbers terms by a hash, and Milvus Lite cannot be told to
leave terms as they are.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.analyser import question_terms
from index.embedder import Vectors
from index.errors import RestoreIndexError
from index.filters import Filters
from index.milvus_collection import TERMS_FOLDER, CollectionRecord, TermNumbers, key
from index.milvus_connection import (
    ARTICLE,
    DAY,
    MOST_FOUND,
    OUTLET,
    ROW,
    TERMS,
    VECTOR,
    Connection,
    connect,
)
from index.passage_table import PassageTable
from index.passage_terms import PassageTerms
from index.store import Scored


class RowFacts(NamedTuple):
    """What filters look at: day as a proleptic ordinal, 0 for none; outlet and article by `key`."""

    day: int
    outlet: str
    article: str

    @classmethod
    def of(cls, day: dt.date | None, outlet: str | None, article_id: str) -> Self:
        """Upper and lower case of outlets are alike."""
        return cls(
            day.toordinal() if day else 0, key(outlet and outlet.casefold()), key(article_id)
        )


class MilvusStore:
    """Searches the collection of one generation.

    Args:
        connection: Where it is.
        collection: Its name.
        terms: The numbers of its terms.
        folder: The generation's.
        table: Its passages.
    """

    def __init__(
        self,
        connection: Connection,
        collection: str,
        terms: TermNumbers,
        folder: Path,
        table: PassageTable,
    ) -> None:
        self._connection = connection
        self._collection = collection
        self._terms = terms
        self._folder = folder
        self._table = table

    @classmethod
    def open(cls, folder: Path, table: PassageTable) -> Self:
        """Open the collection that a generation's folder names.

        Raises:
            ReachStoreError: Milvus does not answer, or its client is not installed.
            RestoreIndexError: The collection is missing, or has other rows.
        """
        record = CollectionRecord.read(folder)
        if record is None:
            raise RestoreIndexError(f"{folder} does not name its collection. Build again.")
        connection = connect(record.store)
        held = connection.count(record.collection)
        if held != len(table):
            raise RestoreIndexError(
                f"Collection {record.collection} in {record.store} has {held:,} rows, not"
                f" {len(table):,}. Run `newsquote build` on this index with its articles; that"
                " makes it anew."
            )
        terms = TermNumbers.open(folder, len(table))
        return cls(connection, record.collection, terms, folder, table)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._table)

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> Scored:
        """As `Store.nearest`; ``k`` is 16,384 at most."""
        return self._search(VECTOR, vector, k, filters)

    def cosines(self, vector: NDArray[np.float32], rows: Iterable[int]) -> dict[int, float]:
        """As `Store.cosines`."""
        chosen = sorted(rows)
        if not chosen:
            return {}
        # Brought here and counted, so that they are exact where the index of a server is not.
        scores = self.vectors(chosen) @ vector
        return dict(zip(chosen, scores.tolist(), strict=True))

    def matching(self, question: str, k: int, filters: Filters) -> Scored:
        """As `Store.matching`; ``k`` is 16,384 at most."""
        self._table.check(filters)
        asked = self._asked(question)
        return self._search(TERMS, dict.fromkeys(asked, 1.0), k, filters) if asked else []

    def scores(self, question: str, rows: Iterable[int]) -> dict[int, float]:
        """As `Store.scores`."""
        asked = self._asked(question)
        scores = dict.fromkeys(sorted(rows), 0.0)
        if asked:
            for row in self._rows(list(scores), [TERMS]):
                held = row[TERMS]
                scores[row[ROW]] = sum(held.get(dimension, 0.0) for dimension in asked)
        return scores

    @property
    def vocabulary(self) -> Sequence[str]:
        """As `Store.vocabulary`."""
        return self._terms.names

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """As `Store.weights`."""
        return self._terms.weights(words)

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of rows, at least one, shape ``(rows, dimension)``."""
        found = {row[ROW]: row[VECTOR] for row in self._rows(rows, [VECTOR])}
        return np.array([found[row] for row in rows], dtype=np.float32)

    def stored(self, rows: Sequence[int]) -> tuple[list[RowFacts], Vectors]:
        """What Milvus holds of rows beside their terms, and their vectors, as `vectors`."""
        found = {row[ROW]: row for row in self._rows(rows, [DAY, OUTLET, ARTICLE, VECTOR])}
        facts = [RowFacts(found[r][DAY], found[r][OUTLET], found[r][ARTICLE]) for r in rows]
        return facts, np.array([found[row][VECTOR] for row in rows], dtype=np.float32)

    def passage_terms(self) -> PassageTerms:
        """The terms of all passages, as they were found."""
        return PassageTerms.open(self._folder / TERMS_FOLDER, self._terms.names)

    def _search(self, field: str, vector: Any, k: int, filters: Filters) -> Scored:
        self._table.check(filters)
        k = min(k, len(self), MOST_FOUND)
        if k < 1:
            return []
        among = self._table.ids_passing(filters) if filters.sections else None
        if among == []:
            return []
        expression = condition(filters) if among is None else _is_of(ARTICLE, among)
        found = self._connection.search(self._collection, field, vector, k, expression)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _asked(self, question: str) -> list[int]:
        return [dimension(number) for number in self._terms.known(question_terms(question))]

    def _rows(self, rows: Sequence[int], fields: Sequence[str]) -> list[dict[str, Any]]:
        found = list(self._connection.rows(self._collection, rows, fields))
        if len(found) != len(rows):
            raise RestoreIndexError(
                f"{self._connection.name} lacks rows of collection {self._collection}. Run"
                " `newsquote build` on this index with its articles; that makes it anew."
            )
        return found


def condition(filters: Filters) -> str:
    """Filters as an expression of Milvus; only numbers and digests go into it.

    Sections are not among them: no collection knows those, so the articles are named instead.
    """
    parts = []
    if filters.after:
        parts.append(f"{DAY} >= {filters.after.toordinal()}")
    if filters.before:
        parts.append(f"{DAY} <= {filters.before.toordinal()} and {DAY} > 0")
    for field, names in (
        (OUTLET, [name.casefold() for name in filters.outlets]),
        (ARTICLE, filters.article_ids),
    ):
        if names:
            parts.append(_is_of(field, names))
    return " and ".join(parts)


def _is_of(field: str, names: Sequence[str]) -> str:
    keys = ", ".join(f'"{key(name)}"' for name in names)
    return f"{field} in [{keys}]"


def dimension(term: int) -> int:
    """Where a term stands in a sparse vector; 0 is for passages without any."""
    return term + 1
