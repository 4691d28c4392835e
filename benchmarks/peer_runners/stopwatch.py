"""One run of one tool: time it, and print its figures as one JSON line.

Needs the standard library only, and knows nothing of any tool: it runs in all their environments.
"""

import json
import resource
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

Record = dict[str, str]  # a line of the input: id, title and text of an article or a passage
Index = Callable[[list[Record]], int]  # indexes records; returns the number of passages

_REACHING_OUT = {
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
}


def time_ingest(load: Callable[[], Index], source: Path) -> None:
    """Load a tool, let it index, print the figures. Reading the input is not counted.

    Every attempt to reach a network is refused and counted.

    Args:
        load: Imports the tool and loads the model.
        source: JSON Lines of records.
    """
    refused = _refuse_network()
    with source.open(encoding="utf-8") as lines:
        records: list[Record] = [json.loads(line) for line in lines]
    started = time.perf_counter()
    index = load()
    ready = time.perf_counter()
    passages = index(records)
    seconds = time.perf_counter() - ready
    print_figures(
        articles=len({record["id"] for record in records}),
        passages=passages,
        seconds=seconds,
        ready_seconds=ready - started,
        peak_mib=peak_mib(resource.RUSAGE_SELF),
        refused=len(refused),
    )


def peak_mib(who: int) -> float:
    """Most memory held at once, in MiB, by this process or by a child that has ended (Linux)."""
    return resource.getrusage(who).ru_maxrss / 1024


def print_figures(**figures: float) -> None:
    """Print one JSON line, the last of this process."""
    sys.stdout.write("\n" + json.dumps(figures) + "\n")


def _refuse_network() -> list[str]:
    refused: list[str] = []

    def refuse(event: str, args: tuple[object, ...]) -> None:
        if event not in _REACHING_OUT or getattr(args[0], "family", None) == socket.AF_UNIX:
            return
        refused.append(event)
        sys.stderr.write(f"refused: {event} {args}\n")
        raise PermissionError(f"{event}: nothing may leave the machine while it is measured.")

    sys.addaudithook(refuse)
    return refused
