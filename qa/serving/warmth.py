"""Load what a first question would wait for: the grammar, the models, the pages of the index."""

from qa.assistant import Assistant
from qa.grammar import parse

_FIRST = "Who said so?"


def warm_up(assistant: Assistant) -> None:
    """Ask once, so that the first visitor does not wait for what is read late."""
    parse("A sentence.")
    assistant.ask(_FIRST)
