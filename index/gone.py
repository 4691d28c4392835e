"""What of a generation was withdrawn after it was written, so that a search leaves it out.

Works above the stores, which know nothing of it: they are asked for a few rows more.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from index.errors import ChooseFilterError
from index.passage_table import Mask, PassageTable
from index.store import Scored
from index.withdrawals import Withdrawals


class Gone(NamedTuple):
    """The withdrawn articles of one generation at one moment.

    Attributes:
        ids: All articles that are withdrawn, whether in this generation or not.
        articles: The numbers of those in this generation.
        rows: The rows of their passages.
    """

    ids: frozenset[str]
    articles: tuple[int, ...]
    rows: frozenset[int]

    def left(self, scored: Scored, most: int) -> Scored:
        """What is left of a ranking that was asked for ``most`` rows and `rows` more."""
        if not self.rows:
            return scored
        return [pair for pair in scored if pair[0] not in self.rows][:most]

    def left_of(self, passing: Mask) -> Mask:
        """A choice of articles without the withdrawn ones."""
        if self.articles:
            passing[list(self.articles)] = False
        return passing

    def refuse(self, article_ids: Collection[str]) -> None:
        """Refuse to search in an article that was withdrawn.

        Raises:
            ChooseFilterError: One of these was.
        """
        for name in article_ids:
            if name in self.ids:
                raise ChooseFilterError(
                    f"Article {name!r} was withdrawn from this archive. Choose another."
                )


class GoneWatch:
    """Notices withdrawals as soon as they are committed, by whatever process.

    Args:
        table: The generation's passages.
        withdrawals: Those of its catalogue.
    """

    def __init__(self, table: PassageTable, withdrawals: Withdrawals) -> None:
        self._withdrawals = withdrawals
        self._found = lru_cache(maxsize=1)(lambda ids: _find(table, ids))

    def now(self) -> Gone:
        """What is withdrawn at this moment."""
        return self._found(self._withdrawals.ids())


def _find(table: PassageTable, ids: frozenset[str]) -> Gone:
    articles = tuple(sorted(n for id_ in ids if (n := table.number_of(id_)) is not None))
    rows = frozenset(row for number in articles for row in table.rows_of(number))
    return Gone(ids, articles, rows)
