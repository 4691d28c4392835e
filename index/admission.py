"""Decide what becomes of each input: the ledger of a build, and the revisions it will hold.

Knows nothing of passages or vectors.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from corpus import Article, LedgerEntry, Outcome, Rejected
from index.catalogue import Catalogue

_COMMIT_EVERY = 500
_PLACE_IN_FILE = re.compile(r"[:#]\d+$")

_Print = tuple[str, str, str | None, dt.date | None]


class Admission:
    """Takes inputs in order; then `members` and `ledger` describe the next generation.

    An article is a duplicate if one that was read before it in this build, or one that stays
    from the generation before, is the same print (see `corpus.Article.same_print`).

    Args:
        catalogue: Where new revisions are stored; a killed build leaves them for the next one.
        generation_id: The generation to build upon, or None.
        prune: Whether articles of that generation go that no input brings again. Those of a
            file that could not be read whole stay all the same: they may still be in it.
        repair: Whether articles of that generation go that are no longer as they were stored.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        generation_id: int | None,
        *,
        prune: bool = False,
        repair: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._prune = prune
        self._before = catalogue.members_by_article(generation_id) if generation_id else {}
        self._damaged = [
            article_id
            for article_id, revision_id in self._before.items()
            if repair and not catalogue.is_whole(revision_id)
        ]
        self._members: dict[str, int] = {}
        self._sources: dict[str, str] = {}
        self._prints: dict[_Print, str] = {}
        self._positions: dict[str, int] = {}
        self._failed_files: set[str] = set()
        self.ledger: list[LedgerEntry] = []

    @property
    def members(self) -> list[int]:
        """Revision numbers of the next generation, ascending."""
        return sorted(self._members.values())

    def take_all(self, inputs: Iterable[Article | Rejected], report: Callable[[int], None]) -> None:
        """Take every input, committing as it goes, and settle what stays.

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
        self._give_up_damaged()
        self._keep_absent()

    def _give_up_damaged(self) -> None:
        """Drop damaged articles, unless an input brought them again."""
        for article_id in self._damaged:
            del self._before[article_id]
            if article_id not in self._sources:
                reason = "what was stored of it is damaged; build again with its file"
                self.ledger.append(
                    LedgerEntry(source=article_id, outcome=Outcome.FAILED, reason=reason)
                )

    def _take(self, item: Article | Rejected) -> LedgerEntry:
        if isinstance(item, Rejected):
            if item.outcome is Outcome.FAILED:
                self._failed_files.add(_file_of(item.source))
            return LedgerEntry(source=item.source, outcome=item.outcome, reason=item.reason)
        twin = self._prints.get(item.same_print())
        if twin is not None:
            self._sources.setdefault(item.id, item.source)
            return _duplicate(item.source, twin, self._sources[twin])
        earlier = self._sources.get(item.id)
        if earlier is not None:
            reason = (
                f"the id {item.id!r} already belongs to another text ({earlier}); give each"
                " article its own id or url"
            )
            return LedgerEntry(source=item.source, outcome=Outcome.FAILED, reason=reason)
        return self._admit(item)

    def _admit(self, article: Article) -> LedgerEntry:
        revision_id = self._catalogue.add_revision(article)
        self._members[article.id] = revision_id
        self._sources[article.id] = article.source
        self._prints[article.same_print()] = article.id
        self._positions[article.id] = len(self.ledger)
        unchanged = self._before.get(article.id) == revision_id
        return LedgerEntry(
            source=article.source,
            outcome=Outcome.UNCHANGED if unchanged else Outcome.INDEXED,
            article_id=article.id,
            reason="; ".join(article.notes),
        )

    def _keep_absent(self) -> None:
        """Keep articles that no input brought; a new twin of one is its duplicate."""
        for article_id, revision_id in self._before.items():
            if article_id in self._sources:
                continue
            article = self._catalogue.article(revision_id)
            if self._prune and not self._may_still_be_there(article):
                continue
            self._members[article_id] = revision_id
            twin = self._prints.get(article.same_print())
            if twin is not None and twin not in self._before:
                del self._members[twin]
                position = self._positions[twin]
                source = self.ledger[position].source
                self.ledger[position] = _duplicate(source, article_id, "an earlier build")

    def _may_still_be_there(self, article: Article) -> bool:
        file = _file_of(article.source)
        return any(file == failed or file.startswith(f"{failed}/") for failed in self._failed_files)


def _duplicate(source: str, twin: str, where: str) -> LedgerEntry:
    return LedgerEntry(
        source=source,
        outcome=Outcome.DUPLICATE,
        article_id=twin,
        reason=f"same as {twin} ({where})",
    )


def _file_of(source: str) -> str:
    return _PLACE_IN_FILE.sub("", source)
