"""Keyword search: BM25 over the terms of title and passage.

bm25s keeps the finished scores of every term in a sparse matrix that is memory-mapped, so a
filter is a mask over exact scores. `benchmarks/keyword_engines.py` measures it beside tantivy.
"""

import logging
from array import array
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analyser import question_terms, terms
from index.passage_table import Mask

FOLDER = "keywords"
_TERMS, _ENDS = "terms.npy", "ends.npy"
_QUESTIONS_KEPT = 2
_K1 = 1.2
_B = 0.75

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it reports every index it builds


class KeywordWriter:
    """Collects the terms of a generation's passages in row order.

    They are kept as numbers beside the index, so that the next generation need not analyse an
    unchanged passage again.
    """

    def __init__(self) -> None:
        # Numbered by first sight, so that the same texts give the same files.
        self._vocabulary: dict[str, int] = {}
        self._terms = array("i")
        self._ends = array("q", [0])
        self._known: NDArray[np.int32] | None = None

    def add(self, text: str) -> None:
        """Add a passage by what is to be searched of it."""
        number = self._vocabulary.setdefault
        self._terms.extend([number(term, len(self._vocabulary)) for term in terms(text)])
        self._ends.append(len(self._terms))

    def copy(self, other: "KeywordIndex", rows: range) -> None:
        """Add neighbouring passages as another generation holds them; always the same one."""
        if self._known is None:
            self._known = np.full(len(other.vocabulary), -1, dtype=np.int32)
        found, ends = other.terms_of(rows)
        for term in dict.fromkeys(found[self._known[found] < 0].tolist()):
            name = other.vocabulary[term]
            self._known[term] = self._vocabulary.setdefault(name, len(self._vocabulary))
        begin = len(self._terms)
        self._terms.frombytes(self._known[found].tobytes())
        self._ends.extend((ends + begin).tolist())

    def write(self, folder: Path) -> None:
        """Write the keyword index into a generation's folder."""
        if not self._vocabulary:  # BM25 needs a term to divide by
            self._terms.append(self._vocabulary.setdefault("", 0))
            self._ends[1:] = array("q", [1] * (len(self._ends) - 1))
        numbers = np.frombuffer(self._terms, dtype=np.int32)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        scorer = _Scorer(method="lucene", k1=_K1, b=_B)
        terms_of_passages = SimpleNamespace(ids=(numbers, ends), vocab=self._vocabulary)
        scorer.index(terms_of_passages, create_empty_token=False, show_progress=False)
        scorer.save(folder / FOLDER, show_progress=False)
        np.save(folder / FOLDER / _TERMS, numbers)
        np.save(folder / FOLDER / _ENDS, ends)


class _Scorer(bm25s.BM25):  # type: ignore[misc]  # bm25s has no types
    """bm25s, with its scores counted in arrays: the same numbers in a tenth of the time."""

    def build_index_from_ids(
        self,
        unique_token_ids: list[int],
        corpus_token_ids: tuple[NDArray[np.int32], NDArray[np.int64]],
        **_: bool,
    ) -> dict[str, Any]:
        """The matrix of scores, a column a term.

        Args:
            unique_token_ids: The numbers of all terms.
            corpus_token_ids: The terms of all passages, one after another; and where those of
                each passage end, after a 0.
        """
        numbers, ends = corpus_token_ids
        lengths = np.diff(ends)
        passages = np.repeat(np.arange(len(lengths)), lengths)
        # One number for a term in a passage; sorted, they are the matrix by columns.
        places, counts = np.unique(
            numbers.astype(np.int64) * len(lengths) + passages, return_counts=True
        )
        term, passage = np.divmod(places, len(lengths))
        frequency = np.bincount(term, minlength=len(unique_token_ids))
        idf = np.log1p((len(lengths) - frequency + 0.5) / (frequency + 0.5))
        norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
        self.nonoccurrence_array = None
        return {
            "data": (idf[term] * counts / (counts + norm[passage])).astype(np.float32),
            "indices": passage.astype(np.int32),
            "indptr": np.concatenate([[0], np.cumsum(frequency)]),
            "num_docs": len(lengths),
        }


class KeywordIndex:
    """The keyword index of one generation; row numbers are those of the passage table."""

    def __init__(
        self, scorer: bm25s.BM25, numbers: NDArray[np.int32], ends: NDArray[np.int64]
    ) -> None:
        self._scorer = scorer
        self._numbers = numbers
        self._ends = ends
        # A question is asked for its best rows, then for the scores of others.
        self._all_scores = lru_cache(maxsize=_QUESTIONS_KEPT)(self._count_scores)

    @staticmethod
    def write(texts: Iterable[str], folder: Path) -> None:
        """Index texts, one a row, into a folder."""
        writer = KeywordWriter()
        for text in texts:
            writer.add(text)
        writer.write(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the files of a generation's folder."""
        return cls(
            bm25s.BM25.load(folder / FOLDER, mmap=True),
            np.load(folder / FOLDER / _TERMS, mmap_mode="r"),
            np.load(folder / FOLDER / _ENDS, mmap_mode="r"),
        )

    @cached_property
    def vocabulary(self) -> list[str]:
        """All terms, by number."""
        return list(self._scorer.vocab_dict)

    def terms_of(self, rows: range) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The terms of neighbouring passages, and where those of each passage end."""
        begin, *ends = self._ends[rows.start : rows.stop + 1].tolist()
        return np.array(self._numbers[begin : ends[-1]]), np.array(ends) - begin

    def search(self, question: str, k: int, mask: Mask | None = None) -> list[tuple[int, float]]:
        """The passages that share the question's telling words.

        Args:
            question: Any text; there is no query syntax.
            k: How many at most.
            mask: Truth value for each row; False rows are not looked at.

        Returns:
            Row and BM25 score above 0, best first; equal scores by row number. Empty if no term
            is known.

        Source: Robertson & Zaragoza 2009; the variant of Lucene (k1 = 1.2, b = 0.75).
        """
        scores = self._all_scores(question)
        if scores is None or k < 1:
            return []
        found = scores > 0 if mask is None else (scores > 0) & mask
        rows = np.flatnonzero(found)
        if len(rows) > k:
            rows = rows[scores[rows] >= np.partition(scores[rows], -k)[-k]]
        best = rows[np.lexsort((rows, -scores[rows]))][:k]
        return list(zip(best.tolist(), scores[best].tolist(), strict=True))

    def scores(self, question: str, rows: Iterable[int]) -> dict[int, float]:
        """The BM25 score of each of these rows; 0 for one that shares no word."""
        scores = self._all_scores(question)
        return {row: 0.0 if scores is None else float(scores[row]) for row in rows}

    def _count_scores(self, question: str) -> NDArray[np.float32] | None:
        """The score of every row, or None if no passage holds a word of the question."""
        known = [term for term in question_terms(question) if term in self._scorer.vocab_dict]
        scores: NDArray[np.float32] | None = self._scorer.get_scores(known) if known else None
        return scores

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """How telling each term is in this archive: its inverse document frequency, 0 or more.

        A term that no passage holds gets the weight of one that a single passage holds.
        """
        total = self._scorer.scores["num_docs"]
        counts = {word: self._passages_with(word) for word in words}
        return {
            word: float(np.log1p((total - count + 0.5) / (count + 0.5)))
            for word, count in counts.items()
        }

    def _passages_with(self, term: str) -> int:
        number = self._scorer.vocab_dict.get(term)
        if number is None:
            return 1
        starts = self._scorer.scores["indptr"]
        return int(starts[number + 1] - starts[number])
