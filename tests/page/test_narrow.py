"""What a search is narrowed to: read from the fields, told in words, drawn as bars."""

import datetime as dt
from pathlib import Path

import pytest

from index import ChooseFilterError, Filters, Retriever
from page import build_page
from page.address import Looking
from page.narrow import Narrowing, _bar_width, chosen_articles, filters, in_words, stretch
from qa import Archive

DAY = dt.date(2025, 3, 1)


def test_what_was_typed_is_kept_and_the_earlier_end_counts() -> None:
    looking = Narrowing.looking(
        "2025-01-17", "2025-06-27", "2025-03-01", ["Post"], ["Sport"], ["a"]
    )
    assert (looking.before, looking.as_of) == (dt.date(2025, 6, 27), DAY)
    assert filters(looking) == Filters(
        after=dt.date(2025, 1, 17),
        before=DAY,
        outlets=("Post",),
        sections=("Sport",),
        article_ids=("a",),
    )


def test_empty_fields_narrow_to_nothing(retriever: Retriever) -> None:
    assert Narrowing.looking(None, "", None, None, None, []) == Looking()
    assert in_words(Looking(), retriever) == ""


def test_a_day_that_is_none_is_told_as_text(sample_index: Path) -> None:
    page = build_page(Archive(sample_index, []))
    (tell,) = {each.fn for each in page.fns.values() if each.api_name == "tell_narrowing"}
    assert tell
    told = [
        update
        for update in tell("<b>${x}{{value}}", None, None, [], [], []).values()
        if isinstance(update, str)
    ]
    assert told[0].startswith("From: ")
    assert not any(mark in told[0] for mark in "<${")


@pytest.mark.parametrize("typed", ["2025-02-30", "soon", "31"])
def test_a_day_that_is_none_is_refused_by_the_name_of_its_field(typed: str) -> None:
    with pytest.raises(ChooseFilterError, match=r"^As of: .*Write it as 2025-03-31\.$"):
        Narrowing.looking(None, None, typed, None, None, None)


def test_words_name_outlets_sections_and_articles_as_text(retriever: Retriever) -> None:
    looking = Looking(
        as_of=DAY,
        outlets=("<b>Post",),
        sections=("<i>World", "Sport"),
        article_ids=("8b335876eeb57a25", "none"),
    )
    assert in_words(looking, retriever) == (
        "Narrowed: as of 1 March 2025; only <bdi>&lt;b&gt;Post</bdi>; only in"
        " sections <bdi>&lt;i&gt;World</bdi>, <bdi>Sport</bdi>; only in"
        " “<bdi>Twenty-two lost minutes: what the Lady Orla inquiry found</bdi>”,"
        " “<bdi>none</bdi>”."
    )


def test_chosen_articles_are_shown_once_by_their_headlines(retriever: Retriever) -> None:
    update = chosen_articles(["8b335876eeb57a25", "8b335876eeb57a25"], retriever)
    assert update["value"] == ["8b335876eeb57a25"]
    assert update["choices"][0][0].startswith("Twenty-two lost minutes")
    assert update["visible"]
    assert not chosen_articles([], retriever)["visible"]


def test_a_stretch_drawn_either_way_is_read_as_days() -> None:
    first = dt.datetime(2025, 3, 1, 5, tzinfo=dt.UTC).timestamp()
    last = dt.datetime(2025, 4, 2, 23, tzinfo=dt.UTC).timestamp()
    assert stretch([last, first]) == ("2025-03-01", "2025-04-02")


@pytest.mark.parametrize(
    ("days", "width"), [(0, 1), (60, 1), (61, 7), (420, 7), (421, 30), (3_650, 91), (40_000, 365)]
)
def test_bars_stay_few_however_long_the_archive_runs(days: int, width: int) -> None:
    assert _bar_width(days)[0] == width
