"""Decide what becomes of each input: the ledger of a build, and the revisions it will hold.

Knows nothing of passages or vectors.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from corpus import Article, LedgerEntry, Outcome, Rejected
from index.catalogue import Catalogue

_COMMIT_EVERY = 500

_Print = tuple[str, str, str | None, dt.date | None]


class Admission:
    """Takes inputs in order; in the end `members` and `ledger` describe the next generation.

    Args:
        catalogue: Where new revisions are stored; a killed build leaves them for the next one.
        generation_id: The generation to build upon, or None.
        keep_absent: Whether articles of that generation stay that no input brings again.
    """

    def __init__(
        self, catalogue: Catalogue, generation_id: int | None, *, keep_absent: bool
    ) -> None:
        self._catalogue = catalogue
        self._before: dict[str, int] = {}
        self._prints: dict[_Print, str] = {}
        self._sources: dict[str, str] = {}
        self._members: dict[str, int] = {}
        self.ledger: list[LedgerEntry] = []
        for revision_id in catalogue.members(generation_id) if generation_id else ():
            article = catalogue.article(revision_id)
            self._before[article.id] = revision_id
            if keep_absent:
                self._members[article.id] = revision_id
                self._prints[article.same_print()] = article.id

    @property
    def members(self) -> list[int]:
        """Revision numbers of the next generation, ascending."""
        return sorted(self._members.values())

    @property
    def articles_read(self) -> int:
        """How many inputs gave an article that stays or comes."""
        return len(self._sources)

    def take_all(self, inputs: Iterable[Article | Rejected], report: Callable[[int], None]) -> None:
        """Take every input, committing as it goes.

        Args:
            inputs: Articles and rejections.
            report: Called with the number of inputs so far.
        """
        source = iter(inputs)
        exhausted = False
        while not exhausted:
            with self._catalogue.transaction():
                for _ in range(_COMMIT_EVERY):
                    item = next(source, None)
                    if item is None:
                        exhausted = True
                        break
                    self.ledger.append(self._take(item))
            report(len(self.ledger))

    def _take(self, item: Article | Rejected) -> LedgerEntry:
        if isinstance(item, Rejected):
            return LedgerEntry(source=item.source, outcome=item.outcome, reason=item.reason)
        article_print = item.same_print()
        known_as = self._prints.get(article_print)
        earlier = self._sources.get(item.id)
        if earlier is None and known_as in (None, item.id):
            self._sources[item.id] = item.source
            self._prints[article_print] = item.id
            return self._admit(item)
        if known_as is not None:
            where = self._sources.get(known_as, "an earlier build")
            return _entry(item, Outcome.DUPLICATE, f"same as {known_as} ({where})", known_as)
        return _entry(
            item,
            Outcome.FAILED,
            f"the id {item.id!r} already belongs to another text ({earlier}); give each article"
            " its own id or url",
        )

    def _admit(self, article: Article) -> LedgerEntry:
        revision_id = self._catalogue.add_revision(article)
        self._members[article.id] = revision_id
        unchanged = self._before.get(article.id) == revision_id
        outcome = Outcome.UNCHANGED if unchanged else Outcome.INDEXED
        return _entry(article, outcome, "; ".join(article.notes))


def _entry(
    article: Article, outcome: Outcome, reason: str, article_id: str | None = None
) -> LedgerEntry:
    return LedgerEntry(
        source=article.source, outcome=outcome, article_id=article_id or article.id, reason=reason
    )
