"""The seam between texts and vectors, and how an embedder is chosen by name.

Knows nothing of passages, files or FAISS.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from index.errors import ChooseEmbedderError, RebuildIndexError

Vectors = NDArray[np.float32]

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their cosine similarity."""

    @property
    def name(self) -> str:
        """What `open_embedder` opens it by: a model name or a folder."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors of some text would: weights, precision, window."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape ``(len(texts), dimension)``, float32, unit rows.

        Text beyond the model's window is not seen. No texts give shape ``(0, dimension)``.
        """

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The same for questions, which some models treat differently."""


def open_embedder(name: str = DEFAULT_EMBEDDER) -> Embedder:
    """Open an embedder.

    Args:
        name: ``all-MiniLM-L6-v2``, which newsquote brings; or the folder, or the name in the
            local model cache, of any other sentence-transformers model. Nothing is downloaded.

    Raises:
        ChooseEmbedderError: No such model on this machine.
    """
    if name == DEFAULT_EMBEDDER:
        from index.minilm import MiniLM

        return MiniLM()
    from index.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)


def existing_folder(name: str) -> Path | None:
    """The folder that a model name points to, or None if it is a name and no folder.

    Raises:
        ChooseEmbedderError: It is written as a path and there is no such folder.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    if name.startswith(("/", "./", "../", "~")):
        raise ChooseEmbedderError(f"{name} is no folder. Check the path given with --embedder.")
    return None


class EmbedderRecord(BaseModel):
    """Which embedder made the vectors."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    fingerprint: str
    dimension: int


def fitting_embedder(
    embedder: Embedder | None, made_with: EmbedderRecord, folder: Path
) -> Embedder:
    """An embedder for the questions of an index: the one given, or the one it was built with.

    Args:
        embedder: The one to use, or None.
        made_with: What the index was built with.
        folder: The index, for messages.

    Raises:
        RebuildIndexError: The index was built with another one.
    """
    chosen = embedder or open_embedder(made_with.name)
    if chosen.fingerprint != made_with.fingerprint:
        if chosen.name == made_with.name:
            raise RebuildIndexError(
                f"{folder} was built with embedder {made_with.name!r} in another version than the"
                " one here. Run `newsquote build` on the same articles again."
            )
        raise RebuildIndexError(
            f"{folder} was built with embedder {made_with.name!r}, but {chosen.name!r} is here. Run"
            " `newsquote build` again, or use the embedder it was built with."
        )
    return chosen
