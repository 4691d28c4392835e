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
    columns = [name.strip().lower() for name in rows.fieldnames or ()]
    count = 0
    try:
        for count, row in enumerate(rows, start=1):
            values = [row[name] for name in rows.fieldnames or ()]
            fields = {k: v for k, v in zip(columns, values, strict=True) if v}
            source = file.at_line(rows.line_num)
            if None in row or None in values:
                found = len(values) - values.count(None) + len(row.get(None) or ())  # type: ignore[call-overload]  # DictReader files surplus cells under None
                reason = f"{found} cells where the header has {len(columns)}; check the quotation marks"
                yield Rejected.failed(source, reason)
            else:
                yield finish(fields, source=source, identity=None, note=note)
    except csv.Error as error:
        yield Rejected.failed(file.at_line(rows.line_num), f"broken CSV: {error}; rows after it are not read")
    else:
        if count == 0:
            yield Rejected.skipped(file.source, "no rows below the header")
