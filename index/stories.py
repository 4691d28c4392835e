"""Find the articles that are copies of one another: whole, cut, or lightly changed.

Knows nothing of texts, passages or questions; sees signatures, outlets and ids. What it finds
depends on the set of articles alone, not on their order.

Thresholds were chosen by `python -m benchmarks.stories`, and by reading the pairs it shows.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.signature import Signature, Signatures

COPIED_FROM = 0.5
"""Share of the shorter article's signature, found in the longer, from which it is a copy."""

REPRINTED_FROM = 0.8
"""The same for two articles of one outlet, or of none: an outlet's pages share background,
captions and whole templates ("five things to know") without being the same story."""

AKIN_FROM = 0.25
"""What any two articles of a story share, so that a round-up of two stories joins neither to the
other."""

_FEWEST_SHARED = 16  # hashes: some 35 words; below that it may be a copyright notice
_REACH = 16  # neighbours looked at among the articles that share a hash
_STAND_FOR_ALL = 8  # members of a story that a newcomer is compared with


def find_stories(
    signatures: Signatures, ids: Sequence[str], outlets: Sequence[str | None]
) -> NDArray[np.int32]:
    """The story of each article.

    Pairs that share much are joined, the most alike first, if all of their stories' members are
    akin too: a chain of look-alikes ends where its ends no longer resemble each other.

    Args:
        signatures: One an article.
        ids: Their names, all distinct; they settle ties.
        outlets: Their outlets; None where not named.

    Returns:
        For each article the number of the one that stands for its story: the member whose id
        comes first. An article without copies stands for itself.
    """
    return _Joining(signatures, ids, outlets).stories()


def shared_part(a: Signature, b: Signature) -> float:
    """Estimated share of the shorter text that stands in the other too, in [0, 1]."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / min(len(a), len(b)) if shared >= _FEWEST_SHARED else 0.0


class _Joining:
    """Articles on their way to stories; each begins as its own."""

    def __init__(
        self, signatures: Signatures, ids: Sequence[str], outlets: Sequence[str | None]
    ) -> None:
        self._signatures = signatures
        self._ids = ids
        self._outlets = outlets
        by_id = sorted(range(len(ids)), key=ids.__getitem__)
        # Copies of one text are about as long; so they are neighbours among look-alikes.
        self._order = np.array(
            sorted(by_id, key=lambda n: int(signatures.ends[n + 1] - signatures.ends[n])),
            dtype=np.int64,
        )
        self._members = {number: [number] for number in range(len(ids))}
        self._story = list(range(len(ids)))

    def stories(self) -> NDArray[np.int32]:
        """Join what belongs together; then name each story."""
        for a, b in self._likely_pairs():
            here, there = self._story[a], self._story[b]
            if here != there and self._are_akin(here, there):
                self._join(here, there)
        found = np.arange(len(self._ids), dtype=np.int32)
        for members in self._members.values():
            found[members] = min(members, key=self._ids.__getitem__)
        return found

    def _likely_pairs(self) -> list[tuple[int, int]]:
        """Pairs that are copies, most alike first."""
        found = []
        for a, b in self._pairs_that_share():
            alike = shared_part(self._signatures[a], self._signatures[b])
            if alike >= self._needed(a, b):
                first, second = sorted((self._ids[a], self._ids[b]))
                found.append((-alike, first, second, a, b))
        return [(a, b) for *_, a, b in sorted(found)]

    def _needed(self, a: int, b: int) -> float:
        one, other = self._outlets[a], self._outlets[b]
        crosses = one and other and one.casefold() != other.casefold()
        return COPIED_FROM if crosses else REPRINTED_FROM

    def _pairs_that_share(self) -> Iterator[tuple[int, int]]:
        """Pairs with enough hashes in common to be worth comparing.

        A hash that many articles have joins each only to its next neighbours, so that the work
        grows with the articles and not with their square. Their copies are reached in steps.
        """
        lengths = np.diff(self._signatures.ends)
        place = np.empty(len(lengths), dtype=np.int64)
        place[self._order] = np.arange(len(lengths))
        places = np.repeat(place, lengths)
        sorting = np.lexsort((places, self._signatures.hashes))
        hashes, places = self._signatures.hashes[sorting], places[sorting]
        pairs = []
        for step in range(1, _REACH + 1):
            same = np.flatnonzero(hashes[step:] == hashes[:-step])
            pairs.append(places[same] * len(lengths) + places[same + step])
            if not len(same):
                break
        codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
        left, right = np.divmod(codes, max(1, len(lengths)))
        left, right = self._order[left], self._order[right]
        # The reach may hide some of what two articles share; half of it is enough to look.
        enough = counts >= np.maximum(
            _FEWEST_SHARED / 2, COPIED_FROM / 2 * np.minimum(lengths[left], lengths[right])
        )
        yield from zip(left[enough].tolist(), right[enough].tolist(), strict=True)

    def _are_akin(self, here: int, there: int) -> bool:
        return all(
            shared_part(self._signatures[a], self._signatures[b]) >= AKIN_FROM
            for a in self._members[here][:_STAND_FOR_ALL]
            for b in self._members[there][:_STAND_FOR_ALL]
        )

    def _join(self, here: int, there: int) -> None:
        if len(self._members[here]) < len(self._members[there]):
            here, there = there, here
        moved = self._members.pop(there)
        self._members[here] += moved
        for number in moved:
            self._story[number] = here
