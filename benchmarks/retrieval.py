"""Retrieval quality: keyword only, dense only, fused.

TIME and Cranfield: nDCG@10, a document scored by its best passage. RealTime QA 2023: how often an
accepted answer stands in the first 1, 5, 10, 20 passages, over the whole archive, no filters, no
use of the asking date.

Example: newsquote build ../shared/data/realtimeqa/articles.jsonl.gz --into rtqa.index
         python -m benchmarks.retrieval rtqa.index
"""

import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Annotated, Any

import typer
from rich.progress import track

from benchmarks.data import collection, holds_answer, realtime_questions
from benchmarks.metrics import first_right, ndcg
from benchmarks.report import publish
from corpus import Article, canonical_text
from index import Rankings, Retriever, build_index

CUTS = (1, 5, 10, 20)
WAYS: dict[str, Callable[[Rankings], list[int]]] = {
    "keyword": lambda found: found.keyword,
    "dense": lambda found: found.dense,
    "fused": lambda found: [row for row, _ in found.fused()],
}


def collection_scores(name: str, folder: Path) -> dict[str, float]:
    """NDCG@10 of each way on a collection, indexed into a folder."""
    data = collection(name)
    articles = [
        Article(id=key, title=title, text=canonical_text(text), source=name)
        for key, (title, text) in data.documents.items()
    ]
    build_index(articles, folder)
    retriever = Retriever.open(folder)
    scores: dict[str, list[float]] = {way: [] for way in WAYS}
    for key, query in data.queries.items():
        if not any(data.relevance.get(key, {}).values()):
            continue
        found = retriever.rank(query)
        for way, order in WAYS.items():
            documents = dict.fromkeys(retriever.passage(row).article_id for row in order(found))
            scores[way].append(ndcg(list(documents), data.relevance[key]))
    return {way: fmean(values) for way, values in scores.items()}


def answer_recall(retriever: Retriever, year: int) -> dict[str, dict[int, float]]:
    """Share of questions with an answer in the first k passages, for each way and k."""
    text = lru_cache(maxsize=50_000)(lambda row: retriever.passage(row).text)
    ranks: dict[str, list[int | None]] = {way: [] for way in WAYS}
    for question in track(realtime_questions(year), description=f"RealTime QA {year}"):
        found = retriever.rank(question.question)
        for way, order in WAYS.items():
            passages = [text(row) for row in order(found)[: max(CUTS)]]
            ranks[way].append(first_right([holds_answer(p, question.answers) for p in passages]))
    return {
        way: {k: fmean(rank is not None and rank <= k for rank in found) for k in CUTS}
        for way, found in ranks.items()
    }


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    year: Annotated[int, typer.Option(help="2023 to report; 2022 to tune.")] = 2023,
) -> None:
    """Measure and publish."""
    with tempfile.TemporaryDirectory() as folder:
        small: Mapping[str, dict[str, float]] = {
            name: collection_scores(name, Path(folder) / name) for name in ("time", "cranfield")
        }
    recall = answer_recall(Retriever.open(index), year)
    rows: list[dict[str, Any]] = [
        {
            "ranking": way,
            "TIME nDCG@10": small["time"][way],
            "Cranfield nDCG@10": small["cranfield"][way],
        }
        | {f"RTQA {year} recall@{k}": recall[way][k] for k in CUTS}
        for way in WAYS
    ]
    publish(f"retrieval-{year}", f"Retrieval quality, index {index}", rows)


if __name__ == "__main__":
    typer.run(main)
