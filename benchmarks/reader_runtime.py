"""The reader's runtime beside the model it was exported from, in the same run.

Speed: one question over 20 passages of 200 word pieces, int8 ONNX against torch float32 in one
batch and in batches of 5, medians of alternating rounds. Parity: how often both find the same
span on questions of XQuAD. Memory: the peak of a fresh process that asks the sample archive one
question (Linux).

Example: python -m benchmarks.reader_runtime --sample sample.index
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import torch
import typer

from benchmarks.data import DATA, read_lines
from benchmarks.report import publish
from index import ENCODER_INPUTS, usable_cores
from qa.reading import Page
from qa.reading.onnx_reader import MODEL, WEIGHTS, WINDOW, OnnxReader, make_inputs
from qa.reading.windows import Window, best_spans, cut_windows, word_pieces
from qa.training.weights import load_trained

_PASSAGES, _TOKENS, _QUESTION = 20, 200, 16
_ASK = """
import re, sys
from pathlib import Path
from index import Retriever
from qa import Assistant
Assistant(Retriever.open(sys.argv[1])).ask("How many people died on the Lady Orla?")
heavy = {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(int(peak.group(1)) // 1024, sorted(heavy) or "none")
"""


def made_windows() -> list[Window]:
    """Windows of the size that is promised; the words do not matter to the clock."""
    draw = np.random.default_rng(1)
    length = _TOKENS + _QUESTION
    return [
        Window(0, draw.integers(2_000, 20_000, length).tolist(), _QUESTION, _QUESTION, [])
        for _ in range(_PASSAGES)
    ]


def alternate(ways: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Median milliseconds of each way, taken in turn."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds + 1):
        for way, times in zip(ways, taken, strict=True):
            started = time.perf_counter()
            way()
            times.append(1_000 * (time.perf_counter() - started))
    return [statistics.median(times[1:]) for times in taken]


def main(
    weights: Annotated[
        Path, typer.Option(help="Those of a run; the package's own are made floats again.")
    ] = WEIGHTS / MODEL,
    sample: Annotated[Path | None, typer.Option(help="Index of the sample archive.")] = None,
    rounds: int = 7,
    questions: int = 300,
) -> None:
    """Measure and print."""
    torch.set_num_threads(usable_cores())
    model, reader = load_trained(weights), OnnxReader()
    windows = made_windows()

    def run_torch(batch: list[Window]) -> list[np.ndarray]:
        inputs = [make_inputs(window) for window in batch]
        arrays = (np.concatenate([given[name] for given in inputs]) for name in ENCODER_INPUTS)
        with torch.inference_mode():
            return [part.numpy() for part in model(*map(torch.from_numpy, arrays))]

    int8, *floats = alternate(
        [
            lambda: list(reader.score(windows)),
            lambda: run_torch(windows),
            lambda: [run_torch(windows[i : i + 5]) for i in range(0, _PASSAGES, 5)],
        ],
        rounds,
    )
    float32 = min(floats)
    rows = [
        {"what": "int8 ONNX, 20 passages of 200 word pieces, ms", "value": int8},
        {"what": "torch float32, the same, the better of both batches, ms", "value": float32},
        {"what": "times faster", "value": float32 / int8},
    ]
    records = read_lines(DATA / "reader" / "dev" / "xquad_en.jsonl.gz")
    same, margins = [], []
    for record in Random(1).sample(records, questions):  # noqa: S311 - a sample
        page = Page("", record["context"])
        ours = reader.read(record["question"], [page])[0].spans[0]
        (window, *more) = cut_windows(record["question"], [page], word_pieces(), WINDOW)
        if more:
            continue
        start, end, *_ = run_torch([window])
        theirs = best_spans(window, start[0], end[0], page.text)[0]
        same.append((ours.start, ours.end) == (theirs.start, theirs.end))
        margins.append(abs(ours.margin - theirs.margin))
    rows += [
        {"what": "same best span as float32, share", "value": statistics.fmean(same)},
        {"what": "mean distance of margins", "value": statistics.fmean(margins)},
    ]
    if sample:
        command = [sys.executable, "-c", _ASK, str(sample)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append({"what": "question path on the sample: peak MB, heavy", "value": done.stdout})
    publish("reader-runtime", "The reader's runtime", rows)


if __name__ == "__main__":
    typer.run(main)
