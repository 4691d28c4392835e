"""Dates of publication: one day, or none."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import UnclearDateError, parse_published

_DAY = dt.date(2025, 3, 12)
_MORNING = dt.datetime(2025, 3, 12, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-12",
        " 2025-03-12\n",
        "20250312",
        "12 March 2025",
        "March 12, 2025",
        "12. März 2025",
        "12 de marzo de 2025",
        "12 mars 2025",
        "12 марта 2025",
        "2025年3月12日",
        "2025/3/12",
        "12 Mar 25",
    ],
)
def test_a_day_is_read_as_a_date(text: str) -> None:
    assert parse_published(text) == _DAY
    assert not isinstance(parse_published(text), dt.datetime)


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-12T09:30:00Z",
        "2025-03-12T10:30+01:00",
        "2025-03-12 09:30",
        "Wed, 12 Mar 2025 10:30:00 +0100",
        "Wed, 12 Mar 2025 09:30:00 GMT",
        "12 March 2025, 10:30 CET",
        "12 March 2025, 09:30",
        "March 12, 2025 at 9:30 a.m.",
        1_741_771_800,
        1_741_771_800.0,
        1_741_771_800_000,
        "1741771800",
        "1741771800000",
        dt.datetime(2025, 3, 12, 9, 30),
        dt.datetime(2025, 3, 12, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
    ],
)
def test_an_hour_is_read_as_a_moment_with_a_zone(value: object) -> None:
    moment = parse_published(value)

    assert moment == _MORNING
    assert isinstance(moment, dt.datetime)
    assert moment.tzinfo is not None


def test_the_zone_of_the_source_is_kept() -> None:
    moment = parse_published("2025-03-12T23:30:00+02:00")

    assert isinstance(moment, dt.datetime)
    assert moment.utcoffset() == dt.timedelta(hours=2)


def test_milliseconds_that_look_like_a_day_are_no_day() -> None:
    moment = parse_published("1711010100000")  # not 1 January 1711

    assert moment == dt.datetime(2024, 3, 21, 8, 35, tzinfo=dt.UTC)


@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_nothing_is_no_date(value: object) -> None:
    assert parse_published(value) is None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("30 February 2025", "does not exist"),
        ("2025-02-30", "does not exist"),
        ("03/04/2025", "day-month or month-day"),
        ("3.4.2025", "day-month or month-day"),
        ("Mon 03/04/2025", "day-month or month-day"),
        ("03/04/25", "year of two digits"),
        ("March 2025", "not understood"),
        ("2025", "not understood"),
        ("yesterday", "not understood"),
        ("09:30", "not understood"),
        ("see below", "not understood"),
        ("0001-01-01", "not plausible"),
        ("2999-01-01", "not plausible"),
        (True, "not a date"),
        (float("nan"), "names no day"),
        (10**400, "names no day"),
        ("1 Jan 99999999999999999999 10:00 +0000", "not understood"),
        ("1 Jan 2025 10:00 +99999999999999", "not understood"),
        ([2025, 3, 12], "a list, not a date"),
        ({"day": 12}, "a dict, not a date"),
    ],
)
def test_what_names_no_single_day_is_refused(value: object, why: str) -> None:
    with pytest.raises(UnclearDateError, match=why):
        parse_published(value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/04/2025", dt.date(2025, 4, 13)),
        ("04/13/2025", dt.date(2025, 4, 13)),
        ("4/04/2025", dt.date(2025, 4, 4)),
    ],
)
def test_digits_that_can_mean_only_one_day_are_read(text: str, day: dt.date) -> None:
    assert parse_published(text) == day


def test_a_magazine_may_be_dated_ahead_but_not_by_years() -> None:
    ahead = dt.date.today() + dt.timedelta(days=60)

    assert parse_published(ahead) == ahead
    with pytest.raises(UnclearDateError, match="not plausible"):
        parse_published(ahead + dt.timedelta(days=700))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*"0123456789/.-:,T+Z ", "Mar", "Mon, ", " GMT", "é", "\x00"])).map(
        "".join
    )
    | st.floats()
    | st.integers()
)
@example("x" * 5_000)
def test_any_value_is_a_plausible_date_or_is_refused(value: object) -> None:
    try:
        moment = parse_published(value)
    except UnclearDateError:
        return
    assert moment is None or moment.year >= 1450
    assert not isinstance(moment, dt.datetime) or moment.tzinfo
