"""A build in a process of its own, so that it can be stopped at any moment and hinders nobody.

Killing it is safe: a build that was killed harms nothing. It ends by itself when the process that
started it ends. Run as ``python -m index.build_process`` it is that process: it reads what to build
from its first line of input, and tells of it in lines of JSON.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus import NewsQuoteError, read_articles
from index.progress import Progress

_SECONDS_BETWEEN_LINES = 0.2
_NICER = 10  # whoever asks meanwhile goes first
_REMEMBERED = 20  # notices


class BuildState(NamedTuple):
    """How a build stands.

    Attributes:
        is_running: Whether it goes on.
        progress: What it said last; None before it said anything.
        rate: Items a second at this stage; 0 while unknown.
        seconds_left: Until this stage is done; None while unknown.
        result: How it ended, a sentence for people; empty while it runs.
        is_good: Whether it ended with a new generation.
        notices: What it had to say on its way.
    """

    is_running: bool
    progress: Progress | None
    rate: float
    seconds_left: float | None
    result: str
    is_good: bool
    notices: tuple[str, ...]


class BuildProcess:
    """A build that goes on beside this process.

    Args:
        folder: The index.
        paths: Files and folders with articles; what the index keeps in ``uploads`` is read too.
        within: If given, no file outside these folders is read, whatever links lead there.
    """

    def __init__(
        self, folder: Path, paths: Sequence[Path], within: Sequence[Path] | None = None
    ) -> None:
        self._progress: Progress | None = None
        self._stage_began = (0.0, 0)
        self._result, self._is_good, self._cancelled = "", False, False
        self._notices: deque[str] = deque(maxlen=_REMEMBERED)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.build_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[1],  # where this package is found, installed or not
        )
        order = {
            "folder": str(folder.resolve()),
            "paths": [str(path.resolve()) for path in paths],
            "within": None if within is None else [str(path.resolve()) for path in within],
        }
        self._stdin.write(json.dumps(order).encode() + b"\n")
        self._stdin.flush()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def state(self) -> BuildState:
        """How it stands at this moment."""
        running, progress = self._listener.is_alive(), self._progress
        began, first = self._stage_began
        rate, left = 0.0, None
        if running and progress and progress.done > first:
            rate = (progress.done - first) / max(time.monotonic() - began, 0.001)
            if progress.total:
                left = (progress.total - progress.done) / rate
        return BuildState(
            running, progress, rate, left, self._result, self._is_good, tuple(self._notices)
        )

    def cancel(self) -> None:
        """Stop it now; what was served before is served on."""
        self._cancelled = True
        self._process.kill()
        self._listener.join()

    def wait(self, seconds: float | None = None) -> BuildState:
        """Wait until it ends, or for some seconds."""
        self._listener.join(seconds)
        return self.state()

    def _listen(self) -> None:
        if self._process.stdout is None:
            raise AssertionError("a pipe was asked for")
        with self._process.stdout as lines:
            for line in lines:
                self._take(json.loads(line))
        status = self._process.wait()
        self._stdin.close()
        if self._cancelled and not self._is_good:
            self._result = "The build was cancelled. Nothing was changed."
        elif not self._result:
            self._result = f"The build stopped without a word (status {status})."

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"progress": fields}:
                progress = Progress.model_validate(fields)
                if self._progress is None or progress.stage != self._progress.stage:
                    self._stage_began = (time.monotonic(), progress.done)
                self._progress = progress
            case {"notice": str(notice)}:
                self._notices.append(notice)
            case {"result": str(result), "is_good": bool(is_good)}:
                self._result, self._is_good = result, is_good

    @property
    def _stdin(self) -> Any:
        return self._process.stdin


def _tell(**message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class _Teller:
    """Tells of progress, but not too often."""

    def __init__(self) -> None:
        self._last: tuple[str, float] = ("", 0.0)

    def __call__(self, progress: Progress) -> None:
        stage, said = self._last
        now = time.monotonic()
        if stage != progress.stage or now - said > _SECONDS_BETWEEN_LINES:
            self._last = (progress.stage, now)
            _tell(progress=progress.model_dump())


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # ends when whoever started this process is gone
    os._exit(1)


def _main() -> None:
    from index.build import build_index  # the order of a parent needs none of it

    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICER)
    within = None if order["within"] is None else [Path(path) for path in order["within"]]
    try:
        report = build_index(
            read_articles(order["paths"], within=within),
            order["folder"],
            on_progress=_Teller(),
            on_notice=lambda notice: _tell(notice=notice),
        )
    except NewsQuoteError as error:
        _tell(result=str(error), is_good=False)
        return
    _tell(
        result=f"Built in {report.seconds:.1f} s: {report.articles:,} articles,"
        f" {len(report.ledger):,} inputs read.",
        is_good=True,
    )


if __name__ == "__main__":
    _main()
