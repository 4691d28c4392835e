"""Which language a text is written in."""

import py3langid

_FEWEST_LETTERS = 40
_SAMPLE = 2_000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the main language, or None where the text is too short to tell.

    Source: Lui & Baldwin, ACL 2012 (langid.py), in its py3langid port.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    return str(py3langid.classify(sample)[0])
