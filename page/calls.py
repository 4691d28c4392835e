"""How the page's handlers are called: none is an API, and those that cost are limited."""

from typing import Any

ASKED_AT_ONCE = 2

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""For all; what happens is told in words."""

ASKS: dict[str, Any] = {**QUIET, "concurrency_limit": ASKED_AT_ONCE, "concurrency_id": "ask"}
"""For those that search the archive."""

KEEPS: dict[str, Any] = {**QUIET, "concurrency_limit": ASKED_AT_ONCE, "concurrency_id": "keep"}
"""For those that write a file. They count as requests, as those that ask do."""
