"""A question as it is understood: cleaned, its kind named, a follow-up made to stand alone."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from corpus import canonical_line
from index import question_terms
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
        notes: How it was understood, in sentences for the user.
        problem: Why it cannot be answered, in words for the user; None if it can.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    understood: str
    kind: Kind
    wants_list: bool = False
    notes: tuple[str, ...] = ()
    problem: str | None = None


_LEANS = re.compile(
    r"^(?:and|but|so|or|also)\b|^(?:what|how) about\b"
    r"|^(?:why|when|where|how|who)(?: (?:was|is|did|said))? (?:that|this|so|it)?\s*\??$"
    r"|\b(?:he|she|it|they|him|his|her|hers|its|their|them|those|these|ones)\b"
    r"|\b(?:that|this|there|one|then)\s*\??$",
    re.IGNORECASE,
)
_FEW_TERMS = 2


def understand(question: str, history: Sequence[str] = ()) -> Question:
    """Read a question.

    Args:
        question: As typed.
        history: What was said before, oldest first: question, answer, question, answer ...

    Returns:
        The question; one that leans on the question before it ("And from Iran?") is joined to it.

    Raises:
        AskAgainError: Too long.
    """
    asked = canonical_line(question)
    if len(asked) > LONGEST_QUESTION:
        raise AskAgainError(
            f"The question has {len(asked):,} characters; at most {LONGEST_QUESTION:,} can be"
            " searched. Ask for one thing at a time."
        )
    earlier = [turn for turn in map(canonical_line, history[::2]) if turn]
    understood = asked
    if earlier and leans_on_history(asked):
        understood = f"{asked} (after: {earlier[-1]})"
    return Question(
        asked=asked,
        understood=understood,
        kind=kind_of(asked),
        wants_list=wants_list(asked),
        problem=_problem(asked),
    )


def _problem(asked: str) -> str | None:
    if not any(map(str.isalnum, asked)):
        return "The question is empty. Type what you want to know."
    if not is_english(asked):
        return "The question is not in English, the only language newsquote reads. Ask in English."
    return None


def leans_on_history(question: str) -> bool:
    """Whether a question needs the one before it to be understood."""
    return bool(_LEANS.search(question)) or len(question_terms(question)) < _FEW_TERMS
