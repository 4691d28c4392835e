"""Find the files below the paths given, and read each with the reader for its format.

Every file ends as articles or as a rejection that says why; no file stops the next one.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.article import Article
from corpus.errors import CheckPathsError
from corpus.formats.csv_table import read_csv
from corpus.formats.html import read_html
from corpus.formats.json_records import read_json, read_json_lines
from corpus.formats.markdown import read_markdown
from corpus.formats.plain import read_plain
from corpus.input_file import UNREADABLE, InputFile
from corpus.outcome import Rejected

_READERS: dict[str, Callable[[InputFile], Iterator[Article | Rejected]]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
}
FORMATS = tuple(sorted(_READERS))
"""File extensions that are read, each also with ``.gz`` behind it."""


def read_articles(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Article | Rejected]:
    """Read articles from files and folders.

    Args:
        paths: Files, or folders that are searched through, links followed. Formats: plain text,
            Markdown, HTML, JSON, JSON Lines, CSV; also gzipped.

    Yields:
        An `Article` for each article, in the order of the file names, and a `Rejected` for each
        file, line or row that gave none.

    Raises:
        CheckPathsError: A path does not exist; before anything is read.
    """
    roots = [Path(path) for path in paths]
    for root in roots:
        if not os.path.lexists(root):
            raise CheckPathsError(f"{root} does not exist. Check the path and build again.")
    return _read_all(roots)


def _read_all(roots: Sequence[Path]) -> Iterator[Article | Rejected]:
    for root in roots:
        for found in _files_below(root):
            yield from [found] if isinstance(found, Rejected) else _read_file(found)


def _files_below(root: Path) -> Iterator[InputFile | Rejected]:
    home = Path(os.path.realpath(root))  # unlike resolve(), bears a link to itself
    if not root.is_dir():
        yield InputFile(root, f"{home.parent.name}/{home.name}")
        return
    yield from _walk(root, home.name, [home])


def _walk(folder: Path, identity: str, above: list[Path]) -> Iterator[InputFile | Rejected]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected.failed(InputFile(folder, "").source, _explain(error))
        return
    for entry in entries:
        file = InputFile(Path(entry.path), f"{identity}/{entry.name}")
        if entry.name.startswith("."):
            yield Rejected.skipped(file.source, "hidden (its name begins with a full stop)")
        elif not os.path.isdir(entry.path):  # entry.is_dir() stumbles over a link to itself
            yield file
        elif (target := file.path.resolve()) in above:
            yield Rejected.skipped(file.source, "a link to a folder that holds it; not followed")
        elif (file.path / "catalogue.sqlite").is_file():
            yield Rejected.skipped(file.source, "a newsquote index, not articles")
        else:
            yield from _walk(file.path, file.identity, [*above, target])


def _read_file(file: InputFile) -> Iterator[Article | Rejected]:
    reader = _READERS.get(Path(file.path.name.lower().removesuffix(".gz")).suffix)
    if reader is None:
        extension = Path(file.source).suffix or "none"
        known = ", ".join(FORMATS)
        yield Rejected.skipped(file.source, f"extension {extension} is not read; known: {known}")
        return
    try:
        mode = file.path.stat().st_mode
        if not stat.S_ISREG(mode):
            yield Rejected.skipped(file.source, "not a regular file")
            return
        yield from reader(file)
    except UNREADABLE as error:
        yield Rejected.failed(file.source, _explain(error))


def _explain(error: BaseException) -> str:
    match error:
        case PermissionError():
            return "permission denied; allow reading it and build again"
        case FileNotFoundError():
            return "a link that leads nowhere; mend or delete it"
        case EOFError():
            return "the gzip data ends too early; what came before is kept. Fetch the file again"
        case OSError(strerror=str(reason)):
            return f"cannot be read: {reason}"
        case _:
            return f"cannot be read: {error}"
