"""Questions to offer to someone who has not asked anything yet."""

from corpus import sample_questions
from index import Retriever

_LONGEST = 90
_SHOWN = (
    "sample-38",  # a figure, in a story that four papers print
    "sample-23",  # two papers differ
    "sample-18",  # a figure that was corrected
    "sample-12",  # the archive says that it is not known
)


def example_questions(retriever: Retriever, count: int = 4) -> list[str]:
    """Questions that the archive can be asked, made from its newest headlines.

    Args:
        retriever: The archive.
        count: How many at most.

    Returns:
        Questions; fewer than ``count`` if there are fewer headlines.
    """
    headlines = [article.title.rstrip(".?!") for article in retriever.newest(count * 3)]
    fitting = [line for line in dict.fromkeys(headlines) if 0 < len(line) <= _LONGEST]
    return [f"What is known about this: {line}?" for line in fitting[:count]]


def sample_examples() -> list[str]:
    """Questions on the built-in sample archive, each of which shows another kind of answer."""
    questions = {question.id: question.question for question in sample_questions()}
    return [questions[name] for name in _SHOWN]
