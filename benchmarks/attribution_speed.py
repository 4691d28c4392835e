"""Time that attribution adds to an answer: five quotes from five articles, nothing parsed before.

``python -m benchmarks.attribution_speed``. Wall time grows with whatever else runs on the machine;
processor time does not.
"""

import random
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from benchmarks.data import DATA, read_lines
from benchmarks.report import publish
from corpus import Article, Span, canonical_line, canonical_text, split_sentences
from qa.attribution import attribute, find_denial
from qa.grammar import parse

_ROUNDS = 40
_QUOTES = 5


def main() -> None:
    """Measure and publish."""
    rounds = _draw()
    parse("The grammar is loaded before the clock starts.")
    rows = []
    for what, act in (("attribute", attribute), ("find_denial", find_denial)):
        wall, processor = _clocked(act, rounds)
        rows.append(
            {
                "five quotes": what,
                "wall ms, median": median(wall),
                "wall ms, 90%": quantiles(wall, n=10)[-1],
                "processor ms, median": median(processor),
                "processor ms, 90%": quantiles(processor, n=10)[-1],
                "rounds": len(rounds),
            }
        )
    publish("attribution-speed", "Attribution: time added to an answer", rows, digits=1)


def _draw() -> list[list[tuple[Article, Span]]]:
    rng = random.Random(20261125)  # noqa: S311 - a sample, not a secret
    records = [r for r in read_lines(DATA / "realtimeqa" / "articles.jsonl.gz") if r["text"]]
    rounds = []
    for _ in range(_ROUNDS):
        articles = [_article(record) for record in rng.sample(records, _QUOTES)]
        rounds.append([(a, rng.choice(split_sentences(a.text))) for a in articles])
    return rounds


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"],
        title=canonical_line(record["title"] or ""),
        text=canonical_text(record["text"]),
        language="en",
    )


def _clocked(
    act: Callable[[Article, Span], object], rounds: list[list[tuple[Article, Span]]]
) -> tuple[list[float], list[float]]:
    wall, processor = [], []
    for quotes in rounds:
        started = time.perf_counter(), time.process_time()
        for article, sentence in quotes:
            act(article, sentence)
        wall.append((time.perf_counter() - started[0]) * 1000)
        processor.append((time.process_time() - started[1]) * 1000)
    return wall, processor


if __name__ == "__main__":
    main()
