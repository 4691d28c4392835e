"""One file given to be read: its bytes, its name for messages, its name that stays.

Knows nothing of what is inside.
"""

import gzip
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

from corpus.record import key_of

LONGEST_LINE = 20_000_000
"""Bytes of one line of a JSON Lines file: ten times the longest article we have met."""

UNREADABLE = (OSError, EOFError, zlib.error)
"""What opening or reading a file can raise when the file, not newsquote, is at fault."""


_USUAL = "cp1252"


class NotTextError(ValueError):
    """The bytes are in no encoding that could be recognised."""


@dataclass(frozen=True)
class InputFile:
    """A file to read.

    Attributes:
        path: Where it is.
        identity: Folder and name below the path given by the user: stays when the folder moves.
    """

    path: Path
    identity: str

    @property
    def source(self) -> str:
        """The path for messages; bytes that are no UTF-8 are shown escaped."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @property
    def stem(self) -> str:
        """File name without its extensions."""
        return self.path.name.removesuffix(".gz").rpartition(".")[0]

    def at_line(self, line: int) -> str:
        """The source of one line (counted from 1)."""
        return f"{self.source}:{line}"

    def key(self, content: bytes) -> bytes:
        """The key of a file that is one article: a name may hold a date, and gives the id."""
        return key_of(os.fsencode(self.path.name), os.fsencode(self.identity), content)

    def open(self) -> IO[bytes]:
        """Open for reading, through gzip if the name ends in ``.gz``."""
        if self.path.suffix.lower() == ".gz":
            return gzip.open(self.path, "rb")  # type: ignore[return-value]  # GzipFile reads bytes
        return self.path.open("rb")

    def read_bytes(self, limit: int) -> bytes | None:
        """The whole content, or None if it is longer than ``limit`` bytes."""
        with self.open() as stream:
            content = stream.read(limit + 1)
        return content if len(content) <= limit else None

    def lines(self) -> Iterator[bytes | None]:
        """Lines without their ends; None in place of one longer than ``LONGEST_LINE``."""
        with self.open() as stream:
            while line := stream.readline(LONGEST_LINE + 1):
                if len(line) <= LONGEST_LINE:
                    yield line.rstrip(b"\r\n")
                    continue
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
                yield None


def decode(content: bytes) -> tuple[str, str]:
    """Bytes to text.

    Args:
        content: A whole file.

    Returns:
        The text, and a note naming the encoding if it had to be guessed (else empty).

    Raises:
        NotTextError: Binary content, or an encoding that cannot be recognised.
    """
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NotTextError("the file is binary, not text") from error
        encoding = _likely_encoding(content)
        if encoding is None:
            raise NotTextError(
                f"byte {error.start + 1} is not UTF-8 and no other encoding fits; save it as UTF-8"
            ) from error
        return content.decode(encoding), (
            f"read as {encoding}, not UTF-8: if accents look wrong, save it as UTF-8"
        )


def _likely_encoding(content: bytes) -> str | None:
    """The encoding that fits best; among equals the one that most such files have."""
    matches = list(from_bytes(content))
    if not matches:
        return None
    fit = (matches[0].chaos, -matches[0].coherence)
    usual = [m for m in matches if m.encoding == _USUAL and (m.chaos, -m.coherence) <= fit]
    return str((usual or matches)[0].encoding)
