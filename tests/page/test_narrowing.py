"""Narrowing a search in a real browser: fields, histogram, articles, words, address."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from corpus import Article
from index import build_index
from qa import Archive

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

DEAD = "How many people died on the Lady Orla?"
FOUND = "What did the inquiry into the Lady Orla find?"


def fill_day(visitor: "Visitor", field: str, day: str) -> None:
    box = visitor.page.locator(f"#{field} input").first
    box.fill(day)
    box.press("Enter")


def links(visitor: "Visitor") -> list[str]:
    """Where the quotes that are shown link to; the sample's addresses name the section."""
    shown = visitor.page.locator("#quotes .nq-card .nq-credit a")
    addresses: list[str] = shown.evaluate_all("links => links.map(link => link.href)")
    return addresses


def test_days_narrow_the_answer_and_are_told_in_words(visitor: "Visitor") -> None:
    expect(visitor.page.locator("#narrowed")).to_be_hidden()
    visitor.narrow()
    fill_day(visitor, "before", "2025-01-19")
    expect(visitor.page.locator("#narrowed")).to_contain_text("up to 19 January 2025")
    visitor.ask(DEAD)
    expect(visitor.page.locator("#quotes .nq-credit").first).to_contain_text("January 2025")
    days = visitor.page.locator("#quotes .nq-card .nq-credit").all_inner_texts()
    assert all(any(f", {n} January 2025" in day for n in (17, 18, 19)) for day in days)
    visitor.page.locator("#clear-all").click()
    expect(visitor.page.locator("#narrowed")).to_be_hidden()
    expect(visitor.page.locator("#before input").first).to_have_value("")


def test_an_outlet_is_chosen_by_keyboard_and_holds(visitor: "Visitor") -> None:
    visitor.narrow()
    outlets = visitor.page.get_by_role("combobox", name="Outlets")
    outlets.focus()
    visitor.page.keyboard.type("Lantern")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#narrowed")).to_contain_text("only The Daily Lantern")
    visitor.ask(DEAD)
    told = visitor.page.locator("#quotes .nq-card .nq-credit").all_inner_texts()
    assert told
    assert all("The Daily Lantern," in credit for credit in told)


def test_a_section_is_chosen_holds_and_comes_back_with_the_address(visitor: "Visitor") -> None:
    cup = "Who won the cup?"
    visitor.ask(cup)
    assert not all("/sport/" in link for link in links(visitor))
    visitor.narrow()
    visitor.page.get_by_role("combobox", name="Sections").focus()
    visitor.page.keyboard.type("spo")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#narrowed")).to_contain_text("only in section Sport")
    visitor.ask(cup)
    assert links(visitor)
    assert all("/sport/" in link for link in links(visitor))
    visitor.page.wait_for_url("**section=Sport*")
    quotes = visitor.quotes.all_inner_texts()
    visitor.page.reload()
    expect(visitor.quotes).to_have_text(quotes)
    expect(visitor.page.locator("#narrowed")).to_contain_text("only in section Sport")
    visitor.narrow()
    chosen = visitor.page.locator("#sections .token")
    expect(chosen).to_have_text(re.compile("Sport"))
    chosen.locator(".token-remove").click()
    expect(visitor.page.locator("#narrowed")).to_be_hidden()


