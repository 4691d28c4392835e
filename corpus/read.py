"""Find the files below the paths given, and what each holds with the reader for its format.

Every file ends as articles or as a rejection that says why; no file stops the next one.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
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
from corpus.record import Record

_Found = Iterator[Record | Rejected]


def _whole(
    find: Callable[[bytes, InputFile], _Found],
    largest: int = 20_000_000,
    where_longer: str = "split it",
) -> Callable[[InputFile], _Found]:
    """The reader of a format whose files are read whole."""

    def look_into(file: InputFile) -> _Found:
        content = file.read_bytes(largest)
        if content is None:
            yield Rejected.failed(file.source, f"longer than {largest:,} bytes; {where_longer}")
        elif not content.strip():
            yield Rejected.skipped(file.source, "the file is empty")
        else:
            yield from find(content, file)

    return look_into


def _one_article(
    read: Callable[[bytes, InputFile], Article | Rejected],
) -> Callable[[bytes, InputFile], _Found]:
    def find(content: bytes, file: InputFile) -> _Found:
        yield Record(file.source, file.key(content), partial(read, content, file))

    return find


_PLAIN = _whole(_one_article(read_plain))
_MARKDOWN = _whole(_one_article(read_markdown))
_HTML = _whole(_one_article(read_html), where_longer="not an article page")
_JSON = _whole(read_json, 200_000_000, "save it as JSON Lines (one article a line)")
_CSV = _whole(read_csv, 200_000_000)
_READERS: dict[str, Callable[[InputFile], _Found]] = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".json": _JSON,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": _CSV,
    ".tsv": _CSV,
}
FORMATS = tuple(sorted(_READERS))
"""File extensions that are read, each also with ``.gz`` behind it."""


class ArticleFiles:
    """Articles in files and folders; found and read anew whenever it is gone through.

    Going through it yields an `Article` for each article, in the order of the file names, and a
    `Rejected` for each file, line or row that gave none.
    """

    def __init__(self, roots: Sequence[Path], within: Sequence[Path] | None = None) -> None:
        self._roots = roots
        self._within = None if within is None else [Path(os.path.realpath(w)) for w in within]

    def __iter__(self) -> Iterator[Article | Rejected]:
        for found in self.records():
            yield found if isinstance(found, Rejected) else found.read()

    def records(self) -> Iterator[Record | Rejected]:
        """The same inputs in the same order, those that may be articles not read yet."""
        for root in self._roots:
            for found in _files_below(root, self._may_follow):
                yield from [found] if isinstance(found, Rejected) else _look_into(found)

    def _may_follow(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))
        return self._within is None or any(real.is_relative_to(folder) for folder in self._within)


def read_articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    within: Iterable[str | os.PathLike[str]] | None = None,
) -> ArticleFiles:
    """Read articles from files and folders.

    Args:
        paths: Files, or folders that are searched through, links followed. Formats: plain text,
            Markdown, HTML, JSON, JSON Lines, CSV; also gzipped.
        within: If given, nothing outside these folders is read: links that lead out are skipped.

    Returns:
        What to go through, or to hand to `index.build_index`, which reads only what it has not
        read before.

    Raises:
        CheckPathsError: A path does not exist; before anything is read.
    """
    roots = [Path(path) for path in paths]
    for root in roots:
        if not os.path.lexists(root):
            raise CheckPathsError(f"{root} does not exist. Check the path and build again.")
    return ArticleFiles(roots, None if within is None else [Path(folder) for folder in within])


def _files_below(root: Path, may_follow: Callable[[Path], bool]) -> Iterator[InputFile | Rejected]:
    home = Path(os.path.realpath(root))  # unlike resolve(), bears a link to itself
    if not may_follow(root):
        yield Rejected.skipped(InputFile(root, "").source, _LEADS_OUT)
        return
    if not root.is_dir():
        yield InputFile(root, f"{home.parent.name}/{home.name}")
        return
    yield from _walk(root, home.name, [home], may_follow)


_LEADS_OUT = "a link out of the folders that may be read; not followed"


def _walk(
    folder: Path, identity: str, above: list[Path], may_follow: Callable[[Path], bool]
) -> Iterator[InputFile | Rejected]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected.failed(InputFile(folder, "").source, _explain(error))
        return
    for entry in entries:
        file = InputFile(Path(entry.path), f"{identity}/{entry.name}")
        if entry.name.startswith("."):
            yield Rejected.skipped(file.source, "hidden (its name begins with a full stop)")
        elif entry.is_symlink() and not may_follow(file.path):
            yield Rejected.skipped(file.source, _LEADS_OUT)
        elif not os.path.isdir(entry.path):  # entry.is_dir() stumbles over a link to itself
            yield file
        elif (target := file.path.resolve()) in above:
            yield Rejected.skipped(file.source, "a link to a folder that holds it; not followed")
        elif (file.path / "catalogue.sqlite").is_file():
            yield Rejected.skipped(file.source, "a newsquote index, not articles")
        else:
            yield from _walk(file.path, file.identity, [*above, target], may_follow)


def _look_into(file: InputFile) -> _Found:
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
