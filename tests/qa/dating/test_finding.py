import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dating import Reason, find_times, read_times
from qa.moment import Precision

SATURDAY = dt.date(2025, 11, 1)


def days(text: str, reference: dt.date | None = SATURDAY) -> list[tuple[str, str, str]]:
    """Words, first and last day of every time in a text."""
    return [(m.words, str(m.first), str(m.last)) for m in find_times(text, reference)]


def day(text: str, reference: dt.date | None = SATURDAY) -> list[str]:
    """The single days that a text names."""
    found = find_times(text, reference)
    assert all(moment.first == moment.last for moment in found)
    return [str(moment.first) for moment in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lock closed on October 24.", "2025-10-24"),
        ("The lock closed on 24 Oct. 2023.", "2023-10-24"),
        ("The lock closed on 2023-10-24.", "2023-10-24"),
        ("The lock closed on the 24th.", "2025-10-24"),
        ("The lock was closed until the 24th.", "2025-10-24"),
        ("The lock closed on Tuesday.", "2025-10-28"),
        ("The lock closed last Saturday.", "2025-10-25"),
        ("The lock closed on Tuesday, March 4.", "2025-03-04"),
        ("The lock closed yesterday.", "2025-10-31"),
        ("The lock closed two days ago.", "2025-10-30"),
        ("The lock closed on Christmas Day.", "2024-12-25"),
        ("The lock closed on Easter Monday.", "2025-04-21"),
        ("The lock closed on 25/12/2024.", "2024-12-25"),
        ("The lock closed on 9/11.", "2001-09-11"),
        ("The lock closed on 24 October last year.", "2024-10-24"),
        ("The lock opens next Friday.", "2025-11-07"),
    ],
)
def test_a_day_is_told_by(text: str, expected: str) -> None:
    assert day(text) == [expected]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It rained in March.", "2025-03-01", "2025-03-31", Precision.MONTH),
        ("It rained in March 2024.", "2024-03-01", "2024-03-31", Precision.MONTH),
        ("It rained in mid-May.", "2025-05-11", "2025-05-20", Precision.MONTH),
        ("It rained last week.", "2025-10-20", "2025-10-26", Precision.WEEK),
        ("It rained in the week of 20 October.", "2025-10-20", "2025-10-26", Precision.WEEK),
        ("It will rain next month.", "2025-12-01", "2025-12-31", Precision.MONTH),
        ("It rained in early 2022.", "2022-01-01", "2022-04-30", Precision.YEAR),
        ("It rained late last year.", "2024-09-01", "2024-12-31", Precision.YEAR),
        ("It rained this summer.", "2025-06-01", "2025-08-31", Precision.SEASON),
        ("It rained in the fall of 2019.", "2019-09-01", "2019-11-30", Precision.SEASON),
        ("It rained at the weekend.", "2025-11-01", "2025-11-02", Precision.SPAN),
        ("It rained between 3 and 9 May.", "2025-05-03", "2025-05-09", Precision.SPAN),
        ("It rained from Monday to Wednesday.", "2025-10-27", "2025-10-29", Precision.SPAN),
        ("It rained April 2-5.", "2025-04-02", "2025-04-05", Precision.SPAN),
        ("It rained from 28 December to 3 January.", "2024-12-28", "2025-01-03", Precision.SPAN),
        ("It rained in the 1990s.", "1990-01-01", "1999-12-31", Precision.DECADE),
        ("It has rained since 2014.", "2014-01-01", "2014-12-31", Precision.YEAR),
        ("It will open in three years.", "2028-01-01", "2028-12-31", Precision.YEAR),
        ("It rained in Q3 2022.", "2022-07-01", "2022-09-30", Precision.SPAN),
        ("It rained in the third quarter of 2022.", "2022-07-01", "2022-09-30", Precision.SPAN),
        ("It rained over the past five years.", "2020-11-01", "2025-11-01", Precision.SPAN),
        ("It will be dry by the end of June.", "2026-06-21", "2026-06-30", Precision.MONTH),
    ],
)
def test_a_longer_time_has_its_first_and_last_day(
    text: str, first: str, last: str, precision: Precision
) -> None:
    (found,) = find_times(text, SATURDAY)
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


def test_the_next_day_follows_what_was_told_and_not_the_day_of_publication() -> None:
    text = "On September 3 the bridge cracked. The next day it fell. Three weeks later it was sold."
    assert days(text)[1] == ("The next day", "2025-09-04", "2025-09-04")
    assert days(text)[2] == ("Three weeks later", "2025-09-22", "2025-09-28")


def test_what_was_only_said_on_a_day_is_no_anchor() -> None:
    text = "The bridge cracked on 3 September, Ada Holm said on Friday. The next day it fell."
    assert days(text)[-1] == ("The next day", "2025-09-04", "2025-09-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor spoke on Monday.", "2025-10-27"),
        ("The mayor will speak on Monday.", "2025-11-03"),
        ("The mayor said the hall will be closed on Monday.", "2025-11-03"),
        ("The vote is due on 14 January.", "2026-01-14"),
        ("The vote was held on 14 January.", "2025-01-14"),
        ("On Monday, voters go to the polls.", "2025-11-03"),
        ("The hearing is on Monday.", "2025-11-03"),
        ("Mayor to meet dockers on Monday", "2025-11-03"),
        ("The trial has been scheduled for 14 January.", "2026-01-14"),
        ("It will be held again, since there wasn't a winner on Friday.", "2025-10-31"),
        ("He was arrested in Orm on Monday and will be tried.", "2025-10-27"),
    ],
)
def test_without_a_year_the_tense_tells_past_from_future(text: str, expected: str) -> None:
    assert day(text)[0] == expected


