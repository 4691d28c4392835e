"""A stretch of time that a text names, resolved to days.

Knows nothing of where the words were found, or how they were read.
"""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Precision(StrEnum):
    """How exactly the words name the time: the unit that they speak of."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"
    """From one day to another: "between 3 and 9 May", "the past three years"."""


class Moment(BaseModel):
    """A time that a text names.

    Attributes:
        first: First day that is meant.
        last: Last day that is meant; the same as ``first`` for a single day.
        precision: The unit that the words speak of. "In March" has ``month``, its first and last
            day, and does not mean that the thing took all of March.
        words: The words that name it, as they stand in the text.
        start: Their first character, in the text they were found in.
        end: One past their last character.
        is_approximate: Whether the words say "about" or the like, or leave open how exact they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: dt.date
    last: dt.date
    precision: Precision
    words: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    is_approximate: bool = False

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.first > self.last:
            raise ValueError("a moment's first day is not after its last")
        if self.end - self.start != len(self.words):
            raise ValueError("a moment's words are as long as their span")
        return self
