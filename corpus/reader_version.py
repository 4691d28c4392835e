"""Names the way this newsquote reads its inputs, so that a change of it is noticed.

The name is taken from the code itself and from the libraries that decide what is read: a rule
that somebody changed and nobody named anew would leave old texts beside new ones. To read an
archive once more costs seconds.
"""

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    "charset-normalizer",
    "dateparser",
    "markdown-it-py",
    "py3langid",
    "pydantic",
    "pyyaml",
    "trafilatura",
)


@cache
def reader_version(code: Path = Path(__file__).parent) -> str:
    """Sixteen hex digits that change with the code of `corpus` or with what it reads by.

    Args:
        code: The folder of the code.
    """
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in sorted(code.rglob("*.py")):
        digest.update(path.relative_to(code).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
