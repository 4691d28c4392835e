"""Sentences: offsets that hold for any text, and boundaries where a reader sees them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import canonical_text, split_sentences
from corpus.sentences import LONGEST_SENTENCE

_PIECES = [
    *"abMS日한。！？।.!?…:;,'\"“”‘’«»()[]「」-–—•*129 \n\t\xa0",
    *"\u0301\u200d\u00ad😀👩🏽\ud7ff\ue000\uffff\U00010000\U0010ffff",
    *["Mr. ", "St. ", "Lt. Gen. ", "U.N. ", "p.m. ", "No. 4 ", "3.5", " - ", "\n- ", "\n1. "],
    *["“No.” ", "support.”. ", "can't", "don’t ", "--", "__", "http://a.b/c?d=e. ", "...", "\n\n"],
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=120).map("".join) | st.text(max_size=60)


def sentences_of(raw: str) -> list[str]:
    text = canonical_text(raw)
    return [text[start:end] for start, end in split_sentences(text)]


@settings(max_examples=250, deadline=None)
@given(_TEXTS)
@example("a" * 2_500)
@example("word " * 900)
@example("-_-" * 700 + ". " + "。" * 1_200)
def test_sentences_tile_the_text(raw: str) -> None:
    text = canonical_text(raw)

    position = 0
    for start, end in split_sentences(text):
        assert text[position:start].strip() == ""
        assert 0 < end - start <= LONGEST_SENTENCE
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        position = end
    assert text[position:].strip() == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Korda met Dr. Vey and Mrs. Tamsin.",
        "Lt. Gen. Farrow and Col. Hallam walked down St. Orm Street.",
        "The boat left pier No. 4 at once.",
        "The U.N. sent three lorries.",
        "It sank at 3 p.m. on Monday.",
        "The rate rose by 3.5 points to 4.25.",
        "J. R. Tamsin and T. K. Wendle signed it.",
        "Judge St. John Farrow adjourned the case.",
        "On Jan. 5 the U.S. Army left.",
        "He asked who had won… and left.",
        "Prof. Sørby of the University of Sevrin agreed.",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert sentences_of(f"It was cold. {sentence} It rained.") == [
        "It was cold.",
        sentence,
        "It rained.",
    ]


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        (
            'She said the plan "has no support.". The vote is on Monday.',
            ['She said the plan "has no support.".', "The vote is on Monday."],
        ),
        (
            "“We had no warning.” She sat down. “None at all!” he said.",
            ["“We had no warning.”", "She sat down.", "“None at all!” he said."],
        ),
        ("Who knew? Nobody! It rained.", ["Who knew?", "Nobody!", "It rained."]),
        (
            "- The pier opens. It is new.\n- No date yet\n1. First\n2. Second",
            ["- The pier opens.", "It is new.", "- No date yet", "1. First", "2. Second"],
        ),
        ("雨が降った。船は出ない！本当？", ["雨が降った。", "船は出ない！", "本当？"]),
        ("「はい。」と言った。何！？帰る。", ["「はい。」", "と言った。", "何！？", "帰る。"]),
        ("यह सच है। वह गया।", ["यह सच है।", "वह गया।"]),
        ("No full stop\n\nAnother line", ["No full stop", "Another line"]),
    ],
)
def test_sentences_end_where_a_reader_sees_it(raw: str, sentences: list[str]) -> None:
    assert sentences_of(raw) == sentences


def test_an_endless_sentence_is_cut_at_a_space() -> None:
    pieces = sentences_of("ferry " * 300)

    assert " ".join(pieces) == ("ferry " * 300).strip()
    assert [len(piece) for piece in pieces] == [995, 803]


def test_an_endless_word_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in sentences_of("x" * 1_000_000)] == [1_000] * 1_000


def test_one_huge_paragraph_is_split_like_a_small_one() -> None:
    text = "It rained in Lisec. " * 20_000

    spans = split_sentences(text)

    assert len(spans) == 20_000
    assert {text[start:end] for start, end in spans} == {"It rained in Lisec."}


def test_an_empty_text_has_no_sentences() -> None:
    assert split_sentences("") == []
