"""A record: one input that may become an article, and the key by which it is known again.

Knows nothing of formats, nor of what was read before.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from corpus.article import Article
from corpus.outcome import Rejected


@dataclass(frozen=True)
class Record:
    """One input, found but not read.

    Attributes:
        source: File, or file and place, for people.
        key: SHA-256 over all that decides what `read` gives, but for the source and for how
            this newsquote reads (see `corpus.reader_version`).
        read: Reads it. An article without notes is the same on every later day; a date that is
            noted as not plausible may become so.
    """

    source: str
    key: bytes
    read: Callable[[], Article | Rejected]


def key_of(*parts: bytes) -> bytes:
    """SHA-256 over parts and their lengths: no two lists of parts are mistaken for each other."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()
