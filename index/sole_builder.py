"""One build at a time in a folder, and only in a folder that is ours."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from index.catalogue import FILE_NAME
from index.clock import utc_now
from index.errors import BuildIndexError, WaitForBuildError
from index.generation import FOLDER
from index.seal import SEAL
from index.turn import TURN
from index.uploads import UPLOADS, UPLOADS_LOCK

_LOCK = "build.lock"
_OWNER = "build.owner"
_FEEDBACK = "feedback.jsonl"  # not ours to read; it outlives a catalogue that is made anew
_OURS = {
    *(FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", SEAL),
    *(_LOCK, _OWNER, TURN, FOLDER, UPLOADS, UPLOADS_LOCK, _FEEDBACK),
}


@contextmanager
def sole_builder(folder: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        WaitForBuildError: Another build is writing to this folder.
        BuildIndexError: The folder holds something else, or cannot be written.
    """
    _claim_folder(folder)
    lock = portalocker.Lock(folder / _LOCK, timeout=0, fail_when_locked=True)
    try:
        lock.acquire()
    except portalocker.LockException as error:  # of which AlreadyLocked is one
        owner = (folder / _OWNER).read_text(encoding="utf-8") if (folder / _OWNER).exists() else ""
        raise WaitForBuildError(
            f"Another build is writing to {folder} ({owner or 'just started'}). Wait until it is"
            " done, then try again."
        ) from error
    except OSError as error:
        raise BuildIndexError(f"{folder} cannot be written: {error.strerror}.") from error
    try:
        (folder / _OWNER).write_text(f"process {os.getpid()} since {utc_now()}", encoding="utf-8")
        yield
    finally:
        (folder / _OWNER).unlink(missing_ok=True)
        lock.release()


def _claim_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BuildIndexError(f"{folder} is a file. Name a folder for the index.")
    if folder.is_dir() and not (folder / FILE_NAME).exists():
        foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in _OURS)
        if foreign:
            raise BuildIndexError(
                f"{folder} holds other files ({', '.join(foreign[:3])}). Choose a new or empty"
                " folder for the index."
            )
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildIndexError(f"{folder} cannot be written: {error.strerror}.") from error
