"""Any Hugging Face extractive question answering model, from a folder, through transformers."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa.errors import ChooseReaderError
from qa.reading.reader import NOTHING_READ, FoundSpan, Page, Reading
from qa.reading.windows import apart

_WINDOW, _OVERLAP = 384, 96
_LONGEST_ANSWER = 30  # word pieces
_LONGEST_QUESTION = 64


class TransformersReader:
    """A model for extractive question answering.

    Such a model has no heads for relevance, yes and no: relevance is the margin of its best span,
    and yes and no stay 0.

    Args:
        folder: The model's folder; nothing is downloaded, no code in it is run.

    Raises:
        ChooseReaderError: The folder holds no such model.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors import SafetensorError
        from transformers import AutoConfig, AutoModelForQuestionAnswering, AutoTokenizer

        self.name = str(folder)
        try:
            made_for = AutoConfig.from_pretrained(folder, local_files_only=True).architectures or []
            if not any(name.endswith("ForQuestionAnswering") for name in made_for):
                raise ValueError(f"its config.json names {', '.join(made_for) or 'nothing'}")
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._model = AutoModelForQuestionAnswering.from_pretrained(
                folder, local_files_only=True
            ).eval()
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            reason = str(error).splitlines()[0]
            raise ChooseReaderError(
                f"{folder} holds no extractive question answering model ({reason}). Give a folder"
                " with config.json, weights and tokenizer."
            ) from error
        if not self._tokenizer.is_fast:
            raise ChooseReaderError(
                f"{folder} has a tokenizer without offsets. Add its tokenizer.json."
            )

    def read(self, question: str, pages: Sequence[Page]) -> list[Reading]:
        """As `Reader.read`."""
        return [self._read(question, page) for page in pages]

    def _read(self, question: str, page: Page) -> Reading:
        import torch

        if not page.text.strip():
            return NOTHING_READ
        encoded = self._tokenizer(
            self._shortened(question),
            page.text,
            truncation="only_second",
            max_length=min(_WINDOW, self._tokenizer.model_max_length),
            stride=_OVERLAP,
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").numpy()
        encoded.pop("overflow_to_sample_mapping", None)
        with torch.inference_mode():
            scores = self._model(**encoded)
        found: list[FoundSpan] = []
        for i in range(len(offsets)):
            inside = np.array([part == 1 for part in encoded.sequence_ids(i)])
            start, end = scores.start_logits[i].numpy(), scores.end_logits[i].numpy()
            found += _spans(start, end, offsets[i], inside)
        chosen = apart(found)
        relevance = chosen[0].margin if chosen else NOTHING_READ.relevance
        return Reading(tuple(chosen), relevance, 0.0, 0.0)

    def _shortened(self, question: str) -> str:
        """A question so long that no passage fits beside it, cut."""
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)[
            "offset_mapping"
        ]
        within = offsets[:_LONGEST_QUESTION]
        return question[: within[-1][1]] if len(offsets) > _LONGEST_QUESTION else question


def _spans(
    start: np.ndarray, end: np.ndarray, offsets: np.ndarray, inside: np.ndarray
) -> list[FoundSpan]:
    nothing = float(start[0] + end[0])
    begins = [i for i in np.argsort(-start)[:20] if inside[i]]
    finishes = [j for j in np.argsort(-end)[:20] if inside[j]]
    return [
        FoundSpan(int(offsets[i][0]), int(offsets[j][1]), float(start[i] + end[j]) - nothing)
        for i in begins
        for j in finishes
        if i <= j < i + _LONGEST_ANSWER
    ]
