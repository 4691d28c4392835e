"""Untrusted text made safe for the page.

Text of articles, titles, outlets, addresses and questions reaches the page through these
functions only. Knows nothing of answers.
"""

import html
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_FRAGMENT_WORDS = 6
_LONGEST_FRAGMENT = 300  # characters at either end; beyond, the words are no prose
_LONGEST_NAME = 200
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""One that closes an isolate would let the rest of a name out of ours."""


class Mark(NamedTuple):
    """A stretch of text to be marked."""

    start: int
    end: int
    style: str


def text(untrusted: str) -> str:
    """Make text safe inside HTML, in attributes too, and inert to Gradio's template marks."""
    safe = html.escape(untrusted)
    return safe.replace("{", "&#123;").replace("$", "&#36;").replace("`", "&#96;")


def aside(untrusted: str) -> str:
    """A name inside a line of ours, which its marks of direction cannot turn around.

    Names longer than any real one are cut short.
    """
    return f"<bdi>{text(_shown(untrusted))}</bdi>"


def isolated(untrusted: str) -> str:
    """As `aside`, for a line that is plain text."""
    return f"\u2068{_shown(untrusted)}\u2069"


def _shown(name: str) -> str:
    shown = name.translate(_ISOLATES)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def link(label: str, url: str | None) -> str:
    """A link that opens beside the page; the bare label where the address is not one of the web."""
    if not url or not is_web_address(url):
        return aside(label)
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer">{aside(label)}</a>'


def is_web_address(url: str) -> bool:
    """Whether an address starts with http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def at_words(url: str, words: str) -> str:
    """The address of a page with the words to scroll to, as a text fragment.

    Args:
        url: Of the page; its own fragment stays.
        words: Whole words, of one paragraph or several. Each end of the stretch is taken from one
            paragraph, for a browser looks for it inside one block.

    Returns:
        The address; unchanged where the words are too long to be looked for, or none.

    Source: WICG, "URL Fragment Text Directives": ``text=start,end``, with ``-``, ``,`` and ``&``
    of the words percent-encoded; a further directive is joined with ``&``.
    """
    paragraphs = [line.split() for line in words.splitlines() if line.strip()]
    if not paragraphs:
        return url
    first, last = paragraphs[0], paragraphs[-1]
    rest = last if len(paragraphs) > 1 else first[_FRAGMENT_WORDS:]
    ends = (" ".join(first[:_FRAGMENT_WORDS]), " ".join(rest[-_FRAGMENT_WORDS:]))
    if any(len(end) > _LONGEST_FRAGMENT for end in ends):
        return url
    joint = "&" if ":~:" in url else ":~:" if "#" in url else "#:~:"
    return f"{url}{joint}text={','.join(_fragment(end) for end in ends if end)}"


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
