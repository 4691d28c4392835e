"""Cost as an archive grows: build time, memory, disk and query time, in a table and a picture.

Articles are made of sentences drawn from the RealTime QA archive, every fourth word drawn anew: any
number can be made, and they share no more than real ones do. Vectors are drawn too, not computed:
embedding costs the same for every passage (`benchmarks.peers` measures it) and would hide how the
rest grows. Every build and every search runs in a process of its own, whose peak memory counts
(Linux). Times are of the processor, which other work on the machine hardly moves; beside them those
of the clock.

Example: python -m benchmarks.growth --passages 1000,10000,100000,1000000
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Annotated, Any

import numpy as np
import typer

from benchmarks.data import DATA, read_lines, realtime_questions
from benchmarks.report import publish
from corpus import Article, canonical_text, read_articles, split_sentences
from index import Retriever, Vectors, build_index

PICTURE = Path(__file__).parents[1] / "docs" / "growth.png"
_PASSAGES_AN_ARTICLE = 9  # as in RealTime QA
_SENTENCES_AN_ARTICLE = 52
_DRAWN_FROM = 2_000  # articles
_QUESTIONS = 300

app = typer.Typer(add_completion=False)


class Drawn:
    """Draws the vector of a text around one of 500 centres; the same text gets the same."""

    name, fingerprint, dimension = "drawn", "drawn/1", 384

    def __init__(self) -> None:
        self._centres = np.random.default_rng(0).standard_normal((500, self.dimension))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape ``(len(texts), 384)``."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
            chance = np.random.default_rng(seed)
            row[:] = self._centres[seed % 500] + chance.standard_normal(self.dimension)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    embed_queries = embed_passages


def make_articles(count: int) -> Iterator[dict[str, str]]:
    """Records of articles whose sentences were never printed; one in twenty is a cut reprint."""
    texts = [
        canonical_text(record["text"])
        for record in read_lines(DATA / "realtimeqa" / "articles.jsonl.gz")[:_DRAWN_FROM]
    ]
    sentences = [text[s.start : s.end].split() for text in texts for s in split_sentences(text)]
    words = [word for sentence in sentences for word in sentence]
    chance = Random(1)  # noqa: S311 - a repeatable draw
    drawn: list[str] = []
    for number in range(count):
        if number % 20 == 1:
            drawn = drawn[: len(drawn) // 2]
        else:
            chosen = chance.sample(sentences, _SENTENCES_AN_ARTICLE)
            drawn = [_never_printed(sentence, words, chance) for sentence in chosen]
        yield {
            "id": f"made-{number}",
            "title": drawn[0][:80],
            "text": " ".join(drawn),
            "published": f"20{20 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}",
            "outlet": f"Outlet {number % 40}",
        }


def _never_printed(sentence: Sequence[str], words: Sequence[str], chance: Random) -> str:
    """A sentence with every fourth word drawn anew: articles share words, but no runs of them."""
    changed = list(sentence)
    for place in range(chance.randrange(4), len(changed), 4):
        changed[place] = chance.choice(words)
    return " ".join(changed)


@app.command()
def build(articles: Path, folder: Path) -> None:
    """Build one index; what it took, as JSON."""
    started, spent = time.perf_counter(), time.process_time()
    report = build_index(read_articles([articles]), folder, embedder=Drawn())
    seconds, processor = time.perf_counter() - started, time.process_time() - spent
    peak = peak_memory()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    again = time.process_time()
    changed = Article(id="made-0", title="Changed", text="The text of this article has changed.")
    build_index([changed], folder, embedder=Drawn())
    typer.echo(
        json.dumps(
            {
                "passages": report.passages,
                "articles": report.articles,
                "build s": processor,
                "one article changed s": time.process_time() - again,
                "build s by the clock": seconds,
                "build peak MB": peak,
                "disk MB": size // 10**6,
            }
        )
    )


@app.command()
def ask(folder: Path) -> None:
    """Ask one index; what it took, as JSON."""
    started = time.perf_counter()
    retriever = Retriever.open(folder, embedder=Drawn())
    opened = time.perf_counter() - started
    taken, waited = [], []
    for asked in realtime_questions(2023)[:_QUESTIONS]:
        started, spent = time.perf_counter(), time.process_time()
        retriever.search(asked.question, k=20)
        waited.append(1_000 * (time.perf_counter() - started))
        taken.append(1_000 * (time.process_time() - spent))
    typer.echo(
        json.dumps(
            {
                "opened s": opened,
                "query p50 ms": float(np.median(taken)),
                "query p95 ms": float(np.quantile(taken, 0.95)),
                "query p50 ms by the clock": float(np.median(waited)),
                "query peak MB": peak_memory(),
            }
        )
    )


def peak_memory() -> int:
    """Peak memory of this process so far, MiB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """The columns against the number of passages, both axes logarithmic."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 3, figsize=(11, 3.6))
    passages = [row["passages"] for row in rows]
    for panel, title, columns in zip(
        panels,
        ("processor seconds", "peak memory, MB", "a question, processor ms"),
        (
            ("build s", "one article changed s"),
            ("build peak MB", "query peak MB"),
            ("query p50 ms", "query p95 ms"),
        ),
        strict=True,
    ):
        for column in columns:
            panel.plot(passages, [row[column] for row in rows], marker="o", label=column)
        panel.set(xscale="log", yscale="log", xlabel="passages", title=title)
        panel.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=100)


@app.command()
def main(
    passages: Annotated[str, typer.Option(help="Sizes, with commas.")] = "1000,10000,100000",
    work: Annotated[Path, typer.Option(help="Where the indexes fit.")] = Path("runs/growth"),
) -> None:
    """Measure every size, print the table, draw the picture."""
    rows = []
    for size in passages.split(","):
        folder = work / f"{size}.index"
        shutil.rmtree(folder, ignore_errors=True)
        articles = work / f"{size}.jsonl"
        work.mkdir(parents=True, exist_ok=True)
        with articles.open("w", encoding="utf-8") as lines:
            for record in make_articles(max(1, int(size) // _PASSAGES_AN_ARTICLE)):
                lines.write(json.dumps(record) + "\n")
        row: dict[str, Any] = {}
        for command in (["build", str(articles), str(folder)], ["ask", str(folder)]):
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.growth", *command],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            row |= json.loads(done.stdout)
        rows.append(row)
        publish("growth", "Cost as the archive grows", rows)
        shutil.rmtree(folder)
        articles.unlink()
    draw(rows, PICTURE)


if __name__ == "__main__":
    app()
