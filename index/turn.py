"""Small changes to an index while a build writes to it: whose turn it is.

A withdrawal holds the turn while it writes. A build takes it where it looks at the seal, breaks it
or sets it, and now and then lets whoever waits go first. It is never taken within a transaction.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from index.errors import BuildIndexError

TURN = "turn.lock"


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait for the turn and hold it; the system frees it when the process ends, however it ends.

    Raises:
        BuildIndexError: The folder cannot be written.
    """
    lock = portalocker.Lock(folder / TURN, flags=portalocker.LockFlags.EXCLUSIVE)
    try:
        lock.acquire()
    except (OSError, portalocker.LockException) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise BuildIndexError(f"{folder} cannot be written: {why}.") from error
    try:
        yield
    finally:
        lock.release()


def give_way(folder: Path) -> None:
    """Let whoever waits for the catalogue write first; microseconds if nobody does."""
    with turn(folder):
        pass
