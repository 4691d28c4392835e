"""The timeline: each bar leads to quotes, and each quote into its article."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from corpus import Article
from index import build_index
from page.coverage import bars, chosen, legend, periods
from qa import Coverage
from tests.page.test_access import serious
from tests.page.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

TOPIC = "the ferry Lady Orla"


def show(visitor: "Visitor", topic: str) -> None:
    visitor.page.get_by_role("tab", name="Timeline").click()
    visitor.page.locator("#topic :is(input, textarea)").fill(topic)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#events [data-say*=' on this topic']")).to_be_visible()


@pytest.fixture
def reader(visitor: "Visitor") -> "Visitor":
    """A visitor with a timeline."""
    show(visitor, TOPIC)
    return visitor


def days(visitor: "Visitor") -> list[str]:
    return visitor.page.locator("#events h3").all_inner_texts()


def test_events_are_in_order_and_say_whose_day_it_is(reader: "Visitor") -> None:
    shown = [re.search(r"(\d+ )?[A-Z][a-z]+ \d{4}", day) for day in days(reader)]
    told = [day[0] if day[1] else f"1 {day[0]}" for day in shown if day]  # a month begins there
    found = [dt.datetime.strptime(day, "%d %B %Y").date() for day in told]
    assert len(found) == len(shown)
    assert len(found) > 3
    assert found == sorted(found)
    published = reader.page.locator("#events li", has_text="day of publication")
    assert 0 < published.count() < len(found)


def test_an_event_opens_in_its_article_by_keys_alone(reader: "Visitor") -> None:
    page = reader.page
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    mark = page.locator("#event-article mark.nq-chosen")
    expect(mark).to_be_in_viewport()
    quote = page.locator("#events .nq-quote").nth(1)
    expect(quote).to_have_attribute("aria-pressed", "true")
    expect(quote).to_be_focused()
    assert mark.inner_text() in quote.inner_text()


def test_drawing_across_the_bars_lists_what_was_printed_then(reader: "Visitor") -> None:
    page = reader.page
    everything = len(days(reader))
    bar = page.locator("#coverage svg .mark-rect path[aria-label*='Mar 2025']").first
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 1, steps=5)
    page.mouse.up()
    told = page.locator("#events [data-say*='published 1 March 2025 to 31 March 2025']")
    expect(told).to_be_visible()
    expect(page.locator("#since input")).to_have_value("Mar 2025")
    assert 0 < len(days(reader)) < everything
    shown = page.locator("#events .nq-card .nq-credit").all_inner_texts()
    assert all("March 2025" in credit for credit in shown)


def test_the_fields_do_what_drawing_does(reader: "Visitor") -> None:
    page = reader.page
    page.locator("#since input").click()
    page.get_by_role("option", name="May 2025").click()
    expect(page.locator("#events [data-say*='published 1 May 2025']")).to_be_visible()
    page.locator("#since input").click()
    page.get_by_role("option", name="Jan 2025").click()
    expect(page.locator("#events [data-say*=' on this topic']")).to_be_visible()


def test_the_address_brings_the_timeline_back(
    reader: "Visitor", visit: Callable[..., "Visitor"]
) -> None:
    reader.page.wait_for_url("**/?topic=*")
    again = visit_timeline(visit, reader.page.url)
    assert days(again) == days(reader)


def visit_timeline(visit: Callable[..., "Visitor"], address: str) -> "Visitor":
    visitor = visit(address.split("?")[0])
    visitor.page.goto(address)
    expect(visitor.page.locator("#events li").first).to_be_visible()
    return visitor


def test_narrowing_counts_for_the_timeline_and_is_in_the_address(
    visit: Callable[..., "Visitor"], url: str
) -> None:
    visitor = visit_timeline(visit, f"{url}?topic=ferry&to=2025-01-31")
    assert "January 2025" in days(visitor)[-1]
    expect(visitor.page.locator("#events")).to_contain_text("Narrowed: up to 31 January 2025")
    visitor.page.wait_for_timeout(500)
    assert "to=2025-01-31" in visitor.page.url


def test_the_picture_is_drawn_of_what_is_listed(reader: "Visitor", tmp_path: Path) -> None:
    with reader.page.expect_download() as download:
        reader.page.locator("#draw").click()
    assert download.value.suggested_filename.endswith(".svg")
    download.value.save_as(tmp_path / "t.svg")
    assert "<svg" in (tmp_path / "t.svg").read_text("utf-8")


def test_what_cannot_be_shown_is_told(visit: Callable[..., "Visitor"], url: str) -> None:
    visitor = visit(url)
    page = visitor.page
    page.get_by_role("tab", name="Timeline").click()
    expect(page.locator("#events")).to_contain_text("Type a topic")
    page.locator("#show-timeline").click()
    expect(page.locator("#events")).to_contain_text("Type a topic")
    show(visitor, "zygomorphic quasars")
    expect(page.locator("#events")).to_contain_text("No dated event on this topic")
    visitor.page.goto(f"{url}?topic=ferry&from=2025-03-01&to=2025-02-01")
    expect(page.locator("#events")).to_contain_text("Exchange the two dates")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious_on_the_timeline(
    visit: Callable[..., "Visitor"], url: str, scheme: str, width: int
) -> None:
    visitor = visit(url, width, color_scheme=scheme)
    show(visitor, TOPIC)
    visitor.page.locator("#events .nq-quote").first.click()
    expect(visitor.page.locator("#event-article mark")).to_be_in_viewport()
    visitor.page.wait_for_timeout(1_000)
    assert serious(visitor) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visitor.page.evaluate(overflow) <= 0


def test_hostile_text_shows_as_text_on_the_timeline(
    visit: Callable[..., "Visitor"], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    build_index(
        [
            Article(
                id=f"{number}",
                source=f"{number}.txt",
                title=f"Harbour {payload}",
                text=f"The harbour of Skarvik was closed on Monday, 3 March 2025 {payload} again.",
                published=dt.date(2025, 3 + number % 2, 4),
                outlet=f"Gazette {payload}",
                url=f"https://gazette.example/{number}",
            )
            for number, payload in enumerate(PAYLOADS)
        ],
        tmp_path / "hostile.index",
    )
    visitor = visit(serve(tmp_path / "hostile.index"))
    show(visitor, f"harbour of Skarvik {PAYLOADS[0]}{PAYLOADS[1]}")
    for number in range(visitor.page.locator("#events .nq-quote").count()):
        visitor.page.locator("#events .nq-quote").nth(number).click()
        expect(visitor.page.locator("#event-article mark")).to_be_visible()
    visitor.page.wait_for_timeout(1_000)
    assert visitor.page.evaluate("window.broken") is None
    assert all(address.startswith(("http://127.0.0.1", "data:")) for address in visitor.requests)


def covered(*months: tuple[int, int, str | None, int]) -> tuple[Coverage, ...]:
    return tuple(
        Coverage(month=dt.date(year, month, 1), outlet=outlet, articles=count)
        for year, month, outlet, count in months
    )


def test_months_without_an_article_are_seen_as_gaps() -> None:
    coverage = covered((2024, 11, "Post", 2), (2025, 2, None, 1))
    offered = periods(coverage)
    assert [period.name for period in offered] == ["Nov 2024", "Dec 2024", "Jan 2025", "Feb 2025"]
    assert offered[1].last == dt.date(2024, 12, 31)
    assert offered[3].last == dt.date(2025, 2, 28)
    assert bars(coverage).table.groupby("time").articles.sum().to_dict() == {
        "Nov 2024": 2, "Dec 2024": 0, "Jan 2025": 0, "Feb 2025": 1,
    }  # fmt: skip


def test_many_months_are_drawn_as_years() -> None:
    assert [period.name for period in periods(covered((2020, 1, "A", 1), (2023, 1, "A", 1)))] == [
        "2020", "2021", "2022", "2023",
    ]  # fmt: skip


def test_outlets_that_printed_least_share_a_colour_and_none_is_lost() -> None:
    drawn = bars(covered(*((2025, 1, f"Outlet {n}", n) for n in range(1, 10))))
    assert len(drawn.colours) == 7
    assert drawn.totals["3 others"] == 1 + 2 + 3
    assert drawn.table.articles.sum() == sum(range(1, 10))
    assert "<b>" not in legend(bars(covered((2025, 1, "<b>", 1))))


def test_a_stretch_is_put_in_order_and_unknown_names_are_left_out() -> None:
    offered = periods(covered((2025, 1, "A", 1), (2025, 3, "A", 1)))
    assert chosen(offered, ["Mar 2025", "Feb 2025"]) == (offered[1], offered[2])
    assert chosen(offered, ["<script>"]) is None
    assert periods(()) == []
