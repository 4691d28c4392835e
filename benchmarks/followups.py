"""Follow-ups made standalone: is found what the question made standalone by a person finds?

TREC CAsT and the CANARD development set. Neither comes with its collection, so there are two tests:

1. Own answer. The pool is every answer turn of both sets (8 words or more; CANARD's under the
   title of the page it speaks of, as an article has a headline), indexed and ranked as articles
   are. Right is the turn that follows the question (MRR@10).
2. Same hits. Over an archive of news: how many of the first ten passages of the person's question
   are among the first ten of ours. No answers are needed, so all questions count.

And, without any search, F1 of the search terms against the person's question, and how many of the
terms that the person added were found.

Conversations are split by a hash: one half to tune on, the other not looked at. CANARD's people
named the page, which nobody had said; "said" counts only questions whose rewrite needs no word
that history does not hold.

Example: python -m benchmarks.followups rtqa.index
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from statistics import fmean, median
from typing import Annotated, Any, NamedTuple

import typer
from rich.progress import track

from benchmarks.data import DATA, read_lines
from benchmarks.report import publish
from corpus import Article, canonical_text
from index import Retriever, build_index, question_terms
from qa.conversation import Rewrite, stand_alone

_FEWEST_WORDS = 8
_CUT = 10
_TIMED = 300


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
    def number(self) -> int:
        """A number drawn for its conversation, in [0, 255]."""
        return hashlib.sha256(self.conversation.encode()).digest()[1]

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


def answers_pool() -> Pool:
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
                title = " - ".join(record["topic"]) if "topic" in record else ""
                key = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
                articles[key] = Article(id=key, title=title, text=text, source=name)
                if question := asked.get((_conversation(record["id"]), *history[: end - 1])):
                    own[question] = key
    return Pool(list(articles.values()), own)


def _joined(item: FollowUp) -> str:
    """As newsquote 0.1 did, for all questions."""
    return f"{item.question} (after: {item.history[-2]})"


@cache
def _rewritten(item: FollowUp) -> Rewrite:
    return stand_alone(item.question, item.history)


def _shown(item: FollowUp) -> str:
    return _rewritten(item).text


def _searched(item: FollowUp) -> str:
    found = _rewritten(item)
    return " ".join((found.text, *found.search_terms))


WAYS = (
    Way("raw", lambda item: item.question),
    Way("joined", _joined),
    Way("ours, shown", _shown),
    Way("ours, searched", _searched),
    Way("manual", lambda item: item.manual),
)


def own_answer(retriever: Retriever, own: str, query: str) -> float:
    """Reciprocal rank of a question's own answer among the first ten; 0 if it is not there."""
    found = dict.fromkeys(hit.passage.article_id for hit in retriever.search(query, k=_CUT))
    return next((1 / rank for rank, key in enumerate(found, start=1) if key == own), 0.0)


@cache
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


def same_hits(retriever: Retriever, ours: str, manual: str) -> float:
    """Share of the first hits of the person's question that ours finds among its own."""
    wanted = first_hits(retriever, manual)
    return len(wanted & first_hits(retriever, ours)) / len(wanted) if wanted else 1.0


Score = Callable[[FollowUp, str], float | None]


def _rows(name: str, items: Sequence[FollowUp], score: Score) -> list[dict[str, Any]]:
    """One row for each half of each data set, all questions and those that history can solve."""
    scores = {
        way.name: [score(item, way.text(item)) for item in track(items, description=way.name)]
        for way in WAYS
    }
    rows = []
    for data, is_tuned, is_said in product(("cast", "canard"), (True, False), (False, True)):
        at = [
            number
            for number, item in enumerate(items)
            if item.data == data and item.is_for_tuning == is_tuned and item.is_said >= is_said
        ]
        if at:
            group = f"{data}, {'tuned' if is_tuned else 'unseen'}{', said' if is_said else ''}"
            part = {way: [values[n] for n in at] for way, values in scores.items()}
            rows.append({"measure": name, "questions of": group} | _means(part))
    return rows


def _means(scores: dict[str, list[float | None]]) -> dict[str, Any]:
    kept = {way: [s for s in values if s is not None] for way, values in scores.items()}
    means = {way: fmean(values) if values else 0.0 for way, values in kept.items()}
    gap = means["manual"] - means["raw"]
    closed = (means["ours, searched"] - means["raw"]) / gap if gap > 0 else 0.0
    return {"n": len(kept["raw"])} | means | {"gap closed": f"{closed:.0%}"}


def _own_answers(items: Sequence[FollowUp], kept: Path | None) -> list[dict[str, Any]]:
    pool = answers_pool()
    asked = [item for item in items if item.id in pool.own]
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        build_index(pool.articles, folder)
        retriever = Retriever.open(folder)

        def score(item: FollowUp, text: str) -> float:
            return own_answer(retriever, pool.own[item.id], text)

        return _rows("own answer, MRR@10", asked, score)


def publish_times(items: Sequence[FollowUp]) -> None:
    """Time of each, in the order of the conversations, so that earlier turns are known.

    Processor time too: wall time grows with what else the machine does.
    """
    stand_alone("Why?", ("Is it cold?", ""))  # loads the grammar
    walls, processor = [], []
    for item in items:
        wall, cpu = time.perf_counter(), time.process_time()
        stand_alone(item.question, item.history)
        walls.append((time.perf_counter() - wall) * 1000)
        processor.append((time.process_time() - cpu) * 1000)
    row: dict[str, Any] = {"questions": len(items)}
    for name, taken in (("wall", sorted(walls)), ("processor", sorted(processor))):
        row |= {f"{name} p50 ms": median(taken), f"{name} p95 ms": taken[-len(taken) // 20]}
    publish("followups-time", "Time to make a question stand alone", [row], digits=1)


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    every: Annotated[int, typer.Option(help="Same hits for one question in so many.")] = 4,
    sample: Annotated[int, typer.Option(help="One conversation in so many.")] = 1,
    pool: Annotated[Path | None, typer.Option(help="Where to keep the answers' index.")] = None,
) -> None:
    """Measure and publish."""
    items = [item for item in follow_ups() if item.number % sample == 0]
    publish_times(items[:_TIMED])
    rows = _rows("terms, F1", items, lambda item, text: term_f1(text, item.manual))
    rows += _rows("added terms found", items, lambda item, text: term_recall(text, item))
    rows += _own_answers(items, pool)
    archive = Retriever.open(index)
    rows += _rows(
        "same hits @10", items[::every], lambda item, text: same_hits(archive, text, item.manual)
    )
    title = f"Follow-ups made standalone, archive {index.name}, 1 in {sample} conversations"
    publish("followups", title, rows, digits=3)


if __name__ == "__main__":
    typer.run(main)