def test_sections_are_offered_once_the_archive_names_any(
    visit: Callable[..., "Visitor"], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    rain = Article(id="rain", text="Rain fell on Brandt for a week.", source="rain.txt")
    build_index([rain], tmp_path / "x")
    visitor = visit(serve(tmp_path / "x"))
    visitor.narrow()
    expect(visitor.page.get_by_role("combobox", name="Outlets")).to_be_visible()
    expect(visitor.page.get_by_role("combobox", name="Sections")).to_have_count(0)
    visitor.open(f"{visitor.page.url}?q=Where+did+rain+fall%3F&section=Sport")
    expect(visitor.page.locator("#chat")).to_contain_text("No section 'Sport' in this archive")
    build_index([rain.model_copy(update={"section": "Weather"})], tmp_path / "x")
    visitor.open(visitor.page.url.split("?")[0])
    visitor.narrow()
    visitor.page.get_by_role("combobox", name="Sections").click()
    expect(visitor.page.get_by_role("option")).to_have_text([re.compile("Weather")])


def test_a_day_that_is_none_and_a_window_without_days_are_explained(visitor: "Visitor") -> None:
    visitor.narrow()
    fill_day(visitor, "after", "2025-06-01")
    fill_day(visitor, "before", "2025-01-19")
    visitor.submit(DEAD)
    expect(visitor.page.locator("#chat")).to_contain_text("Exchange the two dates")
    expect(visitor.page.locator("#ask")).to_be_visible()


def test_a_view_is_restored_from_its_address(visit: Callable[..., "Visitor"], url: str) -> None:
    first = visit(url)
    first.narrow()
    fill_day(first, "after", "2025-01-17")
    fill_day(first, "before", "2025-06-27")
    fill_day(first, "as-of", "2025-03-30")
    expect(first.page.locator("#narrowed")).to_contain_text("as of 30 March 2025")
    first.ask(DEAD)
    first.page.wait_for_url("**asof=2025-03-30*")
    address = first.page.url
    assert "from=2025-01-17" in address
    assert "to=2025-06-27" in address
    quotes = first.quotes.all_inner_texts()
    for visitor in (visit(address), first):
        if visitor is first:
            visitor.page.reload()
        expect(visitor.quotes.first).to_be_visible(timeout=20_000)
        expect(visitor.quotes).to_have_text(quotes)
        visitor.narrow()
        expect(visitor.page.locator("#as-of input").first).to_have_value("2025-03-30")
        asked = visitor.page.locator("#chat [data-testid=user]")
        expect(asked).to_have_text([DEAD])


def test_the_theme_in_the_address_outlives_an_answer(
    visit: Callable[..., "Visitor"], url: str
) -> None:
    visitor = visit(f"{url}?__theme=dark")
    visitor.ask(DEAD)
    visitor.page.wait_for_url("**/?q=*")
    assert "__theme=dark" in visitor.page.url


def test_an_address_that_names_an_unknown_outlet_is_explained(
    visit: Callable[..., "Visitor"], url: str
) -> None:
    visitor = visit(f"{url}?q=How+many+people+died+on+the+Lady+Orla%3F&outlet=The+Sevrin+Curier")
    chat = visitor.page.locator("#chat")
    expect(chat).to_contain_text("No outlet 'The Sevrin Curier' in this archive. It has: The Sev")


def test_only_this_article_narrows_and_is_taken_away_again(visitor: "Visitor") -> None:
    visitor.ask(FOUND)
    title = visitor.page.locator("#article h2").inner_text()
    visitor.page.get_by_role("button", name="Only this article").click()
    narrowed = visitor.page.locator("#narrowed")
    expect(narrowed).to_contain_text(f"only in “{title}”")
    visitor.ask(FOUND)
    visitor.page.wait_for_url("**article=*")
    titles = visitor.page.locator("#quotes .nq-card .nq-credit a").all_inner_texts()
    assert set(titles) == {title}
    visitor.narrow()
    chip = visitor.page.locator("#articles .token")
    expect(chip).to_contain_text(title)
    chip.locator(".token-remove").click()
    expect(narrowed).to_be_hidden()


def test_a_build_changes_the_histogram_of_who_comes_after_it(
    visit: Callable[..., "Visitor"],
    serve: Callable[[Path], str],
    article: Callable[..., Article],
    tmp_path: Path,
) -> None:
    first = article("a", "The ferry sails on Friday.", published=dt.date(2025, 3, 1))
    build_index([first], tmp_path / "x")
    visitor = visit(serve(tmp_path / "x"))
    visitor.narrow()
    expect(visitor.page.locator("#after")).to_be_visible()
    expect(visitor.page.locator("#histogram")).to_be_hidden()
    days = [dt.date(2021, 3, 1), dt.date(2025, 3, 1)]
    build_index(
        [article(f"b{day}", f"A ferry sailed in {day:%Y}.", published=day) for day in days],
        tmp_path / "x",
    )
    visitor.page.reload()
    visitor.narrow()
    expect(visitor.page.locator("#histogram")).to_contain_text("Articles by month")
    expect(visitor.page.locator("#histogram canvas, #histogram svg.marks").first).to_be_visible()


def test_a_stretch_drawn_on_the_histogram_sets_the_days(visitor: "Visitor") -> None:
    visitor.narrow()
    canvas = visitor.page.locator("#histogram canvas, #histogram svg.marks").first
    expect(canvas).to_be_visible(timeout=20_000)
    visitor.page.wait_for_timeout(1_500)  # the plot takes no notice of a pointer before
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    assert place
    middle = place["y"] + place["height"] / 2
    visitor.page.mouse.move(place["x"] + place["width"] * 0.4, middle)
    visitor.page.mouse.down()
    visitor.page.mouse.move(place["x"] + place["width"] * 0.7, middle, steps=8)
    visitor.page.mouse.up()
    narrowed = visitor.page.locator("#narrowed")
    expect(narrowed).to_contain_text("from ")
    after = visitor.page.locator("#after input").first.input_value()
    before = visitor.page.locator("#before input").first.input_value()
    assert "2025-01-17" < after < before < "2025-06-27"


def test_one_article_is_told_as_one_and_as_of_in_plain_words(
    visit: Callable[..., "Visitor"], serve: Callable[[Archive], str], tmp_path: Path
) -> None:
    article = Article(id="a", text="The mill at Moen burned.", title="Fire", source="a.txt")
    build_index([article], tmp_path / "x")
    visitor = visit(serve(Archive(tmp_path / "x", ["What burned?"])))
    expect(visitor.page.get_by_text("1 article. Answers are exact quotes.")).to_be_visible()
    told = visitor.page.get_by_text("“As of” answers as if it were that day")
    expect(told).to_be_hidden()
    visitor.narrow()
    expect(told).to_be_visible()
