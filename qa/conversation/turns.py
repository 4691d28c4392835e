"""What was said before, cut down to what can be read in a moment.

Knows nothing of grammar.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import canonical_line
from qa.english import is_english

_TURNS = 8  # the first one and the last seven
_LONGEST_QUESTION = 400
_LONGEST_ANSWER = 250  # a sentence or two: what the answer is about is said first
_ANSWERS = 3  # what older answers said by the way is not spoken of any more


class Turn(NamedTuple):
    """A question and what was answered; either may be empty."""

    question: str
    answer: str


def recent_turns(history: Sequence[str]) -> list[Turn]:
    """The turns that a follow-up may speak of, oldest first.

    Args:
        history: Question, answer, question, answer ...; answers may be empty.

    Returns:
        The first turn and the last seven, each cut to its beginning, only the last answers kept.
        Turns that are empty or not in English are left out.
    """
    first, last = history[:2], history[2:]
    kept = [*first, *_tail(last)]
    turns = [turn for turn in _turns(kept) if any(turn)]
    newest = len(turns) - _ANSWERS
    return [
        turn if number >= newest else turn._replace(answer="") for number, turn in enumerate(turns)
    ]


def _tail(history: Sequence[str]) -> Sequence[str]:
    start = max(0, len(history) + len(history) % 2 - 2 * (_TURNS - 1))
    return history[start:]


def _turns(history: Sequence[str]) -> Iterator[Turn]:
    for at in range(0, len(history), 2):
        answer = history[at + 1] if at + 1 < len(history) else ""
        yield Turn(_start(history[at], _LONGEST_QUESTION), _start(answer, _LONGEST_ANSWER))


def _start(text: str, longest: int) -> str:
    """The beginning of a turn, up to a sentence's or word's end; empty if it is not English."""
    line = canonical_line(text[: 2 * longest])
    if len(line) > longest:
        line = line[:longest].rpartition(" ")[0]
    return line if line and is_english(line) else ""
