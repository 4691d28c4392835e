"""A browser, and the page in it on an index that a test names."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from page import build_page, page_options
from qa import Archive

EXAMPLE = "Who heads the inquiry into the Lady Orla?"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_PATIENCE = 20_000  # milliseconds; the machine may have other work
expect.set_options(timeout=_PATIENCE)


class Visitor:
    """One person at the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.set_default_timeout(_PATIENCE)

    @property
    def box(self) -> Locator:
        return self.page.locator("#question textarea, #question input").first

    @property
    def quotes(self) -> Locator:
        return self.page.locator("#quotes button.nq-quote")

    @property
    def replies(self) -> Locator:
        return self.page.locator("#chat [data-testid=bot]")

    def open(self, address: str) -> None:
        self.page.goto(address)
        expect(self.page.locator("#ask")).to_be_visible()

    def submit(self, question: str) -> None:
        self.box.fill(question)
        self.box.press("Enter")

    def ask(self, question: str) -> None:
        """Ask, and wait for the answer: then the box is empty again."""
        self.submit(question)
        expect(self.box).to_have_value("")
        expect(self.page.locator("#ask")).to_be_visible()

    def narrow(self) -> None:
        """Open the fields that narrow the search."""
        self.page.locator("#narrow > button").click()

    def kept(self) -> str:
        """What the browser keeps of the conversation, as it stands in its storage."""
        return str(self.page.evaluate("localStorage.getItem('newsquote') ?? ''"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    assert executable, "install Chromium (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Archive | Path], str]]:
    """Serve a page on an archive, or on the index in a folder; the address is returned."""
    pages = []

    def launch(archive: Archive | Path) -> str:
        opened = archive if isinstance(archive, Archive) else Archive(archive, [EXAMPLE])
        page = build_page(opened)
        pages.append(page)
        _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **page_options())
        return str(url)

    yield launch
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def url(serve: Callable[[Path], str], sample_index: Path) -> str:
    return serve(sample_index)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open an address as somebody new: nothing is kept from others."""
    contexts = []

    def arrive(address: str, width: int = 1440, **options: object) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        visitor = Visitor(context.new_page())
        visitor.open(address)
        return visitor

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(visit: Callable[..., Visitor], url: str) -> Visitor:
    return visit(url)
