import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dating import Binding, Bounds, find_times, window_of
from qa.moment import Moment

SATURDAY = dt.date(2025, 11, 1)


def moment(words: str) -> Moment:
    (found,) = find_times(f"It happened {words}.", SATURDAY)
    return found


@pytest.mark.parametrize(
    ("question", "first", "last", "words"),
    [
        ("What happened in March 2024?", "2024-03-01", "2024-03-31", "in March 2024"),
        ("who resigned in march 2024", "2024-03-01", "2024-03-31", "in march 2024"),
        ("Who resigned last month?", "2025-10-01", "2025-10-31", "last month"),
        ("What did the mayor say this week?", "2025-10-26", "2025-11-02", "this week"),
        ("How many died since May?", "2025-05-01", "None", "since May"),
        ("Who led them before 3 June 2024?", "None", "2024-06-02", "before 3 June 2024"),
        ("Who resigned after 3 June 2024?", "2024-06-04", "None", "after 3 June 2024"),
        ("Who was mayor until last year?", "None", "2024-12-31", "until last year"),
        ("Who came between 3 and 9 May?", "2025-05-03", "2025-05-09", "between 3 and 9 May"),
        ("What happened on 5 May?", "2025-05-05", "2025-05-05", "on 5 May"),
        ("Who led from 2014 to 2018?", "2014-01-01", "2018-12-31", "from 2014 to 2018"),
        ("Who won Sunday's race?", "2025-10-26", "2025-10-26", "Sunday"),
    ],
)
def test_a_question_names_the_time_of_its_event(
    question: str, first: str, last: str, words: str
) -> None:
    window = window_of(question, SATURDAY)
    assert window is not None
    assert (str(window.first), str(window.last), window.words) == (first, last, words)
    assert window.binds is Binding.HAPPENED
    assert question[window.start : window.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 World Cup?",
        "Who won the 2024 election?",
        "Who won the May election?",
        "Which party led in the October 2024 election?",
        "What was in Budget 2023?",
        "In what year was the dam built?",
        "When did the dam break?",
        "How much is the forecast for 2026?",
        "May the mayor march?",
    ],
)
def test_names_with_a_year_and_questions_for_a_time_have_no_window(question: str) -> None:
    assert window_of(question, SATURDAY) is None


def test_as_of_holds_the_day_of_publication() -> None:
    window = window_of("As of 1 March, how many were missing?", SATURDAY)
    assert window is not None
    assert window.binds is Binding.PUBLISHED
    assert window.publication() == Bounds(None, dt.date(2025, 3, 1))
    assert window.admits(dt.date(2025, 3, 2), moment("in January")) is False


def test_the_time_of_the_event_counts_before_that_of_the_article() -> None:
    window = window_of("Who resigned in March?", SATURDAY)
    assert window is not None
    late = dt.date(2025, 9, 1)
    assert window.admits(late, moment("on 4 March")) is True
    assert window.admits(dt.date(2025, 3, 9), moment("in January")) is False
    assert window.admits(dt.date(2025, 3, 9), None) is True
    assert window.admits(dt.date(2025, 4, 20), None) is True
    assert window.admits(dt.date(2025, 2, 20), None) is False
    assert window.admits(late, None) is False
    assert window.admits(None, None) is None


def test_what_happened_in_a_month_is_searched_in_the_months_after_it() -> None:
    window = window_of("Who resigned in March?", SATURDAY)
    assert window is not None
    bounds = window.publication()
    assert bounds.after == dt.date(2025, 2, 28)
    assert bounds.before is not None
    assert bounds.before >= dt.date(2025, 5, 31)


def test_a_year_long_gone_does_not_shut_out_the_articles_of_today() -> None:
    window = window_of("What did the poet say in 1969?", SATURDAY)
    assert window is not None
    bounds = window.publication(oldest=dt.date(2022, 1, 1), newest=dt.date(2023, 12, 31))
    assert bounds.before is None
    month = window_of("What did the poet say in June 1969?", SATURDAY)
    assert month is not None
    assert month.publication(oldest=dt.date(2022, 1, 1)) == Bounds()


def test_what_is_to_come_may_have_been_printed_before() -> None:
    window = window_of("What will open next month?", SATURDAY)
    assert window is not None
    assert window.lies_ahead
    assert window.publication() == Bounds()


def test_two_dates_let_in_all_between_and_this_week_comes_before_them() -> None:
    both = window_of("Did the report of 3 May 2024 change from that on 9 June 2024?", None)
    assert both is None or both.last == dt.date(2024, 6, 9)
    pair = window_of("Who wrote on 3 May 2024, and who wrote on 9 June 2024?", None)
    assert pair is not None
    assert (str(pair.first), str(pair.last)) == ("2024-05-03", "2024-06-09")
    now = window_of("He left in 2018, but who thanked him this week?", SATURDAY)
    assert now is not None
    assert now.words == "this week"


def test_after_and_before_make_one_window() -> None:
    window = window_of("Who resigned after 3 May 2024 and before 9 June 2024?", None)
    assert window is not None
    assert (str(window.first), str(window.last)) == ("2024-05-04", "2024-06-08")


def test_published_before_a_day_holds_the_day_of_publication() -> None:
    window = window_of("What did the report published before 5 May 2024 say?", None)
    assert window is not None
    assert window.publication() == Bounds(None, dt.date(2024, 5, 4))


def test_without_a_day_of_asking_last_month_is_no_window() -> None:
    assert window_of("Who resigned last month?", None) is None


@given(question=st.text(max_size=80), today=st.none() | st.dates())
def test_any_question_is_read_without_error(question: str, today: dt.date | None) -> None:
    window = window_of(question, today)
    assert window is None or question[window.start : window.end] == window.words


@given(
    today=st.dates(), words=st.sampled_from(["last month", "since 2014", "in May", "after 2020"])
)
def test_windows_at_the_ends_of_the_calendar_have_bounds(today: dt.date, words: str) -> None:
    window = window_of(f"Who left {words}?", today)
    if window is not None:
        bounds = window.publication()
        assert bounds.after is None or bounds.before is None or bounds.after <= bounds.before


def test_a_count_by_a_day_is_what_had_been_printed_then() -> None:
    today = dt.date(2025, 6, 1)
    by = window_of("How many had fallen ill by 15 March?", today)
    assert by is not None
    assert by.publication(dt.date(2025, 1, 1), today) == Bounds(None, dt.date(2025, 3, 15))
    assert by.publication(dt.date(2025, 4, 1), today) == Bounds()
