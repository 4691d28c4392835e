import math

import pytest

from qa.value import Value, agree, find_values


def only(text: str) -> Value:
    values = find_values(text)
    assert len(values) == 1, values
    return values[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Some 1,250 hens were lost.", 1250, 1250),
        ("Between 30 and 40 boats came.", 30, 40),
        ("It took 20-30 soldiers.", 20, 30),
        ("At least twelve goats ran off.", 12, math.inf),
        ("No more than 80 seats are left.", 0, 80),
        ("Two hundred and six bells were cast.", 206, 206),
        ("It cost $3.5 million.", 3.5e6, 3.5e6),
        ("A hole of 2.4bn marks was found.", 2.4e9, 2.4e9),
        ("Fewer than ninety thousand crowns were spent.", 0, 90_000),
    ],
)
def test_a_figure_is_an_interval(text: str, low: float, high: float) -> None:
    value = only(text)
    assert (value.low, value.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "They met on 14 May.",
        "They met on May 14, 1998.",
        "Ove Lund, 63, was there.",
        "The home side won 3-1.",
        "It shut at 5.30 p.m.",
        "The 22-year-old runs well.",
        "Look at page 31.",
        "The Route 66 sign fell.",
        "Pupils under 12 ride free.",
    ],
)
def test_days_hours_ages_and_scores_are_no_quantities(text: str) -> None:
    assert find_values(text) == []


def test_offsets_take_in_the_words_before_the_figure() -> None:
    text = "Of these, about 300 cows drowned."
    value = only(text)
    assert text[value.start : value.end] == "about 300"
    assert value.is_rough
    assert value.unit == ("cow", "drown")


def test_a_sign_and_a_word_name_one_unit() -> None:
    assert only("It cost $5.").unit == only("It cost five dollars.").unit == ("dollar",)
    assert only("It rose 4 per cent.").unit == only("It rose 4%.").unit == ("percent",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("14 cows", "14 cows", True),
        ("14 cows", "15 cows", False),
        ("at least 12 cows", "14 cows", True),
        ("at least 12 cows", "9 cows", False),
        ("about 80 cows", "83 cows", True),
        ("about 80 cows", "95 cows", False),
        ("between 40 and 50 cows", "47 cows", True),
        ("up to 40 cows", "47 cows", False),
        ("1,200 cows", "1,240 cows", True),
        ("1,400 cows", "1,240 cows", False),
        ("20 cows", "22 cows", False),
        ("14 cows", "15 barns", None),
        ("dozens of cows", "14 cows", None),
        ("dozens of cows", "48 cows", True),
        ("$3 million", "3 million dollars", True),
        ("3 percent", "3 cows", None),
    ],
)
def test_values_agree_where_both_can_be_true(one: str, other: str, expected: bool | None) -> None:
    assert agree(only(one), only(other)) is expected
    assert agree(only(other), only(one)) is expected
