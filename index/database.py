"""A SQLite file that is ours: opened, told from others, written in transactions, errors explained.

Knows nothing of what its tables mean.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from index.errors import BuildIndexError, RebuildIndexError, RestoreIndexError, WaitForBuildError

REPAIR = "Run `newsquote build --repair` on this index; with its articles, nothing is lost."
RESTORE = "Restore a copy of the index, or delete its folder and build again."

_APPLICATION_ID = 0x4E51_7465  # "NQte": tells our file from any other SQLite file


class Database:
    """An open SQLite file. Safe to share between threads for reading."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        # A flipped bit may leave no UTF-8; the text must come back all the same, to be found out.
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        self._connection = connection
        self.path = path

    @classmethod
    def create_or_open(cls, path: Path, schema: str, version: int) -> Self:
        """Open for writing, making the file if there is none.

        Args:
            path: The file.
            schema: Statements that make its tables.
            version: Of the schema.

        Raises:
            BuildIndexError: The file is of another program.
            RebuildIndexError: The file is of another version.
            RestoreIndexError: The file is damaged, or cannot be written.
        """
        with _explained(path):
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                if _is_blank(connection):
                    connection.executescript(
                        f"BEGIN; PRAGMA application_id = {_APPLICATION_ID};"
                        f" PRAGMA user_version = {version}; {schema} COMMIT;"
                    )
                _check_format(connection, path, version)
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    @classmethod
    def open(cls, path: Path, version: int) -> Self:
        """Open for reading only.

        Raises:
            RebuildIndexError: The file is of another version.
            RestoreIndexError: The file is damaged, or cannot be read.
        """
        # SQLite wants to write beside a file that may change; where it cannot, none can change it.
        mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
        with _explained(path):
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?{mode}", uri=True, check_same_thread=False
            )
            try:
                _check_format(connection, path, version)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; the object is of no use after."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside take effect together at the end, or none does."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back when a disk is full
                self._connection.execute("ROLLBACK")
            raise

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.all(query, values)
        return rows[0] if rows else None

    def all(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows."""
        with _explained(self.path):
            return self._connection.execute(query, values).fetchall()

    def each(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """All rows, one after the other."""
        with _explained(self.path):
            rows = self._connection.execute(query, values)
            try:
                yield from rows
            finally:
                rows.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with _explained(self.path):
            return self._connection.execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for every row of values."""
        with _explained(self.path):
            self._connection.executemany(statement, rows)

    def problems(self) -> list[str]:
        """What SQLite finds wrong with its file; empty if all is well."""
        try:
            found = [str(row[0]) for row in self.all("PRAGMA integrity_check") if row[0] != "ok"]
            missing = self.all("PRAGMA foreign_key_check")
        except RestoreIndexError as error:
            return [str(error)]
        return found + [
            f"row {row} of {table} refers to a {parent} that is not there"
            for table, row, parent, _ in missing
        ]

    def wait_for_others(self, seconds: float) -> None:
        """How long a write waits at most while another process writes."""
        self.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def fold_log(self) -> bool:
        """Move what the write-ahead log holds into the file; False while a reader hinders it."""
        row = self.one("PRAGMA wal_checkpoint(TRUNCATE)")
        return row is not None and row[0] == 0


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into what the user can do about it."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # ours to mend, not the user's
    except UnicodeDecodeError as error:  # of a table's or a column's name
        raise RestoreIndexError(f"{path} is damaged ({error.reason}). {RESTORE}") from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise RestoreIndexError(f"{path} is damaged ({error}). {RESTORE}") from error
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise WaitForBuildError(
                f"Another process is writing to {path}. Wait until it is done, then try again."
            ) from error
        raise RestoreIndexError(
            f"{path} cannot be used ({error}). Check its permissions and the space on its disk."
        ) from error


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file was made just now, or by a build that was killed before it had tables."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return not tables and application == 0


def _check_format(connection: sqlite3.Connection, path: Path, version: int) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION_ID:
        raise BuildIndexError(f"{path} is not newsquote's. Choose another folder for the index.")
    if found != version:
        raise RebuildIndexError(
            f"{path} has format {found}, this newsquote reads {version}. Build again into a new"
            " folder."
        )
