"""A checksum over the whole catalogue, so that a flipped byte is noticed wherever it lies.

A build breaks the seal before it writes and sets it when it is done. Without one, a build runs or
was stopped; the next that ends sets it. Whoever looks at the seal to break or set it has the turn
(see `index.turn`), for articles may be withdrawn while a build runs.
"""

import hashlib
from enum import Enum
from pathlib import Path
from typing import NamedTuple, Self

from index.catalogue import FILE_NAME
from index.database import Database
from index.durable import flush_folder, replace_file

SEAL = "catalogue.sha256"


class SealState(Enum):
    """What the seal says of the catalogue."""

    WHOLE = "whole"
    CHANGED = "changed"
    ABSENT = "absent"


def set_seal(folder: Path) -> None:
    """Note the checksum of an index's catalogue; its write-ahead log must be empty."""
    replace_file(folder / SEAL, f"{_checksum(folder / FILE_NAME)}\n".encode())


def break_seal(folder: Path) -> None:
    """Remove the seal, before the catalogue is written."""
    (folder / SEAL).unlink(missing_ok=True)
    flush_folder(folder)


def check_seal(folder: Path) -> SealState:
    """Compare the catalogue with its seal. While a build runs there is none."""
    try:
        seal = (folder / SEAL).read_bytes()
        if seal == f"{_checksum(folder / FILE_NAME)}\n".encode():
            return SealState.WHOLE
        still = (folder / SEAL).read_bytes() == seal  # else a build came between
    except FileNotFoundError:
        return SealState.ABSENT
    return SealState.CHANGED if still else SealState.ABSENT


class Sealing(NamedTuple):
    """The seal while its catalogue is written. One that tells of a change is left as it is."""

    folder: Path
    is_good: bool

    @classmethod
    def look_at(cls, folder: Path) -> Self:
        """Compare the catalogue with its seal, before anything is written."""
        return cls(folder, is_good=check_seal(folder) is not SealState.CHANGED)

    def open(self) -> None:
        """The catalogue will be written from now on."""
        if self.is_good:
            break_seal(self.folder)

    def close(self, database: Database) -> None:
        """The catalogue will not be written any more."""
        if self.is_good and database.fold_log():
            set_seal(self.folder)


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
