"""newsquote's own reader on ONNX Runtime: no torch, one forward pass a window.

The weights lie in ``weights`` beside this file, with their training card, licence and checksum.
They were trained by ``python -m qa.training`` from all-MiniLM-L6-v2 (Apache-2.0), whose package
also gives the word pieces.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import ENCODER_INPUTS, OnnxModel
from qa.errors import ChooseReaderError
from qa.reading.reader import DEFAULT_READER, NOTHING_READ, Page, Reading
from qa.reading.windows import Window, apart, best_spans, cut_windows, word_pieces

WEIGHTS = Path(__file__).parent / "weights"
MODEL, CARD = "reader.onnx", "card.json"
FORMAT = 2
"""Of inputs and outputs; weights of another format are refused."""

WINDOW = 256


class Scores(NamedTuple):
    """What the model says of one window; logits.

    Attributes:
        start: Shape ``(positions,)``; position 0 stands for "no answer here".
        end: As `start`.
        relevance: Log odds that the passage answers the question.
        verdict: Shape ``(3,)``: yes, no, open.
    """

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    relevance: np.float32
    verdict: NDArray[np.float32]


class OnnxReader:
    """The reader that newsquote brings.

    Args:
        folder: Where weights and card lie.

    Raises:
        ChooseReaderError: Weights or card are missing, damaged, or of another format.
    """

    name = DEFAULT_READER

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._model = OnnxModel(_checked_weights(folder))
        self._tokenizer = word_pieces()

    def read(self, question: str, pages: Sequence[Page]) -> list[Reading]:
        """As `Reader.read`."""
        windows = cut_windows(question, pages, self._tokenizer, WINDOW)
        found: dict[int, list[Reading]] = {}
        for window, scores in self.score(windows):
            text = pages[window.page].text
            found.setdefault(window.page, []).append(_reading(window, scores, text))
        return [_merge(found.get(number, [])) for number in range(len(pages))]

    def score(self, windows: Sequence[Window]) -> Iterator[tuple[Window, Scores]]:
        """What the model says of each window, longest first."""
        by_length = sorted(windows, key=lambda window: len(window.tokens), reverse=True)
        outputs = self._model.run(map(make_inputs, by_length))
        for window, (start, end, relevance, verdict) in zip(by_length, outputs, strict=True):
            yield window, Scores(start[0], end[0], relevance[0], verdict[0])


def _reading(window: Window, scores: Scores, text: str) -> Reading:
    odds = np.exp(scores.verdict - scores.verdict.max())
    yes, no, _ = odds / odds.sum()
    spans = best_spans(window, scores.start, scores.end, text)
    return Reading(tuple(spans), float(scores.relevance), float(yes), float(no))


def make_inputs(window: Window) -> dict[str, NDArray[np.int64]]:
    """The model's inputs for one window, each of shape ``(1, positions)``."""
    tokens = np.array([window.tokens], dtype=np.int64)
    types = np.zeros_like(tokens)
    types[0, window.passage_at :] = 1
    return dict(zip(ENCODER_INPUTS, (tokens, types), strict=True))


def _merge(readings: Sequence[Reading]) -> Reading:
    """One reading of a passage from those of its windows."""
    if len(readings) < 2:
        return readings[0] if readings else NOTHING_READ
    best = max(readings, key=lambda reading: reading.relevance)
    return best._replace(spans=tuple(apart(span for r in readings for span in r.spans)))


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
    if not isinstance(card, dict):
        raise ChooseReaderError(f"{folder / CARD} is damaged (no JSON object). {mend}")
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
