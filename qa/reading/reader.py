"""The seam between passages and what a reading model finds in them.

Knows nothing of archives, quotes or verdicts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from qa.errors import ChooseReaderError

DEFAULT_READER = "newsquote-reader"


class Page(NamedTuple):
    """What a reader is shown: a passage under the headline of its article.

    Attributes:
        title: The headline; read, but no answer is taken from it. May be empty.
        text: The passage.
    """

    title: str
    text: str


class FoundSpan(NamedTuple):
    """A stretch of a passage that may be the answer.

    Attributes:
        start: First character, in the passage's text.
        end: One past the last.
        margin: Log odds that this is the answer rather than that the passage holds none.
            Comparable between passages of one question.
    """

    start: int
    end: int
    margin: float


class Reading(NamedTuple):
    """What a reader found in one passage.

    Attributes:
        spans: The best few, best first, no two overlapping; empty if there is nothing to read.
        relevance: Log odds that the passage answers the question.
        yes: Probability that it says yes to a yes/no question.
        no: Probability that it says no.
    """

    spans: tuple[FoundSpan, ...]
    relevance: float
    yes: float
    no: float


NOTHING_READ = Reading(spans=(), relevance=-20.0, yes=0.0, no=0.0)


class Reader(Protocol):
    """Finds answers in passages."""

    @property
    def name(self) -> str:
        """What `open_reader` opens it by: its name or its folder."""

    def read(self, question: str, pages: Sequence[Page]) -> list[Reading]:
        """Read passages for the answer to a question.

        Args:
            question: A question.
            pages: Passages of any length; what is longer than the model's window is read in
                overlapping windows.

        Returns:
            One reading a passage, in their order.
        """


def open_reader(name: str = DEFAULT_READER) -> Reader:
    """Open a reader.

    Args:
        name: ``newsquote-reader``, which the package brings; or the folder of any Hugging Face
            extractive question answering model. Nothing is downloaded.

    Raises:
        ChooseReaderError: No such folder, no such model in it, or damaged weights.
    """
    if name == DEFAULT_READER:
        from qa.reading.onnx_reader import OnnxReader

        return OnnxReader()
    if not Path(name).expanduser().is_dir():
        raise ChooseReaderError(
            f"{name} is no folder. Give the folder of an extractive question answering model, "
            f"or {DEFAULT_READER}."
        )
    from qa.reading.transformers_reader import TransformersReader

    return TransformersReader(Path(name).expanduser().resolve())
