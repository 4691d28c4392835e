"""Articles that were handed in: kept as files in the index, and read by every later build.

What is handed in is untrusted: names are made harmless, sizes are limited, nothing is overwritten,
and archives are unpacked by name and size. A file has its name only when it is whole: one that
is cut off, because the server was killed, is never read. Knows nothing of who hands it in.
"""

import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

import portalocker
from portalocker import LockFlags

from corpus import FORMATS, Rejected
from index.durable import flush_folder
from index.errors import ChooseUploadError

UPLOADS = "uploads"
"""The folder inside an index."""

UPLOADS_LOCK = "uploads.lock"
"""A file inside an index, locked while files are handed in: by one after the other."""

MOST_BYTES = 500 * 2**20
"""Of all files that are handed in at once, unpacked, unless another limit is given."""

MOST_FILES = 5_000

_PARTIAL = ".handed-in.part"  # no harmless name begins with a full stop
_HARMFUL = re.compile(r"[^\w .,'()+&@#%=~-]")
_LONGEST_NAME = 200  # bytes; most file systems bear 255, and a number may be added
_LONGEST_END = 40  # characters
_CHUNK = 1 << 20
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


class Kept(NamedTuple):
    """What became of files that were handed in.

    Attributes:
        files: Where they are kept now, or were already.
        rejected: Those of a format that is not read.
    """

    files: tuple[Path, ...]
    rejected: tuple[Rejected, ...]


class _Handed(NamedTuple):
    name: str
    where: str  # for people
    open: Callable[[], IO[bytes]]


def keep_uploads(
    folder: Path,
    files: Iterable[Path],
    *,
    most_bytes: int = MOST_BYTES,
    most_files: int = MOST_FILES,
) -> Kept:
    """Keep files as inputs of later builds.

    Args:
        folder: The index.
        files: In the formats that `corpus.read_articles` reads, or ``.zip`` archives of such.
        most_bytes: How many at most, of all files together, unpacked.
        most_files: How many at most, those in archives counted.

    Returns:
        The files kept, under names of their own, and those refused.

    Raises:
        ChooseUploadError: Too much, a file that cannot be read, or a disk that is full; then none
            is kept.
    """
    home = folder / UPLOADS
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(folder, LockFlags.EXCLUSIVE):
            kept = _keep_all(files, home, most_bytes, most_files)
            flush_folder(home)
            return kept
    except OSError as error:  # what goes wrong in reading was told by then
        raise ChooseUploadError(
            f"{home} cannot be written ({error.strerror}). Check its permissions and the space on"
            " its disk, then hand the files in again. None was kept."
        ) from error


def clear_partial(folder: Path) -> None:
    """Remove what a killed upload left half written, unless one goes on at this moment.

    Args:
        folder: The index.
    """
    unfinished = folder / UPLOADS / _PARTIAL
    if not unfinished.exists():
        return
    try:
        with _alone(folder, LockFlags.EXCLUSIVE | LockFlags.NON_BLOCKING):
            unfinished.unlink(missing_ok=True)
    except portalocker.AlreadyLocked:
        pass


def _alone(folder: Path, flags: LockFlags) -> AbstractContextManager[object]:
    return portalocker.Lock(folder / UPLOADS_LOCK, flags=flags, fail_when_locked=True)


def _keep_all(files: Iterable[Path], home: Path, most_bytes: int, most_files: int) -> Kept:
    kept: dict[Path, bool] = {}
    rejected: list[Rejected] = []
    left = most_bytes
    try:
        for number, handed in enumerate(_unpacked(files), start=1):
            if number > most_files:
                raise ChooseUploadError(f"More than {most_files:,} files. Hand in fewer at once.")
            if not _is_read(handed.name):
                rejected.append(Rejected.skipped(handed.name, _UNREAD))
                continue
            path, is_new = _keep(handed, home, left, most_bytes)
            kept[path] = is_new or kept.get(path, False)
            left -= path.stat().st_size
    except BaseException:
        _remove(kept)
        raise
    return Kept(tuple(kept), tuple(rejected))


_UNREAD = f"this format is not read; known: {', '.join(FORMATS)}, also with .gz, and .zip of these"


