"""What an index of the whole RealTime QA archive costs from day to day.

Building again with nothing changed, and with one article in a hundred changed, each as a whole
`newsquote build` on a copy of the index, in seconds of the clock and of the processor (which other
work on the machine hardly moves); searches one at a time, with and without filters, in a process
that does nothing else, and its peak memory (Linux).

Example: python -m benchmarks.upkeep rtqa.index
"""

import gzip
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from benchmarks.data import DATA
from benchmarks.report import publish
from index import usable_cores

ARCHIVE = DATA / "realtimeqa" / "articles.jsonl.gz"
_QUESTIONS = 500

# Searches as `ask` does, with the day each question was asked; then the same for two outlets.
_SEARCH = """
import json, re, sys, time
from pathlib import Path
from benchmarks.data import realtime_questions
from index import Retriever
started = time.perf_counter()
retriever = Retriever.open(sys.argv[1])
opened = time.perf_counter() - started
outlets = retriever.summary().outlets[:2]
questions = realtime_questions(2023)[: int(sys.argv[2])]
taken = {}
for name, filters in (("no filter", {}), ("two outlets, as of a day", {"outlets": outlets})):
    times = taken[name] = []
    for asked in questions:
        day = {"as_of": asked.asked} if filters else {}
        started = time.perf_counter()
        retriever.search(asked.question, k=20, **filters, **day)
        times.append(1000 * (time.perf_counter() - started))
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status).group(1)) // 1024
print(json.dumps({"opened": opened, "taken": taken, "peak": peak}))
"""


class Built(NamedTuple):
    """What a whole `newsquote build` took, and what it reported."""

    seconds: float
    processor: float
    report: dict[str, Any]


def build(articles: Path, index: Path) -> Built:
    """Run one build as people do."""
    started, spent = time.perf_counter(), _processor_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "cli", "build", str(articles), "--into", str(index), "--json"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return Built(time.perf_counter() - started, _processor_seconds() - spent, report)


def _processor_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def with_changes(path: Path, every: int) -> int:
    """Write the archive with each so-manieth article a sentence longer (0: none); how many."""
    changed = 0
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines, path.open("w") as out:
        for number, line in enumerate(lines):
            record = json.loads(line)
            if every and number % every == 0:
                record["text"] += " This article was corrected later."
                changed += 1
            out.write(json.dumps(record) + "\n")
    return changed


def _took(built: Built, what: str, share: float = 1) -> list[dict[str, Any]]:
    return [
        {"what": f"{what}, s", "value": share * built.seconds},
        {"what": f"{what}, processor s", "value": share * built.processor},
    ]


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
) -> None:
    """Measure and print."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=index.parent) as folder:
        copy = Path(folder) / "copy.index"
        shutil.copytree(index, copy)
        build(ARCHIVE, copy)  # whatever this newsquote makes in another way is made now
        with_changes(Path(folder) / "same.jsonl", 0)
        build(Path(folder) / "same.jsonl", copy)  # other bytes than the archive's, the same text
        for articles, what in (
            (ARCHIVE, "nothing changed, gzipped"),
            (Path(folder) / "same.jsonl", "nothing changed"),
        ):
            again = build(articles, copy)
            size = again.report["articles"]
            rows += _took(again, f"{what}, for 10,000 of {size:,} articles", 10_000 / size)
        changed = with_changes(Path(folder) / "changed.jsonl", 100)
        some = build(Path(folder) / "changed.jsonl", copy)
        embedded = some.report["embedded"]
        rows += _took(some, f"{changed} articles changed, {embedded:,} passages embedded")
    command = [sys.executable, "-c", _SEARCH, str(index), str(_QUESTIONS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said = json.loads(done.stdout)
    rows.append({"what": "index opened, s", "value": said["opened"]})
    for name, times in said["taken"].items():
        times.sort()
        for share in (0.5, 0.95):
            value = times[int(share * len(times))]
            rows.append({"what": f"search, {name}, p{100 * share:.0f}, ms", "value": value})
    rows.append({"what": "peak memory of the searching process, MiB", "value": said["peak"]})
    publish("upkeep", f"Upkeep of {index}, {usable_cores()} cores", rows)


if __name__ == "__main__":
    typer.run(main)
