"""Export trained weights for the package: int8 ONNX, its training card and its checksum."""

import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from index import export_encoder, quantise_matrices
from qa.errors import TrainReaderError
from qa.reading.onnx_reader import CARD, FORMAT, MODEL
from qa.reading.reader import DEFAULT_READER
from qa.training.lineage import beginning, runs_of
from qa.training.model import ReaderModel
from qa.training.train import WEIGHTS
from qa.training.weights import load_trained


def export_float(model: ReaderModel, path: Path) -> None:
    """Write the model as float32 ONNX; batch and length are free."""
    by_position, by_window = {0: "windows", 1: "positions"}, {0: "windows"}
    outputs = {"start": by_position, "end": by_position}
    outputs |= {"relevance": by_window, "verdict": by_window}
    export_encoder(model, path, outputs)


def export_int8(model: ReaderModel, path: Path) -> None:
    """Write the model with int8 weights: a scale per output channel, or per word embedding."""
    with tempfile.TemporaryDirectory() as folder:
        float32, matrices = Path(folder) / "float32.onnx", Path(folder) / "matrices.onnx"
        export_float(model, float32)
        quantise_matrices(float32, matrices)
        graph = onnx.load(matrices)
    _shrink_embeddings(graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def _shrink_embeddings(model: onnx.ModelProto) -> None:
    """Keep the word embeddings as int8 with one scale each; a lookup gives floats again."""
    graph = model.graph
    table = max(graph.initializer, key=lambda tensor: np.prod(tensor.dims))
    (lookup,) = (
        node for node in graph.node if node.op_type == "Gather" and table.name in node.input
    )
    rows = numpy_helper.to_array(table)
    scale = np.abs(rows).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    small = np.round(rows / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [
            numpy_helper.from_array(small, "word_embeddings_int8"),
            numpy_helper.from_array(scale.astype(np.float32), "word_embeddings_scale"),
        ]
    )
    words, result = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", ["word_embeddings_int8", words], ["word_int8"], axis=0),
        helper.make_node("Gather", ["word_embeddings_scale", words], ["word_scale"], axis=0),
        helper.make_node("Cast", ["word_int8"], ["word_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["word_float", "word_scale"], [result]),
    ]
    place = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


def write_package_files(run: Path, folder: Path, start_share: float = 0.0) -> Path:
    """Export a finished run for the package: weights, and the card that vouches for them.

    Args:
        run: The folder of the run.
        folder: Where the package keeps its reader; files of the same names are replaced.
        start_share: In [0, 1]: how much of the weights the run began from is averaged in. What
            was learned early and lost later comes back (Wortsman et al. 2022, WiSE-FT).

    Returns:
        The file of the weights.

    Raises:
        TrainReaderError: The run is not finished, or did not begin from weights to average in.
    """
    trained = run / WEIGHTS
    if not trained.exists():
        raise TrainReaderError(f"{trained} is missing: the run is not finished. Train on.")
    model = load_trained(trained)
    if start_share:
        begin = beginning(run)
        if begin is None:
            raise TrainReaderError(f"{run} did not begin from weights of ours: nothing to average.")
        _average_in(model, load_trained(begin), start_share)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MODEL
    export_int8(model, path)
    card = {
        "name": DEFAULT_READER,
        "format": FORMAT,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "license": "Apache-2.0",
        "start_share": start_share,
        "runs": runs_of(run),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return path


def _average_in(model: ReaderModel, other: ReaderModel, share: float) -> None:
    weights = other.state_dict()
    model.load_state_dict(
        {name: torch.lerp(own, weights[name], share) for name, own in model.state_dict().items()}
    )
