"""What a question gets: an answer made of quotes, or a statement that there is none.

A quote is always cut from a stored article by `Quote.cut`; nothing else in newsquote makes one.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus import Article, Span
from index import Filters
from qa.moment import Moment


class Role(StrEnum):
    """What a quote does for the answer."""

    SUPPORTS = "supports"
    DISAGREES = "disagrees"
    CONTEXT = "context"


class Status(StrEnum):
    """How far the archive answers the question."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class Attribution(BaseModel):
    """Through whom a statement comes to the reader, as far as the text says so.

    Attributes:
        chain: From the origin to the reader: ("internal documents", "The Courier").
        speech: Whether the words are the speaker's own, or a report of them.
        hedge: The word that keeps it from being stated as fact ("allegedly", "denied").
        phrase: The same for people ("According to The Courier, citing internal documents").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    chain: tuple[str, ...] = ()
    speech: Literal["direct", "indirect"] | None = None
    hedge: str | None = None
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


class View(BaseModel):
    """One of several answers that the archive gives to the same question.

    Attributes:
        short: The answer, in the archive's words.
        quoted: Where its quotes stand among those of the answer, from 0.
        outlets: Who gives it.
        independent: Sources that give it; copies of one story count once.
        first: First day on which it was published, or None.
        last: Last day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    short: str
    quoted: tuple[int, ...]
    outlets: tuple[str, ...]
    independent: int = Field(ge=1)
    first: dt.date | None
    last: dt.date | None


class Differences(BaseModel):
    """How the archive's answers to one question differ.

    Attributes:
        kind: ``disagreement``: outlets differ. ``development``: a later report has a newer figure.
            ``correction``: a later text says that an earlier one was wrong.
        views: At least two, oldest first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["disagreement", "development", "correction"]
    views: tuple[View, ...]


class Side(BaseModel):
    """One of the things that a question compares, looked up on its own.

    Attributes:
        question: What was looked up.
        short: What was found, in a few words of the archive; None if nothing was.
        when: The time found for it, if its time was asked for.
        quoted: Where its quotes stand among those of the answer, from 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    short: str | None = None
    when: Moment | None = None
    quoted: tuple[int, ...] = ()


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
        differences: How the archive's answers differ, if they do.
        sides: What a question that compares was taken apart into; empty for others.
        notes: What a reader should know of how the question was understood, or of what stays
            unknown; one sentence each.
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
    differences: Differences | None = None
    sides: tuple[Side, ...] = ()
    notes: tuple[str, ...] = ()
    searched: Searched
    timings_ms: dict[str, float]


class Turn(BaseModel):
    """A question as it was asked, and its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answer: Answer
