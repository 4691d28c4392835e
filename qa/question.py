"""A question as it is understood: cleaned, its kind named, a follow-up made to stand alone."""

import datetime as dt
from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict

from corpus import canonical_line
from qa.conversation import Refers, Rewrite, stand_alone
from qa.dating import Window, format_day, window_of
from qa.english import is_english
from qa.errors import AskAgainError
from qa.kind import Kind, kind_of, wants_list

LONGEST_QUESTION = 2_000
"""Characters; what is longer is a text, not a question."""


class Question(BaseModel):
    """A question ready to be searched.

    Attributes:
        asked: The words of the user, white space tidied.
        understood: The same, standing alone: what is searched, and shown to the user.
        kind: What it asks for.
        wants_list: Whether it asks for several things ("Which states ...?").
        search_terms: Words that help to find the answer and are no part of the question.
        refers: What of the last answer's quotes it asks for, if it asks of them.
        window: The time that it names.
        notes: How it was understood, in sentences for the user.
        problem: Why it cannot be answered, in words for the user; None if it can.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    understood: str
    kind: Kind
    wants_list: bool = False
    search_terms: tuple[str, ...] = ()
    refers: Refers | None = None
    window: Window | None = None
    notes: tuple[str, ...] = ()
    problem: str | None = None

    def with_note(self, note: str) -> Self:
        """The same question, with one more note."""
        return self.model_copy(update={"notes": (*self.notes, note)})

    @property
    def searched(self) -> str:
        """What the archive is searched for."""
        return " ".join([self.understood, *self.search_terms])


def understand(
    question: str, history: Sequence[str] = (), today: dt.date | None = None
) -> Question:
    """Read a question.

    Args:
        question: As typed.
        history: What was said before, oldest first: question, answer, question, answer ...
        today: The day on which it is asked, from which "last month" is counted.

    Returns:
        The question; one that leans on what was said before ("And from Iran?") stands alone.

    Raises:
        AskAgainError: Too long.
    """
    asked = canonical_line(question)
    if len(asked) > LONGEST_QUESTION:
        raise AskAgainError(
            f"The question has {len(asked):,} characters; at most {LONGEST_QUESTION:,} can be"
            " searched. Ask for one thing at a time."
        )
    rewrite = stand_alone(asked, [canonical_line(turn) for turn in history])
    window = window_of(rewrite.text, today)
    return Question(
        asked=asked,
        understood=rewrite.text,
        kind=kind_of(rewrite.text),
        wants_list=wants_list(rewrite.text),
        search_terms=rewrite.search_terms,
        refers=rewrite.refers,
        window=window,
        notes=_notes(rewrite, window, is_first=not any(history)),
        problem=_problem(asked),
    )


_POINTS = frozenset({"he", "she", "they", "him", "them"})


def _notes(rewrite: Rewrite, window: Window | None, *, is_first: bool) -> tuple[str, ...]:
    notes = []
    # "How many left their homes?" needs nothing that was said before; "What did he say?" does.
    if rewrite.unresolved and (not is_first or rewrite.unresolved.casefold() in _POINTS):
        notes.append(f"What “{rewrite.unresolved}” means was not said before.")
    if rewrite.new_topic:
        notes.append("Taken as a new topic: what was said before was left out.")
    if window:
        notes.append(f"“{window.words}” was taken to mean {_days(window)}.")
    return tuple(notes)


def _days(window: Window) -> str:
    first, last = window.first, window.last
    if first == last and first:
        return format_day(first)
    if first and last:
        return f"{format_day(first)} to {format_day(last)}"
    return f"from {format_day(first)}" if first else f"up to {format_day(last)}"


def _problem(asked: str) -> str | None:
    if not any(map(str.isalnum, asked)):
        return "The question is empty. Type what you want to know."
    if not is_english(asked):
        return "The question is not in English, the only language newsquote reads. Ask in English."
    return None
