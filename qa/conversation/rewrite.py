"""A question made to stand alone."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Refers = Literal["speaker", "time", "place", "outlet", "other_source"]


class Rewrite(BaseModel):
    """A question made to stand alone.

    Attributes:
        text: What is searched and shown to the user.
        changed: Whether it differs from what was asked.
        new_topic: Whether it leaves what was spoken of before.
        refers: What of the last answer's quotes it asks for; None if it asks the archive.
        search_terms: Words from the history that help to find, but are no part of the question.
        unresolved: A word of the question that points to something that was never named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    changed: bool = False
    new_topic: bool = False
    refers: Refers | None = None
    search_terms: tuple[str, ...] = ()
    unresolved: str | None = None
