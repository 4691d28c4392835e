"""Dense search as an archive grows: exact beside the second index, at up to millions of vectors.

The vectors are made from those of a real index: each is a real one, moved by half the difference
of two others of its neighbourhood, so that they lie in clusters as real ones do. Questions are
those of RealTime QA 2023. Searches run one at a time in a fresh process, whose peak memory counts.

Example: python -m benchmarks.vectors rtqa.index --rows 100000,1000000,5000000
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import faiss
import numpy as np
import typer
from numpy.typing import NDArray
from rich.progress import track

from benchmarks.data import realtime_questions
from benchmarks.report import publish
from index import Retriever, open_embedder, usable_cores
from index.vectors import FILE, NEAR_FILE, VectorIndex, VectorWriter

_QUESTIONS = 200
_NEIGHBOURHOODS = 256
_AT_ONCE = 50_000
_K = 10
_REACH = 200  # how deep the retriever reads the ranking by meaning

# Opens an index and asks; prints what it took. Peak memory is that of this process alone (Linux).
_ASK = """
import json, re, sys, time
from pathlib import Path
import numpy as np
folder, reach, exactly = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exact"
questions = np.load(folder / "questions.npy")
from index.vectors import VectorIndex
started = time.perf_counter()
index = VectorIndex.open(folder, exact_up_to=2**60 if exactly else 0)
opened = time.perf_counter() - started
half = np.arange(len(index)) % 2 == 0
taken, filtered, found = [], [], []
for question in questions:
    started = time.perf_counter()
    hits = index.search(question, reach)
    taken.append(time.perf_counter() - started)
    found.append([row for row, _ in hits[:10]])
for question in questions[:50]:
    started = time.perf_counter()
    index.search(question, reach, half)
    filtered.append(time.perf_counter() - started)
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status).group(1)) / 1024
print(json.dumps({"opened": opened, "taken": taken, "filtered": filtered, "peak": peak,
                  "found": found}))
"""


class Maker:
    """Makes vectors like those of a real index."""

    def __init__(self, real: NDArray[np.float32]) -> None:
        clusters = faiss.Kmeans(real.shape[1], _NEIGHBOURHOODS, niter=8, seed=1, spherical=True)
        clusters.train(real)
        _, nearest = clusters.index.search(real, 1)
        self._real = real
        self._members = [np.flatnonzero(nearest[:, 0] == c) for c in range(_NEIGHBOURHOODS)]
        self._shares = np.array([len(rows) for rows in self._members]) / len(real)

    def make(self, count: int, chance: np.random.Generator) -> NDArray[np.float32]:
        """Unit vectors, shape ``(count, dimension)``."""
        parts = []
        counts = chance.multinomial(count, self._shares)
        for members, some in zip(self._members, counts, strict=True):
            if some:
                base, one, other = self._real[chance.choice(members, size=(3, some))]
                parts.append(base + 0.5 * (one - other))
        rows = np.concatenate(parts)[chance.permutation(count)]
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def write(folder: Path, rows: int, maker: Maker) -> float:
    """Make and write an index of so many rows; seconds spent on the files alone."""
    chance = np.random.default_rng(rows)
    writer = VectorWriter(maker.make(1, chance).shape[1], exact_up_to=0)
    for start in track(range(0, rows, _AT_ONCE), f"{rows:,} vectors"):
        writer.add(maker.make(min(_AT_ONCE, rows - start), chance))
    started = time.perf_counter()
    writer.write(folder)
    return time.perf_counter() - started


def ask(folder: Path, reach: int, way: str) -> dict[str, Any]:
    """Ask all questions in a process of its own."""
    command = [sys.executable, "-c", _ASK, str(folder), str(reach), way]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def measure(rows: int, maker: Maker, questions: NDArray[np.float32], work: Path) -> list[Any]:
    """Both ways at one size."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        built = write(folder, rows, maker)
        np.save(folder / "questions.npy", questions)
        exact, near = ask(folder, _REACH, "exact"), ask(folder, _REACH, "near")
        recall = np.mean(
            [len(set(a) & set(b)) / _K for a, b in zip(exact["found"], near["found"], strict=True)]
        )
        return [
            {
                "rows": f"{rows:,}",
                "way": way,
                "recall@10": float(right),
                "p50 ms": 1_000 * float(np.median(said["taken"])),
                "p95 ms": 1_000 * float(np.quantile(said["taken"], 0.95)),
                "p50 filtered": 1_000 * float(np.median(said["filtered"])),
                "peak MB": round(said["peak"]),
                "opened s": said["opened"],
                "files MB": round(sum((folder / n).stat().st_size for n in files) / 1e6),
                "written s": round(built) if way == "second index" else "",
            }
            for way, said, right, files in (
                ("exact", exact, 1.0, [FILE]),
                ("second index", near, recall, [FILE, NEAR_FILE]),
            )
        ]


def main(
    index: Annotated[Path, typer.Argument(help="A real index, the larger the better.")],
    rows: Annotated[str, typer.Option(help="Sizes, with commas.")] = "100000,1000000,5000000",
    work: Annotated[Path, typer.Option(help="Where files of several gigabytes fit.")] = Path(
        "runs"
    ),
) -> None:
    """Measure and print."""
    work.mkdir(exist_ok=True)
    retriever = Retriever.open(index)
    vectors = VectorIndex.open(retriever.folder / retriever.generation.folder)
    maker = Maker(vectors.rows(range(len(vectors))))
    asked = [q.question for q in realtime_questions(2023)][:_QUESTIONS]
    questions = open_embedder().embed_queries(asked)
    table = [row for n in rows.split(",") for row in measure(int(n), maker, questions, work)]
    publish("vectors", f"Dense search, {_REACH} deep, {usable_cores()} cores", table)


if __name__ == "__main__":
    typer.run(main)
