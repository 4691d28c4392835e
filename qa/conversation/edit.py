"""Changes to the words of a question, by their places."""

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Characters of a question, and the words to put in their place."""

    start: int
    end: int
    words: str


def edited(question: str, edits: Iterable[Edit]) -> str:
    """A question with words put in; edits that overlap must not be given."""
    for edit in sorted(edits, reverse=True):
        question = question[: edit.start] + edit.words + question[edit.end :]
    return question
