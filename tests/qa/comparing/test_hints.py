"""Where a question says that a report is to be looked for."""

import datetime as dt

import pytest

from index import Filters
from qa.comparing import Hints
from qa.comparing.mentions import find_mentions, find_reports, hints_of


def hints_for(behind: str) -> Hints:
    mentions = find_mentions(
        f"the Harbour Gazette article {behind} says that the quay is shut",
        ["Harbour Gazette"],
        any_case=False,
    )
    return hints_of(find_reports(mentions)[0])


@pytest.mark.parametrize(
    ("day", "after", "before"),
    [
        ("2024-03-05", dt.date(2024, 3, 4), dt.date(2024, 3, 6)),
        ("March 5, 2024", dt.date(2024, 3, 4), dt.date(2024, 3, 6)),
        ("9999-12-31", dt.date(9999, 12, 30), None),
        ("0001-01-01", None, dt.date(1, 1, 2)),
        ("2023-02-30", None, None),
    ],
)
def test_a_report_is_looked_for_a_day_around_its_own(
    day: str, after: dt.date | None, before: dt.date | None
) -> None:
    hints = hints_for(f"on the quay published on {day}")

    assert (hints.after, hints.before) == (after, before)


def test_outlets_are_alike_in_upper_and_lower_case() -> None:
    hints = Hints(outlet="Harbour Gazette")

    narrowed = hints.narrow(Filters(outlets=("harbour GAZETTE",)))
    assert narrowed is not None
    assert narrowed.outlets == ("Harbour Gazette",)
    assert hints.narrow(Filters(outlets=("Hill Gazette",))) is None


def test_days_are_narrowed_to_those_that_both_allow() -> None:
    first, middle, last = (dt.date(2031, 5, day) for day in (1, 10, 20))
    asked = Filters(after=middle, outlets=("Hill Gazette",))

    assert Hints(after=first, before=last).narrow(asked) == asked.model_copy(
        update={"before": last}
    )
    assert Hints(before=first).narrow(asked) is None
