"""Turn examples into word pieces, windows and batches; each batch is a function of seed and number.

A window is ``[CLS] question [SEP] passage [SEP]``. A passage that does not fit is cut at random
around its answer, so that one long text gives another window each time it is seen.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from qa.training.example import Example

Numbers = NDArray[np.int32]

LONGEST_QUESTION = 48  # word pieces
NOT_TAUGHT = -100
"""A target that its loss leaves out; the value torch ignores by default."""

_CLS, _SEP = 101, 102
_SPECIAL = 3
_WIDTH_STEP = 16
_CHUNK = 32  # batches sorted by length together
_SEEN_WITHOUT_ANSWER = 0.08  # of the long passages, how many are cut beside their answer


class Encoded(NamedTuple):
    """Examples as flat arrays; row i of a ragged array lies between ``at[i]`` and ``at[i + 1]``.

    Attributes:
        questions: Word pieces of all questions.
        questions_at: Where each begins; shape ``(examples + 1,)``.
        contexts: Word pieces of all distinct passages.
        contexts_at: Where each begins; shape ``(passages + 1,)``.
        labels: Shape ``(examples, 5)``: passage, first and last word piece of the answer (-1: no
            answer here, -100: not known), relevance, verdict (-100: not known).
    """

    questions: Numbers
    questions_at: Numbers
    contexts: Numbers
    contexts_at: Numbers
    labels: Numbers

    def __len__(self) -> int:
        return len(self.labels)

    def save(self, path: Path) -> None:
        """Write all arrays into one file."""
        np.savez(path, **self._asdict())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(**{name: arrays[name] for name in cls._fields})

    def window_lengths(self, window: int) -> Numbers:
        """Word pieces of each example, cut to the window."""
        questions = np.minimum(np.diff(self.questions_at), LONGEST_QUESTION)
        contexts = np.diff(self.contexts_at)[self.labels[:, 0]]
        lengths: Numbers = np.minimum(questions + contexts + _SPECIAL, window).astype(np.int32)
        return lengths


class Batch(NamedTuple):
    """Windows of one training step; every array has one row a window.

    Attributes:
        tokens: Word pieces, 0 where padded.
        types: 1 for the passage, 0 for the question.
        mask: True where there is a word piece.
        start: Position of the answer's first word piece; 0 for no answer; -100 not taught.
        end: Position of its last.
        relevant: 1, 0 or -100.
        verdict: 0, 1, 2 or -100.
    """

    tokens: NDArray[np.int64]
    types: NDArray[np.int64]
    mask: NDArray[np.bool_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    relevant: NDArray[np.int64]
    verdict: NDArray[np.int64]


def encode(examples: Sequence[Example], tokenizer: Tokenizer) -> Encoded:
    """Encode examples; equal passages are encoded once."""
    number: dict[str, int] = {}
    for example in examples:
        number.setdefault(example.context, len(number))
    contexts = tokenizer.encode_batch(list(number), add_special_tokens=False)
    questions = tokenizer.encode_batch([e.question for e in examples], add_special_tokens=False)
    labels = [_labels(e, number[e.context], contexts[number[e.context]]) for e in examples]
    return Encoded(*_flat(questions), *_flat(contexts), np.array(labels, dtype=np.int32))


def _labels(example: Example, row: int, context: Encoding) -> tuple[int, int, int, int, int]:
    first = last = -1 if example.teaches_span else NOT_TAUGHT
    if example.answer is not None:
        pieces = [
            i
            for i, (start, end) in enumerate(context.offsets)
            if end > example.answer.start and start < example.answer.end
        ]
        first, last = (pieces[0], pieces[-1]) if pieces else (NOT_TAUGHT, NOT_TAUGHT)
    relevant = NOT_TAUGHT if example.relevant is None else int(example.relevant)
    verdict = NOT_TAUGHT if example.verdict is None else int(example.verdict)
    return row, first, last, relevant, verdict


def _flat(encodings: Sequence[Encoding]) -> tuple[Numbers, Numbers]:
    lengths = [len(encoding.ids) for encoding in encodings]
    pieces = np.concatenate([np.array(e.ids, dtype=np.int32) for e in encodings])
    return pieces, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def plan_batches(
    encoded: Encoded, *, window: int, epochs: int, batch_tokens: int, seed: int
) -> list[Numbers]:
    """Rows of each batch: about equally long windows together, each row once an epoch.

    Args:
        encoded: The examples.
        window: Longest window, in word pieces.
        epochs: How often each example is seen.
        batch_tokens: Most word pieces in a batch, padding included.
        seed: Of the order.
    """
    lengths = _padded(encoded.window_lengths(window))
    batches: list[Numbers] = []
    for epoch in range(epochs):
        rng = np.random.default_rng((seed, epoch))
        order = rng.permutation(len(encoded)).astype(np.int32)
        chunk = _CHUNK * max(1, batch_tokens // window)
        for begin in range(0, len(order), chunk):
            rows = order[begin : begin + chunk]
            found = _fill(rows[np.argsort(lengths[rows], kind="stable")], lengths, batch_tokens)
            batches += [found[i] for i in rng.permutation(len(found))]
    return batches


def _padded(lengths: Numbers) -> Numbers:
    """Rounded up: with few distinct widths a CPU need not prepare its matrix products anew."""
    return -(-lengths // _WIDTH_STEP) * _WIDTH_STEP


def _fill(rows: Numbers, lengths: Numbers, batch_tokens: int) -> list[Numbers]:
    batches, begin = [], 0
    for i in range(1, len(rows) + 1):
        full = i < len(rows) and (i + 1 - begin) * lengths[rows[i]] > batch_tokens
        if i == len(rows) or full:
            batches.append(rows[begin:i])
            begin = i
    return batches


def make_batch(encoded: Encoded, rows: Numbers, *, window: int, seed: tuple[int, ...]) -> Batch:
    """Cut and pad the windows of one batch."""
    rng = np.random.default_rng(seed)
    windows = [_cut(encoded, int(row), window, rng) for row in rows]
    width = int(_padded(np.array([len(w.tokens) for w in windows], dtype=np.int32)).max())
    tokens = np.zeros((len(rows), width), dtype=np.int64)
    types, mask = np.zeros_like(tokens), np.zeros(tokens.shape, dtype=np.bool_)
    for i, cut in enumerate(windows):
        tokens[i, : len(cut.tokens)] = cut.tokens
        mask[i, : len(cut.tokens)] = True
        types[i, cut.passage_at : len(cut.tokens)] = 1
    targets = np.array([w.targets for w in windows], dtype=np.int64)
    return Batch(tokens, types, mask, *targets.T)


class _Window(NamedTuple):
    tokens: list[int]
    passage_at: int
    targets: tuple[int, int, int, int]


def _cut(encoded: Encoded, row: int, window: int, rng: np.random.Generator) -> _Window:
    passage, first, last, relevant, verdict = encoded.labels[row].tolist()
    question = encoded.questions[encoded.questions_at[row] : encoded.questions_at[row + 1]]
    question = question[:LONGEST_QUESTION]
    context = encoded.contexts[encoded.contexts_at[passage] : encoded.contexts_at[passage + 1]]
    space = window - _SPECIAL - len(question)
    begin = 0
    if len(context) > space:
        begin = _begin(len(context), space, first, last, rng)
        context = context[begin : begin + space]
    passage_at = len(question) + 2
    tokens = [_CLS, *question.tolist(), _SEP, *context.tolist(), _SEP]
    if first >= 0:
        if begin <= first and last < begin + len(context):
            first, last = first - begin + passage_at, last - begin + passage_at
        else:
            first = last = relevant = 0
    elif first == -1:
        first = last = 0
    return _Window(tokens, passage_at, (first, last, relevant, verdict))


def _begin(length: int, space: int, first: int, last: int, rng: np.random.Generator) -> int:
    """Where to cut a passage that is too long: around its answer, now and then beside it."""
    low, high = 0, length - space
    if first >= 0 and last - first < space and rng.random() >= _SEEN_WITHOUT_ANSWER:
        low, high = max(low, last - space + 1), min(high, first)
    return int(rng.integers(low, high + 1))
