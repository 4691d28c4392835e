"""Which articles of a generation print one story, and how a search tells each story once."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from index.passage_table import Mask, PassageTable
from index.signature import runs_of, share_in

_REPEATED_FROM = 0.3
"""Share of a passage from which a better hit's article is said to print it too. Of a copy that was
edited it is 0.35 or more, of a reporter's own paragraphs next to nothing."""


class Copies:
    """The stories of a generation, as `stories.find_stories` found them."""

    def __init__(self, table: PassageTable) -> None:
        self._table = table
        self._stories = table.stories
        self._members: dict[int, list[int]] = {}
        counts = np.bincount(self._stories, minlength=len(self._stories))
        for number in np.flatnonzero(counts[self._stories] > 1).tolist():
            self._members.setdefault(int(self._stories[number]), []).append(number)

    @property
    def counts(self) -> tuple[int, int]:
        """How many stories several articles print, and how many articles those are."""
        return len(self._members), sum(map(len, self._members.values()))

    def story(self, row: int) -> str:
        """Id of the article that stands for the story of a row; its own if it has no copy."""
        return self._id(int(self._stories[self._table.article_of(row)]))

    def also_in(self, row: int, passing: Mask) -> tuple[str, ...]:
        """Other outlets that print the story of a row, by name, upper and lower case alike.

        Args:
            row: Row of a passage.
            passing: The articles that count, one truth value each.
        """
        own = self._table.article_of(row)
        members = self._members.get(int(self._stories[own]), [])
        others = [self._outlet(other) for other in members if other != own and passing[other]]
        names = {name.casefold(): name for name in sorted(filter(None, others))}
        names.pop((self._outlet(own) or "").casefold(), None)
        return tuple(names[name] for name in sorted(names))

    def told_once(
        self,
        ranked: Iterable[tuple[int, float]],
        passage: Callable[[int], Passage],
        article: Callable[[int], Article],
    ) -> Iterator[tuple[int, float, Passage]]:
        """Leave out passages that a copy of their article, found before them, prints as well.

        Args:
            ranked: Rows and scores, best first.
            passage: Gives the passage of a row.
            article: Gives the article of a revision.

        Yields:
            Row, score and passage of what is left, in the same order.
        """
        shown: dict[int, dict[int, NDArray[np.uint64]]] = {}
        for row, score in ranked:
            found, number = passage(row), self._table.article_of(row)
            story = int(self._stories[number])
            if story in self._members:
                told = shown.setdefault(story, {})
                before = list(told)[: list(told).index(number) if number in told else None]
                said = runs_of(found.text)
                if any(share_in(said, told[n]) >= _REPEATED_FROM for n in before):
                    continue
                if number not in told:
                    (_, revision, _, _), _ = self._table.article(number)
                    told[number] = runs_of(article(revision).text)
            yield row, score, found

    def _id(self, number: int) -> str:
        return self._table.article(number)[0][0]

    def _outlet(self, number: int) -> str | None:
        return self._table.article(number)[0][3]
