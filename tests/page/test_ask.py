"""Asking in a real browser: what a visitor sees, with the pointer and with keys."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa import Archive, Reading, open_reader
from qa import Page as ReadPage

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

HEADS = "Who heads the inquiry into the Lady Orla?"
FOUND = "What did the inquiry into the Lady Orla find?"
NOWHERE = "Which telescope photographed the moons of Neptune?"


def test_a_question_leads_to_its_quote_marked_in_the_article(visitor: "Visitor") -> None:
    visitor.ask(HEADS)
    mark = visitor.page.locator("#article mark.nq-chosen")
    expect(mark).to_be_visible()
    quote = mark.inner_text()
    card = visitor.page.locator("#quotes button[aria-pressed=true]")
    assert card.inner_text() == f"“{quote}”"
    expect(visitor.page.locator("#chat")).to_contain_text(quote)
    credit = visitor.page.locator("#quotes .nq-credit").first
    expect(credit).to_contain_text("2025")
    assert (credit.locator("a").get_attribute("href") or "").startswith("https://")


def test_choosing_another_quote_opens_and_scrolls_to_it(visitor: "Visitor") -> None:
    visitor.ask(FOUND)
    expect(visitor.quotes.nth(1)).to_be_visible()
    for number in range(visitor.quotes.count()):
        card = visitor.quotes.nth(number)
        card.click()
        expect(card).to_have_attribute("aria-pressed", "true")
        words = card.inner_text().strip("“”")
        expect(visitor.page.locator("#article mark.nq-chosen")).to_have_text(words)
        visitor.page.wait_for_function(
            """() => {
                const place = (found) => document.querySelector(found).getBoundingClientRect();
                const mark = place('#article mark.nq-chosen');
                const text = place('#article .nq-text');
                return mark.top >= text.top - 1 && mark.top < text.bottom;
            }"""
        )


def test_the_last_of_hasty_clicks_counts(visitor: "Visitor") -> None:
    visitor.ask("How many people died on the Lady Orla?")
    assert visitor.quotes.count() > 2
    visitor.quotes.evaluate_all(
        "buttons => buttons.slice(0, 3).forEach((button) => button.click())"
    )
    expect(visitor.quotes.nth(2)).to_have_attribute("aria-pressed", "true")
    visitor.page.wait_for_timeout(500)  # no answer to an earlier click comes after
    expect(visitor.quotes.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator("#article mark.nq-chosen")).to_have_text(
        visitor.quotes.nth(2).inner_text().strip("“”")
    )


def test_an_example_is_asked(visitor: "Visitor") -> None:
    visitor.page.get_by_role("button", name=HEADS).click()
    expect(visitor.quotes.first).to_be_visible()
    expect(visitor.page.locator("#chat")).to_contain_text(HEADS)
    expect(visitor.page.locator("#examples")).to_be_hidden()


def test_what_was_searched_is_shown_when_nothing_is_found(visitor: "Visitor") -> None:
    visitor.ask(NOWHERE)
    said = "The archive does not say. Searched 50 articles"
    expect(visitor.page.locator("#chat")).to_contain_text(said)
    expect(visitor.page.locator("#quotes")).to_contain_text("Nearest articles")
    expect(visitor.page.locator("#article mark")).to_have_count(0)


def test_an_empty_and_an_endless_question_are_explained(visitor: "Visitor") -> None:
    visitor.submit("")
    expect(visitor.page.locator("#chat")).to_contain_text("The question is empty.")
    visitor.submit("w" * 5_000)
    expect(visitor.page.locator("#chat")).to_contain_text("at most 2,000 can be searched")
    expect(visitor.box).to_have_value("w" * 5_000)


def test_a_refused_question_is_asked_again_by_retry(visitor: "Visitor") -> None:
    visitor.ask(HEADS)
    visitor.submit("w" * 3_000)
    expect(visitor.page.locator("#chat")).to_contain_text("at most 2,000 can be searched")
    visitor.page.get_by_role("button", name="Retry").click()
    visitor.page.wait_for_timeout(500)
    expect(visitor.page.locator("#chat")).to_contain_text("has 3,000 characters")
    expect(visitor.page.locator("#chat")).to_contain_text(HEADS)


def test_two_visitors_share_nothing(visit: Callable[..., "Visitor"], url: str) -> None:
    visitors = [visit(url) for _ in range(2)]
    questions = [HEADS, "Who stole the Ulden Cup?"]
    for visitor, question in zip(visitors, questions, strict=True):
        visitor.ask(question)
    for visitor, own, other in zip(visitors, questions, reversed(questions), strict=True):
        expect(visitor.page.locator("#chat")).to_contain_text(own)
        expect(visitor.page.locator("#quotes .nq-credit, #quotes li").first).to_be_visible()
        assert other not in visitor.page.locator("#chat").inner_text()


def test_a_new_conversation_leaves_nothing_behind(visitor: "Visitor") -> None:
    empty = visitor.kept()
    visitor.ask(HEADS)
    expect(visitor.quotes.first).to_be_visible()
    visitor.page.wait_for_url("**/?q=*")
    assert len(visitor.kept()) > len(empty) + 500
    visitor.page.locator("#clear").click()
    expect(visitor.page.locator("#quotes")).to_contain_text("Quotes appear here")
    assert "inquiry" not in visitor.page.locator("#chat").inner_text()
    visitor.page.wait_for_function("location.search === ''")
    assert len(visitor.kept()) < 200
    visitor.page.reload()
    expect(visitor.page.locator("#examples")).to_be_visible()
    assert visitor.quotes.count() == 0


def test_retry_asks_the_last_question_again_in_its_place(visitor: "Visitor") -> None:
    visitor.ask(HEADS)
    visitor.ask(NOWHERE)
    with visitor.page.expect_request(lambda request: "queue/join" in request.url):
        visitor.page.get_by_role("button", name="Retry").last.click()
    expect(visitor.page.locator("#ask")).to_be_visible()
    asked = visitor.page.locator("#chat [data-testid=user]").all_inner_texts()
    assert [words.strip() for words in asked] == [HEADS, NOWHERE]
    expect(visitor.replies).to_have_count(2)


def test_the_last_question_and_the_start_of_its_answer_are_scrolled_to(visitor: "Visitor") -> None:
    for question in (FOUND, HEADS, FOUND):
        visitor.ask(question)
    visitor.page.wait_for_function(
        """() => {
            const said = (who) => [...document.querySelectorAll(`#chat [data-testid=${who}]`)];
            const chat = document.querySelector('#chat').getBoundingClientRect();
            const top = (who) => said(who).at(-1).getBoundingClientRect().top;
            return top('user') >= chat.top && top('bot') < chat.bottom - 50;
        }"""
    )


def test_an_earlier_answer_is_opened_again(visitor: "Visitor") -> None:
    which = visitor.page.get_by_role("combobox", name="Quotes for")
    visitor.ask(FOUND)
    quotes = visitor.quotes.all_inner_texts()
    expect(which).to_be_hidden()
    visitor.ask(NOWHERE)
    expect(visitor.quotes).to_have_count(0)
    which.focus()
    visitor.page.keyboard.press("ArrowUp")
    visitor.page.keyboard.press("Enter")
    expect(visitor.quotes).to_have_text(quotes)
    visitor.quotes.nth(1).click()
    expect(visitor.quotes.nth(1)).to_have_attribute("aria-pressed", "true")
    words = visitor.page.locator("#article mark.nq-chosen").inner_text()
    assert words in quotes[1]


def test_an_edited_question_is_shown_as_typed_and_what_came_after_goes(visitor: "Visitor") -> None:
    typed = 'What did the "judge\'s" inquiry <into> the Lady Orla & others find?'
    visitor.ask(typed)
    visitor.ask(NOWHERE)
    visitor.page.get_by_role("button", name="Edit").first.click()
    field = visitor.page.locator("#chat textarea")
    shown = field.input_value()
    assert "judge's" in shown
    assert '"' in shown
    field.fill(HEADS)
    visitor.page.get_by_role("button", name="Submit").click()
    expect(visitor.page.locator("#chat [data-testid=user]")).to_have_text([HEADS])
    expect(visitor.quotes.first).to_be_visible()


def test_an_understood_question_is_asked_as_it_stands(visitor: "Visitor") -> None:
    visitor.ask(HEADS)
    expect(visitor.page.locator("#understood-row")).to_be_hidden()
    visitor.ask("And when was it?")
    field = visitor.page.locator("#understood textarea, #understood input").first
    expect(field).to_be_visible()
    assert field.input_value() != "And when was it?"
    field.fill("When was it?")  # it leans on what was said before, and yet nothing is added
    visitor.page.locator("#ask-understood").click()
    asked = visitor.page.locator("#chat [data-testid=user]")
    expect(asked).to_have_text([HEADS, "And when was it?", "When was it?"])
    expect(visitor.page.locator("#ask")).to_be_visible()
    visitor.page.wait_for_url("**/?q=When+was+it%3F")
    expect(visitor.page.locator("#understood-row")).to_be_hidden()


class Slow:
    """The reader that newsquote brings, which waits until it is let go, or breaks."""

    def __init__(self) -> None:
        self.reader = open_reader()
        self.begun, self.go = threading.Event(), threading.Event()
        self.go.set()
        self.is_broken = False

    def read(self, question: str, pages: Sequence[ReadPage]) -> list[Reading]:
        self.begun.set()
        assert self.go.wait(30)
        if self.is_broken:
            raise RuntimeError("the reader broke")
        return self.reader.read(question, pages)


@pytest.fixture
def slow(sample_index: Path) -> Archive:
    archive = Archive(sample_index, [HEADS])
    archive._reader = Slow()  # type: ignore[assignment]
    return archive


def test_escape_stops_a_question_while_it_is_read(
    visit: Callable[..., "Visitor"], serve: Callable[[Archive], str], slow: Archive
) -> None:
    reader = slow._reader
    assert isinstance(reader, Slow)
    visitor = visit(serve(slow))
    reader.go.clear()
    visitor.submit(HEADS)
    expect(visitor.page.locator("#quotes")).to_contain_text("Reading")
    expect(visitor.page.locator(".nq-unseen")).to_contain_text("Reading")
    assert reader.begun.wait(10)
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#quotes")).to_contain_text("Stopped")
    expect(visitor.box).to_be_focused()
    expect(visitor.box).to_have_value(HEADS)
    expect(visitor.page.locator("#stop")).to_be_hidden()
    visitor.submit(NOWHERE)  # while the first is still being read
    expect(visitor.page.locator("#quotes")).to_contain_text("Reading")
    reader.go.set()
    expect(visitor.replies).to_have_count(1)
    visitor.page.wait_for_timeout(1_000)
    asked = visitor.page.locator("#chat [data-testid=user]")
    expect(asked).to_have_text([NOWHERE])


def test_a_fault_is_told_and_the_next_question_is_answered(
    visit: Callable[..., "Visitor"], serve: Callable[[Archive], str], slow: Archive
) -> None:
    reader = slow._reader
    assert isinstance(reader, Slow)
    reader.is_broken = True
    visitor = visit(serve(slow))
    visitor.submit(HEADS)
    expect(visitor.page.locator("#chat")).to_contain_text("Something went wrong here")
    expect(visitor.page.locator("#ask")).to_be_visible()
    reader.is_broken = False
    visitor.ask(HEADS)
    expect(visitor.quotes.first).to_be_visible()


def test_all_is_done_with_keys(visitor: "Visitor") -> None:
    keys = visitor.page.keyboard
    visitor.page.locator("h1").click()
    keys.press("/")
    expect(visitor.box).to_be_focused()
    keys.press("/")  # pressed once too often, it is no question either
    expect(visitor.box).to_have_value("")
    keys.type(f"{FOUND}/")
    keys.press("Enter")
    expect(visitor.quotes.nth(1)).to_be_visible()
    expect(visitor.box).to_be_focused()
    expect(visitor.box).to_have_value("")
    keys.press("ArrowDown")
    expect(visitor.quotes.nth(0)).to_be_focused()
    keys.press("ArrowDown")
    expect(visitor.quotes.nth(1)).to_be_focused()
    outline = visitor.quotes.nth(1).evaluate("button => getComputedStyle(button).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    expect(visitor.quotes.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(visitor.quotes.nth(1)).to_be_focused()
    keys.press("ArrowUp")
    expect(visitor.quotes.nth(0)).to_be_focused()


def test_the_ask_button_hands_focus_back_to_the_box(visitor: "Visitor") -> None:
    visitor.box.fill(HEADS)
    visitor.page.locator("#ask").click()
    expect(visitor.quotes.first).to_be_visible()
    expect(visitor.box).to_be_focused()


def test_steps_between_quotes_keep_focus(visitor: "Visitor") -> None:
    visitor.ask(FOUND)
    step = visitor.page.get_by_role("button", name="Next quote")
    step.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.quotes.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(step).to_be_focused()


def test_a_citation_is_copied_and_that_is_said(visit: Callable[..., "Visitor"], url: str) -> None:
    visitor = visit(url, permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(HEADS)
    copy = visitor.page.locator(".nq-copy").first
    copy.click()
    expect(copy).to_have_text("Copied")
    expect(visitor.page.locator("[aria-live=polite].nq-unseen")).to_have_text("Citation copied.")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert visitor.quotes.first.inner_text().strip("“”") in copied


def test_where_the_clipboard_is_refused_the_citation_is_selected(
    visit: Callable[..., "Visitor"], url: str
) -> None:
    visitor = visit(url)
    visitor.ask(HEADS)
    visitor.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')); }"
    )
    copy = visitor.page.locator(".nq-copy").first
    copy.click()
    field = visitor.page.locator("#quotes textarea")
    expect(field).to_be_focused()
    selected = visitor.page.evaluate("getSelection().toString()")
    assert selected == copy.get_attribute("data-citation")
    expect(visitor.page.locator(".nq-unseen")).to_contain_text("does not let the page copy")


def test_on_a_phone_nothing_scrolls_sideways_and_quotes_come_right_below(
    visit: Callable[..., "Visitor"], url: str
) -> None:
    visitor = visit(url, width=390)
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not visitor.page.evaluate(wide)
    visitor.ask(FOUND)
    assert not visitor.page.evaluate(wide)
    box, quotes, article = (
        visitor.page.locator(part).bounding_box() for part in ("#question", "#quotes", "#article")
    )
    assert box
    assert quotes
    assert article
    assert 0 < quotes["y"] - (box["y"] + box["height"]) < 60
    assert article["y"] > quotes["y"]
    visitor.quotes.nth(1).click()
    expect(visitor.page.locator("#article mark.nq-chosen")).to_be_in_viewport()


def test_the_page_speaks_to_this_machine_only(visitor: "Visitor", url: str) -> None:
    visitor.ask(HEADS)
    expect(visitor.page.locator("#article mark").first).to_be_visible()
    assert len(visitor.requests) > 5
    assert all(address.startswith((url, "data:", "blob:")) for address in visitor.requests)
