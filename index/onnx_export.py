"""Write torch models as ONNX with int8 weights; knows nothing of what they compute."""

import logging
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch  # heavy, and only needed where a model is exported

ENCODER_INPUTS = ("input_ids", "token_type_ids")
"""No mask: texts are run one by one, so nothing is padded (a seventh of the time saved)."""

_OPSET = 17


def export_encoder(
    model: "torch.nn.Module",
    path: Path,
    outputs: Mapping[str, Mapping[int, str]],
    *,
    places: str | None = None,
) -> None:
    """Write a model on top of a BERT encoder as float32 ONNX; batch and length stay free.

    Args:
        model: Takes `ENCODER_INPUTS` in their order, each of shape ``(batch, tokens)``, and
            ``places`` if there is such an input.
        path: The file.
        outputs: The names of what it gives, each with its free dimensions.
        places: Name of a further input: some of the tokens, by place; as many as one likes.
    """
    import torch

    rows = {name: torch.ones(2, 8, dtype=torch.long) for name in ENCODER_INPUTS}
    chosen = {places: torch.arange(4)} if places else {}
    with warnings.catch_warnings():
        # torch's tracer warns of branches that a fixed architecture never takes.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (*rows.values(), *chosen.values()),
            str(path),
            input_names=[*rows, *chosen],
            output_names=list(outputs),
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in rows}
            | {name: {0: "places"} for name in chosen}
            | {name: dict(axes) for name, axes in outputs.items()},
            dynamo=False,  # the newer exporter needs another package and gives the same graph
            opset_version=_OPSET,
        )


def quantise_matrices(float32: Path, int8: Path) -> None:
    """Write a float32 model with the weights of its matrix products as int8, a scale a channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().disabled = True  # the quantiser advises on the root logger
    try:
        quantize_dynamic(
            float32,
            int8,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    finally:
        logging.getLogger().disabled = False