def test_two_tenses_in_one_sentence_are_told_apart() -> None:
    text = "The minister said on Sunday night that the port will open on Friday."
    assert day(text, dt.date(2025, 10, 30)) == ["2025-10-26", "2025-10-31"]


@pytest.mark.parametrize(
    "text",
    [
        "May I march with you? He may march in a second.",
        "Theresa May said so, and June Adler agreed.",
        "The Sunday Times and the Mail on Sunday wrote of it.",
        "There were 1,500 people, 2020 votes, and a 24-year-old in an F-16.",
        "It lasted for three years, until 6 p.m.; the score was 3-2.",
        "The 2022 World Cup and the 2024 election were held.",
        "Over the last few months it grew.",
        "It was the third storm in two weeks.",
        "He was seen in Mar-a-Sol, and wrote of Saturday Night and Sunday Morning.",
        "The fall of the city surprised everyone in spring-green coats.",
        "",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert days(text) == []


def test_an_hour_widens_the_words_of_its_day() -> None:
    text = "It sank at 6 p.m. on Tuesday, and the second boat on Thursday at 10 a.m."
    assert [words for words, *_ in days(text)] == ["6 p.m. on Tuesday", "Thursday at 10 a.m."]


def test_an_impossible_day_is_found_and_told_to_be_impossible() -> None:
    times = read_times("The swans came on 30 February.", SATURDAY)
    assert times.moments == ()
    assert [(u.words, u.reason) for u in times.unresolved] == [("30 February", Reason.IMPOSSIBLE)]


def test_a_date_that_could_be_two_days_is_not_guessed() -> None:
    times = read_times("The swans came on 3/4/2024.", SATURDAY)
    assert [u.reason for u in times.unresolved] == [Reason.AMBIGUOUS]


def test_a_29_february_is_that_of_a_leap_year() -> None:
    assert day("The swans came on 29 February.") == ["2024-02-29"]


def test_without_a_day_of_publication_only_full_dates_are_resolved() -> None:
    text = "He was born on 3 May 1956. The next day it snowed. It snowed on Tuesday, and in March."
    times = read_times(text, None)
    assert [str(m.first) for m in times.moments] == ["1956-05-03", "1956-05-04"]
    assert [u.reason for u in times.unresolved] == [Reason.NO_REFERENCE] * 2


def test_the_next_day_of_nothing_is_not_resolved() -> None:
    assert [u.words for u in read_times("The next day it fell.", SATURDAY).unresolved] == [
        "The next day"
    ]


def test_a_month_after_a_year_in_one_sentence_is_of_that_year() -> None:
    text = "She was charged in April 2019 and convicted in June."
    assert days(text)[1] == ("June", "2019-06-01", "2019-06-30")


_PIECES = st.sampled_from(
    [
        *(
            "on ",
            "in ",
            "the ",
            "last ",
            "next ",
            "by ",
            "from ",
            "to ",
            "between ",
            "and ",
            "since ",
        ),
        *(
            "30 February ",
            "31 June",
            "May ",
            "March ",
            "Oct. ",
            "Sunday ",
            "Tuesday night ",
            "2020 ",
        ),
        *(
            "9999",
            "1400-",
            "0s ",
            "3",
            "29 February",
            "24th ",
            ", ",
            ". ",
            "\n\n",
            "'s ",
            "–",
            "a ",
        ),
        *(
            "week ",
            "years ",
            "decades ",
            "ago ",
            "later ",
            "the next day ",
            "three hundred ",
            "999 ",
        ),
        *("will ", "said ", "Easter ", "New Year's Eve ", "the end of ", "mid-", "Q4 ", "weekend "),
        *("that day ", "the past ", "century ", "2023-13-45", "the year before last ", "9/11 "),
    ]
)


@given(
    text=st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map("".join)),
    reference=st.none() | st.dates(),
)
def test_any_text_on_any_day_gives_slices_in_order_that_run_forward(
    text: str, reference: dt.date | None
) -> None:
    times = read_times(text, reference)

    found = sorted(
        [
            *((m.start, m.end, m.words) for m in times.moments),
            *((u.start, u.end, u.words) for u in times.unresolved),
        ]
    )
    assert all(text[start:end] == words for start, end, words in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(moment.first <= moment.last for moment in times.moments)


@pytest.mark.parametrize("piece", ["Monday and ", "May ", "in 2019, ", "On 3 May it rained. "])
def test_an_endless_text_is_read_in_time_that_grows_with_it(piece: str) -> None:
    started = time.process_time()
    find_times(piece * (60_000 // len(piece)), SATURDAY)
    assert time.process_time() - started < 10
