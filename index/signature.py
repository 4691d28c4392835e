"""What is kept of an article to recognise its copies: a share of its runs of words, as hashes.

Knows nothing of stories, passages or questions.

A wire story is often cut, so what matters is how much of the shorter text stands in the longer
one. Broder's second sketch (every hash divisible by a number) tells that at any two lengths;
MinHash, his first, tells resemblance, which a cut copy has little of.

Source: Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

SIGNER = "words5/blake2b/mod2/1"
"""Names this way of signing. Change it whenever the signature of some text changes."""

Signature = NDArray[np.uint32]
"""Distinct hashes, ascending."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_RUN = 5  # words
_ONE_IN = np.uint64(2)
_FEWEST_WORDS = 50

_HASHES, _ENDS = "signatures.npy", "signature_ends.npy"


def sign(text: str) -> Signature:
    """The signature of an article's text; empty if the text has fewer than 50 words.

    Case, punctuation and layout do not matter. About one hash for every two words.
    """
    hashes = runs_of(text)
    if len(hashes) < _FEWEST_WORDS - _RUN + 1:
        return np.empty(0, dtype=np.uint32)
    chosen = hashes[hashes % _ONE_IN == 0]
    return np.unique((chosen >> np.uint64(32)).astype(np.uint32))


def share_in(part: NDArray[np.uint64], whole: NDArray[np.uint64]) -> float:
    """Share of a text's runs of words that another text has too, in [0, 1].

    A text without runs says nothing of its own: its share is 1.
    """
    return float(np.isin(part, whole).mean()) if len(part) else 1.0


def runs_of(text: str) -> NDArray[np.uint64]:
    """A hash for each run of five words, in order: a sum by place, mixed as MurmurHash3 ends."""
    hashes = [_hash(word) for word in _WORD.findall(text.casefold())]
    words = np.array(hashes, dtype=np.uint64)
    count = max(0, len(words) - _RUN + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):  # arithmetic is modulo 2**64
        weight = np.uint64(pow(0x9E3779B97F4A7C15, place + 1, 2**64))
        mixed += words[place : place + count] * weight
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(33))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


class Signatures:
    """The signatures of a generation's articles, by article number; read-only."""

    def __init__(self, hashes: Signature, ends: NDArray[np.int64]) -> None:
        self.hashes = hashes
        self.ends = ends

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the files of a generation's folder."""
        return cls(np.load(folder / _HASHES, mmap_mode="r"), np.load(folder / _ENDS))

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> Signature:
        """The signature of an article."""
        return self.hashes[self.ends[number] : self.ends[number + 1]]


class SignatureWriter:
    """Collects signatures in the order of article numbers."""

    def __init__(self) -> None:
        self._signatures: list[Signature] = []

    def add(self, signature: Signature) -> None:
        """Add the next article's."""
        self._signatures.append(signature)

    def write(self, folder: Path) -> Signatures:
        """Write them into a generation's folder, and give them back."""
        ends = np.cumsum([0, *map(len, self._signatures)], dtype=np.int64)
        hashes = np.concatenate([np.empty(0, dtype=np.uint32), *self._signatures])
        np.save(folder / _HASHES, hashes)
        np.save(folder / _ENDS, ends)
        return Signatures(hashes, ends)
