"""CSV with a header line: one article a row."""

import csv
import io
from collections.abc import Iterator

from corpus.article import Article
from corpus.draft import LONGEST_ARTICLE, finish
from corpus.formats.json_records import LARGEST_FILE
from corpus.input_file import InputFile, NotTextError, decode
from corpus.outcome import Rejected

_SEPARATORS = ",;\t|"


def read_csv(file: InputFile) -> Iterator[Article | Rejected]:
    """Read a table whose first line names the columns (title, text, published, outlet, url ...)."""
    content = file.read_bytes(LARGEST_FILE)
    if content is None:
        yield Rejected.failed(file.source, f"longer than {LARGEST_FILE:,} bytes; split it")
        return
    if not content.strip():
        yield Rejected.skipped(file.source, "the file is empty")
        return
    try:
        text, note = decode(content)
    except NotTextError as error:
        yield Rejected.failed(file.source, str(error))
        return
    csv.field_size_limit(LONGEST_ARTICLE + 1)
    header = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=header.count), strict=True
    )
    yield from _read_rows(rows, file, note)


def _read_rows(
    rows: "csv.DictReader[str]", file: InputFile, note: str
) -> Iterator[Article | Rejected]:
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    empty = True
    try:
        for row in rows:
            empty = False
            yield _read_row(list(row.values()), names, file.at_line(rows.line_num), note)
    except csv.Error as error:
        reason = f"broken CSV: {error}; rows after it are not read"
        yield Rejected.failed(file.at_line(rows.line_num), reason)
        return
    if empty:
        yield Rejected.skipped(file.source, "no rows below the header")


def _read_row(
    cells: list[str | None], names: list[str], source: str, note: str
) -> Article | Rejected:
    # DictReader fills missing cells with None and puts surplus ones into one more value.
    if None in cells or len(cells) != len(names):
        filled = "fewer" if None in cells else "more"
        reason = f"{filled} cells than the {len(names)} of the header; check the quotation marks"
        return Rejected.failed(source, reason)
    fields = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    return finish(fields, source=source, identity=None, note=note)
