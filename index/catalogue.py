"""The catalogue: one SQLite file that holds every article ever indexed, and is the truth.

Texts are stored under their hash and revisions are never changed or deleted, so a quote saved
years ago can be looked up. Everything else in an index can be made again from here.
"""

import datetime as dt
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np

from corpus import Article, LedgerEntry, Outcome
from index.embedder import Vectors
from index.errors import BuildIndexError, RebuildIndexError, RestoreIndexError

FILE_NAME = "catalogue.sqlite"
_APPLICATION_ID = 0x4E51_7465  # "NQte": tells our file from any other SQLite file
_FORMAT = 1
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_FORMAT};
CREATE TABLE content (hash TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    content_hash TEXT NOT NULL REFERENCES content (hash),
    url TEXT, title TEXT NOT NULL, published TEXT, updated TEXT, outlet TEXT,
    authors TEXT NOT NULL, language TEXT, section TEXT,
    source TEXT NOT NULL, notes TEXT NOT NULL,
    fields_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    UNIQUE (article_id, fields_hash)
);
CREATE TABLE generation (
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
CREATE TABLE embedding (
    fingerprint TEXT NOT NULL, passage_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (fingerprint, passage_hash)
) WITHOUT ROWID;
"""
_ARTICLE_COLUMNS = (
    "url",
    "title",
    "published",
    "updated",
    "outlet",
    "authors",
    "language",
    "section",
)


class Generation(NamedTuple):
    """A finished generation, as the catalogue records it."""

    id: int
    created: str
    folder: str
    manifest_sha256: str


class Catalogue:
    """Reads and writes the catalogue of one index. Safe to share between threads for reading."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def create_or_open(cls, folder: Path) -> Self:
        """Open for a build, making the file if there is none.

        Raises:
            BuildIndexError: The file is of another program.
            RebuildIndexError: The file is of another version.
            RestoreIndexError: The file is damaged, or cannot be written.
        """
        path = folder / FILE_NAME
        with _explained(path):
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                if _is_blank(connection):
                    connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
                _check_format(connection, path)
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

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
        # SQLite wants to write beside a file that may change; where it cannot, none can change it.
        mode = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
        with _explained(path):
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?{mode}", uri=True, check_same_thread=False
            )
            try:
                _check_format(connection, path)
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
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back when a disk is full
                self._connection.execute("ROLLBACK")
            raise

    # Articles

    def add_revision(self, article: Article) -> int:
        """Store an article as it is now; the number of the revision, old or new."""
        values = _article_values(article)
        fields_hash = hashlib.sha256(
            json.dumps([article.content_hash, *values], ensure_ascii=False).encode()
        ).hexdigest()
        found = self._one(
            "SELECT id FROM revision WHERE article_id = ? AND fields_hash = ?",
            (article.id, fields_hash),
        )
        if found:
            # Where it was read from may change without making it another revision.
            self._execute(
                "UPDATE revision SET source = ?, notes = ? WHERE id = ?",
                (article.source, json.dumps(article.notes, ensure_ascii=False), found[0]),
            )
            return int(found[0])
        self._execute(
            "INSERT OR IGNORE INTO content VALUES (?, ?)", (article.content_hash, article.text)
        )
        cursor = self._execute(
            f"INSERT INTO revision (article_id, content_hash, {', '.join(_ARTICLE_COLUMNS)},"  # noqa: S608 - our own column names
            " source, notes, fields_hash, first_seen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                article.id,
                article.content_hash,
                *values,
                article.source,
                json.dumps(article.notes, ensure_ascii=False),
                fields_hash,
                utc_now(),
            ),
        )
        if cursor.lastrowid is None:
            raise AssertionError("SQLite gives a row id to every insert")
        return cursor.lastrowid

    def article_id(self, revision_id: int) -> str:
        """Which article a revision belongs to."""
        row = self._one("SELECT article_id FROM revision WHERE id = ?", (revision_id,))
        if row is None:
            raise RestoreIndexError(f"{self.path} holds no revision {revision_id}. {_RESTORE}")
        return str(row[0])

    def article(self, revision_id: int) -> Article:
        """The article as it was in one revision."""
        row = self._one(_SELECT_ARTICLE + " WHERE revision.id = ?", (revision_id,))
        if row is None:
            raise RestoreIndexError(f"{self.path} holds no revision {revision_id}. {_RESTORE}")
        return _article_from(row)

    def text(self, article_id: str, content_hash: str) -> str | None:
        """The text of a revision of an article, of any time; None if there never was one."""
        row = self._one(
            "SELECT text FROM revision JOIN content ON content.hash = content_hash"
            " WHERE article_id = ? AND content_hash = ? LIMIT 1",
            (article_id, content_hash),
        )
        return None if row is None else str(row[0])

    def contents(self) -> Iterator[tuple[str, str]]:
        """Every stored text with the hash it is stored under."""
        with (
            _explained(self.path),
            closing(self._execute("SELECT hash, text FROM content")) as rows,
        ):
            yield from rows

    def lengths(self) -> dict[int, int]:
        """Characters of the text of every revision, by revision number."""
        return dict(
            self._all(
                "SELECT revision.id, length(text) FROM revision"
                " JOIN content ON content.hash = content_hash",
                (),
            )
        )

    # Generations

    def current(self) -> Generation | None:
        """The generation to serve: the last one that was finished. None before the first."""
        row = self._one("SELECT * FROM generation ORDER BY id DESC LIMIT 1", ())
        return Generation(*row) if row else None

    def generations(self) -> list[Generation]:
        """All generations that are kept, oldest first."""
        return [Generation(*row) for row in self._all("SELECT * FROM generation ORDER BY id", ())]

    def members(self, generation_id: int) -> list[int]:
        """Revision numbers in a generation, ascending."""
        rows = self._all(
            "SELECT revision_id FROM member WHERE generation_id = ? ORDER BY 1", (generation_id,)
        )
        return [int(row[0]) for row in rows]

    def ledger(self, generation_id: int) -> list[LedgerEntry]:
        """What became of every input of the build that made a generation, in reading order."""
        rows = self._all(
            "SELECT source, outcome, article_id, reason FROM ledger"
            " WHERE generation_id = ? ORDER BY position",
            (generation_id,),
        )
        return [
            LedgerEntry(source=s, outcome=Outcome(o), article_id=a, reason=r) for s, o, a, r in rows
        ]

    def switch_to(
        self, generation: Generation, members: Iterable[int], ledger: Iterable[LedgerEntry]
    ) -> None:
        """Make a finished generation the one that is served: one atomic step."""
        with self.transaction():
            self._execute("INSERT INTO generation VALUES (?,?,?,?)", generation)
            self._execute_many(
                "INSERT INTO member VALUES (?, ?)", ((generation.id, m) for m in members)
            )
            self._execute_many(
                "INSERT INTO ledger VALUES (?,?,?,?,?,?)",
                (
                    (generation.id, position, e.source, e.outcome.value, e.article_id, e.reason)
                    for position, e in enumerate(ledger)
                ),
            )

    def forget_generation(self, generation_id: int) -> None:
        """Drop the record of a generation that is no longer kept; its articles stay."""
        with self.transaction():
            self._execute("DELETE FROM generation WHERE id = ?", (generation_id,))

    # Embedding cache

    def cached_vectors(
        self, fingerprint: str, hashes: Sequence[bytes], dimension: int
    ) -> dict[bytes, Vectors]:
        """Vectors computed before, by passage hash; hashes not yet embedded are absent."""
        found = {}
        for start in range(0, len(hashes), 500):
            part = hashes[start : start + 500]
            query = f"{_SELECT_VECTORS} ({','.join('?' * len(part))})"
            rows = self._all(query, (fingerprint, *part))
            for passage_hash, blob in rows:
                vector = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
                if vector.shape == (dimension,):
                    found[passage_hash] = vector
        return found

    def cache_vectors(
        self, fingerprint: str, hashes: Sequence[bytes], vectors: Vectors
    ) -> dict[bytes, Vectors]:
        """Keep vectors, at half precision (cosine to the original above 0.99999).

        Returns:
            What `cached_vectors` will give from now on, so that a vector is the same on its
            first day as on every later one.
        """
        half = vectors.astype(np.float16)
        with self.transaction():
            self._execute_many(
                "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)",
                ((fingerprint, h, row.tobytes()) for h, row in zip(hashes, half, strict=True)),
            )
        return dict(zip(hashes, half.astype(np.float32), strict=True))

    # Health

    def problems(self) -> list[str]:
        """What SQLite finds wrong with its file; empty if all is well."""
        try:
            rows = self._all("PRAGMA integrity_check", ())
            rows += self._all("PRAGMA foreign_key_check", ())
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a copy of the file is whole."""
        self._execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _one(self, query: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        rows = self._all(query, values)
        return rows[0] if rows else None

    def _all(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._execute(query, values).fetchall()

    def _execute_many(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        with _explained(self.path):
            self._connection.executemany(query, rows)

    def _execute(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        with _explained(self.path):
            return self._connection.execute(query, values)


_SELECT_ARTICLE = (
    "SELECT article_id, text, url, title, published, updated, outlet, authors, language, section,"
    " source, notes FROM revision JOIN content ON content.hash = content_hash"
)
_SELECT_VECTORS = (
    "SELECT passage_hash, vector FROM embedding WHERE fingerprint = ? AND passage_hash IN"
)
_RESTORE = "Restore a copy of the index, or delete its folder and build again."


def _article_values(article: Article) -> list[str | None]:
    data = article.model_dump(mode="json", include=set(_ARTICLE_COLUMNS))
    data["authors"] = json.dumps(data["authors"], ensure_ascii=False)
    return [data[column] for column in _ARTICLE_COLUMNS]


def _article_from(row: tuple[Any, ...]) -> Article:
    (id_, text, url, title, published, updated, outlet, authors, language, section) = row[:10]
    return Article(
        id=id_,
        text=text,
        url=url,
        title=title,
        published=published,
        updated=updated,
        outlet=outlet,
        authors=tuple(json.loads(authors)),
        language=language,
        section=section,
        source=row[10],
        notes=tuple(json.loads(row[11])),
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into what the user can do about it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise RestoreIndexError(f"{path} is damaged ({error}). {_RESTORE}") from error
        raise RestoreIndexError(
            f"{path} cannot be used ({error}). Check its permissions and the space on its disk."
        ) from error


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file was made just now, or by a build that was killed before it had tables."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return not tables and application == 0


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION_ID:
        raise BuildIndexError(f"{path} is not newsquote's. Choose another folder for the index.")
    if version != _FORMAT:
        raise RebuildIndexError(
            f"{path} has format {version}, this newsquote reads {_FORMAT}. Build again into a new"
            " folder."
        )


def utc_now() -> str:
    """The time, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
