"""Who reads a generation, so that none is removed under its readers.

A reader holds a shared lock on the generation's manifest for as long as it lives, and the system
frees the lock when the process ends, however it ends.
"""

from pathlib import Path
from typing import BinaryIO

import portalocker

from index.errors import RestoreIndexError
from index.generation import MANIFEST


class Lease:
    """A reader's hold on a generation.

    Args:
        folder: The generation's.

    Raises:
        RestoreIndexError: It is gone, or is being removed at this moment.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._manifest = (folder / MANIFEST).open("rb")
        except OSError as error:
            raise RestoreIndexError(
                f"{error.filename} cannot be read ({error.strerror}). Build again."
            ) from error
        if not _lock(self._manifest, portalocker.LockFlags.SHARED):
            self._manifest.close()
            raise RestoreIndexError(f"{folder} is being removed. Open the index again.")

    def give_up(self) -> None:
        """Let the generation go."""
        self._manifest.close()


def is_read(folder: Path) -> bool:
    """Whether someone reads a generation."""
    try:
        with (folder / MANIFEST).open("rb") as manifest:
            return not _lock(manifest, portalocker.LockFlags.EXCLUSIVE)
    except FileNotFoundError:
        return False


def _lock(manifest: BinaryIO, flags: portalocker.LockFlags) -> bool:
    """Lock a file, for as long as it is open; False if another's lock is in the way."""
    try:
        portalocker.lock(manifest, flags | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.AlreadyLocked:
        return False
    except portalocker.LockException:
        # A file system without locks, such as some network drives: readers are not counted there,
        # and the last two generations are kept as everywhere.
        return True
    return True
