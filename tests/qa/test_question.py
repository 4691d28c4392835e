import datetime as dt

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
        ("Why did the dockers strike?", Kind.REASON),
        ("What was the reason for the delay?", Kind.REASON),
        ("How come the ferry sank?", Kind.REASON),
        ("And why did he resign?", Kind.REASON),
        ("How did the thieves enter the museum?", Kind.MANNER),
        ("How exactly was the fire put out?", Kind.MANNER),
        ("In what way did the law change?", Kind.MANNER),
        ("How many were on board, and why?", Kind.NUMBER),
        ("How often do trams run?", Kind.NUMBER),
        ("What caused the strike?", Kind.OTHER),
    ],
)
def test_the_first_question_word_names_the_kind(question: str, kind: Kind) -> None:
    assert understand(question).kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "Did the ferry sink?",
        "Weren’t the dockers paid?",
        "In 2023, was the bridge open?",
        "According to the clerk, did the river rise?",
        "Did anyone say why the dam broke?",
        "Was it the mayor who resigned?",
    ],
)
def test_a_question_that_begins_with_its_verb_wants_yes_or_no(question: str) -> None:
    assert understand(question).kind is Kind.YES_NO


@pytest.mark.parametrize(
    "question",
    [
        "Which towns were flooded?",
        "What countries have signed the treaty?",
        "Which two harbour towns were flooded?",
        "What towns did the flood reach?",
        "Which people were rescued?",
        "Who were the winners of the cup?",
        "What are the names of the dead?",
        "Name all the ports that closed.",
        "List the towns that were flooded.",
    ],
)
def test_a_question_for_several_things_wants_a_list(question: str) -> None:
    assert understand(question).wants_list


@pytest.mark.parametrize(
    "question",
    [
        "Which town was flooded?",
        "Which bus was late?",
        "What is the news?",
        "What series was cancelled?",
        "Which crisis led to the vote?",
        "Who won the cup?",
        "What does the mayor want?",
        "How many towns were flooded?",
        "Why did the towns object?",
        "Were the towns flooded?",
    ],
)
def test_a_question_for_one_thing_wants_no_list(question: str) -> None:
    assert not understand(question).wants_list


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00"])
def test_an_empty_question_says_that_it_is(question: str) -> None:
    assert "is empty" in str(understand(question).problem)


def test_an_endless_question_is_refused_with_its_length() -> None:
    with pytest.raises(AskAgainError, match=r"5,000 characters; at most 2,000"):
        understand("w" * 5_000)


def test_white_space_is_tidied() -> None:
    assert understand(" Who \n resigned? ").asked == "Who resigned?"


def test_a_follow_up_is_made_to_stand_alone() -> None:
    history = ["How many houses were flooded in Lisec?", "Forty."]
    understood = understand("And in Karsholm?", history)
    assert understood.understood == "How many houses were flooded in Karsholm?"
    assert understood.kind is Kind.NUMBER


def test_a_time_in_a_question_becomes_a_window_and_is_told() -> None:
    understood = understand("Which bridges were closed last month?", today=dt.date(2025, 6, 10))
    assert understood.window is not None
    assert (understood.window.first, understood.window.last) == (
        dt.date(2025, 5, 1),
        dt.date(2025, 5, 31),
    )
    assert "“last month” was taken to mean 1 May 2025 to 31 May 2025." in understood.notes


def test_a_word_that_points_to_nothing_is_named() -> None:
    understood = understand("What did he say?", ["How many houses were flooded in Lisec?", "40"])
    assert any("“he”" in note for note in understood.notes)


def test_a_question_that_stands_alone_stays_as_it_is() -> None:
    history = ["How many houses were flooded in Lisec?", "Forty."]
    question = "Who won the harbour cup final?"
    assert understand(question, history).understood == question


def test_without_history_nothing_is_added() -> None:
    assert understand("And in Karsholm?").understood == "And in Karsholm?"


@pytest.mark.parametrize(
    ("question", "kind", "is_list"),
    [
        ("The dam burst in May. Why did nobody warn the town?", Kind.REASON, False),
        ("Can you tell me who resigned?", Kind.PERSON, False),
        ("After the flood, Will Marten left which town?", Kind.PLACE, False),
        ("May was the wettest month; how much rain fell?", Kind.NUMBER, False),
        ("May the mayor resign?", Kind.YES_NO, False),
        ("Which European states have signed?", Kind.OTHER, True),
        ("Which company owns the ferry?", Kind.OTHER, False),
        ("The vote was close. Which two parties gained seats?", Kind.OTHER, True),
        ("Name the mayor.", Kind.OTHER, False),
    ],
)
def test_the_last_sentence_says_what_is_asked_for(question: str, kind: Kind, is_list: bool) -> None:
    understood = understand(question)
    assert (understood.kind, understood.wants_list) == (kind, is_list)


@pytest.mark.parametrize(
    "question",
    [
        "Wer leitet die Untersuchung des Unglücks?",
        "Qui dirige la commission chargée du naufrage?",
        "Quién dirige la investigación del hundimiento?",
        "Kdo vede vyšetřování potopení trajektu?",
        "Кто ведёт расследование?",
        "誰が調査を率いていますか",
    ],
)
def test_a_question_in_another_language_is_a_problem(question: str) -> None:
    assert "not in English" in (understand(question).problem or "")


@pytest.mark.parametrize(
    "question", ["ferry", "Lady Orla sinking cause", "Is Ivo Marek married?", "Toll in Łódź?", "¿"]
)
def test_short_and_clipped_english_is_no_foreign_language(question: str) -> None:
    assert "not in English" not in (understand(question).problem or "")