def harmless_name(name: str) -> str:
    """A file name without folders, hidden or control characters, or names that systems reserve.

    The extensions stay, for they tell the format.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    name = "_".join(part for part in parts if part not in ("/", "..", "."))
    name = _HARMFUL.sub("_", name).strip(" .")
    stem, dot, end = _parted(name)
    room = _LONGEST_NAME - len(f"{dot}{end}".encode())
    name = f"{stem.encode()[:room].decode(errors='ignore').rstrip()}{dot}{end}"
    return f"_{name}" if _RESERVED.match(name) or not stem else name


def _parted(name: str) -> tuple[str, str, str]:
    """The name, a full stop, and its extension, with ``.gz`` if there is one."""
    packed = name[-3:] if name.lower().endswith(".gz") else ""
    stem, dot, end = name[: len(name) - len(packed)].rpartition(".")
    if not dot:
        return name, "", ""
    return stem, dot, (end + packed)[-_LONGEST_END:]


def _is_read(name: str) -> bool:
    return Path(name.lower().removesuffix(".gz")).suffix in FORMATS


def _unpacked(files: Iterable[Path]) -> Iterator[_Handed]:
    for file in files:
        if file.suffix.lower() != ".zip":
            yield _Handed(file.name, file.name, lambda file=file: file.open("rb"))  # type: ignore[misc]
            continue
        with _reading(file.name):
            archive = zipfile.ZipFile(file)
        with archive:
            for member in archive.infolist():
                name = member.filename
                if not name.endswith("/") and not _is_hidden(name):
                    yield _Handed(name, f"{name} in {file.name}", partial(archive.open, member))


@contextmanager
def _reading(where: str) -> Iterator[None]:
    """Turn what goes wrong in reading what a stranger made into what the user can do about it."""
    try:
        yield
    except _UNREADABLE as error:
        raise ChooseUploadError(
            f"{where} cannot be read ({error}). Hand in a whole copy of it. None was kept."
        ) from error


# Of a damaged archive, or one that is encrypted (RuntimeError) or packed in another way.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError),
)


def _is_hidden(name: str) -> bool:
    """Whether a name in an archive is of what systems add to it, such as ``.DS_Store``."""
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _keep(handed: _Handed, home: Path, left: int, most_bytes: int) -> tuple[Path, bool]:
    """Write a file under a name that is free; one that is there with the same content stays.

    Raises:
        ChooseUploadError: It is larger than what is ``left`` of the ``most_bytes`` of all files.
    """
    unfinished = home / _PARTIAL  # of a killed upload, it is overwritten
    try:
        with unfinished.open("wb") as target:
            if not _copy(handed, target, left):
                raise ChooseUploadError(
                    f"The files have more than {most_bytes / 2**20:,.0f} MiB together,"
                    " unpacked. Hand in fewer at once."
                )
        for path in _names(home / harmless_name(handed.name)):
            if not path.exists():
                unfinished.replace(path)
                return path, True
            if _is_same(unfinished, path):
                return path, False
    finally:
        unfinished.unlink(missing_ok=True)
    raise ChooseUploadError(f"Too many files are named {handed.name}. Rename it.")


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    stem, _, end = wanted.name.partition(".")
    for number in range(2, MOST_FILES + 2):
        yield wanted.with_name(f"{stem} ({number}).{end}")


def _copy(handed: _Handed, target: IO[bytes], most_bytes: int) -> bool:
    """Write a file; False if it has more bytes, which are not written then."""
    for chunk in _chunks(handed):
        most_bytes -= len(chunk)
        if most_bytes < 0:
            return False
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return True


def _chunks(handed: _Handed) -> Iterator[bytes]:
    with _reading(handed.where), handed.open() as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def _is_same(left: Path, right: Path) -> bool:
    with left.open("rb") as here, right.open("rb") as there:
        while True:
            chunk = here.read(_CHUNK)
            if chunk != there.read(_CHUNK):
                return False
            if not chunk:
                return True


def _remove(kept: dict[Path, bool]) -> None:
    for path, is_new in kept.items():
        if is_new:
            path.unlink(missing_ok=True)
