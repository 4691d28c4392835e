import datetime as dt

import pytest

from qa.dating import find_times, format_moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It fell on 24 October.", "24 October 2025"),
        ("It fell in October.", "October 2025"),
        ("It fell in late October.", "late October 2025"),
        ("It fell in the week of 20 October.", "the week of 20 October 2025"),
        ("It fell in 2019.", "2019"),
        ("It fell about 2019.", "about 2019"),
        ("It fell in early 2022.", "early 2022"),
        ("It fell in mid-2022.", "mid-2022"),
        ("It fell between 3 and 9 May.", "3 to 9 May 2025"),
        ("It fell from 28 April to 3 May.", "28 April to 3 May 2025"),
        ("It fell from 28 December to 3 January.", "28 December 2024 to 3 January 2025"),
        ("It fell in summer 2019.", "summer 2019"),
        ("It fell last winter.", "winter 2024-25"),
        ("It fell in the 1990s.", "the 1990s"),
        ("It fell in the early 1990s.", "the early 1990s"),
        ("It fell between 2014 and 2018.", "2014 to 2018"),
        ("It fell in Q3 2022.", "July to September 2022"),
        ("It fell over the past five years.", "2020 to 2025"),
        ("It fell about noon on Tuesday.", "28 October 2025"),
        ("It fell earlier this year.", "2025"),
        ("It fell earlier this week.", "the week of 27 October 2025"),
        ("It fell two weeks ago.", "about the week of 13 October 2025"),
    ],
)
def test_a_moment_is_said_as_exactly_as_it_was_told(text: str, words: str) -> None:
    (moment,) = find_times(text, dt.date(2025, 11, 1))
    assert format_moment(moment) == words
