from collections.abc import Callable

import pytest

from qa.counting import counted_by, counted_in
from qa.evidence import Read
from qa.statement import Statement, find_statements
from qa.value import find_values

Make = Callable[..., Read]


def counted(sentence: str) -> list[tuple[str, str | None]]:
    return [
        (sentence[value.start : value.end], counted_by(sentence, value))
        for value in find_values(sentence)
    ]


def told(read: Read, question: str = "How many?", *, days: bool = False) -> list[Statement]:
    return find_statements(question, [read], {}, days=days)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nine are dead and 4 are missing.", [("Nine", "dead"), ("4", "missing")]),
        ("The storm killed 12 and injured 40.", [("12", "dead"), ("40", "hurt")]),
        ("Some 300 people fled; 20 boats were lost.", [("Some 300", "moved"), ("20", None)]),
        ("It drew a crowd of 9,400.", [("9,400", "crowd")]),
        ("They bought 14 hens.", [("14", None)]),
    ],
)
def test_a_figure_counts_what_the_nearest_word_says(
    sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert counted(sentence) == expected


def test_a_word_as_near_as_the_reach_allows_is_no_error() -> None:
    sentence = "The 14 hens " + "x" * 70 + " 3 dead."
    assert counted(sentence)[0][1] is None


def test_what_a_question_wants_counted_has_a_name() -> None:
    assert counted_in("How many people lost their lives in the storm?") == "dead"
    assert counted_in("How many hens did they buy?") is None


def test_statements_are_slices_of_their_article(read: Make) -> None:
    made = read("a", "The mill burned. About 40 hands got out on 3 May.", published="2031-05-09")
    (figure,) = told(made)
    (day,) = told(made, days=True)
    text = made.article.text
    assert (figure.words, day.words) == ("About 40", "3 May")
    assert text[figure.value.start : figure.value.end] == figure.words
    assert text[figure.sentence.start : figure.sentence.end].startswith("About 40 hands")
    assert day.support.words == "3 May"


def test_figures_that_no_longer_stand_or_are_a_part_are_left_out(read: Make) -> None:
    text = (
        "Nine hens died, including 4 chicks. Five of them were white. Two more were hurt."
        " An earlier count was seven. It is up from six."
    )
    assert [s.words for s in told(read("a", text))] == ["Nine"]


def test_a_day_without_a_year_is_the_one_nearest_to_publication(read: Make) -> None:
    made = read("a", "It began on 30 December and on Jan. 2, 2029.", published="2031-01-04")
    begun, other = told(made, days=True)
    assert begun.value.low == other.value.low + 727  # 30 December 2030, 2 January 2029


def test_a_day_that_cannot_be_is_no_day(read: Make) -> None:
    assert told(read("a", "It began on 30 February.", published="2031-03-04"), days=True) == []


def test_a_day_in_an_undated_article_needs_its_year(read: Make) -> None:
    made = read("a", "It began on 3 May and ended on 4 May 2031.")
    assert [s.words for s in told(made, days=True)] == ["4 May 2031"]


def test_the_reader_is_believed_where_it_marked_the_figure(read: Make) -> None:
    first, second = told(read("a", "There were 12 cows. There were 14 cows.", ("14 cows", 2.5)))
    assert second.margin == 2.5
    assert first.margin < -10
