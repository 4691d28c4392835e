"""Passages read for the answer to a question; knows nothing of archives, quotes or verdicts."""

from qa.reading.reader import (
    DEFAULT_READER,
    NOTHING_READ,
    FoundSpan,
    Page,
    Reader,
    Reading,
    open_reader,
)

__all__ = [
    "DEFAULT_READER",
    "NOTHING_READ",
    "FoundSpan",
    "Page",
    "Reader",
    "Reading",
    "open_reader",
]
