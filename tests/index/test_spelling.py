from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import Retriever, build_index
from index.spelling import are_spellings


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Velázquez", "Velasquez"),
        ("Drnovč", "Drnovch"),
        ("Želnova", "Zhelnova"),
        ("Желнова", "Zhelnova"),
        ("Ødegran", "ODEGRAN"),
        ("Müller", "Mueller"),
        ("Nowakov", "Novakov"),
        ("Petrovskyy", "Petrovskij"),
    ],
)
def test_transcriptions_of_one_name_share_a_key(word: str, other: str) -> None:
    assert are_spellings(word, other)


@pytest.mark.parametrize(
    ("word", "other"),
    [("Johnson", "Johnston"), ("Hansen", "Hanson"), ("Reed", "Reid"), ("Marin", "Martin"),
     ("Li", "Lee"), ("Pol", "Poll"), ("B2", "B3")],
)  # fmt: skip
def test_names_that_only_look_alike_do_not(word: str, other: str) -> None:
    assert not are_spellings(word, other)


@pytest.fixture
def spelt(tmp_path: Path, article: Callable[..., Article]) -> Retriever:
    texts = {
        "one": "Ines Drnovč opened the weir on Friday.",
        "two": "Mrs. Drnovch would not say who had paid for the weir.",
        "three": "The miller Johnston left. Johnson stayed on.",
        "four": "The sort of short grass that sheep like grows here.",
    }
    build_index([article(name, text) for name, text in texts.items()], tmp_path / "spelt.index")
    return Retriever.open(tmp_path / "spelt.index")


def test_an_archive_knows_how_else_a_name_is_spelt(spelt: Retriever) -> None:
    assert spelt.spellings("Ines Drnovc") == ("drnovch",)
    assert spelt.spellings("Drnovch") == ("drnovc",)
    assert spelt.spellings("Johnson") == ()


def test_a_question_finds_a_name_by_its_other_spelling(spelt: Retriever) -> None:
    words = {hit.passage.article_id: hit.bm25 for hit in spelt.search("Drnovč", k=4)}
    assert words["one"] > 0
    assert words["two"] > 0
    assert words["three"] == words["four"] == 0


def test_a_word_without_a_capital_is_not_widened(spelt: Retriever) -> None:
    words = {hit.passage.article_id: hit.bm25 for hit in spelt.search("drnovch", k=4)}
    assert words["one"] == 0
    assert words["two"] > 0
