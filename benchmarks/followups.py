"""Follow-ups made standalone: is found what the question made standalone by a person finds?

TREC CAsT and the CANARD development set. Neither comes with its collection, so there are two tests:

1. Own answer. The pool is every answer turn of both sets (8 words or more; CANARD's under the title
   of the page it speaks of, as an article has a headline), indexed and ranked as articles are. Right
   is the turn that follows the question.
2. Same hits. Over an archive of news: how many of the first ten passages of the person's question
   are among the first ten of ours. No answers are needed, so all questions count.

And, without any search, F1 of the search terms against the person's question.

Conversations are split by a hash: one half to tune on, the other not looked at. CANARD's people
named the page, which nobody had said; "said" counts only questions whose rewrite needs no word
that history does not hold.

Example: python -m benchmarks.followups rtqa.index
"""

import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Annotated, Any, NamedTuple

import typer
from rich.progress import track

from benchmarks.data import DATA, read_lines, words_of
from benchmarks.report import publish
from corpus import Article, canonical_line, canonical_text
from index import Retriever, build_index, question_terms
from qa.conversation import stand_alone

_FEWEST_WORDS = 8
_CUT = 10
_DRAWN_EVERY = 3


class FollowUp(NamedTuple):
    """A question asked in a conversation.

    Attributes:
        id: As in the data.
        data: ``cast`` or ``canard``.
        conversation: The conversation it is from.
        history: Question, answer, question, answer ...; answers are empty where the data has none.
        question: As asked.
        manual: As a person made it stand alone.
    """

    id: str
    data: str
    conversation: str
    history: tuple[str, ...]
    question: str
    manual: str

    @property
    def is_for_tuning(self) -> bool:
        """Whether its conversation is in the half to tune on."""
        return hashlib.sha256(self.conversation.encode()).digest()[0] % 2 == 0

    @property
    def is_said(self) -> bool:
        """Whether history holds every word that the person put in."""
        known = set(question_terms(" ".join((*self.history, self.question))))
        return set(question_terms(self.manual)) <= known


class Way(NamedTuple):
    """A way to make a question stand alone, and what it makes of one."""

    name: str
    text: Callable[[FollowUp], str]


class Pool(NamedTuple):
    """Answers to search, and which one is whose."""

    articles: list[Article]
    own: dict[str, str]


def follow_ups() -> list[FollowUp]:
    """All questions with a history."""
    found = []
    for data, name in (("cast", "cast"), ("canard", "canard_dev_a")):
        for record in read_lines(DATA / "followups" / f"{name}.jsonl.gz"):
            history = record["history"]
            if record.get("history_kind") == "user turns only":
                history = [turn for question in history for turn in (question, "")]
            if history:
                found.append(
                    FollowUp(
                        id=record["id"],
                        data=data,
                        conversation=_conversation(record["id"]),
                        history=tuple(history),
                        question=record["question"],
                        manual=record["rewrite"],
                    )
                )
    return found


def _conversation(key: str) -> str:
    if key.startswith("canard"):
        return key.rpartition("-")[0]
    return key.partition("_")[0]


def answers_pool(titled: bool) -> Pool:
    """Every answer turn as an article, and the answer that follows each question."""
    articles: dict[str, Article] = {}
    own: dict[str, str] = {}
    for name in ("cast", "canard_dev_a"):
        records = read_lines(DATA / "followups" / f"{name}.jsonl.gz")
        records = [r for r in records if r.get("history_kind") != "user turns only"]
        asked = {(_conversation(r["id"]), *r["history"], r["question"]): r["id"] for r in records}
        for record in records:
            history = record["history"]
            for end in range(2, len(history) + 1, 2):
                text = canonical_text(history[end - 1])
                if len(text.split()) < _FEWEST_WORDS:
                    continue
                title = " - ".join(record["topic"]) if titled and "topic" in record else ""
                key = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
                articles[key] = Article(id=key, title=title, text=text, source=name)
                if question := asked.get((_conversation(record["id"]), *history[: end - 1])):
                    own[question] = key
    return Pool(list(articles.values()), own)


def _joined(item: FollowUp) -> str:
    """As newsquote 0.1 did, for all questions."""
    return f"{item.question} (after: {item.history[-2]})"


def _shown(item: FollowUp) -> str:
    return stand_alone(item.question, item.history).text


def _searched(item: FollowUp) -> str:
    found = stand_alone(item.question, item.history)
    return " ".join((found.text, *found.search_terms))


