import pytest

from qa import Kind
from qa.kind import fits, fits_kind


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        (Kind.NUMBER, "fifteen people", True),
        (Kind.NUMBER, "$4m", True),
        (Kind.NUMBER, "no one", True),
        (Kind.NUMBER, "the mayor", False),
        (Kind.TIME, "on Friday", True),
        (Kind.TIME, "last week", True),
        (Kind.TIME, "in 1998", True),
        (Kind.TIME, "at 9:30 p.m.", True),
        (Kind.TIME, "May 4", True),
        (Kind.TIME, "you may leave", False),
        (Kind.TIME, "Karsholm", False),
        (Kind.PERSON, "Jonna Reve", True),
        (Kind.PERSON, "Ødegran", True),
        (Kind.PERSON, "her brother", False),
        (Kind.PERSON, "15 Swedes", False),
        (Kind.PLACE, "off Karsholm", True),
        (Kind.PLACE, "at sea", False),
        (Kind.REASON, "the storm", None),
        (Kind.MANNER, "by rope", None),
        (Kind.YES_NO, "it sank", None),
        (Kind.OTHER, "bread", None),
    ],
)
def test_an_answer_fits_the_kind_asked_for(kind: Kind, answer: str, expected: bool | None) -> None:
    assert fits_kind(kind, answer) is expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("How much was the loan?", "three years", False),
        ("How much was the loan?", "three crowns", True),
        ("How many men were held?", "about two weeks", False),
        ("How many men were held?", "twelve of them", True),
        ("How many weeks were the men held?", "about two weeks", True),
        ("How long were the men held?", "about two weeks", True),
        ("How old is the weir?", "300 years", True),
        ("How many men were held?", "6 per cent", False),
        ("How many percent of them were held?", "6%", True),
        ("How much more pay do they get?", "6 per cent", True),
        ("When was the weir built?", "three years ago", True),
    ],
)
def test_a_number_of_another_sort_is_no_answer(
    question: str, answer: str, expected: bool | None
) -> None:
    assert fits(question, answer) is expected
