import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from corpus import Article, CheckPathsError
from index import Retriever, build_index
from qa import Timeline, check_quote
from qa.check import QuoteState
from qa.timeline import build_timeline
from qa.timeline_plot import draw_timeline

Make = Callable[..., Article]


@pytest.fixture(scope="module")
def ferry(retriever: Retriever) -> Timeline:
    return build_timeline(retriever, "the sinking of the ferry Lady Orla")


def test_events_are_in_order_and_their_quotes_slices(ferry: Timeline, retriever: Retriever) -> None:
    assert 8 <= len(ferry.events) <= 20
    assert all(a.first <= b.first for a, b in pairwise(ferry.events))
    assert all(check_quote(retriever, e.quote) is QuoteState.SAME for e in ferry.events)


def test_the_day_told_comes_from_words_of_the_sentence(ferry: Timeline) -> None:
    told = [event for event in ferry.events if event.is_told]
    assert told
    for event in told:
        when = event.quote.when
        assert when is not None
        assert (when.first, when.last) == (event.first, event.last)
        assert event.quote.start <= when.start < when.end <= event.quote.end
    assert all(event.quote.when is None for event in ferry.events if not event.is_told)


def test_no_day_has_more_than_two_events(ferry: Timeline) -> None:
    days = [event.first for event in ferry.events]
    assert max(map(days.count, days)) <= 2


def test_one_event_in_two_papers_is_told_once(tmp_path: Path, article: Make) -> None:
    build_index(
        [
            article("a", "The Moen lighthouse burned down on 3 May.", published="2025-05-04",
                    outlet="Gazette", title="Lighthouse fire"),
            article("b", "On 3 May the lighthouse at Moen burned down.", published="2025-05-05",
                    outlet="Courier", title="Moen loses its lighthouse"),
            article("c", "The Moen lighthouse keeper was honoured on 9 June.",
                    published="2025-06-10", outlet="Courier", title="Lighthouse keeper honoured"),
            article("d", "The Moen lighthouse has no date here.", title="Undated lighthouse"),
        ],
        tmp_path / "x",
    )  # fmt: skip
    found = build_timeline(Retriever.open(tmp_path / "x"), "Moen lighthouse")

    assert [event.first for event in found.events] == [dt.date(2025, 5, 3), dt.date(2025, 6, 9)]
    assert found.events[0].independent == 2
    assert set(found.events[0].outlets) == {"Gazette", "Courier"}
    assert found.undated == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police said on Tuesday that the Moen ferry sank on 2 March 2025.", "2025-03-02"),
        ("The Moen ferry sank on 2 March 2025, police said on Tuesday.", "2025-03-02"),
        ("Police said on Tuesday that the Moen ferry had sunk off the coast.", "2025-03-06"),
        ("It was the worst Moen ferry accident since May 2019, on a calm day.", "2025-03-06"),
        ("More boats than in May 2019 joined the search for the Moen ferry.", "2025-03-06"),
        ("The worst Moen ferry accident since May 2019 happened on 2 March 2025.", "2025-03-02"),
        ("The Moen ferry captain said on Tuesday that he was innocent.", "2025-03-04"),
    ],
)
def test_an_event_is_put_on_its_own_day(tmp_path: Path, article: Make, text: str, day: str) -> None:
    made = article("a", text, published="2025-03-06", title="The Moen ferry")
    build_index([made], tmp_path / "x")

    (event,) = build_timeline(Retriever.open(tmp_path / "x"), "Moen ferry sinking").events

    assert str(event.first) == day


def test_an_event_tells_who_says_it(tmp_path: Path, article: Make) -> None:
    text = "The Moen ferry sank on 2 March, harbour master Odo Sarn said."
    made = article("a", text, published="2025-03-06", title="The Moen ferry")
    build_index([made], tmp_path / "x")

    (event,) = build_timeline(Retriever.open(tmp_path / "x"), "Moen ferry").events

    assert event.quote.speaker == "Odo Sarn"
    assert event.quote.when is not None
    assert event.quote.when.words == "2 March"


def test_filters_hold(retriever: Retriever) -> None:
    found = build_timeline(retriever, "ferry", before="2025-01-20")
    assert found.events
    assert all(str(e.quote.published)[:10] <= "2025-01-20" for e in found.events)


def test_the_picture_is_drawn_and_hostile_words_are_plain(tmp_path: Path, ferry: Timeline) -> None:
    hostile = ferry.model_copy(update={"topic": r"$\frac{1}{0}$ <script>"})
    draw_timeline(hostile, tmp_path / "t.svg")
    assert "<script>" not in (tmp_path / "t.svg").read_text()
    draw_timeline(ferry, tmp_path / "t.png")
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")


def test_the_title_ends_with_the_last_day(tmp_path: Path, ferry: Timeline) -> None:
    long = ferry.events[0].model_copy(update={"last": dt.date(2031, 8, 9)})
    drawn = ferry.model_copy(update={"events": (long, *ferry.events[1:])})
    draw_timeline(drawn, tmp_path / "t.svg")

    assert "to 9 August 2031" in (tmp_path / "t.svg").read_text()


def test_what_cannot_be_drawn_is_said(tmp_path: Path, ferry: Timeline) -> None:
    with pytest.raises(CheckPathsError, match="end the name in one of"):
        draw_timeline(ferry, tmp_path / "t.gif")
    with pytest.raises(CheckPathsError, match="no event"):
        draw_timeline(ferry.model_copy(update={"events": ()}), tmp_path / "t.png")
    with pytest.raises(CheckPathsError, match="cannot be written"):
        draw_timeline(ferry, tmp_path / "missing" / "t.png")


def test_coverage_counts_articles_by_month_and_outlet(ferry: Timeline) -> None:
    january = [c for c in ferry.coverage if c.month == dt.date(2025, 1, 1)]
    assert {c.outlet for c in january} >= {"The Sevrin Courier", "Ostrenian Telegraph Agency"}
    assert [c.month for c in ferry.coverage] == sorted(c.month for c in ferry.coverage)
