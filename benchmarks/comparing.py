"""Questions over two or more reports: taken apart, both sides quoted, concluded, and right.

MultiHop-RAG's comparison and temporal queries, their evidence (facts only, there are no bodies) as
the archive: all 250 queries' articles. The rules were tuned on the even lines; the odd ones are the
measure, as in `benchmarks/order.py`. "Always yes" is what one gets without reading. Also: how many
ordinary questions (RealTime QA 2022 and 2023, NewsQA, BoolQ) are taken apart.

Example: python -m benchmarks.comparing          (two minutes on two cores)
"""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import typer

from benchmarks.attribution import Half
from benchmarks.data import DATA, read_lines
from benchmarks.multihop import KINDS, read_queries, two_sided
from benchmarks.report import publish
from corpus import read_articles
from index import Retriever, build_index
from qa import Answer, Assistant
from qa.comparing import take_apart

_ORDINARY = (
    "realtimeqa/questions-2022",
    "realtimeqa/questions-2023",
    "newsqa/dev",
    "yesno/boolq_val",
)
_SAME = {"true": "yes", "false": "no"}


class Asked(NamedTuple):
    """A query, what was answered, and what it took."""

    record: dict[str, Any]
    answer: Answer
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether the conclusion is the accepted answer."""
        return _plain(self.answer.short or "") == _plain(self.record["answers"][0])

    @property
    def is_quoted(self) -> bool:
        """Whether the first quote of every side is from an evidence article."""
        gold = set(self.record["evidence_article_ids"])
        firsts = [self.answer.quotes_of(side)[:1] for side in self.answer.sides]
        return all(quotes and quotes[0].article_id in gold for quotes in firsts)


def _plain(answer: str) -> str:
    return _SAME.get(answer.casefold(), answer.casefold())


def evidence_articles(records: Sequence[dict[str, Any]], path: Path) -> None:
    """Write the facts of all queries as articles, one a line."""
    articles: dict[str, dict[str, Any]] = {}
    for fact in (fact for record in records for fact in record["evidence"]):
        article = articles.setdefault(
            fact["article_id"],
            {key: fact[key] for key in ("url", "title", "outlet", "published")}
            | {"id": fact["article_id"], "facts": {}},
        )
        article["facts"][fact["fact"]] = None
    lines = (
        json.dumps(article | {"text": "\n\n".join(article.pop("facts"))})
        for article in articles.values()
    )
    path.write_text("\n".join(lines), encoding="utf-8")


def ask_all(assistant: Assistant, records: Sequence[dict[str, Any]]) -> Iterator[Asked]:
    """Ask every query."""
    for record in records:
        started = time.perf_counter()
        answer = assistant.ask(record["question"])
        yield Asked(record, answer, 1000 * (time.perf_counter() - started))


def row(name: str, asked: Sequence[Asked]) -> dict[str, Any]:
    """Figures of some queries."""
    apart = [one for one in asked if one.answer.sides]
    concluded = [one for one in apart if one.answer.short]
    yes = sum(_plain(one.record["answers"][0]) == "yes" for one in concluded)
    return {
        "queries": name,
        "asked": len(asked),
        "taken apart": len(apart),
        "sides quoted": sum(one.is_quoted for one in apart),
        "concluded": len(concluded),
        "right": sum(one.is_right for one in concluded),
        "always yes": yes,
        "ms, median": round(median(one.milliseconds for one in asked)),
    }


def ordinary_rows() -> list[dict[str, Any]]:
    """How many ordinary questions are taken apart."""
    rows = []
    for name in _ORDINARY:
        questions = [r["question"] for r in read_lines(DATA / f"{name}.jsonl.gz")]
        apart = sum(take_apart(q, ("CNN", "USA Today", "The Week")) is not None for q in questions)
        rows.append({"questions": name, "count": len(questions), "taken apart": apart})
    return rows


def main() -> None:
    """Measure, print tables, write them to ``benchmarks/results``."""
    records = read_queries()
    with tempfile.TemporaryDirectory() as folder:
        facts, into = Path(folder) / "facts.jsonl", Path(folder) / "facts.index"
        evidence_articles(records, facts)
        build_index(read_articles([facts]), into=into)
        assistant = Assistant(Retriever.open(into))
        asked = {
            name: list(ask_all(assistant, two_sided(records, half)))
            for name, half in (("tuned on", Half.TUNE), ("held out", Half.TEST))
        }
    rows = [
        row(f"{kind}, {name}", [one for one in own if kind in (one.record["kind"], "both")])
        for name, own in asked.items()
        for kind in (*KINDS, "both")
    ]
    publish("comparing", "Comparison and temporal queries of MultiHop-RAG", rows)
    publish("comparing-ordinary", "Ordinary questions that are taken apart", ordinary_rows())


if __name__ == "__main__":
    typer.run(main)
