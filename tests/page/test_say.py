"""What a visitor says of an answer: stored with what is needed to see the same answer again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index import Retriever
from page import build_page, page_options
from qa import Archive, Feedback, FeedbackBox, Verdict

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

FERRY = "What did the inquiry into the Lady Orla find?"
OTHER = "Who won the football match?"
HOSTILE = "<img src=x onerror='window.broken=1'> {{value}} ${window.broken=1} \u202egnp"


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    """An index that may be written beside."""
    return Path(shutil.copytree(sample_index, tmp_path / "news.index"))


@pytest.fixture
def teller(visit: Callable[..., "Visitor"], serve: Callable[[Path], str], index: Path) -> "Visitor":
    """A visitor who has an answer and has opened the form."""
    visitor = visit(serve(index))
    visitor.ask(FERRY)
    visitor.page.locator("#say > button").click()
    expect(visitor.page.locator("#send")).to_be_visible()
    return visitor


def say(visitor: "Visitor", verdict: str, note: str = "") -> None:
    visitor.page.locator("#say-verdict").get_by_label(verdict).check()
    visitor.page.locator("#note textarea").fill(note)
    visitor.page.locator("#send").click()


def stored(index: Path) -> tuple[Feedback, ...]:
    read = FeedbackBox(index).read()
    assert read.problems == ()
    return read.entries


def test_what_is_said_is_stored_with_question_and_generation(
    teller: "Visitor", index: Path
) -> None:
    teller.page.locator("#say-quotes").get_by_label("2").check()
    say(teller, "Wrong quote", HOSTILE)
    expect(teller.page.locator("#say-told")).to_contain_text("Thank you")
    expect(teller.page.locator(".nq-unseen")).to_contain_text("Thank you")
    expect(teller.page.locator("#note textarea")).to_have_value("")
    (entry,) = stored(index)
    assert (entry.verdict, entry.quoted, entry.question) == (Verdict.WRONG_QUOTE, (1,), FERRY)
    assert entry.archive is not None
    assert entry.archive.generation == Retriever.open(index).generation.id
    assert "<img" in entry.note
    assert teller.page.evaluate("window.broken") is None


def test_it_is_said_of_the_answer_that_is_shown(teller: "Visitor", index: Path) -> None:
    teller.ask(OTHER)
    teller.page.locator("#which input").click()
    teller.page.get_by_role("option").first.click()
    expect(teller.page.locator("#quotes")).to_contain_text("Lady Orla")
    say(teller, "Helpful")
    expect(teller.page.locator("#say-told")).to_contain_text("Thank you")
    assert [(entry.question, entry.history) for entry in stored(index)] == [(FERRY, ())]


def test_something_has_to_be_said(teller: "Visitor", index: Path) -> None:
    teller.page.locator("#send").click()
    expect(teller.page.locator("#say-told")).to_contain_text("Choose one of the three")
    assert stored(index) == ()


def test_a_note_ends_at_2000_characters(teller: "Visitor", index: Path) -> None:
    say(teller, "Helpful", "w" * 1_999)
    expect(teller.page.locator("#say-told")).to_contain_text("Thank you")
    assert teller.page.locator("#note textarea").get_attribute("maxlength") == "2000"
    assert [len(entry.note) for entry in stored(index)] == [1_999]


def test_a_folder_that_cannot_be_written_is_told(teller: "Visitor", index: Path) -> None:
    (index / "feedback.jsonl").mkdir()
    say(teller, "Helpful", "Right on all counts.")
    expect(teller.page.locator("#say-told")).to_contain_text("cannot be written")
    expect(teller.page.locator("#note textarea")).to_have_value("Right on all counts.")


def test_a_page_that_may_only_read_does_not_ask(
    visit: Callable[..., "Visitor"], sample_index: Path
) -> None:
    page = build_page(Archive(sample_index, ["Who?"]), read_only=True)
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **page_options())
    try:
        visitor = visit(url)
        visitor.ask(FERRY)
        expect(visitor.page.locator("#keep")).to_be_visible()
        assert visitor.page.locator("#say").count() == 0
    finally:
        page.close()
