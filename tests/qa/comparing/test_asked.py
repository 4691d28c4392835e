"""Questions that compare, asked of the sample archive."""

import pytest

from index import Retriever
from qa import Assistant, Status


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Did Emil Ødegran resign before the dam gate failed?", "No"),
        ("Did the Lady Orla capsize before or after the Ulden Cup was stolen?", "before"),
        (
            "Which happened earlier, the Harbour Cup final or the theft of the Ulden Cup?",
            "the theft of the Ulden Cup",
        ),
    ],
)
def test_both_sides_stand_in_the_answer(
    assistant: Assistant, retriever: Retriever, question: str, short: str
) -> None:
    answer = assistant.ask(question)

    assert answer.short == short
    for side in answer.sides:
        assert side.question in answer.text
        (quote,) = answer.quotes_of(side)
        text = retriever.text(quote.article_id, quote.content_hash)
        assert text is not None
        assert text[quote.start : quote.end] == quote.text


def test_an_ordinary_question_has_no_sides(assistant: Assistant) -> None:
    assert assistant.ask("When was the Ulden Cup stolen?").sides == ()


def test_a_side_that_is_not_there_leaves_the_question_open(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Was the Lady Orla lost before or after the Zanzibar stock exchange burned down?"
    )

    assert answer.short is None
    assert answer.status is not Status.ANSWERED
    assert "The archive does not say." in answer.text
