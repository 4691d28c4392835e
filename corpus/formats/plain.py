"""Plain text: one article a file.

Either e-mail-like header lines (Title, Date, Outlet, Author, URL, Section), a blank line and the
body; or a headline on the first line, a blank line and the body.
"""

import re

from corpus.article import Article
from corpus.draft import finish
from corpus.input_file import InputFile, NotTextError, decode
from corpus.outcome import Rejected

_FIELDS = (
    "id|url|link|title|headline|date|published|updated|outlet|publisher|source|authors?|byline"
)
_HEADER = re.compile(rf"({_FIELDS}|section|language)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_LONGEST_HEADLINE = 250


def read_plain(content: bytes, file: InputFile) -> Article | Rejected:
    """Read a text file as one article."""
    try:
        text, note = decode(content)
    except NotTextError as error:
        return Rejected.failed(file.source, str(error))
    return finish(_fields(text, file), source=file.source, identity=file.identity, note=note)


def _fields(text: str, file: InputFile) -> dict[str, str]:
    head, _, body = text.replace("\r\n", "\n").lstrip("\n").partition("\n\n")
    headers = [_HEADER.fullmatch(line.strip()) for line in head.split("\n")]
    if body and all(headers):
        fields = {match[1].lower(): match[2] for match in headers if match}
        return date_from_name(file) | fields | {"text": body}
    if body.strip() and "\n" not in head and len(head) <= _LONGEST_HEADLINE:
        return date_from_name(file) | {"title": head, "text": body}
    return date_from_name(file) | {"text": text}


def date_from_name(file: InputFile) -> dict[str, str]:
    """The date that a file name begins with ("2025-03-14-harbour.txt"), as fields."""
    match = _DATED_NAME.match(file.path.name)
    return {"date": match[1]} if match else {}
