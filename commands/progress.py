"""How far long work has come, on stderr: a bar on a terminal, lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commands.printing import print_note

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from index import Progress

_SECONDS_BETWEEN_LINES = 20.0


@contextmanager
def build_bar() -> Iterator["Callable[[Progress], None]"]:
    """A bar with rate and time left on a terminal; elsewhere a line now and then.

    Yields:
        What takes a build's progress and shows it; each stage has a bar of its own.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=_stderr(),
        disable=not sys.stderr.isatty(),
    ) as bar:
        tasks: dict[str, TaskID] = {}
        said = 0.0

        def show(progress: "Progress") -> None:
            nonlocal said
            begins = progress.stage not in tasks
            if begins:
                tasks[progress.stage] = bar.add_task(progress.stage, total=progress.total, rate="")
            task = tasks[progress.stage]
            bar.update(task, completed=progress.done, total=progress.total)
            speed = bar.tasks[task].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")
            if bar.disable and (begins or bar.get_time() - said >= _SECONDS_BETWEEN_LINES):
                said = bar.get_time()
                print_note(_progress_line(progress, speed))

        yield show


@contextmanager
def count_bar(total: int) -> Iterator[Callable[[], None]]:
    """A bar over questions on a terminal; elsewhere nothing.

    Yields:
        What counts one more of them as asked.
    """
    from rich.progress import Progress

    with Progress(console=_stderr(), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda: bar.advance(task)


def _progress_line(progress: "Progress", speed: float | None) -> str:
    if not progress.done:
        return f"{progress.stage} ..."
    of = f" of {progress.total:,}" if progress.total else ""
    line = f"{progress.stage}: {progress.done:,}{of}"
    if speed:
        line += f", {speed:,.0f}/s"
    if speed and progress.total:
        line += f", {(progress.total - progress.done) / speed / 60:.0f} min left"
    return line


def _stderr() -> "Console":
    from rich.console import Console

    return Console(stderr=True)
