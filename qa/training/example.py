"""What the reader learns from: a question, a passage, and what is known of the two together."""

import unicodedata
from enum import IntEnum
from typing import NamedTuple

from corpus import Span


class Verdict(IntEnum):
    """What a passage says to a yes/no question or a statement; order of the model's outputs."""

    YES = 0
    NO = 1
    OPEN = 2


class Example(NamedTuple):
    """A question and a passage.

    Attributes:
        question: The question; for entailment data, a statement.
        context: The passage.
        answer: Where the answer stands in the passage; None if it has none, or none is known.
        relevant: Whether the passage answers the question; None where the data does not tell.
        verdict: Yes, no or open; None where the data does not tell.
        source: The data set, for the training log.
    """

    question: str
    context: str
    answer: Span | None
    relevant: bool | None
    verdict: Verdict | None
    source: str

    @property
    def teaches_span(self) -> bool:
        """Whether the place of the answer, or its absence, is known."""
        return self.answer is not None or self.relevant is False


def answered(question: str, context: str, answer: Span, source: str) -> Example:
    """A passage that answers the question, and where."""
    return Example(question, context, answer, True, None, source)


def unanswered(question: str, context: str, source: str) -> Example:
    """A passage that does not answer the question."""
    return Example(question, context, None, False, None, source)


def same_words(text: str) -> str:
    """A text for comparison: case, accents' form and white space folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
