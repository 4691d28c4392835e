"""The Gradio page, to be started: `python app.py [INDEX]`, or `newsquote serve`. See `page/`."""

import sys
from pathlib import Path

from corpus import NewsQuoteError
from page import ServeElsewhereError, Serving, build_page, page_options, serve_page
from qa import Archive

__all__ = [
    "ServeElsewhereError",
    "Serving",
    "build_page",
    "page_options",
    "serve_page",
]

if __name__ == "__main__":
    try:
        serve_page(Archive(Path(sys.argv[1])) if len(sys.argv) > 1 else None)
    except NewsQuoteError as problem:
        sys.exit(f"newsquote: {problem}")
