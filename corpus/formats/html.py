"""Web pages: one article a file, found by trafilatura (which also gives date, author, outlet)."""

from collections.abc import Iterator

import trafilatura
from trafilatura.settings import Document

from corpus.article import Article
from corpus.draft import finish
from corpus.formats.plain import LARGEST_FILE, date_from_name
from corpus.input_file import InputFile
from corpus.outcome import Rejected

_FEWEST_WORDS = 20


def read_html(file: InputFile) -> Iterator[Article | Rejected]:
    """Read a saved web page as one article. Opens no link and runs no script."""
    content = file.read_bytes(LARGEST_FILE)
    if content is None:
        yield Rejected.failed(
            file.source, f"longer than {LARGEST_FILE:,} bytes; not an article page"
        )
        return
    if not content.strip():
        yield Rejected.skipped(file.source, "the file is empty")
        return
    page = trafilatura.bare_extraction(content, with_metadata=True, include_comments=False)
    text = (page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or len(text.split()) < _FEWEST_WORDS:
        yield Rejected.skipped(
            file.source, "no article found in this page; save the article's own page"
        )
        return
    fields = date_from_name(file) | {
        name: value
        for name, value in {
            "title": page.title,
            "text": text,
            "date": page.date,
            "outlet": page.sitename,
            "authors": page.author,
            "url": page.url,
            "language": page.language,
            "section": next(iter(page.categories or ()), None),
        }.items()
        if value
    }
    yield finish(fields, source=file.source, identity=file.identity)
