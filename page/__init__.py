"""The web page on an index: what is shown, and what happens when it is touched. Decides nothing."""

from page.archive import Archive
from page.layout import build_page, page_options
from page.server import ServeElsewhereError, serve_page

__all__ = ["Archive", "ServeElsewhereError", "build_page", "page_options", "serve_page"]
