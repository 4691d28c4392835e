"""Find the articles that are copies of one another: whole, cut, or lightly changed.

Knows nothing of texts, passages or questions; sees signatures, outlets and ids. What it finds
depends on the set of articles alone, not on their order.

Thresholds were chosen by `python -m benchmarks.stories`, and by reading the pairs it shows.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.signature import Signature, Signatures

COPIED_FROM = 0.5
"""Share of the shorter article's signature, found in the longer, from which it is a copy."""

REPRINTED_FROM = 0.8
"""The same for two articles of one outlet, or of none: an outlet's pages share background,
captions and whole templates ("five things to know") without being the same story."""

AKIN_FROM = 0.2
"""What any two articles of a story share, so that a round-up of two stories joins neither to the
other."""

_FEWEST_SHARED = 16  # hashes: some 35 words; below that it may be a copyright notice
_SORTED_AT_ONCE = 1_000_000  # hashes, so that memory stays small
_REACH = 16  # neighbours looked at among the articles that share a hash
_STAND_FOR_ALL = 8  # members of a story that a newcomer is compared with


def find_stories(
    signatures: Signatures,
    ids: Sequence[str],
    outlets: Sequence[str | None],
    *,
    copied_from: float = COPIED_FROM,
    reprinted_from: float = REPRINTED_FROM,
) -> NDArray[np.int32]:
    """The story of each article.

    Pairs that share much are joined, the most alike first, if all of their stories' members are
    akin too: a chain of look-alikes ends where its ends no longer resemble each other.

    Args:
        signatures: One an article.
        ids: Their names, all distinct; they settle ties.
        outlets: Their outlets; None where not named.
        copied_from: What makes two articles of different outlets copies.
        reprinted_from: What makes two of one outlet, or of none, copies.

    Returns:
        For each article the number of the one that stands for its story: the member whose id
        comes first. An article without copies stands for itself.
    """
    likely = []
    for a, b in _pairs_that_share(signatures, ids, min(copied_from, reprinted_from)):
        one, other = outlets[a], outlets[b]
        crosses = one and other and one.casefold() != other.casefold()
        alike = shared_part(signatures[a], signatures[b])
        if alike >= (copied_from if crosses else reprinted_from):
            likely.append((-alike, min(ids[a], ids[b]), max(ids[a], ids[b]), a, b))
    joining = _Joining(signatures)
    for *_, a, b in sorted(likely):
        joining.join(a, b)
    found = np.arange(len(ids), dtype=np.int32)
    for members in joining.members():
        found[members] = min(members, key=ids.__getitem__)
    return found


def shared_part(a: Signature, b: Signature, fewest: int = _FEWEST_SHARED) -> float:
    """Estimated share of the shorter text that stands in the other too, in [0, 1].

    It is 0 where fewer than ``fewest`` hashes are shared.
    """
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / min(len(a), len(b)) if shared >= fewest else 0.0


def _pairs_that_share(
    signatures: Signatures, ids: Sequence[str], needed: float
) -> Iterator[tuple[int, int]]:
    """Pairs with enough hashes in common to be worth comparing.

    A hash that many articles have joins each only to its next neighbours, so that the work grows
    with the articles and not with their square. Copies of one text are about as long, so they are
    neighbours; the farther ones are reached in steps.
    """
    lengths = np.diff(signatures.ends)
    order = np.array(sorted(range(len(ids)), key=lambda n: (lengths[n], ids[n])), dtype=np.int64)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order))
    codes = [np.empty(0, dtype=np.int64)]
    for hashes, places in _by_hash(signatures.hashes, np.repeat(place, lengths)):
        for step in range(1, _REACH + 1):
            same = np.flatnonzero(hashes[step:] == hashes[:-step])
            codes.append(places[same] * len(order) + places[same + step])
    code, shared = np.unique(np.concatenate(codes), return_counts=True)
    a, b = (order[half] for half in np.divmod(code, max(1, len(order))))
    # The reach may hide some of what two articles share: half of what is needed is enough to look.
    enough = shared >= np.maximum(_FEWEST_SHARED, needed * np.minimum(lengths[a], lengths[b])) / 2
    yield from zip(a[enough].tolist(), b[enough].tolist(), strict=True)


def _by_hash(
    hashes: Signature, places: NDArray[np.int32]
) -> Iterator[tuple[Signature, NDArray[np.int64]]]:
    """All hashes in ascending order with their places, some millions at a time."""
    lots = 1 + len(hashes) // _SORTED_AT_ONCE
    bounds = [2**32 * lot // lots for lot in range(lots + 1)]
    for low, high in itertools.pairwise(bounds):
        chosen = np.flatnonzero((hashes >= low) & (hashes < high))
        some, where = hashes[chosen], places[chosen].astype(np.int64)
        by_hash = np.lexsort((where, some))
        yield some[by_hash], where[by_hash]


class _Joining:
    """Articles on their way to stories; each begins as its own."""

    def __init__(self, signatures: Signatures) -> None:
        self._signatures = signatures
        self._story = list(range(len(signatures)))
        self._members = {number: [number] for number in self._story}

    def members(self) -> Iterable[list[int]]:
        """The articles of each story."""
        return self._members.values()

    def join(self, a: int, b: int) -> None:
        """Make one story of two articles' stories, if all their members are akin."""
        here, there = self._story[a], self._story[b]
        if here == there or not self._are_akin(here, there):
            return
        if len(self._members[here]) < len(self._members[there]):
            here, there = there, here
        moved = self._members.pop(there)
        self._members[here] += moved
        for number in moved:
            self._story[number] = here

    def _are_akin(self, here: int, there: int) -> bool:
        return all(
            shared_part(self._signatures[a], self._signatures[b], fewest=1) >= AKIN_FROM
            for a in self._members[here][:_STAND_FOR_ALL]
            for b in self._members[there][:_STAND_FOR_ALL]
        )
