"""Somebody who waits is told how many are ahead, and that it is their turn no more."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from page.calls import ASKED_AT_ONCE
from qa import Archive, Assistant
from tests.page.conftest import EXAMPLE
from tests.page.test_access import serious

if TYPE_CHECKING:
    from tests.page.conftest import Visitor


class HeldArchive(Archive):
    """An archive that answers nobody before it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, [EXAMPLE])
        self.let_go = threading.Event()

    @property
    def assistant(self) -> Assistant:
        assert self.let_go.wait(120)
        return super().assistant


@pytest.fixture
def held(sample_index: Path) -> Iterator[HeldArchive]:
    archive = HeldArchive(sample_index)
    yield archive
    archive.let_go.set()


def line(visitor: "Visitor", name: str = "queue") -> Locator:
    return visitor.page.locator(f"#{name}")


def test_somebody_who_waits_is_told_how_many_are_ahead(
    held: HeldArchive, serve: Callable[[Archive], str], visit: Callable[..., "Visitor"]
) -> None:
    url = serve(held)
    asking = [visit(url) for _ in range(ASKED_AT_ONCE)]
    waiting = [visit(url) for _ in range(3)]
    for visitor in asking:
        visitor.submit(EXAMPLE)
        expect(visitor.page.locator("#quotes")).to_contain_text("Searching")
    told = ("Your question is next.", "1 question is ahead of yours.", "2 questions are ahead")
    for visitor, words in zip(waiting, told, strict=True):
        visitor.submit(EXAMPLE)
        expect(line(visitor)).to_contain_text(words)
        expect(visitor.page.locator(".nq-unseen[aria-live]")).to_contain_text(words)
    expect(line(asking[0])).to_be_hidden()
    assert line(waiting[2]).inner_text() == "2 questions are ahead of yours.", "and nothing else"
    assert not serious(waiting[2])
    looking = visit(f"{url}?topic=the+ferry")
    expect(line(looking, "topic-queue")).to_contain_text("3 questions are ahead of yours.")

    waiting[1].page.keyboard.press("Escape")
    expect(line(waiting[1])).to_be_hidden()
    held.let_go.set()
    for visitor in (*asking, waiting[0], waiting[2]):
        expect(visitor.quotes.first).to_be_visible()
        expect(line(visitor)).to_be_hidden()
    expect(looking.page.locator("#events li").first).to_be_visible()
    expect(line(looking, "topic-queue")).to_be_hidden()
    assert waiting[1].quotes.count() == 0


def test_who_only_opens_the_page_waits_for_nobody(
    held: HeldArchive, serve: Callable[[Archive], str], visit: Callable[..., "Visitor"]
) -> None:
    url = serve(held)
    for visitor in [visit(url) for _ in range(ASKED_AT_ONCE)]:
        visitor.submit(EXAMPLE)
        expect(visitor.page.locator("#quotes")).to_contain_text("Searching")
    other = visit(url)
    other.page.wait_for_timeout(1_500)
    expect(line(other)).to_be_hidden()
    expect(line(other, "topic-queue")).to_be_hidden()
