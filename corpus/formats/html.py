"""Web pages: one article a file, found by trafilatura (which also gives date, author, outlet)."""

from corpus.article import Article
from corpus.draft import finish
from corpus.formats.plain import date_from_name
from corpus.input_file import InputFile
from corpus.outcome import Rejected

_FEWEST_WORDS = 20
# Searching further takes the year of a copyright line, or a date that the story mentions.
_STATED_DATES_ONLY = {"extensive_search": False, "original_date": True}


def read_html(content: bytes, file: InputFile) -> Article | Rejected:
    """Read a saved web page as one article. Opens no link and runs no script."""
    import trafilatura  # slow to import, and needed for web pages only
    from trafilatura.settings import Document

    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_STATED_DATES_ONLY,
    )
    text = (page.text or "") if isinstance(page, Document) else ""
    if not isinstance(page, Document) or len(text.split()) < _FEWEST_WORDS:
        return Rejected.skipped(
            file.source, "no article found in this page; save the article's own page"
        )
    fields = date_from_name(file) | {
        name: value
        for name, value in {
            "title": page.title,
            "text": _paragraphs(text, page.title or ""),
            "date": page.date,
            "outlet": page.sitename,
            "authors": page.author,
            "url": page.url,
            "language": page.language,
            "section": next(iter(page.categories or ()), None),
        }.items()
        if value
    }
    return finish(fields, source=file.source, identity=file.identity)


def _paragraphs(text: str, title: str) -> str:
    """One paragraph a line becomes blank lines between them; a headline on top is no paragraph."""
    lines = text.split("\n")
    return "\n\n".join(lines[1:] if lines[0].strip() == title.strip() else lines)
