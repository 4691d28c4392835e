"""Untrusted text made safe for the page.

Text of articles, titles, outlets, addresses and questions reaches the page through these
functions only. Knows nothing of answers.
"""

import html
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_FRAGMENT_WORDS = 6


class Mark(NamedTuple):
    """A stretch of text to be marked."""

    start: int
    end: int
    style: str


def text(untrusted: str) -> str:
    """Make text safe inside HTML, in attributes too, and inert to Gradio's template marks."""
    safe = html.escape(untrusted)
    return safe.replace("{", "&#123;").replace("$", "&#36;").replace("`", "&#96;")


def link(label: str, url: str | None) -> str:
    """A link that opens beside the page; the bare label where the address is not one of the web."""
    if not url or not is_web_address(url):
        return text(label)
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer">{text(label)}</a>'


def is_web_address(url: str) -> bool:
    """Whether an address starts with http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def at_words(url: str, words: str) -> str:
    """The address of a page with the words to scroll to, as a text fragment.

    Source: WICG, "URL Fragment Text Directives".
    """
    told = words.split("\n")[0].split()
    start = " ".join(told[:_FRAGMENT_WORDS])
    end = " ".join(told[_FRAGMENT_WORDS:][-_FRAGMENT_WORDS:])
    fragment = ",".join(_fragment(part) for part in (start, end) if part)
    joint = ":~:" if "#" in url else "#:~:"
    return f"{url}{joint}text={fragment}"


def _fragment(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def marked(untrusted: str, marks: Iterable[Mark]) -> str:
    """Text with stretches of it marked; where two overlap, the first counts."""
    parts = []
    position = 0
    for mark in sorted(marks):
        start = max(mark.start, position)
        if start >= mark.end:
            continue
        parts.append(text(untrusted[position:start]))
        parts.append(f'<mark class="{mark.style}">{text(untrusted[start : mark.end])}</mark>')
        position = mark.end
    return "".join([*parts, text(untrusted[position:])])
