"""newsquote's own reader on ONNX Runtime: no torch, one forward pass a window.

The weights lie in ``weights`` beside this file, with their training card, licence and checksum.
They were trained by ``python -m qa.training`` from all-MiniLM-L6-v2 (Apache-2.0), whose package
also gives the word pieces.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from index import usable_cores
from qa.errors import ChooseReaderError
from qa.reading.reader import DEFAULT_READER, NOTHING_READ, FoundSpan, Page, Reading
from qa.reading.windows import Window, best_spans, cut_windows, word_pieces

WEIGHTS = Path(__file__).parent / "weights"
MODEL, CARD = "reader.onnx", "card.json"
FORMAT = 1
"""Of inputs and outputs; weights of another format are refused."""

_WINDOW = 256
_BATCH = 5


class OnnxReader:
    """The reader that newsquote brings.

    Args:
        folder: Where weights and card lie.

    Raises:
        ChooseReaderError: Weights or card are missing, damaged, or of another format.
    """

    name = DEFAULT_READER

    def __init__(self, folder: Path = WEIGHTS) -> None:
        weights = _checked_weights(folder)
        self._tokenizer = word_pieces()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = usable_cores()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            weights, sess_options=options, providers=["CPUExecutionProvider"]
        )

    def read(self, question: str, pages: Sequence[Page]) -> list[Reading]:
        """As `Reader.read`."""
        windows = cut_windows(question, pages, self._tokenizer, _WINDOW)
        found: dict[int, list[Reading]] = {}
        by_length = sorted(windows, key=lambda window: len(window.tokens), reverse=True)
        for begin in range(0, len(by_length), _BATCH):
            batch = by_length[begin : begin + _BATCH]
            for window, reading in zip(batch, self._read(batch, pages), strict=True):
                found.setdefault(window.page, []).append(reading)
        return [_merge(found.get(number, [])) for number in range(len(pages))]

    def _read(self, windows: Sequence[Window], pages: Sequence[Page]) -> list[Reading]:
        start, end, relevance, verdict = self._session.run(None, _inputs(windows))
        odds = np.exp(verdict - verdict.max(axis=1, keepdims=True))
        says = odds / odds.sum(axis=1, keepdims=True)
        return [
            Reading(
                spans=tuple(best_spans(window, start[i], end[i], pages[window.page].text)),
                relevance=float(relevance[i]),
                yes=float(says[i, 0]),
                no=float(says[i, 1]),
            )
            for i, window in enumerate(windows)
        ]


def _inputs(windows: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    width = max(len(window.tokens) for window in windows)
    tokens = np.zeros((len(windows), width), dtype=np.int64)
    mask, types = np.zeros_like(tokens), np.zeros_like(tokens)
    for i, window in enumerate(windows):
        tokens[i, : len(window.tokens)] = window.tokens
        mask[i, : len(window.tokens)] = 1
        types[i, window.passage_at : len(window.tokens)] = 1
    return {"input_ids": tokens, "attention_mask": mask, "token_type_ids": types}


def _merge(readings: Sequence[Reading]) -> Reading:
    """One reading of a passage from those of its windows."""
    if len(readings) < 2:
        return readings[0] if readings else NOTHING_READ
    best = max(readings, key=lambda reading: reading.relevance)
    chosen: list[FoundSpan] = []
    for span in sorted((s for r in readings for s in r.spans), key=lambda s: -s.margin):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return best._replace(spans=tuple(chosen))


def _checked_weights(folder: Path) -> bytes:
    """The weights as their card describes them."""
    mend = "Install newsquote again."
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        weights = (folder / MODEL).read_bytes()
    except FileNotFoundError as error:
        raise ChooseReaderError(f"{error.filename} is missing. {mend}") from error
    except ValueError as error:
        raise ChooseReaderError(f"{folder / CARD} is damaged ({error}). {mend}") from error
    if card.get("format") != FORMAT:
        raise ChooseReaderError(
            f"{folder / MODEL} has format {card.get('format')}; this newsquote reads {FORMAT}."
            f" {mend}"
        )
    if hashlib.sha256(weights).hexdigest() != card.get("sha256"):
        raise ChooseReaderError(
            f"{folder / MODEL} is not the file its card describes (truncated or changed). {mend}"
        )
    return weights
