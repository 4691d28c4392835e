"""What a question gets: an answer made of quotes, or a statement that there is none."""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from corpus import Article
from index import Filters
from qa.comparing import Side
from qa.quote import Attribution, Quote, Role

__all__ = ["Answer", "Attribution", "NearArticle", "Quote", "Role", "Searched", "Status"]


class Status(StrEnum):
    """How far the archive answers the question."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class NearArticle(BaseModel):
    """An article that came near to a question without answering it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    title: str
    outlet: str | None
    published: dt.datetime | dt.date | None
    url: str | None

    @classmethod
    def of(cls, article: Article) -> Self:
        """The article's particulars without its text."""
        return cls(
            article_id=article.id,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            url=article.url,
        )


class Searched(BaseModel):
    """What was looked at, so that "not found" can be judged.

    Attributes:
        generation: State of the index.
        articles: How many articles the index holds (before filters).
        passages: How many passages.
        filters: What the search was narrowed to.
        read: How many passages were read closely.
        nearest: Articles that came nearest, best first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: int
    articles: int
    passages: int
    filters: Filters
    read: int
    nearest: tuple[NearArticle, ...]


class Answer(BaseModel):
    """The answer to one question.

    Attributes:
        question: The question as understood: a follow-up is made to stand alone.
        status: Whether the archive answers it.
        text: What to tell the reader; plain text, made of quotes and fixed phrases only.
        short: The short answer ("15"), or None.
        confidence: Probability in [0, 1] that a quote holds the answer, calibrated on questions
            with known answers.
        quotes: At most five, best first; none if not found.
        sides: What was found of each part of a question that compares; none for others.
        searched: What was looked at.
        timings_ms: Milliseconds spent on each step, and in total.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    status: Status
    text: str
    short: str | None = None
    confidence: float = Field(ge=0, le=1)
    quotes: tuple[Quote, ...] = ()
    sides: tuple[Side, ...] = ()
    searched: Searched
    timings_ms: dict[str, float]
