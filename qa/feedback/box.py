"""Where feedback is kept: a file beside the catalogue, one JSON object a line, only added to.

It is no part of any build: rebuilding, pruning, repairing and verifying leave it alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import portalocker
from pydantic import ValidationError

from index import Catalogue
from qa.errors import SayAgainError
from qa.feedback.record import Feedback

FILE_NAME = "feedback.jsonl"

LARGEST_ENTRY = 10**6
"""Bytes."""


class FeedbackRead(NamedTuple):
    """What a box holds.

    Attributes:
        entries: In the order in which they came.
        problems: Lines that cannot be read, each with its file and number.
    """

    entries: tuple[Feedback, ...]
    problems: tuple[str, ...]


class FeedbackBox:
    """The feedback on one index. Several processes may add to it at once.

    Args:
        folder: The index.

    Raises:
        BuildIndexError: There is no index.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        Catalogue.open(Path(folder)).close()
        self.path = Path(folder) / FILE_NAME

    def add(self, feedback: Feedback) -> None:
        """Store one entry; it is on the disk when this returns.

        Raises:
            SayAgainError: The folder cannot be written, or the entry is too large.
        """
        line = feedback.model_dump_json().encode() + b"\n"
        if len(line) > LARGEST_ENTRY:
            raise SayAgainError(
                f"With its conversation this takes {len(line):,} bytes; at most {LARGEST_ENTRY:,}"
                " are stored. Ask again in a new conversation."
            )
        try:
            with self.path.open("a+b") as stream, _locked(stream, portalocker.LockFlags.EXCLUSIVE):
                if _ends_within_a_line(stream):  # a process was killed as it wrote
                    line = b"\n" + line
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise SayAgainError(
                f"{self.path} cannot be written: {error.strerror}. Feedback needs a folder that"
                " may be written; asking does not."
            ) from error

    def read(self) -> FeedbackRead:
        """Everything stored; a line that is damaged does not hide the others.

        Raises:
            SayAgainError: The file cannot be read.
        """
        try:
            with self.path.open("rb") as stream, _locked(stream, portalocker.LockFlags.SHARED):
                lines = stream.read().split(b"\n")
        except FileNotFoundError:
            return FeedbackRead((), ())
        except OSError as error:
            raise SayAgainError(f"{self.path} cannot be read: {error.strerror}.") from error
        entries: list[Feedback] = []
        problems: list[str] = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entries.append(Feedback.model_validate_json(line))
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                field = ".".join(map(str, first["loc"])) or "the line"
                problems.append(f"{self.path}:{number}: {field}: {first['msg']}")
        return FeedbackRead(tuple(entries), tuple(problems))


def _ends_within_a_line(stream: BinaryIO) -> bool:
    if not stream.seek(0, os.SEEK_END):
        return False
    stream.seek(-1, os.SEEK_END)
    return stream.read(1) != b"\n"


@contextmanager
def _locked(stream: BinaryIO, flags: portalocker.LockFlags) -> Iterator[None]:
    """Wait for a file and hold it until it is closed."""
    try:
        portalocker.lock(stream, flags)
    except portalocker.LockException:
        # A file system without locks, such as some network drives: a line is one write there,
        # and one that is damaged all the same is named when it is read.
        yield
        return
    try:
        yield
    finally:
        stream.flush()
        portalocker.unlock(stream)
