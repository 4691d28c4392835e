"""Keyword search: BM25 over the terms of title and passage.

bm25s keeps the finished scores of every term in a sparse matrix that is memory-mapped, so a
filter is a mask over exact scores. `benchmarks/keyword_engines.py` measures it beside tantivy.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analyser import question_terms, terms
from index.passage_table import Mask

FOLDER = "keywords"
_K1 = 1.2
_B = 0.75

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it reports every index it builds


class KeywordIndex:
    """The keyword index of one generation; row numbers are those of the passage table."""

    def __init__(self, scorer: bm25s.BM25) -> None:
        self._scorer = scorer

    @staticmethod
    def write(texts: Iterable[str], folder: Path) -> None:
        """Index texts, one a row, into a generation's folder."""
        vocabulary: dict[str, int] = {}
        # Numbered by first sight, so that the same texts give the same files.
        rows = [[vocabulary.setdefault(t, len(vocabulary)) for t in terms(text)] for text in texts]
        if not vocabulary:
            rows[0] = [vocabulary.setdefault("", 0)]  # BM25 needs a term to divide by
        scorer = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        scorer.index((rows, vocabulary), create_empty_token=False, show_progress=False)
        scorer.save(folder / FOLDER, show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the files of a generation's folder."""
        return cls(bm25s.BM25.load(folder / FOLDER, mmap=True))

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

    def _all_scores(self, question: str) -> NDArray[np.float32] | None:
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
