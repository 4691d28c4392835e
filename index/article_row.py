"""A revision: an article as a row of the catalogue, and what tells whether it is still as stored.

Knows nothing of SQLite, generations or inputs.
"""

import datetime as dt
import json
from typing import Any, NamedTuple, Self

from corpus import Article, hash_text

COLUMNS = ("url", "title", "published", "updated", "outlet", "authors", "language", "section")
"""Fields of an article that stand in a column of their own; a change of one is a new revision."""

SELECT_ARTICLE = (
    f"SELECT article_id, text, source, notes, fields_hash, {', '.join(COLUMNS)}"  # noqa: S608 - our own column names
    " FROM revision LEFT JOIN content ON content.hash = content_hash"
)
"""The rows that `article_from` reads."""

Print = tuple[str, str, str | None, dt.date | None]
"""See `corpus.Article.same_print`."""


class Facts(NamedTuple):
    """What decides whether an article is admitted to an index; its text is not among it."""

    article_id: str
    source: str
    print: Print

    @classmethod
    def of(cls, article: Article) -> Self:
        """The facts of an article at hand."""
        return cls(article.id, article.source, article.same_print())

    @classmethod
    def from_row(
        cls,
        article_id: str,
        source: str,
        content_hash: str,
        title: str,
        outlet: str | None,
        published: str | None,
    ) -> Self:
        """The facts of a stored revision.

        Raises:
            ValueError: The row is damaged.
        """
        # A datetime is stored in its own time zone, so it begins with its calendar day.
        day = dt.date.fromisoformat(published[:10]) if published else None
        return cls(article_id, source, (content_hash, title, outlet, day))


def values_of(article: Article) -> dict[str, str | None]:
    """The columns of an article."""
    data = article.model_dump(mode="json", include=set(COLUMNS))
    data["authors"] = json.dumps(data["authors"], ensure_ascii=False)
    return {column: data[column] for column in COLUMNS}


def fields_hash(article: Article) -> str:
    """What makes a revision: SHA-256 over the article but for its source and notes."""
    fields = [article.id, article.content_hash, *values_of(article).values()]
    return hash_text(json.dumps(fields, ensure_ascii=False))


def article_from(row: tuple[Any, ...]) -> Article | None:
    """The article of a row of `SELECT_ARTICLE`; None if it is not what was stored."""
    id_, text, source, notes, stored_hash, *values = row
    fields = dict(zip(COLUMNS, values, strict=True))
    try:
        fields["authors"] = tuple(json.loads(fields["authors"]))
        article = Article(id=id_, text=text, source=source, notes=json.loads(notes), **fields)
    except (TypeError, ValueError):  # a flipped bit may leave no article, or no JSON
        return None
    return article if fields_hash(article) == stored_hash else None
