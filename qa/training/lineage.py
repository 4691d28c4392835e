"""The runs that led to some weights, and what a run began from, kept in its own folder.

Where a run began may be moved, trained further or exported over; what is needed of it later is
copied when the run begins. Knows nothing of how a run is trained.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from qa.errors import TrainReaderError
from qa.reading.onnx_reader import CARD
from qa.training.settings import SETTINGS, Settings

LOG = "log.jsonl"
"""What a run was taught and how far it came, a line each."""

_BEGIN = "begin"
_EARLIER = "begin.json"

Runs = list[dict[str, Any]]


def keep_beginning(run: Path, begin: Path) -> None:
    """Copy the weights that a run begins from into its folder, and the runs behind them.

    Raises:
        TrainReaderError: Nothing beside the weights tells how they were made.
    """
    if (run / _EARLIER).exists():
        return
    runs = _runs_behind(begin)
    shutil.copyfile(begin, run / f"{_BEGIN}{begin.suffix}")
    (run / _EARLIER).write_text(json.dumps(runs) + "\n", encoding="utf-8")


def beginning(run: Path) -> Path | None:
    """The weights that a run began from; None if it began from the encoder as published."""
    kept = [path for path in run.glob(f"{_BEGIN}.*") if path.name != _EARLIER]
    if kept:
        return kept[0]
    begin = Settings.of(run).begin  # a run that has just been claimed, or is older than the copies
    return Path(begin) if begin else None


def runs_of(run: Path) -> Runs:
    """The runs that led to the weights of a finished run, first one first: settings and counts."""
    settings = Settings.of(run)
    log = [json.loads(line) for line in (run / LOG).read_text(encoding="utf-8").splitlines()]
    this = {
        "stages": settings.stages,
        "rate": settings.rate,
        "batch_tokens": settings.batch_tokens,
        "seed": settings.seed,
        "steps": next(line["finished"] for line in reversed(log) if "finished" in line),
        "examples": {line["stage"]: line["examples"] for line in log if "examples" in line},
    }
    return [*_before(run, settings), this]


def _before(run: Path, settings: Settings) -> Runs:
    if not settings.begin:
        return []
    if (run / _EARLIER).exists():
        kept: Runs = json.loads((run / _EARLIER).read_text(encoding="utf-8"))
        return kept
    return _runs_behind(Path(settings.begin))


def _runs_behind(weights: Path) -> Runs:
    folder = weights.parent
    if (folder / SETTINGS).exists():
        return runs_of(folder)
    try:
        runs: Runs = json.loads((folder / CARD).read_text(encoding="utf-8"))["runs"]
    except (OSError, KeyError, ValueError) as error:
        raise TrainReaderError(
            f"{folder} holds neither {SETTINGS} nor a {CARD} that names runs: how {weights.name}"
            " was made is not known. Begin from the folder of a run, or of an export."
        ) from error
    return runs
