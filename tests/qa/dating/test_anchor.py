import pytest

from qa.dating import Relation, anchor_of


@pytest.mark.parametrize(
    ("question", "relation", "words"),
    [
        ("What changed after the flood?", Relation.AFTER, "the flood"),
        ("What did the mayor say before the vote?", Relation.BEFORE, "the vote"),
        ("Who resigned after the dam broke?", Relation.AFTER, "the dam broke"),
        ("Which port closed during the strike, and why?", Relation.DURING, "the strike"),
        ("Since the merger, how many have left?", Relation.SINCE, "the merger"),
    ],
)
def test_an_event_that_ties_the_time_is_named(
    question: str, relation: Relation, words: str
) -> None:
    anchor = anchor_of(question)
    assert anchor is not None
    assert (anchor.relation, anchor.words) == (relation, words)
    assert question[anchor.span.start : anchor.span.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "Who led the party before 3 June 2024?",
        "How many have died since May?",
        "Who looked after the children?",
        "Who appeared before the court?",
        "Which of the following towns was flooded?",
        "What happened after that?",
    ],
)
def test_calendar_times_and_other_uses_are_no_anchors(question: str) -> None:
    assert anchor_of(question) is None
