"""The address of a view: what is written into it is read out of it."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from page.address import Looking, from_query, to_query

NAMES = st.lists(st.text(min_size=1), max_size=5).map(tuple)
DAYS = st.none() | st.dates()


@given(
    st.builds(
        Looking,
        question=st.text(max_size=200),
        after=DAYS,
        before=DAYS,
        as_of=DAYS,
        outlets=NAMES,
        sections=NAMES,
        article_ids=NAMES,
    )
)
def test_a_view_is_read_back_as_it_was_written(looking: Looking) -> None:
    assert from_query(to_query(looking)) == looking


@given(st.text())
def test_any_address_is_read_without_an_error(query: str) -> None:
    assert isinstance(from_query(query), Looking)


def test_an_empty_view_adds_nothing_to_the_address() -> None:
    assert to_query(Looking()) == ""
    assert from_query("") == Looking()


def test_a_day_that_is_none_is_left_out_and_the_rest_stays() -> None:
    looking = from_query("?q=Who%3F&from=2025-02-30&asof=2025-02-28&nonsense=1")
    assert looking == Looking(question="Who?", as_of=dt.date(2025, 2, 28))


def test_an_address_cannot_be_used_to_bring_endless_text() -> None:
    looking = from_query("q=" + "w" * 100_000 + "&outlet=x" * 1_000)
    assert len(looking.question) == 2_000
    assert len(looking.outlets) == 50
