"""Keyword search: BM25 over the terms of title and passage.

bm25s keeps the finished scores of every term in a sparse matrix that is memory-mapped, so a
filter is a mask over exact scores. `benchmarks/keyword_engines.py` measures it beside tantivy.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analyser import question_terms
from index.bm25 import K1, B, inverse_frequency, term_scores
from index.passage_table import Mask
from index.passage_terms import PassageTerms, PassageTermsWriter

FOLDER = "keywords"
_QUESTIONS_KEPT = 2
_COUNTED_AT_ONCE = 1_000_000  # occurrences of terms

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it reports every index it builds


class KeywordWriter:
    """Collects the terms of a generation's passages in row order."""

    def __init__(self) -> None:
        self._terms = PassageTermsWriter()

    def add(self, text: str) -> None:
        """Add a passage by what is to be searched of it."""
        self._terms.add(text)

    def copy(self, other: "KeywordIndex", rows: range) -> None:
        """Add neighbouring passages as another generation holds them; always the same one."""
        self._terms.copy(other.terms, rows)

    def write(self, folder: Path) -> None:
        """Write the keyword index into a generation's folder."""
        if not self._terms.vocabulary:  # BM25 needs a term to divide by
            self._terms.add_same_term("")
        collected = self._terms.collected()
        scorer = _Scorer(method="lucene", k1=K1, b=B)
        ids = (collected.numbers, collected.ends)
        terms_of_passages = SimpleNamespace(ids=ids, vocab=self._terms.vocabulary)
        scorer.index(terms_of_passages, create_empty_token=False, show_progress=False)
        scorer.save(folder / FOLDER, show_progress=False)
        collected.write(folder / FOLDER)


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
        scores = np.empty(len(numbers), dtype=np.float32)  # as many as there may be
        rows = np.empty(len(numbers), dtype=np.int32)
        columns = [np.zeros(1, dtype=np.int64)]
        filled = 0
        for terms in _lots(numbers, len(unique_token_ids)):
            term, passage, counts = _occurrences(numbers, ends, terms)
            frequency = np.bincount(term, minlength=len(terms))
            rarity = inverse_frequency(len(lengths), frequency)
            lot = slice(filled, filled + len(term))
            scores[lot] = term_scores(counts, rarity[term], lengths[passage], lengths.mean())
            rows[lot] = passage
            columns.append(filled + np.cumsum(frequency))
            filled = lot.stop
        self.nonoccurrence_array = None
        return {
            "data": scores[:filled],
            "indices": rows[:filled],
            "indptr": np.concatenate(columns),
            "num_docs": len(lengths),
        }


def _lots(numbers: NDArray[np.int32], terms: int) -> Iterator[range]:
    """Neighbouring terms that occur some millions of times together, so that memory stays small."""
    occurred = np.cumsum(np.bincount(numbers, minlength=terms))
    begin = 0
    while begin < terms:
        before = occurred[begin - 1] if begin else 0
        end = int(np.searchsorted(occurred, before + _COUNTED_AT_ONCE, side="right"))
        yield range(begin, begin := max(end, begin + 1))


def _occurrences(
    numbers: NDArray[np.int32], ends: NDArray[np.int64], terms: range
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Which of some terms occur in which passages, and how often; by term, then by passage.

    Terms are counted from the first of the range.
    """
    places = np.flatnonzero((numbers >= terms.start) & (numbers < terms.stop))
    passages = np.searchsorted(ends, places, side="right") - 1
    term = numbers[places].astype(np.int64) - terms.start
    pairs, counts = np.unique(term * len(ends) + passages, return_counts=True)
    return *np.divmod(pairs, len(ends)), counts


class KeywordIndex:
    """The keyword index of one generation; row numbers are those of the passage table."""

    def __init__(self, scorer: bm25s.BM25, terms: PassageTerms) -> None:
        self._scorer = scorer
        self.terms = terms
        # A question is asked for its best rows, then for the scores of others.
        self._all_scores = lru_cache(maxsize=_QUESTIONS_KEPT)(partial(_all_scores, scorer))

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
        scorer = bm25s.BM25.load(folder / FOLDER, mmap=True)
        return cls(scorer, PassageTerms.open(folder / FOLDER, list(scorer.vocab_dict)))

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

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """How telling each term is in this archive: its inverse document frequency, 0 or more.

        A term that no passage holds gets the weight of one that a single passage holds.
        """
        total = self._scorer.scores["num_docs"]
        counts = {word: self._passages_with(word) for word in words}
        return {word: float(inverse_frequency(total, count)) for word, count in counts.items()}

    def _passages_with(self, term: str) -> int:
        number = self._scorer.vocab_dict.get(term)
        if number is None:
            return 1
        starts = self._scorer.scores["indptr"]
        return int(starts[number + 1] - starts[number])


def _all_scores(scorer: bm25s.BM25, question: str) -> NDArray[np.float32] | None:
    """The score of every row, or None if no passage holds a word of the question."""
    known = [term for term in question_terms(question) if term in scorer.vocab_dict]
    scores: NDArray[np.float32] | None = scorer.get_scores(known) if known else None
    return scores
