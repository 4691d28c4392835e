"""What stands beside the first quote of an answer."""

import pytest

from corpus import Article, Span
from qa import Role, understand
from qa.quoting import Choice, cut
from qa.reply import _with_denial

CLAIM = "Petra Stahl hid a crack in the hull, papers show."
QUESTION = understand("Who hid the crack?")


@pytest.mark.parametrize(
    ("answer", "role"),
    [
        ("Ms. Stahl did not respond to a request for comment.", Role.CONTEXT),
        ("Ms. Stahl denied that a crack in the hull had been hidden.", Role.DISAGREES),
    ],
)
def test_a_denial_disagrees_and_a_silence_does_not(answer: str, role: Role) -> None:
    article = Article(id="a", text=f"{CLAIM} {answer}", language="en")
    claim = Choice(article, Span(0, len(CLAIM)), None, Role.SUPPORTS)
    quotes = _with_denial([claim], [cut(claim, QUESTION)], QUESTION)

    assert [(quote.text, quote.role) for quote in quotes] == [
        (CLAIM, Role.SUPPORTS),
        (answer, role),
    ]
