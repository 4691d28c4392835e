"""The revisions of articles in a catalogue: every text ever indexed, added once and never changed.

Knows nothing of generations. A quote saved years ago is looked up here.
"""

import json
from collections.abc import Iterator
from typing import TypeGuard

from corpus import Article, hash_text
from index.article_row import SELECT_ARTICLE, Facts, article_from, fields_hash, values_of
from index.clock import utc_now
from index.database import REPAIR, RESTORE, Database
from index.errors import RestoreIndexError

REVISION_TABLES = """
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
"""


class Revisions:
    """Reads and writes revisions. Safe to share between threads for reading."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path

    def add(self, article: Article) -> int:
        """Store an article as it is now; the number of the revision, old or new.

        What was stored of this revision before and has been damaged since is mended.
        """
        fingerprint = fields_hash(article)
        # Where it was read from, and what the reader noted, may change without a new revision.
        values = {
            **values_of(article),
            "source": article.source,
            "notes": json.dumps(article.notes, ensure_ascii=False),
        }
        found = self._database.one(
            f"SELECT revision.id, text, {', '.join(values)} FROM revision"  # noqa: S608 - our own column names
            " LEFT JOIN content ON content.hash = content_hash"
            " WHERE article_id = ? AND fields_hash = ?",
            (article.id, fingerprint),
        )
        if found and found[1:] == (article.text, *values.values()):
            return int(found[0])
        self._database.execute(
            "INSERT INTO content VALUES (?, ?) ON CONFLICT (hash)"
            " DO UPDATE SET text = excluded.text WHERE text IS NOT excluded.text",
            (article.content_hash, article.text),
        )
        if found:
            values["content_hash"] = article.content_hash
            self._database.execute(
                f"UPDATE revision SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",  # noqa: S608
                (*values.values(), found[0]),
            )
            return int(found[0])
        values |= {
            "article_id": article.id,
            "content_hash": article.content_hash,
            "fields_hash": fingerprint,
            "first_seen": utc_now(),
        }
        cursor = self._database.execute(
            f"INSERT INTO revision ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
            tuple(values.values()),
        )
        if cursor.lastrowid is None:
            raise AssertionError("SQLite gives a row id to every insert")
        return cursor.lastrowid

    def facts(self, revision_id: int) -> Facts:
        """What decides whether a stored revision is admitted to an index.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        row = self._database.one(
            "SELECT article_id, source, content_hash, title, outlet, published FROM revision"
            " WHERE id = ?",
            (revision_id,),
        )
        if row is None:
            raise RestoreIndexError(f"{self._path} holds no revision {revision_id}. {RESTORE}")
        try:
            return Facts.from_row(*row)
        except (TypeError, ValueError) as error:
            damaged = f"{self._path}: article {row[0]} is damaged. {REPAIR}"
            raise RestoreIndexError(damaged) from error

    def found_again(self, revision_id: int, source: str) -> None:
        """Note where a revision was found this time; that reader had nothing to remark."""
        self._database.execute(
            "UPDATE revision SET source = ?1, notes = '[]'"
            " WHERE id = ?2 AND (source <> ?1 OR notes <> '[]')",
            (source, revision_id),
        )

    def article(self, revision_id: int) -> Article:
        """The article as it was in one revision.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        row = self._database.one(f"{SELECT_ARTICLE} WHERE revision.id = ?", (revision_id,))
        if row is None:
            raise RestoreIndexError(f"{self._path} holds no revision {revision_id}. {RESTORE}")
        article = article_from(row)
        if article is None:
            raise RestoreIndexError(f"{self._path}: article {row[0]} is damaged. {REPAIR}")
        return article

    def is_whole(self, revision_id: int) -> bool:
        """Whether a revision is there, as a build stored it."""
        row = self._database.one(f"{SELECT_ARTICLE} WHERE revision.id = ?", (revision_id,))
        return row is not None and article_from(row) is not None

    def text(self, article_id: str, content_hash: str) -> str | None:
        """The text of a revision of an article, of any time; None if there never was one.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        row = self._database.one(
            "SELECT text FROM revision JOIN content ON content.hash = content_hash"
            " WHERE article_id = ? AND content_hash = ? LIMIT 1",
            (article_id, content_hash),
        )
        if row is not None and _hash_of(row[0]) != content_hash:
            raise RestoreIndexError(f"{self._path}: article {article_id} is damaged. {REPAIR}")
        return None if row is None else str(row[0])

    def with_text(self, article_id: str, content_hash: str) -> list[Article]:
        """An article in every revision that had one text, oldest first: its headline may change.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        rows = self._database.all(
            "SELECT id FROM revision WHERE article_id = ? AND content_hash = ? ORDER BY id",
            (article_id, content_hash),
        )
        return [self.article(number) for (number,) in rows]

    def earlier(self, article_id: str, revision_id: int) -> list[Article]:
        """An article as it was before a revision, oldest first; texts that did not change once.

        Raises:
            RestoreIndexError: What is stored is not what a build stored.
        """
        rows = self._database.all(
            "SELECT min(id) FROM revision WHERE article_id = ? AND id < ? AND content_hash != "
            "(SELECT content_hash FROM revision WHERE id = ?) GROUP BY content_hash ORDER BY 1",
            (article_id, revision_id, revision_id),
        )
        return [self.article(number) for (number,) in rows]

    def damaged_articles(self) -> Iterator[str]:
        """Ids of articles of which some revision is not what a build stored."""
        for row in self._database.each(SELECT_ARTICLE):
            if article_from(row) is None:
                yield str(row[0])

    def remove_damaged(self) -> list[str]:
        """Remove revisions that are not what a build stored, with what refers to them.

        Returns:
            The ids of their articles.
        """
        numbers = self._database.all("SELECT id, article_id FROM revision")
        damaged = [(number, id_) for number, id_ in numbers if not self.is_whole(number)]
        with self._database.transaction():
            for table, column in (("member", "revision_id"), ("revision", "id")):
                self._database.execute_many(
                    f"DELETE FROM {table} WHERE {column} = ?",  # noqa: S608 - our own names
                    ((number,) for number, _ in damaged),
                )
            self._database.execute(
                "DELETE FROM content WHERE hash NOT IN (SELECT content_hash FROM revision)"
            )
        return [str(id_) for _, id_ in damaged]

    def count_texts(self) -> int:
        """How many texts are stored."""
        row = self._database.one("SELECT count(*) FROM content")
        return 0 if row is None else int(row[0])

    def lengths(self) -> dict[int, int]:
        """Characters of the text of every revision, by revision number."""
        return dict(
            self._database.all(
                "SELECT revision.id, length(text) FROM revision"
                " JOIN content ON content.hash = content_hash",
                (),
            )
        )

    def sections(self) -> dict[int, str]:
        """The section of every revision that names one, by revision number."""
        rows = self._database.all("SELECT id, section FROM revision WHERE section <> ''")
        return {number: section for number, section in rows if _is_text(section)}


def _hash_of(text: object) -> str | None:
    return hash_text(text) if _is_text(text) else None


def _is_text(stored: object) -> TypeGuard[str]:
    try:
        return isinstance(stored, str) and bool(stored.encode())
    except UnicodeEncodeError:  # a flipped bit left no UTF-8
        return False
