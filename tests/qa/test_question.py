import pytest

from qa import AskAgainError, Kind, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people were on board?", Kind.NUMBER),
        ("What percentage of voters turned out?", Kind.NUMBER),
        ("When did the dam close?", Kind.TIME),
        ("In what year was the bank founded?", Kind.TIME),
        ("Who resigned when the report came out?", Kind.PERSON),
        ("Where was the cup found?", Kind.PLACE),
        ("Which city hosted the final?", Kind.PLACE),
        ("Why did the dockers strike?", Kind.OTHER),
    ],
)
def test_the_first_question_word_names_the_kind(question: str, kind: Kind) -> None:
    assert understand(question).kind is kind


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(AskAgainError, match="empty"):
        understand(question)


def test_an_endless_question_is_refused_with_its_length() -> None:
    with pytest.raises(AskAgainError, match=r"5,000 characters; at most 2,000"):
        understand("w" * 5_000)


def test_an_earlier_question_that_was_empty_is_passed_over() -> None:
    assert understand("Why?", ["Who left?", "x", "", ""]).understood == "Why? (after: Who left?)"


def test_white_space_is_tidied() -> None:
    assert understand(" Who \n resigned? ").asked == "Who resigned?"


@pytest.mark.parametrize(
    "question", ["And in Karsholm?", "Why?", "What did he say?", "When was that?"]
)
def test_a_follow_up_takes_the_question_before_it_along(question: str) -> None:
    history = ["How many houses were flooded in Lisec?", "Forty."]
    assert understand(question, history).understood == f"{question} (after: {history[0]})"


def test_a_question_that_stands_alone_stays_as_it_is() -> None:
    history = ["How many houses were flooded in Lisec?", "Forty."]
    question = "Who won the harbour cup final?"
    assert understand(question, history).understood == question


def test_without_history_nothing_is_added() -> None:
    assert understand("And in Karsholm?").understood == "And in Karsholm?"
