"""Questions to offer to someone who has not asked anything yet."""

from corpus import sample_questions
from index import Retriever

_LONGEST = 90


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


def sample_examples(count: int = 4) -> list[str]:
    """Questions on the built-in sample archive, of different kinds."""
    by_kind = {
        question.kind: question.question
        for question in reversed(sample_questions())
        if question.quotes and not question.history
    }
    return list(reversed(by_kind.values()))[:count]
