"""Passages that look right and do not answer: what makes a reader useful on a whole archive."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from index import Embedder, KeywordIndex
from qa.training.example import Example, same_words, unanswered

_NEIGHBOURS = 6
_ROWS_AT_ONCE = 1_000


def near_passages(examples: Sequence[Example], embedder: Embedder, rng: Random) -> list[Example]:
    """For each question one passage of the same set that is near to it and lacks the answer.

    Half are chosen among the nearest by keyword, half among the nearest by embedding.

    Args:
        examples: Answered questions of one set; their contexts are the archive.
        embedder: For the neighbours by embedding.
        rng: Chooses among the nearest.
    """
    contexts = sorted({example.context for example in examples})
    folded = [same_words(context) for context in contexts]
    questions = [example.question for example in examples]
    by_words = nearest_by_words(questions, contexts)
    by_meaning = _nearest_by_meaning(questions, contexts, embedder)
    negatives = []
    for example, *rankings in zip(examples, by_words, by_meaning, strict=True):
        if example.answer is None:
            continue
        answer = same_words(example.context[example.answer.start : example.answer.end])
        ranking = rankings[rng.random() < 0.5]
        right = [row for row in ranking if answer not in folded[row]]
        if right:
            context = contexts[rng.choice(right[: _NEIGHBOURS // 2])]
            negatives.append(unanswered(example.question, context, f"{example.source} near"))
    return negatives


def nearest_by_words(questions: Sequence[str], contexts: Sequence[str]) -> list[list[int]]:
    """Rows of the contexts that share the most telling words with each question, best first."""
    with tempfile.TemporaryDirectory() as folder:
        KeywordIndex.write(contexts, Path(folder))
        keywords = KeywordIndex.open(Path(folder))
        return [[row for row, _ in keywords.search(q, _NEIGHBOURS)] for q in questions]


def _nearest_by_meaning(
    questions: Sequence[str], contexts: Sequence[str], embedder: Embedder
) -> list[list[int]]:
    passages = embedder.embed_passages(contexts)
    nearest: list[list[int]] = []
    for start in range(0, len(questions), _ROWS_AT_ONCE):
        cosines = embedder.embed_queries(questions[start : start + _ROWS_AT_ONCE]) @ passages.T
        nearest += np.argsort(-cosines, axis=1)[:, :_NEIGHBOURS].tolist()
    return nearest


_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_OPPOSITES = [
    ("first", "last"),
    ("largest", "smallest"),
    ("highest", "lowest"),
    ("most", "least"),
    ("before", "after"),
    ("more", "less"),
    ("increase", "decrease"),
    ("best", "worst"),
    ("oldest", "youngest"),
    ("begin", "end"),
    ("began", "ended"),
    ("start", "finish"),
    ("won", "lost"),
    ("win", "lose"),
    ("north", "south"),
    ("east", "west"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("good", "bad"),
    ("long", "short"),
    ("new", "old"),
    ("high", "low"),
    ("early", "late"),
    ("earliest", "latest"),
    ("easy", "hard"),
    ("like", "dislike"),
    ("liked", "disliked"),
    ("male", "female"),
    ("men", "women"),
    ("top", "bottom"),
    ("over", "under"),
    ("always", "never"),
    ("public", "private"),
    ("minimum", "maximum"),
]
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}


def altered_questions(examples: Sequence[Example], rng: Random) -> list[Example]:
    """Questions changed in one name, number or word, so that their own passage answers no longer.

    A name or number is replaced by another of the same set, at best one that the passage holds;
    a word by its opposite.
    """
    names, numbers = _pools(examples)
    changed = []
    for example in examples:
        question = _altered(example, names, numbers, rng)
        if question is not None:
            changed.append(unanswered(question, example.context, f"{example.source} altered"))
    return changed


def _pools(examples: Sequence[Example]) -> tuple[list[str], list[str]]:
    found: dict[re.Pattern[str], set[str]] = defaultdict(set)
    for example in examples:
        for pattern in (_NAME, _NUMBER):
            found[pattern].update(pattern.findall(example.question))
    return sorted(found[_NAME]), sorted(found[_NUMBER])


def _altered(example: Example, names: list[str], numbers: list[str], rng: Random) -> str | None:
    question = example.question
    ways = [
        (match, [name for name in found if name not in question] or pool)
        for pattern, pool in ((_NAME, names), (_NUMBER, numbers))
        for match in pattern.finditer(question)
        for found in [sorted(set(pattern.findall(example.context)) - {_answer(example)})]
    ]
    ways += [
        (match, [_OPPOSITE[match.group()]])
        for match in re.finditer(r"\b[a-z]+\b", question)
        if match.group() in _OPPOSITE
    ]
    if not ways:
        return None
    match, choices = rng.choice(ways)
    other: str = rng.choice(choices)
    if other == match.group():
        return None
    return question[: match.start()] + other + question[match.end() :]


def _answer(example: Example) -> str | None:
    span = example.answer
    return example.context[span.start : span.end] if span else None
