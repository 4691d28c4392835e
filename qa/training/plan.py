"""What the reader is taught, in which order; the training log repeats it with counts."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from index import Embedder
from qa.training import distant, negatives, sources
from qa.training.example import Example

Reading = Callable[[Path, Random, Embedder], list[Example]]


class Stage(NamedTuple):
    """A stretch of training.

    Attributes:
        name: For the log.
        read: Gives its examples.
        window: Longest window, in word pieces.
        epochs: How often each example is seen.
    """

    name: str
    read: Reading
    window: int
    epochs: int


def _short(data: Path, rng: Random, embedder: Embedder) -> list[Example]:
    """Cheap examples first: sentences, statements, paragraphs cut close around the answer."""
    del embedder
    examples = sources.read_sentences(data, rng, grouped=False)
    for name in sources.SQUAD_LIKE:
        examples += sources.read_paragraphs(data, name)
    return examples + sources.read_yes_no(data, rng)


def _long(data: Path, rng: Random, embedder: Embedder) -> list[Example]:
    """Whole passages, with those that only look right."""
    examples: list[Example] = []
    for name in sources.SQUAD_LIKE:
        found = sources.read_paragraphs(data, name)
        near = negatives.near_passages(found, embedder, rng)
        altered = negatives.altered_questions(found, rng)
        examples += found + rng.sample(near, len(near) // 2)
        examples += rng.sample(altered, len(altered) * 4 // 10)
    grouped = sources.read_sentences(data, rng, grouped=True)
    examples += rng.sample(grouped, len(grouped) // 4)
    yes_no = sources.read_yes_no(data, rng)
    examples += rng.sample(yes_no, len(yes_no) // 3)
    examples += sources.read_small_sets(data, rng) + sources.read_answer_sentences(data, rng)
    return examples + distant.read_news_questions(data)


def _hard(data: Path, rng: Random, embedder: Embedder) -> list[Example]:
    """Every passage that only looks right and every altered question beside the answered ones."""
    examples: list[Example] = []
    for name in sources.SQUAD_LIKE:
        found = sources.read_paragraphs(data, name)
        examples += found + negatives.near_passages(found, embedder, rng)
        examples += negatives.altered_questions(found, rng)
    grouped = sources.read_sentences(data, rng, grouped=True)
    examples += rng.sample(grouped, len(grouped) // 5)
    yes_no = sources.read_yes_no(data, rng)
    examples += rng.sample(yes_no, len(yes_no) // 4)
    small = sources.read_small_sets(data, rng)
    examples += rng.sample(small, len(small) // 3)
    examples += sources.read_answer_sentences(data, rng)
    return examples + 2 * distant.read_news_questions(data)


STAGES = {
    stage.name: stage
    for stage in (
        Stage("short", _short, window=112, epochs=1),
        Stage("long", _long, window=256, epochs=1),
        Stage("hard", _hard, window=208, epochs=1),
    )
}
"""Stages by name, in their order."""
