"""What a question gets: an answer made of quotes, or a statement that there is none."""

import datetime as dt
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from corpus import Article
from index import Filters
from qa.moment import Moment
from qa.quote import Quote


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
        articles: How many articles the index holds (before filters), without withdrawn ones.
        passages: How many passages these have.
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
        says_unknown: Whether the quote says that what is asked is not known, or not given.
        short: The short answer ("15"), or None.
        confidence: Probability in [0, 1] that a quote holds the answer, calibrated on questions
            with known answers. Of a conclusion from two sides it is the share of those that were
            right in tests; of a stated unknown, how well the sentence fits; of an answer about
            the last quotes, theirs.
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
    says_unknown: bool = False
    quotes: tuple[Quote, ...] = ()
    differences: Differences | None = None
    sides: tuple[Side, ...] = ()
    notes: tuple[str, ...] = ()
    searched: Searched
    timings_ms: dict[str, float]

    def quotes_of(self, part: View | Side) -> tuple[Quote, ...]:
        """The quotes of one view, or of one side."""
        return tuple(self.quotes[place] for place in part.quoted)


class Turn(BaseModel):
    """A question as it was asked, and its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answer: Answer
