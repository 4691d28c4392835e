"""JSON and JSON Lines: an object is an article; an array or a line each holds one."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from corpus.article import Article
from corpus.draft import finish
from corpus.input_file import LONGEST_LINE, InputFile, NotTextError, decode
from corpus.outcome import Rejected
from corpus.record import Record, key_of

_LIST_FIELDS = ("articles", "items", "results", "data")


def read_json_lines(file: InputFile) -> Iterator[Record | Rejected]:
    """Find one article a line; a bad line is reported and the next one read."""
    number = 0
    for number, line in enumerate(file.lines(), start=1):
        source = file.at_line(number)
        if line is None:
            yield Rejected.failed(
                source, f"the line is longer than {LONGEST_LINE:,} bytes; split it"
            )
        elif line.strip():
            yield Record(source, key_of(b"line", line), partial(_read_line, line, source))
        else:
            yield Rejected.skipped(source, "the line is empty")
    if number == 0:
        yield Rejected.skipped(file.source, "the file is empty")


def read_json(content: bytes, file: InputFile) -> Iterator[Record | Rejected]:
    """Find what a JSON file holds: one article, an array, or an object with a list of them."""
    try:
        text, note = decode(content)
        value = json.loads(text)
    except NotTextError as error:
        yield Rejected.failed(file.source, str(error))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            yield from read_json_lines(file)
        else:
            yield Rejected.failed(file.at_line(error.lineno), _explain(error))
    except (ValueError, RecursionError) as error:
        yield Rejected.failed(file.source, f"not readable as JSON: {error}")
    else:
        yield from _read_value(value, file, file.key(content), note)


def _read_value(value: Any, file: InputFile, key: bytes, note: str) -> Iterator[Record | Rejected]:
    if isinstance(value, dict):
        listed = next((value[k] for k in _LIST_FIELDS if isinstance(value.get(k), list)), None)
        if listed is None:
            read = partial(finish, value, source=file.source, identity=file.identity, note=note)
            yield Record(file.source, key, read)
            return
        value = listed
    if not isinstance(value, list):
        yield Rejected.failed(file.source, "expected an article or a list of articles")
    elif not value:
        yield Rejected.skipped(file.source, "the list is empty")
    else:
        for number, record in enumerate(value, start=1):
            source = f"{file.source}#{number}"
            place = key_of(key, str(number).encode())
            yield Record(source, place, partial(_read_record, record, source, note))


def _read_line(line: bytes, source: str) -> Article | Rejected:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Rejected.failed(
            source, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        )
    except json.JSONDecodeError as error:
        return Rejected.failed(source, _explain(error))
    except (ValueError, RecursionError) as error:
        return Rejected.failed(source, f"not readable as JSON: {error}")
    return _read_record(record, source)


def _read_record(record: Any, source: str, note: str = "") -> Article | Rejected:
    if not isinstance(record, dict):
        return Rejected.failed(
            source, f"expected an object with title and text, found {type(record).__name__}"
        )
    return finish(record, source=source, identity=None, note=note)


def _explain(error: json.JSONDecodeError) -> str:
    return f"broken JSON at column {error.colno}: {error.msg}; mend the line and build again"
