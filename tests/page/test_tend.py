"""The archive is tended in a real browser, while others go on asking."""

import json
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import gradio as gr
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from corpus import Article, LedgerEntry, Outcome, read_articles
from index import Retriever, build_index, withdraw_articles
from page import MayTend, build_page, everyone, nobody, page_options
from page.builds import Builds, ChooseFolderError
from page.holdings import build_pane, ledger_line, ledger_rows, plain
from page.tend import tend_tab
from qa import Archive

Make = Callable[..., Article]
Serve = Callable[..., str]
PATIENCE = 60_000  # milliseconds; the machine may have other work
PAYLOADS = [
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "![pixel](https://evil.example/p.png)",
    "[click](javascript:window.broken=1)",
    "${window.broken=1} {{value}} `x`",
    "<a href='https://evil.example/'>here</a>",
]
QUESTION = "Who mended the bell of Tarnow?"


@pytest.fixture
def serve() -> Iterator[Serve]:
    pages = []

    def launch(
        index: Path, *allowed: Path, may_tend: MayTend = everyone, examples: bool = True
    ) -> str:
        archive = Archive(index, [QUESTION] if examples else None)
        page = build_page(archive, allowed, may_tend)
        pages.append(page)
        _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **page_options())
        return str(url)

    yield launch
    for page in pages:
        page.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    contexts = []

    def arrive(url: str, scheme: Literal["light", "dark"] = "light") -> Page:
        size = {"width": 1440, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        expect(page.locator("#ask")).to_be_visible(timeout=PATIENCE)
        return page

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def index(tmp_path: Path, article: Make) -> Path:
    texts = {
        "bell": "The bell of Tarnow was mended by the smith Anka Reuss in the spring.",
        "quay": "The quay of Tarnow was closed for repairs, the harbour office said on Monday.",
    }
    made = [
        article(f"{name}", text, title=f"The {name} of Tarnow", outlet="Tarnow Post", language="en")
        for name, text in texts.items()
    ]
    build_index(made, tmp_path / "x")
    return tmp_path / "x"


def ask(page: Page, question: str) -> None:
    page.get_by_role("tab", name="Ask").click()
    box = page.locator("#question textarea, #question input").first
    box.fill(question)
    page.locator("#ask").click()
    expect(box).to_have_value("", timeout=PATIENCE)


def tend(page: Page) -> None:
    page.get_by_role("tab", name="Archive").click()
    expect(page.locator("#holdings dl")).to_be_visible(timeout=PATIENCE)


def many(count: int) -> bytes:
    """Articles as JSON Lines, each of several passages, so that embedding takes a while."""
    lines = [
        {
            "id": f"n{n}",
            "title": f"Report {n} from the valley",
            "text": "\n\n".join(
                f"In village {n}-{part} the council met on day {day} and spoke of road {n * day}."
                for part in range(6)
                for day in range(9)
            ),
        }
        for n in range(count)
    ]
    return "\n".join(map(json.dumps, lines)).encode()


def upload(page: Page, *files: Path) -> None:
    page.locator("#upload input[type=file]").set_input_files([str(file) for file in files])
    expect(page.locator("#upload")).to_contain_text(files[0].stem[:8], timeout=PATIENCE)


def test_what_is_handed_in_answers_and_others_ask_meanwhile(
    serve: Serve, visit: Callable[[str], Page], index: Path, tmp_path: Path
) -> None:
    url = serve(index)
    tender, reader = visit(url), visit(url)
    tend(tender)
    expect(tender.locator("#holdings")).to_contain_text("Tarnow Post (2)")
    new = tmp_path / "mill.txt"
    new.write_text("The mill of Osek\n\nThe mill of Osek was sold to Pavel Dorn for nine crowns.")
    packed = tmp_path / "more.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("deep/many.jsonl", many(60))
        archive.writestr("../../escape.txt", "Escape\n\nThe gate of Osek stood open all night.")
        archive.writestr("picture.png", b"not read")
    upload(tender, new, packed)
    tender.locator("#build").click()
    expect(tender.locator("#build-cancel")).to_be_visible(timeout=PATIENCE)
    expect(tender.locator("#archive-told")).to_contain_text("picture.png")
    ask(reader, QUESTION)
    expect(reader.locator("#quotes")).to_contain_text("Anka Reuss", timeout=PATIENCE)
    expect(tender.locator("#build-progress")).to_contain_text("Built in", timeout=2 * PATIENCE)
    expect(tender.locator("#holdings")).to_contain_text("64 in", timeout=PATIENCE)
    ask(reader, "Who bought the mill of Osek?")
    expect(reader.locator("#quotes")).to_contain_text("Pavel Dorn", timeout=PATIENCE)
    kept = sorted(path.name for path in (index / "uploads").iterdir())
    assert kept == ["deep_many.jsonl", "escape.txt", "mill.txt"]
    assert not list(tmp_path.glob("**/escape.txt"))[1:]


def test_a_build_is_cancelled_and_a_second_one_is_told_who_builds(
    serve: Serve, visit: Callable[[str], Page], index: Path, tmp_path: Path
) -> None:
    url = serve(index)
    first, second = visit(url), visit(url)
    tend(second)
    tend(first)
    heavy = tmp_path / "heavy.jsonl"
    heavy.write_bytes(many(2_000))
    upload(first, heavy)
    first.locator("#build").click()
    expect(first.locator("#build-progress")).to_contain_text("of 2,002", timeout=PATIENCE)
    expect(first.locator("#build-progress")).to_contain_text("left", timeout=PATIENCE)
    second.locator("#build-again").click()
    expect(second.locator("#archive-told")).to_contain_text("started by a visitor")
    first.locator("#build-cancel").click()
    expect(first.locator("#build-progress")).to_contain_text("cancelled", timeout=PATIENCE)
    expect(first.locator("#build-cancel")).to_be_hidden()
    opened = Retriever.open(index)
    assert (opened.generation.id, opened.summary().articles) == (1, 2)
    opened.close()
    ask(first, QUESTION)
    expect(first.locator("#quotes")).to_contain_text("Anka Reuss", timeout=PATIENCE)


def test_a_removed_article_is_not_cited_in_any_open_page_until_taken_back(
    serve: Serve, visit: Callable[[str], Page], index: Path
) -> None:
    url = serve(index)
    tender, reader = visit(url), visit(url)
    ask(reader, QUESTION)
    expect(reader.locator("#quotes")).to_contain_text("Anka Reuss", timeout=PATIENCE)
    tend(tender)
    tender.locator("#find-words textarea, #find-words input").first.fill("bell TARNOW")
    tender.locator("#find").click()
    tender.locator("#found label", has_text="The bell of Tarnow").click()
    tender.locator("#withdraw-note textarea, #withdraw-note input").first.fill("wrong smith")
    tender.locator("#withdraw").click()
    expect(tender.locator("#withdrawn")).to_contain_text("wrong smith", timeout=PATIENCE)
    expect(tender.locator("#holdings")).to_contain_text("1 in 1 passage")
    reader.locator("#quotes button.nq-quote").first.click()
    expect(reader.locator("#article")).to_contain_text("removed from the archive")
    expect(reader.locator("#article")).not_to_contain_text("Anka")
    reader.locator("#clear").click()
    ask(reader, QUESTION)
    expect(reader.locator("#chat")).to_contain_text("quay", timeout=PATIENCE)
    expect(reader.locator("#quotes")).to_contain_text("Searched 1 article (1 passage)")
    for pane in ("#chat", "#quotes", "#article"):
        expect(reader.locator(pane)).not_to_contain_text("Anka")
    tender.locator("#withdrawn label", has_text="bell").click()
    tender.locator("#restore").click()
    expect(tender.locator("#archive-told")).to_contain_text("1 taken back", timeout=PATIENCE)
    ask(reader, QUESTION)
    expect(reader.locator("#quotes")).to_contain_text("Anka Reuss", timeout=PATIENCE)


def test_a_page_opened_after_a_build_or_removal_tells_what_is_in_the_archive_now(
    serve: Serve, visit: Callable[[str], Page], index: Path, article: Make
) -> None:
    page = visit(serve(index, examples=False))
    heading, examples = page.locator("h1 + .nq-credit"), page.locator("#examples button")
    expect(heading).to_have_text("2 articles. Answers are exact quotes.")
    expect(examples).to_have_count(2)
    text = "The mill of Osek was sold to Pavel Dorn for nine crowns."
    build_index([article("mill", text, title="Mill sold", published="2025-03-04")], index)
    page.reload()
    expect(heading).to_contain_text("3 articles, 4 March 2025 to 4 March 2025")
    expect(examples).to_have_count(3)
    examples.filter(has_text="Mill sold").click()
    expect(page.locator("#quotes")).to_contain_text("Pavel Dorn", timeout=PATIENCE)
    withdraw_articles(index, ["mill"])
    page.goto(page.url.split("?")[0])
    expect(heading).to_contain_text("2 articles")


def test_a_folder_is_read_only_below_those_allowed(
    serve: Serve, visit: Callable[[str], Page], index: Path, tmp_path: Path
) -> None:
    allowed, other = tmp_path / "clippings", tmp_path / "private"
    for folder, word in ((allowed, "open"), (other, "secret")):
        folder.mkdir()
        (folder / f"{word}.txt").write_text(f"A {word} letter\n\nThe {word} letter was read.")
    (allowed / "way-out").symlink_to(other)
    (allowed / "secret-too.txt").symlink_to(other / "secret.txt")
    page = visit(serve(index, allowed))
    tend(page)
    box = page.locator("#folder textarea, #folder input").first
    for refused in (other, allowed / ".." / "private", allowed / "way-out", tmp_path, "/no/such"):
        box.fill(str(refused))
        page.locator("#build").click()
        expect(page.locator("#archive-told")).to_contain_text("no such folder", timeout=PATIENCE)
        page.locator("#find").click()
        expect(page.locator("#archive-told")).to_contain_text("No article", timeout=PATIENCE)
    box.fill(str(allowed))
    page.locator("#build").click()
    expect(page.locator("#build-progress")).to_contain_text("Built in", timeout=PATIENCE)
    expect(page.locator("#ledger")).to_contain_text("not followed", timeout=PATIENCE)
    opened = Retriever.open(index)
    titles = {article.title for article in opened.contents()}
    assert "A open letter" in titles
    assert "A secret letter" not in titles


def test_hostile_names_and_reasons_are_shown_as_text(
    serve: Serve, visit: Callable[[str], Page], tmp_path: Path, article: Make
) -> None:
    home = tmp_path / "clippings"
    home.mkdir()
    for number, payload in enumerate(PAYLOADS):
        name = payload.replace("/", "_")
        (home / f"{number} {name}.bin").write_bytes(b"x")
    (home / "\u202etxt.exe").write_bytes(b"x")
    made = [
        article(f"a{n} {p}", f"The clerk wrote {n}.", title=f"Clerk {p}", outlet=f"Post {p}")
        for n, p in enumerate(PAYLOADS)
    ]
    build_index(made, tmp_path / "x")
    page = visit(serve(tmp_path / "x", home))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tend(page)
    for payload in PAYLOADS:
        expect(page.locator("#holdings")).to_contain_text(f"Post {payload} (1)")
    page.locator("#folder textarea, #folder input").first.fill(str(home))
    page.locator("#build").click()
    expect(page.locator("#build-progress")).to_contain_text("Nothing to index", timeout=PATIENCE)
    (home / "z good.txt").write_text("Good\n\nThe good clerk went home.")
    page.locator("#build-again").click()
    expect(page.locator("#build-progress")).to_contain_text("Built in", timeout=PATIENCE)
    expect(page.locator("#ledger")).to_contain_text(PAYLOADS[1], timeout=PATIENCE)
    expect(page.locator("#ledger")).to_contain_text("\\u202etxt.exe")
    page.locator("#find-words textarea, #find-words input").first.fill("Clerk")
    page.locator("#find").click()
    for payload in PAYLOADS:
        expect(page.locator("#found")).to_contain_text(f"Clerk {payload}", timeout=PATIENCE)
    page.locator("#found label").first.click()
    page.locator("#withdraw-note textarea, #withdraw-note input").first.fill(PAYLOADS[0])
    page.locator("#withdraw").click()
    expect(page.locator("#withdrawn")).to_contain_text(PAYLOADS[0], timeout=PATIENCE)
    assert page.evaluate("window.broken") is None
    panel = page.locator("#ledger, #found, #withdrawn, #holdings, #build-progress")
    assert panel.locator("img, script, a[href*='evil'], a[href^='javascript']").count() == 0
    assert not [url for url in asked if "evil.example" in url or url.endswith("/x")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    serve: Serve, visit: Callable[..., Page], index: Path, scheme: str
) -> None:
    withdraw_articles(index, ["quay"], "closed")
    page = visit(serve(index, index.parent), scheme)
    tend(page)
    page.locator("#find-words textarea, #find-words input").first.fill("bell")
    page.locator("#find").click()
    expect(page.locator("#found label")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1_000)
    found: dict[str, Any] = Axe().run(page).response
    serious = [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
    assert not serious, "\n".join(serious)


def test_who_may_not_tend_sees_no_tab_and_is_refused(
    serve: Serve, visit: Callable[[str], Page], index: Path
) -> None:
    page = visit(serve(index, may_tend=nobody))
    ask(page, QUESTION)
    expect(page.get_by_role("tab", name="Archive")).to_be_hidden()


def test_the_server_refuses_too_whatever_a_page_sends(index: Path) -> None:
    archive = Archive(index, [QUESTION])
    with gr.Blocks() as page, gr.Tabs():
        tending = tend_tab(archive, page, [index.parent], nobody)
    stranger, told = gr.Request(), tending.view.told
    for refused in (
        tending.refresh("all", stranger),
        tending.build([str(index / "catalogue.sqlite")], str(index.parent), stranger),
        tending.build_again(stranger),
        tending.cancel("all", stranger),
        tending.watch("all", stranger),
        tending.show_ledger("all", stranger),
        tending.find("bell", stranger),
        tending.withdraw(["bell"], "", "all", stranger),
        tending.restore(["bell"], "all", stranger),
    ):
        assert list(refused) == [told]
        assert "not tend it" in refused[told]
    assert archive.retriever.withdrawals() == ()
    assert tending.builds.state() is None


def test_a_ledger_row_is_plain_and_problems_come_first() -> None:
    ledger = [
        LedgerEntry(source="a.txt", outcome=Outcome.INDEXED, article_id="a"),
        LedgerEntry(source="b\u202e.bin", outcome=Outcome.SKIPPED, reason="line\none " + "w" * 400),
        LedgerEntry(source="c.txt", outcome=Outcome.FAILED, reason="no text"),
    ]
    rows = ledger_rows(ledger)
    assert [row[0] for row in rows] == ["failed", "skipped", "indexed"]
    assert rows[1][1] == "b\\u202e.bin"
    assert rows[1][2].startswith("line one www")
    assert len(rows[1][2]) < 310
    assert [row[1] for row in ledger_rows(ledger, "failed")] == ["c.txt"]
    assert plain("a\tb\u200d") == "a b\\u200d"


def test_one_input_is_told_as_one() -> None:
    entry = LedgerEntry(source="a.txt", outcome=Outcome.INDEXED, article_id="a")
    assert ">1 input: 1 indexed.<" in ledger_line([entry])
    assert ">2 inputs: 2 indexed.<" in ledger_line([entry, entry])


def test_a_build_that_ends_badly_says_so_and_another_can_begin(index: Path) -> None:
    builds = Builds(index)
    builds.start("Ilse")
    process = builds._process
    assert process
    state = process.wait(60)
    assert not state.is_running
    assert not state.is_good
    assert "Nothing to index" in build_pane(state, builds.who)
    builds.again("Ilse")


def test_building_again_reads_the_allowed_folders_that_inputs_came_from(tmp_path: Path) -> None:
    home, other = tmp_path / "clippings", tmp_path / "other"
    for folder in (home, other):
        folder.mkdir()
        (folder / "mill.txt").write_text(f"The mill\n\nThe mill near {folder.name} stood still.")
    (home / "gate.json").write_text("{")
    build_index(read_articles([home]), tmp_path / "x")
    (home / "gate.json").write_text('{"title": "The gate", "text": "The gate is open."}')
    builds = Builds(tmp_path / "x", [other, home])
    builds.again("Ilse", Retriever.open(tmp_path / "x").ledger())
    assert builds._process
    assert builds._process.wait(60).is_good
    built = Retriever.open(tmp_path / "x")
    assert {entry.outcome for entry in built.ledger()} == {Outcome.INDEXED, Outcome.UNCHANGED}
    assert {article.title for article in built.contents()} == {"The mill", "The gate"}


def test_a_loop_of_links_and_a_null_character_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    builds = Builds(tmp_path / "x", [tmp_path])
    for named in (str(tmp_path / "loop"), "a\0b", "relative", "~"):
        with pytest.raises(ChooseFolderError):
            builds.permitted(named)
    assert builds.permitted(str(tmp_path)) == tmp_path.resolve()


def test_a_build_ends_with_the_process_that_started_it(index: Path, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(many(3_000))
    builds = Builds(index, [tmp_path])
    builds.start("Ilse", named=str(tmp_path / "many.jsonl"))
    process = builds._process
    assert process
    while not process.state().progress:
        time.sleep(0.1)
    process._stdin.close()  # as when its parent is gone
    assert "without a word" in process.wait(30).result
