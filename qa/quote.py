"""Exact words of a stored article.

A quote is always cut from a stored article by `Quote.cut`; nothing else in newsquote makes one.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus import Article, Span
from qa.attribution import Stance
from qa.moment import Moment


class Role(StrEnum):
    """What a quote does for the answer."""

    SUPPORTS = "supports"
    DISAGREES = "disagrees"
    CONTEXT = "context"


class Attribution(BaseModel):
    """Through whom a statement comes to the reader, as far as the text says so.

    Attributes:
        chain: From the origin to the reader: ("internal documents", "The Courier").
        speech: Whether the words are the speaker's own, or a report of them.
        hedge: The word that keeps it from being stated as fact ("allegedly", "denied").
        stance: What the text does with the statement: states, alleges, denies it.
        phrase: The same for people ("According to The Courier, citing internal documents").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    chain: tuple[str, ...] = ()
    speech: Literal["direct", "indirect"] | None = None
    hedge: str | None = None
    stance: Stance = Stance.ASSERTED
    phrase: str | None = None


class Quote(BaseModel):
    """Exact words of a stored article, and where they stand.

    Attributes:
        article_id: The article.
        content_hash: The revision of its text; SHA-256, 64 hex digits.
        start: First character, in the canonical text of that revision.
        end: One past the last character.
        text: ``article.text[start:end]``.
        title: Headline of the article.
        outlet: Who published it, or None.
        published: Date, or aware datetime, or None.
        url: Link to the original, or None.
        speaker: Who says so, when the text says who.
        attribution: Through whom, when the text says so.
        role: What the quote does for the answer.
        when: When the quoted thing happened, where the text says so; its offsets are the article's.
        also_in: Other outlets that print the article's story, whole, cut or changed a little; a
            search with filters names only those that pass them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    content_hash: str
    start: int = Field(ge=0)
    end: int
    text: str = Field(min_length=1)
    title: str
    outlet: str | None
    published: dt.datetime | dt.date | None
    url: str | None
    speaker: str | None = None
    attribution: Attribution | None = None
    role: Role = Role.SUPPORTS
    when: Moment | None = None
    also_in: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _offsets_fit_the_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("a quote's text is as long as its span")
        return self

    @classmethod
    def cut(
        cls,
        article: Article,
        span: Span,
        role: Role = Role.SUPPORTS,
        also_in: tuple[str, ...] = (),
    ) -> Self:
        """Cut a quote from an article.

        Raises:
            ValueError: The span does not lie inside the article's text.
        """
        if not 0 <= span.start < span.end <= len(article.text):
            raise ValueError(f"{span} does not lie in article {article.id}")
        return cls(
            article_id=article.id,
            content_hash=article.content_hash,
            start=span.start,
            end=span.end,
            text=article.text[span.start : span.end],
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            url=article.url,
            role=role,
            also_in=also_in,
        )
