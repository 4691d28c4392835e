"""A question taken apart: what is compared, and one question for each part of it.

Knows nothing of answers.
"""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from index import Filters


class Relation(StrEnum):
    """What a question wants to know of its parts."""

    ORDER = "before_after"
    """Whether the first part was before or after the second."""
    FIRST = "first"
    """Which part came first."""
    INTERVAL = "interval"
    """How much time lay between the two."""
    AMOUNT = "compare_amount"
    """Which figure is the higher one."""
    SAME = "compare_same"
    """Whether the parts say the same."""
    BOTH = "both_hold"
    """Whether every part says what the question puts in its mouth."""
    TOGETHER = "together"
    """What the whole question asks of two or more reports: whether they agree, or one differs."""


class Seeks(StrEnum):
    """What is looked up for a part."""

    TIME = "time"
    """The day of an event."""
    PUBLISHED = "published"
    """The day on which an article appeared."""
    NUMBER = "number"
    ANSWER = "answer"
    """Whatever the short answer is."""
    STATEMENT = "statement"
    """Whether a statement is made: yes or no."""


class Hints(BaseModel):
    """Where to look for a part, as far as the question says so.

    Attributes:
        outlet: Name of an outlet, as the archive spells it.
        after: First day of publication.
        before: Last day of publication.
        topic: Further words to search by: what the article is about.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outlet: str | None = None
    after: dt.date | None = None
    before: dt.date | None = None
    topic: str = ""

    def narrow(self, filters: Filters) -> Filters | None:
        """Filters that hold here too; None if the two leave nothing to search."""
        allowed = {outlet.casefold() for outlet in filters.outlets}
        if self.outlet and allowed and self.outlet.casefold() not in allowed:
            return None
        narrowed = filters.within(self.after, self.before)
        if narrowed is None or not self.outlet:
            return narrowed
        return narrowed.model_copy(update={"outlets": (self.outlet,)})


NO_HINTS = Hints()


class Part(BaseModel):
    """One of the things that are compared.

    Attributes:
        question: A question that stands alone, in the words of the whole one.
        label: What the whole question calls the part, in its words.
        seeks: What is looked up.
        hints: Where to look.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(min_length=1)
    label: str = Field(min_length=1)
    seeks: Seeks
    hints: Hints = NO_HINTS


class Claim(StrEnum):
    """What a question puts forward of one part against the others."""

    BEFORE = "before"
    AFTER = "after"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    DIFFERENT = "different"


class Comparison(BaseModel):
    """A question taken apart.

    Attributes:
        question: The whole question.
        relation: What it wants to know.
        parts: Two or more, in the order of the question.
        claim: What it puts forward of the first part; None if it leaves that open.
        picks: Whether it asks for the part of which the claim is true ("which came last": the one
            after the others), and not for yes or no.
        unit: "days", "weeks", "months" or "years", if it asks for a number of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = ""
    relation: Relation
    parts: tuple[Part, ...] = Field(min_length=2)
    claim: Claim | None = None
    picks: bool = False
    unit: str | None = None
