"""Which articles were withdrawn from an index, when and why: a small table of the catalogue.

Knows nothing of generations or searches. A withdrawal that was taken back stays in the table until
a build has brought the article back.
"""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from index.article_row import Facts, Print
from index.clock import utc_now
from index.database import Database

_TABLE = """
CREATE TABLE IF NOT EXISTS withdrawal (
    article_id TEXT PRIMARY KEY,
    since TEXT NOT NULL, note TEXT NOT NULL,
    revision_id INTEGER REFERENCES revision (id) ON DELETE SET NULL,
    is_over INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""
_EXISTS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'withdrawal'"


class Withdrawal(BaseModel):
    """An article that is left out of all answers until it is taken back.

    Attributes:
        article_id: The article.
        title: Its headline when it was withdrawn; empty if a repair removed that text since.
        since: When, ISO 8601, UTC.
        note: Why, as whoever withdrew it wrote; may be empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    title: str
    since: str
    note: str

    @property
    def told(self) -> str:
        """When and why, for people: "withdrawn on 2025-03-31: wrong person named"."""
        return f"withdrawn on {self.since[:10]}" + (f": {self.note}" if self.note else "")


class Withdrawals:
    """Reads and writes the table. Safe to share between threads for reading.

    Args:
        database: The catalogue's file. One that never had a withdrawal lacks the table.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: tuple[object, frozenset[str]] = (None, frozenset())

    def all(self) -> tuple[Withdrawal, ...]:
        """Those in force, the newest first."""
        rows = self._rows(
            "SELECT article_id, coalesce(title, ''), since, note"
            " FROM (SELECT * FROM withdrawal WHERE NOT is_over)"
            " LEFT JOIN (SELECT id, title FROM revision) ON id = revision_id"
            " ORDER BY since DESC, article_id"
        )
        return tuple(Withdrawal(article_id=a, title=t, since=s, note=n) for a, t, s, n in rows)

    def ids(self) -> frozenset[str]:
        """The articles withdrawn as of now, for one who only reads; microseconds if none changed.

        Source: SQLite, "PRAGMA data_version": another number after another connection's commit.
        """
        version = self._database.one("PRAGMA data_version")
        seen = self._seen
        if version != seen[0]:
            names = self._rows("SELECT article_id FROM withdrawal WHERE NOT is_over")
            seen = self._seen = (version, frozenset(name for (name,) in names))
        return seen[1]

    def prints(self) -> dict[Print, str]:
        """What tells the withdrawn articles, under whatever id they come, and whose it is."""
        rows = self._rows(
            "SELECT article_id, source, content_hash, title, outlet, published"
            " FROM revision JOIN withdrawal USING (article_id) WHERE NOT is_over"
        )
        return {Facts.from_row(*row).print: str(row[0]) for row in rows}

    def returning(self) -> dict[str, int]:
        """Articles that were taken back and wait for a build, with their revisions."""
        rows = self._rows(
            "SELECT article_id, revision_id FROM withdrawal"
            " WHERE is_over AND revision_id IS NOT NULL ORDER BY 1"
        )
        return {str(name): int(revision) for name, revision in rows}

    def add(self, revisions: dict[str, int], note: str) -> None:
        """Withdraw articles, given the revision of each that is indexed; in a transaction."""
        since = utc_now()
        self._database.execute(_TABLE)
        self._database.execute_many(
            "INSERT OR REPLACE INTO withdrawal VALUES (?, ?, ?, ?, 0)",
            ((name, since, note, revision) for name, revision in revisions.items()),
        )

    def spread_to(self, admitted: Mapping[Print, tuple[str, int]]) -> None:
        """Withdraw what was admitted by its print and is withdrawn under another id.

        A build refuses such articles; these were withdrawn after it had admitted them.
        """
        notes = {withdrawal.article_id: withdrawal.note for withdrawal in self.all()}
        for print_, withdrawn in self.prints().items() if notes else ():
            name, revision = admitted.get(print_, (withdrawn, 0))
            if name not in notes:
                self.add({name: revision}, notes[withdrawn])

    def take_back(self, indexed: Iterable[str], others: Iterable[str]) -> None:
        """End withdrawals: of articles still indexed, and of those that a build must bring."""
        self._database.execute_many(
            "DELETE FROM withdrawal WHERE article_id = ?", ((name,) for name in indexed)
        )
        self._database.execute_many(
            "UPDATE withdrawal SET is_over = 1 WHERE article_id = ?", ((name,) for name in others)
        )

    def forget_returned(self) -> None:
        """A build has brought back what was taken back."""
        if self._database.one(_EXISTS):
            self._database.execute("DELETE FROM withdrawal WHERE is_over")

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        return self._database.all(query) if self._database.one(_EXISTS) else []
