"""Dense search: passage vectors in a FAISS index, compared exactly.

Vectors are unit length, so the inner product is the cosine. They are stored at half precision, as
the embedding cache holds them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.passage_table import Mask

FILE = "vectors.faiss"


class VectorWriter:
    """Collects the vectors of a generation in row order.

    Args:
        dimension: Length of a vector.
    """

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )

    def add(self, vectors: Vectors) -> None:
        """Add vectors, shape ``(passages, dimension)``."""
        self._index.add(vectors)

    def __len__(self) -> int:
        """How many vectors there are so far."""
        return int(self._index.ntotal)

    def write(self, folder: Path) -> None:
        """Write the vectors into a generation's folder."""
        faiss.write_index(self._index, str(folder / FILE))


class VectorIndex:
    """The vectors of one generation; row numbers are those of the passage table."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the file of a generation's folder."""
        return cls(faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC))

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def rows(self, rows: range) -> Vectors:
        """The vectors of neighbouring rows."""
        vectors: Vectors = self._index.reconstruct_n(rows.start, len(rows))
        return vectors

    def cosines(self, query: NDArray[np.float32], rows: Iterable[int]) -> dict[int, float]:
        """The cosine of each of these rows to a unit vector, shape ``(dimension,)``."""
        chosen = np.array(sorted(rows), dtype=np.int64)
        if not len(chosen):
            return {}
        scores = self._index.reconstruct_batch(chosen) @ query
        return dict(zip(chosen.tolist(), scores.tolist(), strict=True))

    def search(
        self, query: NDArray[np.float32], k: int, mask: Mask | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages.

        Args:
            query: Unit vector, shape ``(dimension,)``.
            k: How many at most.
            mask: Truth value for each row; False rows are not looked at.

        Returns:
            Row and cosine in [-1, 1], best first; equal cosines by row number.
        """
        k = min(k, len(self) if mask is None else int(mask.sum()))
        if k == 0:
            return []
        parameters = None
        if mask is not None:
            bits = np.packbits(mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # set at run time
        scores, rows = self._index.search(query[None, :], k, params=parameters)
        found = [(int(r), float(s)) for r, s in zip(rows[0], scores[0], strict=True) if r >= 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))
