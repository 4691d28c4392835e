"""The catalogue: one SQLite file that holds every article ever indexed, and is the truth.

Texts are stored under their hash and revisions are never changed or deleted, so a quote saved
years ago can be looked up. Everything else in an index can be made again from here.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Self

from corpus import Article, LedgerEntry, Outcome, hash_text
from index.database import REPAIR, RESTORE, Database
from index.errors import BuildIndexError, RestoreIndexError
from index.vector_cache import VECTOR_TABLE

FILE_NAME = "catalogue.sqlite"
_FORMAT = 2
_SCHEMA = f"""
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
{VECTOR_TABLE}"""
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

    def __init__(self, database: Database) -> None:
        self.database = database
        self.path = database.path

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

    # Articles

    def add_revision(self, article: Article) -> int:
        """Store an article as it is now; the number of the revision, old or new.

        What was stored of this revision before and has been damaged since is mended.
        """
        fields_hash = _fields_hash(article)
        # Where it was read from, and what the reader noted, may change without a new revision.
        values = {
            **_article_values(article),
            "source": article.source,
            "notes": json.dumps(article.notes, ensure_ascii=False),
        }
        found = self.database.one(
            f"SELECT revision.id, text, {', '.join(values)} FROM revision"  # noqa: S608 - our own column names
            " LEFT JOIN content ON content.hash = content_hash"
            " WHERE article_id = ? AND fields_hash = ?",
            (article.id, fields_hash),
        )
        if found and found[1:] == (article.text, *values.values()):
            return int(found[0])
        self.database.execute(
            "INSERT INTO content VALUES (?, ?) ON CONFLICT (hash)"
            " DO UPDATE SET text = excluded.text WHERE text IS NOT excluded.text",
            (article.content_hash, article.text),
        )
        if found:
            values["content_hash"] = article.content_hash
            self.database.execute(
                f"UPDATE revision SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",  # noqa: S608
                (*values.values(), found[0]),
            )
            return int(found[0])
        values |= {
            "article_id": article.id,
            "content_hash": article.content_hash,
            "fields_hash": fields_hash,
            "first_seen": utc_now(),
        }
        cursor = self.database.execute(
            f"INSERT INTO revision ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
            tuple(values.values()),
        )
        if cursor.lastrowid is None:
            raise AssertionError("SQLite gives a row id to every insert")
        return cursor.lastrowid

    def article(self, revision_id: int) -> Article:
        """The article as it was in one revision.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        row = self.database.one(f"{_SELECT_ARTICLE} WHERE revision.id = ?", (revision_id,))
        if row is None:
            raise RestoreIndexError(f"{self.path} holds no revision {revision_id}. {RESTORE}")
        article = _article_from(row)
        if article is None:
            raise RestoreIndexError(f"{self.path}: article {row[0]} is damaged. {REPAIR}")
        return article

    def is_whole(self, revision_id: int) -> bool:
        """Whether a revision is there, as a build stored it."""
        row = self.database.one(f"{_SELECT_ARTICLE} WHERE revision.id = ?", (revision_id,))
        return row is not None and _article_from(row) is not None

    def text(self, article_id: str, content_hash: str) -> str | None:
        """The text of a revision of an article, of any time; None if there never was one.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        row = self.database.one(
            "SELECT text FROM revision JOIN content ON content.hash = content_hash"
            " WHERE article_id = ? AND content_hash = ? LIMIT 1",
            (article_id, content_hash),
        )
        if row is not None and _hash_of(row[0]) != content_hash:
            raise RestoreIndexError(f"{self.path}: article {article_id} is damaged. {REPAIR}")
        return None if row is None else str(row[0])

    def earlier(self, article_id: str, revision_id: int) -> list[Article]:
        """An article as it was before a revision, oldest first; texts that did not change once.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        rows = self.database.all(
            "SELECT min(id) FROM revision WHERE article_id = ? AND id < ? AND content_hash != "
            "(SELECT content_hash FROM revision WHERE id = ?) GROUP BY content_hash ORDER BY 1",
            (article_id, revision_id, revision_id),
        )
        return [self.article(number) for (number,) in rows]

    def damaged_articles(self) -> Iterator[str]:
        """Ids of articles of which some revision is not what a build stored."""
        for row in self.database.each(_SELECT_ARTICLE):
            if _article_from(row) is None:
                yield str(row[0])

    def remove_damaged(self) -> list[str]:
        """Remove revisions that are not what a build stored, with what refers to them.

        Returns:
            The ids of their articles.
        """
        numbers = self.database.all("SELECT id, article_id FROM revision")
        damaged = [(number, id_) for number, id_ in numbers if not self.is_whole(number)]
        with self.transaction():
            for table, column in (("member", "revision_id"), ("revision", "id")):
                self.database.execute_many(
                    f"DELETE FROM {table} WHERE {column} = ?",  # noqa: S608 - our own names
                    ((number,) for number, _ in damaged),
                )
            self.database.execute(
                "DELETE FROM content WHERE hash NOT IN (SELECT content_hash FROM revision)"
            )
        return [str(id_) for _, id_ in damaged]

    def count_texts(self) -> int:
        """How many texts are stored."""
        row = self.database.one("SELECT count(*) FROM content")
        return 0 if row is None else int(row[0])

    def lengths(self) -> dict[int, int]:
        """Characters of the text of every revision, by revision number."""
        return dict(
            self.database.all(
                "SELECT revision.id, length(text) FROM revision"
                " JOIN content ON content.hash = content_hash",
                (),
            )
        )

    # Generations

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
        self, generation: Generation, members: Iterable[int], ledger: Iterable[LedgerEntry]
    ) -> None:
        """Make a finished generation the one that is served: one atomic step."""
        with self.transaction():
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


_SELECT_ARTICLE = (
    f"SELECT article_id, text, source, notes, fields_hash, {', '.join(_ARTICLE_COLUMNS)}"  # noqa: S608 - our own column names
    " FROM revision LEFT JOIN content ON content.hash = content_hash"
)


def _article_values(article: Article) -> dict[str, str | None]:
    data = article.model_dump(mode="json", include=set(_ARTICLE_COLUMNS))
    data["authors"] = json.dumps(data["authors"], ensure_ascii=False)
    return {column: data[column] for column in _ARTICLE_COLUMNS}


def _fields_hash(article: Article) -> str:
    """What makes a revision: SHA-256 over the article but for its source and notes."""
    fields = [article.id, article.content_hash, *_article_values(article).values()]
    return hash_text(json.dumps(fields, ensure_ascii=False))


def _article_from(row: tuple[Any, ...]) -> Article | None:
    """The article of a row of `_SELECT_ARTICLE`; None if it is not what was stored."""
    id_, text, source, notes, fields_hash, *values = row
    fields = dict(zip(_ARTICLE_COLUMNS, values, strict=True))
    try:
        fields["authors"] = tuple(json.loads(fields["authors"]))
        article = Article(id=id_, text=text, source=source, notes=json.loads(notes), **fields)
    except (TypeError, ValueError):  # a flipped bit may leave no article, or no JSON
        return None
    return article if _fields_hash(article) == fields_hash else None


def _hash_of(text: object) -> str | None:
    try:
        return hash_text(text) if isinstance(text, str) else None
    except UnicodeEncodeError:  # a flipped bit left no UTF-8
        return None


def utc_now() -> str:
    """The time, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
