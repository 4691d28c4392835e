"""Questions taken apart, and those that only look as if they compared."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.comparing import Claim, Comparison, Relation, Seeks, take_apart

OUTLETS = ("The Daily Lantern", "The Sevrin Courier", "Quay & Ledger")


def taken(question: str) -> Comparison:
    comparison = take_apart(question, OUTLETS)
    assert comparison is not None
    return comparison


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Was Wren Halvik appointed harbour master before Odo Sarn resigned?",
            "When was Wren Halvik appointed harbour master?",
            "When did Odo Sarn resign?",
        ),
        (
            "Did the budget pass before or after the dock strike?",
            "When did the budget pass?",
            "When was the dock strike?",
        ),
        (
            "Did Wren Halvik resign before Odo Sarn?",
            "When did Wren Halvik resign?",
            "When did Odo Sarn resign?",
        ),
        (
            "Did Halvik resign before her deputy did?",
            "When did Halvik resign?",
            "When did Halvik’s deputy resign?",
        ),
        (
            "Did the police arrest the guard before finding the cup?",
            "When did the police arrest the guard?",
            "When did the police find the cup?",
        ),
        (
            "Did the dam fail before the minister resigned or after?",
            "When did the dam fail?",
            "When did the minister resign?",
        ),
        (
            "Was it before or after the vote that the bank failed?",
            "When did the bank fail?",
            "When was the vote?",
        ),
        (
            "Had Sarn already left when the bridge opened?",
            "When had Sarn left?",
            "When did the bridge open?",
        ),
        (
            "Which came first, the theft of the cup or the sinking of the ferry?",
            "When was the theft of the cup?",
            "When was the sinking of the ferry?",
        ),
        (
            "Who resigned first, Wren Halvik or Odo Sarn?",
            "When did Wren Halvik resign?",
            "When did Odo Sarn resign?",
        ),
        (
            "Which film was released first, Blue Tide or Long Ford?",
            "When was Blue Tide released?",
            "When was Long Ford released?",
        ),
        (
            "Did the fire or the flood come first?",
            "When did the fire come?",
            "When did the flood come?",
        ),
        (
            "How long after the ferry sank did the minister resign?",
            "When did the ferry sink?",
            "When did the minister resign?",
        ),
        (
            "How many days passed between the theft of the cup and its recovery?",
            "When was the theft of the cup?",
            "When was the cup’s recovery?",
        ),
        (
            "How much time passed between the minister resigning and the judge reporting?",
            "When did the minister resign?",
            "When did the judge report?",
        ),
        (
            "Did more people die in the ferry disaster than in the flood?",
            "How many people died in the ferry disaster?",
            "How many people died in the flood?",
        ),
        (
            "Was the toll of the ferry higher than that of the flood?",
            "What was the toll of the ferry?",
            "What was the toll of the flood?",
        ),
        (
            "Did Karsholm lose more seats than Dunavel?",
            "How many seats did Karsholm lose?",
            "How many seats did Dunavel lose?",
        ),
        ("Which is bigger, Lisec or Dunavel?", "How big was Lisec?", "How big was Dunavel?"),
        (
            "Did the cup final draw a bigger crowd than the election rally?",
            "How big a crowd did the cup final draw?",
            "How big a crowd did the election rally draw?",
        ),
    ],
)
def test_each_part_is_a_question_of_its_own(question: str, first: str, second: str) -> None:
    assert [part.question for part in taken(question).parts] == [first, second]


def test_before_and_after_are_told_apart() -> None:
    claims = [
        taken(f"Was the vote held {how} the strike began?").claim
        for how in ("before", "after", "before or after")
    ]

    assert claims == [Claim.BEFORE, Claim.AFTER, None]


def test_the_last_of_three_is_asked_for() -> None:
    comparison = taken("Which came last, the fire, the flood or the strike?")

    assert (comparison.relation, comparison.claim) == (Relation.FIRST, Claim.AFTER)
    assert [part.label for part in comparison.parts] == ["the fire", "the flood", "the strike"]


def test_the_unit_of_an_interval_is_kept() -> None:
    comparison = taken("How many weeks after the flood was the dam repaired?")

    assert (comparison.relation, comparison.unit) == (Relation.INTERVAL, "weeks")


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first woman to climb the peak?",
        "What happened before the vote?",
        "How many more than 20 people died?",
        "What did Halvik do before his father's death?",
        "Did Halvik testify before the committee?",
        "Did anyone warn the crew before the ferry sank?",
        "Did the ferry sink shortly after leaving port?",
        "Did the strike begin before April 2025?",
        "Was the bridge closed after 2020?",
        "Did prices rise more than 20 percent?",
        "Did more people die than expected?",
        "Was the crowd bigger than usual?",
        "Was there a fire before the explosion?",
        "Is it legal to drive before 18?",
        "Did he resign before the vote?",
        "Who quit after the court case?",
        "How long after?",
        "How many years after the war?",
        "Which country became the first to ban the boats?",
        "Is it a boat or a ship?",
        "True or false: The vote came before the strike.",
        "Which is the larger of the two islands?",
        "What was the first film of Odo Sarn?",
        "After 20 years together, which band has split?",
        "Who is more likely to win, according to the poll?",
        "The minister resigned after the vote. Who took over?",
        "When did the bridge first open?",
        "",
        "?",
        "before",
    ],
)
def test_ordinary_questions_are_left_whole(question: str) -> None:
    assert take_apart(question, OUTLETS) is None


def test_outlets_that_agree_are_each_asked_the_same() -> None:
    comparison = taken(
        "Do The Daily Lantern and Quay & Ledger agree on how many people were aboard?"
    )

    assert comparison.relation is Relation.SAME
    assert {part.question for part in comparison.parts} == {"How many people were aboard?"}
    assert [part.hints.outlet for part in comparison.parts] == [
        "The Daily Lantern",
        "Quay & Ledger",
    ]
    assert comparison.parts[0].seeks is Seeks.NUMBER


def test_what_two_outlets_are_said_to_say_is_asked_of_each() -> None:
    comparison = taken(
        "Does the Quay & Ledger article suggest that the port was closed, while the article from"
        " The Daily Lantern claims that the dockers have returned?",
    )

    assert comparison.relation is Relation.BOTH
    assert [(part.question, part.hints.outlet) for part in comparison.parts] == [
        ("Was the port closed?", "Quay & Ledger"),
        ("Have the dockers returned?", "The Daily Lantern"),
    ]


def test_which_outlet_reported_first_is_a_matter_of_publication() -> None:
    comparison = taken(
        "Did The Daily Lantern report on the fire before Quay & Ledger mentioned the arrests?",
    )

    assert (comparison.relation, comparison.claim) == (Relation.ORDER, Claim.BEFORE)
    assert [part.seeks for part in comparison.parts] == [Seeks.PUBLISHED, Seeks.PUBLISHED]


def test_two_reports_of_one_outlet_are_found_by_their_days() -> None:
    comparison = taken(
        "Between the Quay & Ledger report on the bank's losses published on March 3, 2025, and the"
        " Quay & Ledger report on the bank's rescue published on April 4, 2025, was there a change"
        " in the reporting of its troubles?",
    )

    assert comparison.relation is Relation.TOGETHER
    assert [part.hints.after for part in comparison.parts] == [
        dt.date(2025, 3, 2),
        dt.date(2025, 4, 3),
    ]
    assert comparison.parts[0].hints.topic == "the bank's losses"


def test_outlets_that_the_archive_does_not_know_are_no_reports() -> None:
    question = "Do The Daily Lantern and Quay & Ledger agree on how many people were aboard?"

    assert take_apart(question, ()) is None


def test_a_week_is_not_the_outlet_the_week() -> None:
    question = "Did the report agree on the week and the week after, as the same report says?"

    assert take_apart(question, ("The Week", "CNN")) is None


@given(st.text(max_size=80))
def test_no_question_is_too_odd(words: str) -> None:
    for question in (f"Did {words} before {words}?", f"Which came first, {words} or {words}?"):
        comparison = take_apart(question, OUTLETS)
        assert comparison is None or len(comparison.parts) >= 2
