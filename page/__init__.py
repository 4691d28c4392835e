"""The web page on an index: what is shown, and what happens when it is touched. Decides nothing."""

from page.archive import Archive
from page.layout import build_page, page_options
from page.server import ServeElsewhereError, serve_page
from page.tending import MayTend, everyone, nobody

__all__ = [
    "Archive",
    "MayTend",
    "ServeElsewhereError",
    "build_page",
    "everyone",
    "nobody",
    "page_options",
    "serve_page",
]
