"""Which language a text is written in."""

import tempfile

import py3langid

from corpus.errors import CheckPathsError

_FEWEST_LETTERS = 40
_SAMPLE = 2_000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the main language, or None where the text is too short to tell.

    Raises:
        CheckPathsError: No temporary file can be written.

    Source: Lui & Baldwin, ACL 2012 (langid.py), in its py3langid port.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    try:
        return str(py3langid.classify(sample)[0])
    except OSError as error:  # it unpacks its model into a file when it is first asked
        raise CheckPathsError(
            f"{tempfile.gettempdir()} cannot be written ({error.strerror}), which telling languages"
            " needs. Make room there, then build again."
        ) from error
