from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qa import FoundSpan, Page
from qa.reading.windows import Window, best_spans, cut_windows, word_pieces

QUESTION = "Where did the ferry sink?"
TEXT = "The ferry Lady Orla sank off Karsholm on Friday."
CLS, SEP = 101, 102


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return word_pieces()


def window_of(text: str, tokenizer: Tokenizer, title: str = "") -> Window:
    (window,) = cut_windows(QUESTION, [Page(title, text)], tokenizer, 256)
    return window


def nothing_stands_out(window: Window) -> NDArray[np.float32]:
    return np.full(len(window.tokens), -9.0, dtype=np.float32)


def piece_at(window: Window, character: int) -> int:
    """Position in the window of the word piece that holds a character of the passage."""
    (piece,) = (i for i, (begin, end) in enumerate(window.offsets) if begin <= character < end)
    return window.text_at + piece


def test_a_short_passage_is_one_window_of_question_title_and_text(tokenizer: Tokenizer) -> None:
    window = window_of("It sank.", tokenizer, title="Ferry lost")
    assert tokenizer.decode(window.tokens, skip_special_tokens=False) == (
        "[CLS] where did the ferry sink? [SEP] ferry lost it sank. [SEP]"
    )
    assert (window.passage_at, window.text_at) == (8, 10)
    assert window.offsets == [(0, 2), (3, 7), (7, 8)]


def test_windows_say_whose_passage_they_are_and_an_empty_one_has_none(tokenizer: Tokenizer) -> None:
    pages = [Page("", "Rain fell."), Page("A headline alone", ""), Page("", "It sank.")]
    assert [w.page for w in cut_windows(QUESTION, pages, tokenizer, 256)] == [0, 2]
    assert cut_windows(QUESTION, [], tokenizer, 256) == []


def test_a_long_passage_is_covered_by_windows_that_overlap(tokenizer: Tokenizer) -> None:
    text = " ".join(f"On day {n} the river rose by {n % 7} feet." for n in range(120))
    pieces = tokenizer.encode(text, add_special_tokens=False)
    windows = cut_windows(QUESTION, [Page("River", text)], tokenizer, 128)

    assert len(windows) > 5
    assert all(len(window.tokens) <= 128 for window in windows)
    assert {offsets for window in windows for offsets in window.offsets} == set(pieces.offsets)
    for earlier, later in pairwise(windows):
        shared = set(earlier.offsets) & set(later.offsets)
        assert len(shared) == 48
        assert earlier.offsets[-48:] == later.offsets[:48]
    for window in windows:
        ids = [
            id_ for id_, o in zip(pieces.ids, pieces.offsets, strict=True) if o in window.offsets
        ]
        assert window.tokens[window.text_at : -1] == ids


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=300), title=st.text(max_size=50))
def test_offsets_lie_in_the_passage_whatever_it_holds(
    tokenizer: Tokenizer, text: str, title: str
) -> None:
    for window in cut_windows(QUESTION, [Page(title, text)], tokenizer, 128):
        assert len(window.tokens) == window.text_at + len(window.offsets) + 1
        assert all(0 <= begin <= end <= len(text) for begin, end in window.offsets)


def test_an_endless_question_and_headline_leave_room_for_the_passage(tokenizer: Tokenizer) -> None:
    (window,) = cut_windows("why " * 500, [Page("rain " * 500, TEXT)], tokenizer, 256)
    assert (window.passage_at, window.text_at) == (1 + 64 + 1, 1 + 64 + 1 + 40)
    assert [TEXT[begin:end] for begin, end in window.offsets][:4] == ["The", "ferry", "Lady", "Or"]


def test_the_margin_is_the_span_s_score_less_that_of_no_answer(tokenizer: Tokenizer) -> None:
    window = window_of(TEXT, tokenizer)
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    friday = piece_at(window, TEXT.index("Friday"))
    start[friday], end[friday] = 3.0, 2.0
    start[0], end[0] = 1.0, 0.5

    best = best_spans(window, start, end, TEXT)[0]

    assert best == FoundSpan(TEXT.index("Friday"), TEXT.index("Friday") + 6, margin=3.5)


