"""Any sentence-transformers model on this machine as an embedder."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.embedder import Vectors, existing_folder
from index.errors import ChooseEmbedderError

_BATCH = 8  # on a CPU, less padding beats larger batches


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by folder or by its name in the local model cache."""

    def __init__(self, name: str) -> None:
        """Load the model.

        Raises:
            ChooseEmbedderError: There is no such model on this machine.
        """
        folder = existing_folder(name)
        self.name = str(folder or name)
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(self.name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise ChooseEmbedderError(
                f"No sentence-transformers model {name!r} on this machine. Give the folder of a "
                "saved model; newsquote downloads nothing."
            ) from error
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ChooseEmbedderError(f"The model {name!r} does not say its dimension.")
        self.dimension: int = dimension

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over weights, window and prompts."""
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.detach().cpu().float().numpy().tobytes())
        digest.update(
            f"{self._model.max_seq_length}/{sorted(self._model.prompts.items())}".encode()
        )
        return digest.hexdigest()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of documents, shape ``(len(texts), dimension)``, float32."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._as_unit(self._model.encode_document(list(texts), batch_size=_BATCH))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of queries, with the model's query prompt if it has one."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._as_unit(self._model.encode_query(list(texts), batch_size=_BATCH))

    @staticmethod
    def _as_unit(vectors: object) -> Vectors:
        rows = np.asarray(vectors, dtype=np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(norms, np.finfo(np.float32).tiny)
        return unit
