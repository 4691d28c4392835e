import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import answer_key
from qa.sameness import one_holds_the_other

NEWS = """
the a about in fifteen 15 forty 40 % $ million 1,200 Dec. December 22nd of per cent rise by 4
José Reve's one hundred and two , - ( ) St. minister
"""
answers = st.text(max_size=40) | st.lists(st.sampled_from(NEWS.split()), max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        ("15", "fifteen"),
        ("twenty-five", "25"),
        ("two hundred and fifty", "250"),
        ("one", "1"),
        ("2 million", "two million"),
        ("12,000", "12000"),
        ("$1.2 million", "1,200,000 dollars"),
        ("$1.2m", "US$1.2-million"),
        ("40%", "40 per cent"),
        ("forty percent", "40 percentage points"),
        ("Dec. 22", "December 22"),
        ("22 December", "December 22"),
        ("the 22nd of December", "December 22nd"),
        ("22 Dec, 2023", "December 22, 2023"),
        ("Sept. 9", "9 September"),
    ],
)
def test_numbers_and_dates_say_the_same_in_any_form(answer: str, other: str) -> None:
    assert answer_key(answer) == answer_key(other)


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        ("about 40", "40"),
        ("more than 40", "at least 40"),
        ("the harbour master", "a harbour master"),
        ("in March", "March"),
        ("because of the storm", "the storm"),
        ("her brother", "his brother"),
        ("the mayor's office", "mayor’s office"),
        ("Jonna Reve's", "JONNA REVE"),
        ("“Blue Harbour”", "Blue Harbour."),
        ("St. Olav", "St Olav"),
        ("Jose\N{COMBINING ACUTE ACCENT} Lund", "José Lund"),
    ],
)
def test_what_stands_around_an_answer_does_not_change_it(answer: str, other: str) -> None:
    assert answer_key(answer) == answer_key(other)


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        ("40", "400"),
        ("4", "40"),
        ("1.5", "15"),
        ("1.2 million", "1.2 billion"),
        ("rise by 4", "fall by 4"),
        ("December 22", "December 23"),
        ("May 4", "4 March"),
        ("10-12", "1012"),
        ("no one", "one"),
        ("minus 5", "5"),
        ("Ørn Lund", "Arn Lund"),
    ],
)
def test_different_answers_stay_different(answer: str, other: str) -> None:
    assert answer_key(answer) != answer_key(other)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("nearly $1.5 million", "1500000"),
        ("on the 3rd of Feb. 2021", "february 3 2021"),
        ("The Mayor of Sandvik", "mayor of sandvik"),
        ("the Who", "who"),
        ("to", "to"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_key_is_the_answer_in_plain_words(answer: str, key: str) -> None:
    assert answer_key(answer) == key


# No law: answer_key(answer_key(x)) == answer_key(x). The key of "5 (K)" is "5 k", whose own is
# "5000"; that of "fifteen 15 December" is "15 december 15", whose own is "december 15 15".
@given(answers)
def test_any_text_has_a_key_in_lower_case_without_signs_at_its_edges(answer: str) -> None:
    key = answer_key(answer)
    assert key == key.casefold() == " ".join(key.split())
    assert not set(key) & set("%$,;:!?()[]\"'“”’-")


@given(answers)
def test_quotation_marks_and_a_full_stop_do_not_change_a_key(answer: str) -> None:
    assert answer_key(f'"{answer}."') == answer_key(answer)


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        ("Reve", "Jonna Reve"),
        ("President Jonna Reve", "Reve"),
        ("the President, Mr Reve", "Sir Jonna Reve"),
        ("15", "fifteen people"),
        ("December 22", "22 December 2023"),
        ("the port of Karsholm", "Karsholm"),
    ],
)
def test_an_answer_holds_the_one_with_words_left_out(answer: str, other: str) -> None:
    assert one_holds_the_other(answer_key(answer), answer_key(other))
    assert one_holds_the_other(answer_key(other), answer_key(answer))


@pytest.mark.parametrize(
    ("answer", "other"),
    [
        ("Arne Reve", "Jonna Reve"),
        ("40", "400"),
        ("4", "40 people"),
        ("December 22", "December 23"),
        ("the president", "President Reve"),
        ("", "Reve"),
        ("the", "the"),
    ],
)
def test_answers_that_differ_in_a_telling_word_hold_not_each_other(answer: str, other: str) -> None:
    assert not one_holds_the_other(answer_key(answer), answer_key(other))
