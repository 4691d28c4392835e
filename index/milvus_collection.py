"""What lies in a generation's folder when its vectors and keywords lie in Milvus.

That is the name of its collection, and of its terms the numbers by which Milvus knows them. A
folder names its collection before there is one, so that those of killed builds are found.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from index.bm25 import inverse_frequency
from index.passage_terms import PassageTerms

FILE = "milvus.json"
TERMS_FOLDER = "terms"
_VOCABULARY, _FREQUENCY = "vocabulary.json", "frequency.npy"


class CollectionRecord(BaseModel):
    """Which collection holds the rows of a generation, and where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: str
    collection: str

    @classmethod
    def new(cls, store: str, number: int) -> Self:
        """A name that no other generation has, of this index or any other."""
        return cls(store=store, collection=f"newsquote_{secrets.token_hex(8)}_{number:06d}")

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The record in a generation's folder; None if it has none."""
        file = folder / FILE
        return cls.model_validate_json(file.read_bytes()) if file.is_file() else None

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder, and make it last."""
        with (folder / FILE).open("w", encoding="utf-8") as stream:
            stream.write(self.model_dump_json())
            stream.flush()
            os.fsync(stream.fileno())


class TermNumbers:
    """The terms of a generation's passages: their numbers, and how many passages hold them.

    Args:
        names: All terms, by number.
        frequency: How many passages hold each.
        passages: How many passages there are.
    """

    def __init__(self, names: list[str], frequency: NDArray[np.int64], passages: int) -> None:
        self.names = names
        self.frequency = frequency
        self.passages = passages

    @classmethod
    def open(cls, folder: Path, passages: int) -> Self:
        """Read the files of a generation's folder."""
        path = folder / TERMS_FOLDER
        names = json.loads((path / _VOCABULARY).read_text(encoding="utf-8"))
        return cls(names, np.load(path / _FREQUENCY, mmap_mode="r"), passages)

    @classmethod
    def count(cls, collected: PassageTerms) -> Self:
        """Count how many of these passages hold each term."""
        frequency = np.zeros(len(collected.vocabulary), dtype=np.int64)
        at_once = 50_000
        for start in range(0, len(collected), at_once):
            numbers, ends = collected.of(range(start, min(start + at_once, len(collected))))
            _, term, _ = distinct_terms(numbers, ends, len(frequency))
            frequency += np.bincount(term, minlength=len(frequency))
        return cls(collected.vocabulary, frequency, len(collected))

    def write(self, folder: Path, collected: PassageTerms) -> None:
        """Write them, with the terms of each passage, into a generation's folder."""
        path = folder / TERMS_FOLDER
        path.mkdir()
        names = json.dumps(self.names, ensure_ascii=False)
        (path / _VOCABULARY).write_text(names, encoding="utf-8")
        np.save(path / _FREQUENCY, self.frequency)
        collected.write(path)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def known(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those terms that some passage holds."""
        return [self._numbers[term] for term in terms if term in self._numbers]

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """As `Store.weights`."""
        return {
            word: float(inverse_frequency(self.passages, self._holding(word))) for word in words
        }

    def _holding(self, term: str) -> int:
        number = self._numbers.get(term)
        return 1 if number is None else int(self.frequency[number])


def distinct_terms(
    numbers: NDArray[np.int32], ends: NDArray[np.int64], vocabulary: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of a passage and a term in it once: passage, term, how often; by passage."""
    lengths = np.diff(ends, prepend=0)
    passages = np.repeat(np.arange(len(lengths)), lengths)
    pairs, counts = np.unique(passages * vocabulary + numbers, return_counts=True)
    passage, term = np.divmod(pairs, max(vocabulary, 1))
    return passage, term, counts


def key(name: str | None) -> str:
    """What Milvus knows the id of an article or the name of an outlet by: 32 hex digits.

    Names are untrusted text of any length; a digest needs no quoting in a filter expression, and
    fits. Empty for no name.
    """
    return hashlib.blake2b(name.encode(), digest_size=16).hexdigest() if name else ""
