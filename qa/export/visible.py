"""Untrusted words as one line of plain text in which nothing is hidden and nothing turns.

Knows nothing of Markdown, LaTeX or HTML.
"""

import re
from urllib.parse import quote as percent_encode

from qa.wording import in_marks

# Controls, halves of surrogate pairs, and the signs that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
_STANDS_IN_A_LINK = "!#$%&'()*+,/:;=?@[]~"


def visible(text: str) -> str:
    """Bring untrusted text into one line that shows all it holds.

    Args:
        text: Anything.

    Returns:
        The text with runs of white space and line breaks as one space, and what is invisible or
        changes the direction of writing by its number: ``⟨U+202E⟩``. Can always be encoded.
    """
    line = " ".join(text.split())
    return _UNSEEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", line)


def marked(line: str) -> str:
    """One line in quotation marks, as `in_marks`; also where nothing was left to be shown."""
    return in_marks(line) if line else "“”"


def web_link(url: str | None) -> str | None:
    """A link as ASCII without spaces, quotes, backslashes, braces or angle brackets.

    Returns:
        The link; None unless it begins with http:// or https://.
    """
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    return percent_encode(url, safe=_STANDS_IN_A_LINK, errors="replace")
