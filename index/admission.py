"""Decide what becomes of each input: the ledger of a build, and the revisions it will hold.

Knows nothing of passages or vectors.
"""

import re
import time
from collections.abc import Callable, Iterable

from corpus import Article, LedgerEntry, Outcome, Record, Rejected
from index.article_row import Facts, Print
from index.catalogue import Catalogue, Generation
from index.readings import Readings
from index.withdrawals import Withdrawal

_COMMIT_EVERY = 500
_COMMIT_SECONDS = 1.0  # so long at most waits who withdraws an article meanwhile
_PLACE_IN_FILE = re.compile(r"[:#]\d+$")


class Admission:
    """Takes inputs in order; then `members` and `ledger` describe the next generation.

    An article is a duplicate if one that was read before it in this build, or one that stays
    from the generation before, is the same print (see `corpus.Article.same_print`). What was
    withdrawn is skipped, also where it comes under another id.

    Args:
        catalogue: Where new revisions are stored; a killed build leaves them for the next one.
        readings: What is known of inputs that were read before.
        generation: The one to build upon, or None.
        prune: Whether articles of that generation go that no input brings again. Those of a
            file that could not be read whole stay all the same: they may still be in it.
        repair: Whether articles of that generation go that are no longer as they were stored.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        readings: Readings,
        generation: Generation | None,
        *,
        prune: bool = False,
        repair: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._readings = readings
        self._prune = prune
        self._withdrawn = {w.article_id: w for w in catalogue.withdrawals.all()}
        self._withdrawn_prints = catalogue.withdrawals.prints() if self._withdrawn else {}
        self._returning = catalogue.withdrawals.returning()
        members = catalogue.members_by_article(generation.id) if generation else {}
        self._before = {
            name: revision for name, revision in members.items() if name not in self._withdrawn
        }
        self._damaged = [
            article_id
            for article_id, revision_id in self._before.items()
            if repair and not catalogue.revisions.is_whole(revision_id)
        ]
        self._members: dict[str, int] = {}
        self._sources: dict[str, str] = {}
        self._prints: dict[Print, str] = {}
        self._positions: dict[str, int] = {}
        self._failed_files: set[str] = set()
        self.ledger: list[LedgerEntry] = []

    @property
    def members(self) -> list[int]:
        """Revision numbers of the next generation, ascending."""
        return sorted(self._members.values())

    @property
    def prints(self) -> dict[Print, tuple[str, int]]:
        """What tells the articles of the next generation that inputs brought, with revisions."""
        return {
            print_: (name, self._members[name])
            for print_, name in self._prints.items()
            if name in self._members
        }

    def take_all(
        self, inputs: Iterable[Article | Rejected | Record], report: Callable[[int], None]
    ) -> None:
        """Take every input, committing as it goes, and settle what stays.

        Args:
            inputs: Articles and rejections; or records, read only if they are not known.
            report: Called with the number of inputs so far.
        """
        source = iter(inputs)
        exhausted = False
        while not exhausted:
            with self._catalogue.transaction():
                until = time.monotonic() + _COMMIT_SECONDS
                for _ in range(_COMMIT_EVERY):
                    item = next(source, None)
                    if item is None:
                        exhausted = True
                        break
                    self.ledger.append(self._take(item))
                    if time.monotonic() > until:
                        break
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

    def _take(self, item: Article | Rejected | Record) -> LedgerEntry:
        match item:
            case Record():
                return self._take_record(item)
            case Rejected():
                if item.outcome is Outcome.FAILED:
                    self._failed_files.add(_file_of(item.source))
                return LedgerEntry(source=item.source, outcome=item.outcome, reason=item.reason)
            case Article():
                return self._take_article(item)

    def _take_record(self, record: Record) -> LedgerEntry:
        known = self._readings.revision(record.key)
        if known is not None:
            return self._take_again(known, record.source)
        item = record.read()
        entry = self._take(item)
        # What an article was given without a note is the same on every later day; and only what
        # was admitted has a revision to point to.
        if isinstance(item, Article) and not item.notes and entry.outcome in _ADMITTED:
            self._readings.note(record.key, self._members[item.id])
        return entry

    def _take_again(self, revision_id: int, source: str) -> LedgerEntry:
        facts = self._catalogue.revisions.facts(revision_id)._replace(source=source)
        refused = self._refuse(facts)
        if refused:
            return refused
        self._catalogue.revisions.found_again(revision_id, source)
        return self._admit(facts, revision_id)

    def _take_article(self, article: Article) -> LedgerEntry:
        facts = Facts.of(article)
        refused = self._refuse(facts)
        return refused or self._admit(facts, self._catalogue.revisions.add(article), article.notes)

    def _refuse(self, found: Facts) -> LedgerEntry | None:
        """Why an article cannot be admitted; None if it can."""
        withdrawn = self._withdrawn.get(self._withdrawn_prints.get(found.print, found.article_id))
        if withdrawn is not None:
            return _left_out(found.source, withdrawn)
        twin = self._prints.get(found.print)
        if twin is not None:
            self._sources.setdefault(found.article_id, found.source)
            return _duplicate(found.source, twin, self._sources[twin])
        earlier = self._sources.get(found.article_id)
        if earlier is None:
            return None
        reason = (
            f"the id {found.article_id!r} already belongs to another text ({earlier}); give each"
            " article its own id or url"
        )
        return LedgerEntry(source=found.source, outcome=Outcome.FAILED, reason=reason)

    def _admit(self, found: Facts, revision_id: int, notes: tuple[str, ...] = ()) -> LedgerEntry:
        self._members[found.article_id] = revision_id
        self._sources[found.article_id] = found.source
        self._prints[found.print] = found.article_id
        self._positions[found.article_id] = len(self.ledger)
        unchanged = self._before.get(found.article_id) == revision_id
        return LedgerEntry(
            source=found.source,
            outcome=Outcome.UNCHANGED if unchanged else Outcome.INDEXED,
            article_id=found.article_id,
            reason="; ".join(notes),
        )

    def _keep_absent(self) -> None:
        """Keep articles that no input brought; a new twin of one is its duplicate."""
        for article_id, revision_id in (self._returning | self._before).items():
            if article_id in self._sources:
                continue
            facts = self._catalogue.revisions.facts(revision_id)
            if self._prune and not self._may_still_be_there(facts.source):
                continue
            self._members[article_id] = revision_id
            twin = self._prints.get(facts.print)
            if twin is not None and twin not in self._before:
                del self._members[twin]
                position = self._positions[twin]
                source = self.ledger[position].source
                self.ledger[position] = _duplicate(source, article_id, "an earlier build")

    def _may_still_be_there(self, source: str) -> bool:
        file = _file_of(source)
        return any(file == failed or file.startswith(f"{failed}/") for failed in self._failed_files)


_ADMITTED = (Outcome.INDEXED, Outcome.UNCHANGED)


def _duplicate(source: str, twin: str, where: str) -> LedgerEntry:
    return LedgerEntry(
        source=source,
        outcome=Outcome.DUPLICATE,
        article_id=twin,
        reason=f"same as {twin} ({where})",
    )


def _left_out(source: str, withdrawn: Withdrawal) -> LedgerEntry:
    return LedgerEntry(
        source=source,
        outcome=Outcome.SKIPPED,
        article_id=withdrawn.article_id,
        reason=f"{withdrawn.told}; take it back with `newsquote restore`",
    )


def _file_of(source: str) -> str:
    return _PLACE_IN_FILE.sub("", source)
