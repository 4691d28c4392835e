"""Writes that outlive a loss of power: flushed to the disk before they count."""

import os
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write a file that is there whole or, as before, not at all."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last: files made, renamed or removed in it."""
    if os.name == "nt":  # Windows cannot open a folder, and writes names through by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
