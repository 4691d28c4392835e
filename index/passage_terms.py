"""The search terms of a generation's passages as numbers, in row order.

Kept beside the index, so that the next generation need not analyse an unchanged passage again.
"""

from array import array
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.analyser import terms

_TERMS, _ENDS = "terms.npy", "ends.npy"


class PassageTermsWriter:
    """Collects the terms of passages in row order.

    Attributes:
        vocabulary: The number of each term, by first sight, so that the same texts give the
            same files.
    """

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self._terms = array("i")
        self._ends = array("q", [0])
        self._known: NDArray[np.int32] | None = None

    def add(self, text: str) -> None:
        """Add a passage by what is to be searched of it."""
        number = self.vocabulary.setdefault
        self._terms.extend([number(term, len(self.vocabulary)) for term in terms(text)])
        self._ends.append(len(self._terms))

    def copy(self, other: "PassageTerms", rows: range) -> None:
        """Add neighbouring passages as another generation holds them; always the same one."""
        if self._known is None:
            self._known = np.full(len(other.vocabulary), -1, dtype=np.int32)
        found, ends = other.of(rows)
        for term in dict.fromkeys(found[self._known[found] < 0].tolist()):
            name = other.vocabulary[term]
            self._known[term] = self.vocabulary.setdefault(name, len(self.vocabulary))
        begin = len(self._terms)
        self._terms.frombytes(self._known[found].tobytes())
        self._ends.extend((ends + begin).tolist())

    def add_same_term(self, term: str) -> None:
        """Give every passage one and the same term, in place of what it had."""
        number = self.vocabulary.setdefault(term, len(self.vocabulary))
        passages = len(self._ends) - 1
        self._terms = array("i", [number]) * passages
        self._ends = array("q", range(passages + 1))

    def collected(self) -> "PassageTerms":
        """What was added; add no more while it is in use."""
        return PassageTerms(
            np.frombuffer(self._terms, dtype=np.int32) if self._terms else np.empty(0, np.int32),
            np.frombuffer(self._ends, dtype=np.int64),
            list(self.vocabulary),
        )


class PassageTerms:
    """The terms of passages.

    Args:
        numbers: The terms of all passages, one after another.
        ends: Where those of each passage end, after a 0.
        vocabulary: All terms, by number.
    """

    def __init__(
        self, numbers: NDArray[np.int32], ends: NDArray[np.int64], vocabulary: list[str]
    ) -> None:
        self.numbers = numbers
        self.ends = ends
        self.vocabulary = vocabulary

    @classmethod
    def open(cls, folder: Path, vocabulary: list[str]) -> Self:
        """Map the files of a folder."""
        return cls(
            np.load(folder / _TERMS, mmap_mode="r"),
            np.load(folder / _ENDS, mmap_mode="r"),
            vocabulary,
        )

    def write(self, folder: Path) -> None:
        """Write the files, all but the vocabulary, into a folder."""
        np.save(folder / _TERMS, self.numbers)
        np.save(folder / _ENDS, self.ends)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.ends) - 1

    def of(self, rows: range) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The terms of neighbouring passages, and where those of each passage end."""
        begin, *ends = self.ends[rows.start : rows.stop + 1].tolist()
        return np.array(self.numbers[begin : ends[-1]]), np.array(ends) - begin
