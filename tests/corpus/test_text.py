"""Canonical text: the form that every offset refers to."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import canonical_line, canonical_text

# No furniture can be spelt with these letters, so that every word has to come through.
_SIGNS = list(
    "aeMnoS日雨한。！？.!?…:;,'\"“”‘’«»()[]-–—•*129 \t\n\n\r\x0b\x0c\x85\u2028\xa0"
    "\u0301\u0308\u0345\u200d😀👩🏽\ud7ff\ue000\uffff\U00010000\U0010ffff"
)
_PIECES = ["Mr. ", "\n- ", "\n1. ", "(2) ", "\r\n\r\n", "“No.” ", "e\u0301", "a man sees a\n"]
_WORDY = st.lists(st.sampled_from(_SIGNS + _PIECES), max_size=120).map("".join)
_ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
_WITH_FURNITURE = st.lists(
    st.sampled_from([*_PIECES, "Comments (0)\n", "Share this\n", "print.\n", "\ufeff", "\n"])
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_WORDY | _ANYTHING | _WITH_FURNITURE)
def test_canonical_text_is_nfc_storable_and_stays_as_it_is(raw: str) -> None:
    text = canonical_text(raw)

    assert canonical_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode("utf-8").decode("utf-8") == text
    assert text == text.strip()
    assert "\n" not in text.replace("\n\n", "")


@settings(max_examples=150, deadline=None)
@given(_WORDY)
def test_every_word_of_the_input_is_kept_in_order(raw: str) -> None:
    assert canonical_text(raw).split() == unicodedata.normalize("NFC", raw).split()


@settings(max_examples=100, deadline=None)
@given(_WORDY | _ANYTHING)
def test_a_canonical_line_is_one_line_and_stays_as_it_is(raw: str) -> None:
    line = canonical_line(raw)

    assert len(line.splitlines()) <= 1
    assert canonical_line(line) == line


def test_lines_wrapped_at_a_width_become_one_paragraph() -> None:
    raw = (
        "The ferry left Karsholm at noon\nand was due at Sandvik before\nfour. Nobody waved.\n"
        "\nThe harbour office said that\nit had heard nothing since."
    )

    assert canonical_text(raw) == (
        "The ferry left Karsholm at noon and was due at Sandvik before four. Nobody waved."
        "\n\nThe harbour office said that it had heard nothing since."
    )


def test_lines_that_end_their_sentences_are_paragraphs() -> None:
    raw = "The ferry left at noon.\nIt was due before four.\nNobody waved."

    assert canonical_text(raw) == raw.replace("\n", "\n\n")


def test_long_lines_without_a_full_stop_are_paragraphs() -> None:
    lines = ["word " * 30 + "end", "Captain", "Mate", "Cook"]

    assert canonical_text("\n".join(lines)).split("\n\n") == lines


def test_list_items_in_wrapped_text_stay_apart() -> None:
    raw = (
        "The plan has three parts that\nthe Chamber will see on Monday:\n"
        "- a new radar at the cape and\nits mast\n- a pier\n* a road\n1. a bridge\n(2) a tunnel"
    )

    assert canonical_text(raw).split("\n\n")[1:] == [
        "- a new radar at the cape and its mast",
        "- a pier",
        "* a road",
        "1. a bridge",
        "(2) a tunnel",
    ]


def test_furniture_inside_a_wrapped_paragraph_goes_and_the_sentence_closes_over_it() -> None:
    raw = (
        "The minister said that the port\nwould open again on\nAdvertisement\n"
        "Monday, when the cranes are\nmended.\nShare this"
    )

    assert canonical_text(raw) == (
        "The minister said that the port would open again on Monday, when the cranes are mended."
    )


def test_the_last_word_of_a_wrapped_paragraph_is_no_furniture() -> None:
    raw = "The poem was read out loud and\nwas then seen for the first time in\nprint."

    assert canonical_text(raw).endswith("for the first time in print.")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("One\u2028two", "One\n\ntwo"),
        ("One\r\n\r\n\r\ntwo", "One\n\ntwo"),
        ("One.\x85Two.\x0cThree.", "One.\n\nTwo.\n\nThree."),
        ("\ufeffhar\u00adbour\x00 \xa0 wall\t", "harbour wall"),
        ("Rene\u0301e", "Renée"),
        ("half \ud800 pair", "half ? pair"),
        (" \n\t\n", ""),
        ("", ""),
    ],
)
def test_invisible_signs_go_and_breaks_become_blank_lines(raw: str, text: str) -> None:
    assert canonical_text(raw) == text


def test_a_headline_is_never_taken_for_furniture() -> None:
    assert canonical_line("Share this\nstory ") == "Share this story"
