"""Answers as they are kept: the versioned record that an export file holds.

Knows nothing of files or of the formats that other programs read.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from corpus import Article
from index import Retriever
from qa.answer import Turn
from qa.quote import Quote
from qa.version import newsquote_version


class CitedArticle(BaseModel):
    """What a bibliography wants to know of an article and its quotes do not say.

    Attributes:
        article_id: The article.
        authors: Names as printed.
        language: ISO 639-1 code, or None.
        section: Section of the outlet, or None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    authors: tuple[str, ...] = ()
    language: str | None = None
    section: str | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """The particulars of an article."""
        return cls(
            article_id=article.id,
            authors=article.authors,
            language=article.language,
            section=article.section,
        )


class Export(BaseModel):
    """A conversation with its quotes, to be kept and checked later.

    Attributes:
        kind: Tells the file from any other JSON.
        version: Of this record; what was exported once can be read by later versions.
        made: When it was exported.
        newsquote: Version of the program.
        reader: The reading model that was asked with.
        turns: Questions and answers, oldest first.
        articles: One for each article cited, as far as the archive holds it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["newsquote export"] = "newsquote export"
    version: Literal[1] = 1
    made: AwareDatetime
    newsquote: str
    reader: str
    turns: tuple[Turn, ...]
    articles: tuple[CitedArticle, ...] = ()

    def quotes(self) -> list[Quote]:
        """Every quote, in the order of the conversation."""
        return [quote for turn in self.turns for quote in turn.answer.quotes]


def export_turns(retriever: Retriever, reader: str, turns: Sequence[Turn]) -> Export:
    """Put a conversation into the form in which it is kept.

    Args:
        retriever: The archive, for authors and sections; an article that it no longer holds is
            exported without them.
        reader: Name of the reading model.
        turns: Questions and answers, oldest first.
    """
    cited = dict.fromkeys(quote.article_id for turn in turns for quote in turn.answer.quotes)
    articles = [article for article in map(retriever.article, cited) if article]
    return Export(
        made=dt.datetime.now(dt.UTC).replace(microsecond=0),
        newsquote=newsquote_version(),
        reader=reader,
        turns=tuple(turns),
        articles=tuple(map(CitedArticle.of, articles)),
    )
