"""Dense search: passage vectors in FAISS, compared exactly as long as that is fast enough.

Vectors are unit length, so the inner product is the cosine. They are stored at half precision, as
the embedding cache holds them. Of a large archive a second, small index names the rows that may be
near (cells of like vectors, one bit a dimension); these are then compared exactly.
`benchmarks/vectors.py` measures both.

Source: Gao & Long, "RaBitQ", SIGMOD 2024, as FAISS implements it.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from index.cores import usable_cores
from index.embedder import Vectors
from index.passage_table import Mask

FILE = "vectors.faiss"
NEAR_FILE = "near.faiss"

EXACT_UP_TO = 250_000
"""Rows that are compared one by one; a question waits 10 to 20 ms for so many."""

_ROWS_A_CELL = 600  # on average; with `_CELLS_READ`, what recall and time came from
_CELLS_READ = 128
_SEEN_A_CELL = 40  # vectors that a cell's centre is learned from
_CANDIDATES, _CANDIDATES_A_HIT = 400, 2
_AT_ONCE = 100_000  # rows decoded at a time


class VectorWriter:
    """Collects the vectors of a generation in row order.

    Args:
        dimension: Length of a vector.
        exact_up_to: Rows from which the second index is made.
        rows_a_cell: Rows in one of its cells, on average.
    """

    def __init__(
        self,
        dimension: int,
        exact_up_to: int = EXACT_UP_TO,
        rows_a_cell: int = _ROWS_A_CELL,
    ) -> None:
        self._exact_up_to = exact_up_to
        self._rows_a_cell = rows_a_cell
        self._index = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )

    def add(self, vectors: Vectors) -> None:
        """Add vectors, shape ``(passages, dimension)``."""
        self._index.add(vectors)

    def write(self, folder: Path) -> None:
        """Write the vectors into a generation's folder."""
        faiss.write_index(self._index, str(folder / FILE))
        if self._index.ntotal > self._exact_up_to:
            faiss.write_index(self._near(), str(folder / NEAR_FILE))

    def _near(self) -> faiss.Index:
        """The second index. Its centres are learned from rows drawn evenly, so always the same."""
        rows, dimension = self._index.ntotal, self._index.d
        cells = max(1, rows // self._rows_a_cell)
        near = faiss.index_factory(dimension, f"IVF{cells},RaBitQ", faiss.METRIC_INNER_PRODUCT)
        seen = np.linspace(0, rows - 1, min(rows, cells * _SEEN_A_CELL)).astype(np.int64)
        faiss.omp_set_num_threads(usable_cores())
        near.train(self._index.reconstruct_batch(seen))
        for start in range(0, rows, _AT_ONCE):
            near.add(self._index.reconstruct_n(start, min(_AT_ONCE, rows - start)))
        return near


class VectorIndex:
    """The vectors of one generation; row numbers are those of the passage table.

    Args:
        exact: All vectors.
        file: The file that they lie in; they end it.
        near: The second index, if there is one.
        exact_up_to: Rows that are compared one by one all the same, where a filter leaves so few.
    """

    def __init__(
        self,
        exact: faiss.Index,
        file: BinaryIO,
        near: faiss.Index | None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self._exact = exact
        self._file = file
        self._near = near
        self._exact_up_to = exact_up_to

    @classmethod
    def open(cls, folder: Path, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Map the files of a generation's folder."""
        has_near = (folder / NEAR_FILE).exists()
        return cls(
            faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC),
            (folder / FILE).open("rb"),
            faiss.read_index(str(folder / NEAR_FILE), faiss.IO_FLAG_MMAP_IFC) if has_near else None,
            exact_up_to,
        )

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._exact.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._exact.d)

    def rows(self, rows: range) -> Vectors:
        """The vectors of neighbouring rows."""
        vectors: Vectors = self._exact.reconstruct_n(rows.start, len(rows))
        return vectors

    def cosines(self, query: NDArray[np.float32], rows: Iterable[int]) -> dict[int, float]:
        """The cosine of each of these rows to a unit vector, shape ``(dimension,)``."""
        chosen = np.array(sorted(rows), dtype=np.int64)
        if not len(chosen):
            return {}
        scores = self._single_rows(chosen.tolist()) @ query
        return dict(zip(chosen.tolist(), scores.tolist(), strict=True))

    def _single_rows(self, rows: list[int]) -> Vectors:
        """A few rows here and there, shape ``(len(rows), dimension)``.

        They are read, not mapped: a system maps what lies around each as well, and a process that
        asks a large archive would soon hold all of it.
        """
        if not hasattr(os, "pread"):  # Windows
            vectors: Vectors = self._exact.reconstruct_batch(np.array(rows, dtype=np.int64))
            return vectors
        width = 2 * self.dimension
        begin = os.fstat(self._file.fileno()).st_size - width * len(self)
        read = (os.pread(self._file.fileno(), width, begin + width * row) for row in rows)
        half = np.frombuffer(b"".join(read), dtype="<f2")
        return half.astype(np.float32).reshape(len(rows), self.dimension)

    def search(
        self, query: NDArray[np.float32], k: int, mask: Mask | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages.

        Args:
            query: Unit vector, shape ``(dimension,)``.
            k: How many at most.
            mask: Truth value for each row; False rows are not looked at.

        Returns:
            Row and cosine in [-1, 1], best first; equal cosines by row number. All of the nearest
            where rows are compared one by one; nearly all where the second index names them.
        """
        allowed = len(self) if mask is None else int(mask.sum())
        k = min(k, allowed)
        if k == 0:
            return []
        selector = None
        if mask is not None:
            bits = np.packbits(mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        if self._near is None or allowed <= self._exact_up_to:
            found = self._compare_all(query, k, selector)
        else:
            found = self.cosines(query, self._candidates(query, k, selector))
        if len(found) < k:  # the cells near the question hold too little that the filter allows
            found = self._compare_all(query, k, selector)
        return sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))[:k]

    def _compare_all(
        self, query: NDArray[np.float32], k: int, selector: faiss.IDSelector | None
    ) -> dict[int, float]:
        """The nearest of all rows that the selector allows."""
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # set at run time
        scores, rows = self._exact.search(query[None, :], k, params=parameters)
        return {int(r): float(s) for r, s in zip(rows[0], scores[0], strict=True) if r >= 0}

    def _candidates(
        self, query: NDArray[np.float32], k: int, selector: faiss.IDSelector | None
    ) -> list[int]:
        """Rows that may be among the nearest."""
        if self._near is None:
            raise AssertionError("only asked where there is a second index")
        parameters = faiss.SearchParametersIVF(nprobe=_CELLS_READ, sel=selector)  # type: ignore[call-arg]
        count = max(_CANDIDATES, k * _CANDIDATES_A_HIT)
        _, rows = self._near.search(query[None, :], count, params=parameters)
        return [int(row) for row in rows[0] if row >= 0]
