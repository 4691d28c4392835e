"""What a visitor keeps: their own conversation, in files that can be checked later."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from playwright.sync_api import expect

from index import Retriever
from page import Serving
from page.health import Health
from page.keep import turns_shown
from page.server import build_app
from qa import Archive, Assistant, Export, Turn, check_export, read_export
from tests.page.serving import free_port

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

FERRY = "What did the inquiry into the Lady Orla find?"
MILL = "Who won the football match?"
HOSTILE = "Who <script>window.broken=1</script> ../../etc/passwd heads the inquiry?"


def kept(visitor: "Visitor", folder: Path, what: str, form: str) -> Path:
    """Download, and where the file then lies."""
    page = visitor.page
    if not page.locator("#keep-download").is_visible():
        page.locator("#keep > button").click()
    page.locator("#keep-what").get_by_label(what).check()
    page.locator("#keep-form").get_by_label(form, exact=True).check()
    with page.expect_download() as download:
        page.locator("#keep-download").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def questions(export: Export) -> list[str]:
    return [turn.question for turn in export.turns]


def test_there_is_nothing_to_keep_before_an_answer(visitor: "Visitor") -> None:
    expect(visitor.page.locator("#keep")).to_be_hidden()
    visitor.ask(FERRY)
    expect(visitor.page.locator("#keep")).to_be_visible()
    visitor.page.goto(visitor.page.url.split("?")[0])  # the browser keeps the conversation
    expect(visitor.page.locator("#keep")).to_be_visible()
    visitor.page.locator("#clear").click()
    expect(visitor.page.locator("#keep")).to_be_hidden()


def test_a_kept_answer_can_be_checked_later(
    visitor: "Visitor", retriever: Retriever, tmp_path: Path
) -> None:
    visitor.ask(MILL)
    visitor.ask(FERRY)
    for form, ending in (("Markdown", "md"), ("JSON", "json")):
        path = kept(visitor, tmp_path, "This answer", form)
        assert re.fullmatch(rf"newsquote-\d{{4}}-\d\d-\d\d\.{ending}", path.name)
        export = read_export(path)
        assert questions(export.export) == [FERRY]
        assert export.export.quotes()
        assert check_export(retriever, export).all_same
    whole = read_export(kept(visitor, tmp_path, "The whole conversation", "JSON")).export
    assert questions(whole) == [MILL, FERRY]


def test_the_answer_that_is_shown_is_kept(visitor: "Visitor", tmp_path: Path) -> None:
    visitor.ask(FERRY)
    visitor.ask(MILL)
    visitor.page.locator("#which input").click()
    visitor.page.get_by_role("option").first.click()
    expect(visitor.page.locator("#quotes")).to_contain_text("Lady Orla")
    path = kept(visitor, tmp_path, "This answer", "JSON")
    assert questions(read_export(path).export) == [FERRY]


def test_bibliographies_name_the_articles(visitor: "Visitor", tmp_path: Path) -> None:
    visitor.ask(FERRY)
    bib = kept(visitor, tmp_path, "This answer", "BibTeX")
    csl = kept(visitor, tmp_path, "This answer", "CSL JSON")
    assert bib.read_text("utf-8").startswith("@article{")
    items = json.loads(csl.read_text("utf-8"))
    assert csl.name.endswith(".csl.json")
    assert {item["type"] for item in items} == {"article-newspaper"}


def test_nobody_keeps_what_another_asked(
    visit: Callable[..., "Visitor"], url: str, tmp_path: Path
) -> None:
    one, other = visit(url), visit(url)
    one.ask(FERRY)
    other.ask(MILL)
    paths = []
    for visitor, name in ((one, "one"), (other, "other")):
        (tmp_path / name).mkdir()
        paths.append(kept(visitor, tmp_path / name, "The whole conversation", "JSON"))
    assert [questions(read_export(path).export) for path in paths] == [[FERRY], [MILL]]


@pytest.fixture
def mounted(sample_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page as `newsquote serve` has it, where files are kept for two seconds."""
    monkeypatch.setattr("page.layout.KEPT_SECONDS", 2)
    archive = Archive(sample_index, [FERRY])
    port = free_port()
    app = build_app(archive, Serving(port=port), Health(archive))
    config = uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_a_file_is_found_only_by_who_was_told_where_and_goes_after_a_while(
    mounted: str, visit: Callable[..., "Visitor"], tmp_path: Path
) -> None:
    visitor = visit(mounted)
    visitor.ask(FERRY)
    told = []
    visitor.page.on("download", lambda download: told.append(download.url))
    path = kept(visitor, tmp_path, "This answer", "JSON")
    (address,) = told
    assert httpx.get(address).content == path.read_bytes()
    place = Path(address.partition("file=")[2])
    assert re.fullmatch("[0-9a-f]{64}", place.parent.name)
    known = hashlib.sha256(path.read_bytes()).hexdigest()  # to who has the same words
    for guess in (place.parent, place.parent.parent, place.parent.with_name(known) / place.name):
        assert httpx.get(f"{mounted}/gradio_api/file={guess}").status_code == 403
    end = time.monotonic() + 30
    while place.exists():
        assert time.monotonic() < end, "it stays"
        time.sleep(0.2)
    assert httpx.get(address).status_code == 403


def test_a_hostile_question_names_no_file_and_shows_as_text(
    visitor: "Visitor", tmp_path: Path
) -> None:
    visitor.ask(HOSTILE)
    path = kept(visitor, tmp_path, "This answer", "Markdown")
    assert re.fullmatch(r"newsquote-[\d-]+\.md", path.name)
    assert "<script>" not in path.read_text("utf-8").replace(r"\<script", "")
    assert read_export(path).export.turns[0].question == HOSTILE
    assert visitor.page.evaluate("window.broken") is None
    assert all(address.startswith("http://127.0.0.1") for address in visitor.requests)


@pytest.mark.parametrize(("which", "count"), [(None, 2), (0, 1), (1, 2), (7, 2), (-1, 2)])
def test_the_last_answer_is_shown_unless_another_was_chosen(
    assistant: Assistant, which: int | None, count: int
) -> None:
    turns = [Turn(question=asked, answer=assistant.ask(asked)) for asked in (FERRY, MILL)]
    assert len(turns_shown(turns, which)) == count
