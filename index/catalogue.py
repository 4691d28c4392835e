"""The catalogue: one SQLite file that holds every article ever indexed, and is the truth.

Texts are stored under their hash and revisions are never changed or deleted, so a quote saved
years ago can be looked up. Everything else in an index can be made again from here.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Self

from corpus import LedgerEntry, Outcome
from index.article_row import Print
from index.database import Database
from index.errors import BuildIndexError
from index.revisions import REVISION_TABLES, Revisions
from index.vector_cache import VECTOR_TABLE
from index.withdrawals import Withdrawals

FILE_NAME = "catalogue.sqlite"
_FORMAT = 2
_SCHEMA = f"""{REVISION_TABLES}CREATE TABLE generation (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL,
    folder TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL
);
CREATE TABLE member (
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    revision_id INTEGER NOT NULL REFERENCES revision (id),
    PRIMARY KEY (generation_id, revision_id)
) WITHOUT ROWID;
CREATE TABLE ledger (
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source TEXT NOT NULL, outcome TEXT NOT NULL, article_id TEXT, reason TEXT NOT NULL,
    PRIMARY KEY (generation_id, position)
) WITHOUT ROWID;
{VECTOR_TABLE}"""


class Generation(NamedTuple):
    """A finished generation, as the catalogue records it."""

    id: int
    created: str
    folder: str
    manifest_sha256: str


class Catalogue:
    """Reads and writes the catalogue of one index. Safe to share between threads for reading.

    Attributes:
        database: Its file.
        revisions: The articles in it.
        withdrawals: Those of them that are left out.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.revisions = Revisions(database)
        self.withdrawals = Withdrawals(database)

    @classmethod
    def create_or_open(cls, folder: Path) -> Self:
        """Open for a build, making the file if there is none.

        Raises:
            BuildIndexError: The file is of another program.
            RebuildIndexError: The file is of another version.
            RestoreIndexError: The file is damaged, or cannot be written.
        """
        return cls(Database.create_or_open(folder / FILE_NAME, _SCHEMA, _FORMAT))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open for reading only.

        Raises:
            BuildIndexError: There is no index in the folder.
            RebuildIndexError: The file is of another version.
            RestoreIndexError: The file is damaged, or cannot be read.
        """
        path = folder / FILE_NAME
        if not path.is_file():
            what = "is not a newsquote index" if folder.is_dir() else "does not exist"
            raise BuildIndexError(
                f"{folder} {what}. Build one: newsquote build ARTICLES --into {folder}"
            )
        return cls(Database.open(path, _FORMAT))

    def close(self) -> None:
        """Close the file; the object is of no use after."""
        self.database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside take effect together at the end, or none does."""
        return self.database.transaction()

    def current(self) -> Generation | None:
        """The generation to serve: the last one that was finished. None before the first."""
        row = self.database.one("SELECT * FROM generation ORDER BY id DESC LIMIT 1", ())
        return Generation(*row) if row else None

    def generations(self) -> list[Generation]:
        """All generations that are kept, oldest first."""
        return [
            Generation(*row)
            for row in self.database.all("SELECT * FROM generation ORDER BY id", ())
        ]

    def members(self, generation_id: int) -> list[int]:
        """Revision numbers in a generation, ascending."""
        rows = self.database.all(
            "SELECT revision_id FROM member WHERE generation_id = ? ORDER BY 1", (generation_id,)
        )
        return [int(row[0]) for row in rows]

    def members_by_article(self, generation_id: int) -> dict[str, int]:
        """Revision numbers in a generation by article id, in ascending order."""
        return dict(
            self.database.all(
                "SELECT article_id, revision_id FROM member"
                " JOIN revision ON revision.id = revision_id WHERE generation_id = ? ORDER BY 2",
                (generation_id,),
            )
        )

    def ledger(self, generation_id: int) -> list[LedgerEntry]:
        """What became of every input of the build that made a generation, in reading order."""
        rows = self.database.all(
            "SELECT source, outcome, article_id, reason FROM ledger"
            " WHERE generation_id = ? ORDER BY position",
            (generation_id,),
        )
        return [
            LedgerEntry(source=s, outcome=Outcome(o), article_id=a, reason=r) for s, o, a, r in rows
        ]

    def switch_to(
        self,
        generation: Generation,
        members: Iterable[int],
        ledger: Iterable[LedgerEntry],
        prints: Mapping[Print, tuple[str, int]],
    ) -> None:
        """Make a finished generation the one that is served: one atomic step.

        Args:
            generation: The generation.
            members: Its revisions.
            ledger: What became of every input.
            prints: What tells the articles that inputs brought; one that was withdrawn while the
                generation was written, under another id, is withdrawn under this one too.
        """
        with self.transaction():
            self.withdrawals.spread_to(prints)
            self.withdrawals.forget_returned()
            self.database.execute("INSERT INTO generation VALUES (?,?,?,?)", generation)
            self.database.execute_many(
                "INSERT INTO member VALUES (?, ?)", ((generation.id, m) for m in members)
            )
            self.database.execute_many(
                "INSERT INTO ledger VALUES (?,?,?,?,?,?)",
                (
                    (generation.id, position, e.source, e.outcome.value, e.article_id, e.reason)
                    for position, e in enumerate(ledger)
                ),
            )

    def forget_generation(self, generation_id: int) -> None:
        """Drop the record of a generation that is no longer kept; its articles stay."""
        with self.transaction():
            self.database.execute("DELETE FROM generation WHERE id = ?", (generation_id,))
