"""The index that a server answers from: always its latest generation."""

import time
from pathlib import Path

from platformdirs import user_cache_path

from corpus import read_articles, sample_archive
from index import Retriever, WaitForBuildError, build_index
from qa.assistant import Assistant
from qa.examples import example_questions, sample_examples
from qa.reading import open_reader

MOST_EXAMPLES = 4
"""Made from headlines."""

_SAMPLE_PATIENCE = 120.0  # seconds; the sample is built in less than ten on two cores
_SECONDS_BETWEEN_TRIES = 0.2


class Archive:
    """An index, and one reader that all visitors share.

    Args:
        folder: The index.
        examples: Questions to offer; by default some made from its newest headlines.
    """

    def __init__(self, folder: Path, examples: list[str] | None = None) -> None:
        self.folder = folder
        self._retriever = Retriever.open(folder)
        self._reader = open_reader()
        self._examples = examples

    @property
    def examples(self) -> list[str]:
        """Questions to offer: those given, or else some of the newest generation."""
        return self._examples or example_questions(self.retriever, MOST_EXAMPLES)

    @property
    def retriever(self) -> Retriever:
        """A retriever on the newest generation; one that is in use goes on undisturbed."""
        self._retriever = self._retriever.latest()
        return self._retriever

    @property
    def assistant(self) -> Assistant:
        """Answers from the newest generation."""
        return Assistant(self.retriever, self._reader)


def open_sample() -> Archive:
    """The built-in sample archive, indexed in the user's cache."""
    folder = user_cache_path("newsquote") / "sample.index"
    _build_sample(folder)
    return Archive(folder, sample_examples())


def _build_sample(folder: Path) -> None:
    """Build the sample, waiting while another page that was just started does; not for ever."""
    until = time.monotonic() + _SAMPLE_PATIENCE
    while time.monotonic() < until:
        try:
            build_index(read_articles([sample_archive()]), folder, prune=True)
        except WaitForBuildError:
            time.sleep(_SECONDS_BETWEEN_TRIES)
        else:
            return
