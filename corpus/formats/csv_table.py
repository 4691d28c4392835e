"""CSV with a header line: one article a row."""

import csv
import io
from collections.abc import Iterator
from functools import partial

from corpus.article import Article
from corpus.draft import LONGEST_ARTICLE, finish
from corpus.input_file import InputFile, NotTextError, decode
from corpus.outcome import Rejected
from corpus.record import Record, key_of

_SEPARATORS = ",;\t|"


def read_csv(content: bytes, file: InputFile) -> Iterator[Record | Rejected]:
    """Find the rows of a table whose first line names the columns (title, text, outlet ...)."""
    try:
        text, note = decode(content)
    except NotTextError as error:
        yield Rejected.failed(file.source, str(error))
        return
    csv.field_size_limit(LONGEST_ARTICLE + 1)
    yield from _read_rows(text, file, note)


def _read_rows(text: str, file: InputFile, note: str) -> Iterator[Record | Rejected]:
    header = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = filter(None, reader)  # an empty line is no row
    empty = True
    try:
        names = [name.strip().lower() for name in next(rows)]
        for row in rows:
            empty = False
            source = file.at_line(reader.line_num)
            key = key_of(*(part.encode("utf-8", "surrogatepass") for part in ("row", *names, *row)))
            yield Record(source, key, partial(_read_row, row, names, source, note))
    except csv.Error as error:
        reason = f"broken CSV: {error}; rows after it are not read"
        yield Rejected.failed(file.at_line(reader.line_num), reason)
        return
    if empty:
        yield Rejected.skipped(file.source, "no rows below the header")


def _read_row(cells: list[str], names: list[str], source: str, note: str) -> Article | Rejected:
    if len(cells) != len(names):
        filled = "fewer" if len(cells) < len(names) else "more"
        reason = f"{filled} cells than the {len(names)} of the header; check the quotation marks"
        return Rejected.failed(source, reason)
    fields = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    return finish(fields, source=source, identity=None, note=note)
