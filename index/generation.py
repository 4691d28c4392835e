"""A generation: one immutable state of the index, a folder that is written once and only read.

Knows how its files are laid out, described in a manifest and checked; nothing of questions.
"""

import hashlib
import json
import os
from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.durable import flush_folder, replace_file
from index.embedder import EmbedderRecord
from index.errors import RestoreIndexError

FOLDER = "generations"
MANIFEST = "manifest.json"
FORMAT = 5
LOCAL = "local"
"""The store that lies in the generation's folder."""


class FileRecord(BaseModel):
    """Size and checksum of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a generation is made of and with.

    Attributes:
        format: Version of this layout.
        created: When it was finished, ISO 8601, UTC.
        embedder: The embedder of passages; questions need the same.
        splitter: How texts were cut into passages.
        analyser: How texts were turned into search terms.
        signer: How articles were signed, to recognise copies; empty in formats before 4.
        store: Where vectors and keywords are: `LOCAL`, or ``milvus:`` and an address.
        articles: How many articles.
        passages: How many passages, and so vectors.
        files: Every file of the folder but the manifest, by path.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    created: str
    embedder: EmbedderRecord
    splitter: str
    analyser: str
    signer: str = ""
    store: str = LOCAL
    articles: int
    passages: int
    files: dict[str, FileRecord]

    def was_made_with(self, **ingredients: object) -> bool:
        """Whether layout, embedder, splitter, analyser, signer and store were these."""
        return all(getattr(self, name) == value for name, value in ingredients.items())

    def files_up_to(self, most_bytes: int) -> list[str]:
        """Names of the files that are no larger."""
        return [name for name, record in self.files.items() if record.bytes <= most_bytes]


def folder_name(number: int) -> str:
    """The folder of a generation, inside the index."""
    return f"{FOLDER}/{number:06d}"


def describe_files(folder: Path) -> dict[str, FileRecord]:
    """Size and checksum of every file below a folder; each is flushed to disk."""
    records = {}
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            flush_folder(path)
            continue
        with path.open("r+b") as stream:  # Windows flushes only what may be written
            os.fsync(stream.fileno())
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = path.relative_to(folder).as_posix()
        records[name] = FileRecord(bytes=path.stat().st_size, sha256=digest)
    return records


def write_manifest(manifest: Manifest, folder: Path) -> str:
    """Write the manifest last; its SHA-256."""
    content = json.dumps(manifest.model_dump(), indent=1, ensure_ascii=False).encode()
    replace_file(folder / MANIFEST, content)
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path, sha256: str) -> Manifest:
    """Read a manifest that must be the one the catalogue knows.

    Raises:
        RestoreIndexError: It is missing, changed or not understood.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RestoreIndexError(f"{path} cannot be read ({error.strerror}). {_MEND}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RestoreIndexError(f"{path} is not the file that the build wrote. {_MEND}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise RestoreIndexError(f"{path} is of another version. {_MEND}") from error
    return manifest


def check_files(folder: Path, manifest: Manifest, contents: Collection[str] = ()) -> None:
    """Check that every file of a generation is there, at its size.

    Args:
        folder: The generation.
        manifest: Its manifest.
        contents: Names of files to be read too, and compared with their checksums.

    Raises:
        RestoreIndexError: A file is missing, has another size, or is damaged.
    """
    for name, record in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise RestoreIndexError(f"{file} is missing. {_MEND}")
        if file.stat().st_size != record.bytes:
            raise RestoreIndexError(
                f"{file} has {file.stat().st_size:,} bytes, not {record.bytes:,}. {_MEND}"
            )
        if name in contents and not _is_as_written(file, record):
            raise RestoreIndexError(f"{file} is not the file that the build wrote. {_MEND}")


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Names of files that are missing or are not what was written."""
    return [n for n, record in manifest.files.items() if not _is_as_written(folder / n, record)]


def _is_as_written(path: Path, record: FileRecord) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == record.sha256


_MEND = "Run `newsquote build` on this index with its articles; that makes the generation anew."