def test_position_0_lowers_the_margins_and_moves_no_span(tokenizer: Tokenizer) -> None:
    window = window_of(TEXT, tokenizer)
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    friday = piece_at(window, TEXT.index("Friday"))
    start[friday] = end[friday] = 2.0
    before = best_spans(window, start, end, TEXT)
    start[0] = end[0] = 5.0
    after = best_spans(window, start, end, TEXT)

    assert [(s.start, s.end) for s in after] == [(s.start, s.end) for s in before]
    assert (before[0].margin, after[0].margin) == (22.0, -6.0)


def test_question_and_headline_are_never_quoted(tokenizer: Tokenizer) -> None:
    window = window_of(TEXT, tokenizer, title="Karsholm mourns on Saturday")
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    start[: window.text_at], end[: window.text_at] = 20.0, 20.0
    start[-1], end[-1] = 20.0, 20.0  # the last separator
    friday = piece_at(window, TEXT.index("Friday"))
    start[friday] = end[friday] = 1.0

    spans = best_spans(window, start, end, TEXT)

    assert TEXT[spans[0].start : spans[0].end] == "Friday"
    assert all(0 <= span.start < span.end <= len(TEXT) for span in spans)


def test_a_span_that_cuts_words_is_widened_to_whole_ones(tokenizer: Tokenizer) -> None:
    window = window_of(TEXT, tokenizer)
    orla, karsholm = TEXT.index("Orla"), TEXT.index("Karsholm")
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    assert window.offsets[piece_at(window, orla + 3) - window.text_at] == (orla + 2, orla + 4)
    start[piece_at(window, orla + 3)] = 5.0
    end[piece_at(window, karsholm)] = 5.0

    best = best_spans(window, start, end, TEXT)[0]

    assert TEXT[best.start : best.end] == "Orla sank off Karsholm"


def test_an_answer_never_reaches_into_the_next_paragraph(tokenizer: Tokenizer) -> None:
    text = "By Ada Hein\n\nThe Lady Orla sank off Karsholm."
    window = window_of(text, tokenizer)
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    start[piece_at(window, text.index("Ada"))] = 9.0
    end[piece_at(window, text.index("Karsholm"))] = 9.0
    start[piece_at(window, text.index("Lady"))] = 3.0

    best = best_spans(window, start, end, text)

    assert text[best[0].start : best[0].end] == "Lady Orla sank off Karsholm"
    assert not any("\n" in text[span.start : span.end] for span in best)


def test_one_word_in_pieces_is_found_once(tokenizer: Tokenizer) -> None:
    window = window_of(TEXT, tokenizer)
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    at = TEXT.index("Karsholm")
    pieces = {piece_at(window, character) for character in range(at, at + len("Karsholm"))}
    assert len(pieces) > 1
    for piece in pieces:
        start[piece] = end[piece] = 4.0

    spans = best_spans(window, start, end, TEXT)

    assert [TEXT[s.start : s.end] for s in spans if s.margin > 18] == ["Karsholm"]


def test_spans_come_best_first_at_most_four_and_apart(tokenizer: Tokenizer) -> None:
    rng = np.random.default_rng(7)
    text = f"{TEXT} " * 4
    window = window_of(text, tokenizer)
    for _ in range(20):
        start = rng.normal(size=len(window.tokens)).astype(np.float32)
        end = rng.normal(size=len(window.tokens)).astype(np.float32)
        spans = best_spans(window, start, end, text)
        assert 1 <= len(spans) <= 4
        assert [s.margin for s in spans] == sorted((s.margin for s in spans), reverse=True)
        ordered = sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(ordered))


def test_an_answer_is_at_most_thirty_pieces_long_and_ends_after_it_begins(
    tokenizer: Tokenizer,
) -> None:
    text = " ".join(["rain"] * 80)
    window = window_of(text, tokenizer)
    start, end = nothing_stands_out(window), nothing_stands_out(window)
    begin = window.text_at + 40
    start[begin], start[begin + 20] = 9.0, 1.0
    end[begin - 5], end[begin + 29], end[begin + 30] = 9.0, 2.0, 9.0

    best = best_spans(window, start, end, text)[0]

    # 9 + 9 would win, but they lie 31 pieces apart, or end before they begin; 9 + 2 beats 1 + 9.
    assert (best.start // 5, (best.end + 1) // 5) == (40, 40 + 30)
    assert best.margin == 9.0 + 2.0 + 18.0