WAYS = (
    Way("raw", lambda item: item.question),
    Way("joined to the last question", _joined),
    Way("ours, shown", _shown),
    Way("ours, searched", _searched),
    Way("manual", lambda item: item.manual),
)


def own_answer(retriever: Retriever, own: str, query: str) -> float:
    """Reciprocal rank of a question's own answer among the first ten; 0 if it is not there."""
    found = dict.fromkeys(hit.passage.article_id for hit in retriever.search(query, k=_CUT))
    return next((1 / rank for rank, key in enumerate(found, start=1) if key == own), 0.0)


def first_hits(retriever: Retriever, query: str) -> set[tuple[str, int]]:
    """The first ten passages."""
    return {(h.passage.article_id, h.passage.start) for h in retriever.search(query, k=_CUT)}


def term_f1(ours: str, manual: str) -> float:
    """F1 of the search terms of two questions."""
    left, right = set(question_terms(ours)), set(question_terms(manual))
    return 2 * len(left & right) / (len(left) + len(right))


def term_recall(ours: str, item: FollowUp) -> float | None:
    """Share of the terms that a person added which ours has too; None if none was added."""
    added = set(question_terms(item.manual)) - set(question_terms(item.question))
    return len(added & set(question_terms(ours))) / len(added) if added else None


Scores = dict[str, list[float | None]]


def _measure(items: Sequence[FollowUp], score: Callable[[FollowUp, str], float | None]) -> Scores:
    return {
        way.name: [score(item, way.text(item)) for item in track(items, description=way.name)]
        for way in WAYS
    }


def _row(name: str, items: Sequence[FollowUp], scores: Scores) -> dict[str, Any]:
    kept = {way: [s for s in values if s is not None] for way, values in scores.items()}
    means = {way: fmean(values) if values else 0.0 for way, values in kept.items()}
    gap = means["manual"] - means["raw"]
    closed = {
        f"closed {way}": f"{(means[way] - means['raw']) / gap:.0%}" if gap > 0 else "-"
        for way in ("ours, shown", "ours, searched")
    }
    return {"measure": name, "questions": len(kept["raw"])} | means | closed


def _rows(
    name: str, items: Sequence[FollowUp], score: Callable[[FollowUp, str], float | None]
) -> list[dict[str, Any]]:
    scores = _measure(items, score)
    groups: Iterable[tuple[str, Callable[[FollowUp], bool]]] = [
        (
            f"{data} {half}{said}",
            lambda i, d=data, t=tuning, s=said: (  # type: ignore[misc]
                i.data == d and i.is_for_tuning == t and (i.is_said or not s)
            ),
        )
        for data in ("cast", "canard")
        for half, tuning in (("tuned", True), ("unseen", False))
        for said in ("", ", said")
    ]
    rows = []
    for group, belongs in groups:
        at = [n for n, item in enumerate(items) if belongs(item)]
        if at:
            part = {way: [values[n] for n in at] for way, values in scores.items()}
            rows.append(_row(f"{name}: {group}", [items[n] for n in at], part))
    return rows


def milliseconds(items: Sequence[FollowUp]) -> list[float]:
    """How long each takes when the conversation has been followed so far."""
    taken = []
    for item in items:
        started = time.perf_counter()
        stand_alone(item.question, item.history)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    every: Annotated[int, typer.Option(help="Same hits for one question in so many.")] = 3,
    tuned_only: Annotated[bool, typer.Option(help="Leave the other half alone.")] = False,
) -> None:
    """Measure and publish."""
    items = [item for item in follow_ups() if item.is_for_tuning or not tuned_only]
    times = sorted(milliseconds(items))
    print(f"p50 {median(times):.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms")
    rows = _rows("terms F1", items, lambda item, text: term_f1(text, item.manual))
    rows += _rows("added terms found", items, lambda item, text: term_recall(text, item))
    for titled in (True, False):
        pool = answers_pool(titled)
        known = {article.id for article in pool.articles}
        asked = [item for item in items if pool.own.get(item.id) in known]
        with tempfile.TemporaryDirectory() as folder:
            build_index(pool.articles, folder)
            pool_index = Retriever.open(folder)
            rows += _rows(
                f"own answer MRR{'' if titled else ', no titles'}",
                asked,
                lambda item, text: own_answer(pool_index, pool.own[item.id], text),
            )
    publish("followups", "x", rows)


if __name__ == "__main__":
    typer.run(main)
