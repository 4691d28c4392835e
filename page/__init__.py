"""The web page on an index: what is shown, and what happens when it is touched. Decides nothing."""

import page.start  # noqa: F401 - before what imports Gradio

# isort: split
from page.access import Access
from page.layout import build_page, page_options
from page.server import InstallExtraError, ServeElsewhereError, Serving, serve_page
from page.tending import MayTend, everyone, nobody

__all__ = [
    "Access",
    "InstallExtraError",
    "MayTend",
    "ServeElsewhereError",
    "Serving",
    "build_page",
    "everyone",
    "nobody",
    "page_options",
    "serve_page",
]
