"""Whether two statements of one article are two people's, told side by side.

Knows nothing of who they are.
"""

import re

from qa.statement import Statement

_VOICE = re.compile(
    r"\b(?:says?|said|puts?|claims?|claimed|estimates?|estimated|according to|speak(?:s|ing) of"
    r"|reckon(?:s|ed|ing)?|insists?|insisted|reported)\b",
    re.IGNORECASE,
)


def is_another_voice(one: Statement, other: Statement) -> bool:
    """Whether the next sentence gives someone else's figure for the same thing."""
    text = one.read.article.text
    between = text[one.sentence.end : other.sentence.start]
    return (
        one.sentence.end <= other.sentence.start
        and not between.strip()
        and all(_VOICE.search(text[s.sentence.start : s.sentence.end]) for s in (one, other))
    )


def are_two_voices(a: Statement, b: Statement) -> bool:
    """Whether one statement is set beside the other, in either order."""
    return a.read is b.read and (is_another_voice(a, b) or is_another_voice(b, a))
