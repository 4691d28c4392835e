"""`newsquote serve`, each time as a process of its own."""

import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from page.login import TOO_MANY
from page.offline import REFUSED
from qa import AccountRole, account_line
from tests.page.serving import PATIENCE, ROOT, Server

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

Serve = Callable[..., Server]

QUESTION = "Who heads the inquiry into the Lady Orla?"
SECRET = "a harbour full of herring"  # noqa: S105 - of invented people


@pytest.fixture(scope="module")
def accounts() -> str:
    return "\n".join(
        [
            account_line("ilse", AccountRole.TEND, SECRET),
            account_line("brandt", AccountRole.ASK, SECRET[::-1]),
        ]
    )


@pytest.fixture(scope="module")
def serve(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    servers: list[Server] = []

    def start(*arguments: str, accounts: str = "") -> Server:
        log = tmp_path_factory.mktemp("log") / "stderr"
        servers.append(Server(sample_index, log, *arguments, accounts=accounts))
        return servers[-1]

    yield start
    for server in servers:
        server.process.kill()


@pytest.fixture(scope="module")
def guarded(serve: Serve, accounts: str) -> Server:
    """With accounts, read-only, and an MCP server only where its package is installed."""
    return serve("--log", "--read-only", "--max-question", "300", accounts=accounts).until_ready()


def refused(*arguments: str, index: Path) -> str:
    command = [sys.executable, str(ROOT / "cli.py"), "serve", str(index), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def login(server: Server, name: str, password: str) -> dict[str, str]:
    """The cookies that signing in gives."""
    form = {"username": name, "password": password}
    return dict(httpx.post(f"{server.url}/login", data=form, timeout=PATIENCE).cookies)


def send(server: Server, place: str, cookies: dict[str, str]) -> httpx.Response:
    address = f"{server.url}/gradio_api/{place}"
    files = {"files": ("a.txt", b"some words")}
    return httpx.post(address, files=files, cookies=cookies, timeout=PATIENCE)


def test_it_says_where_it_is_that_it_lives_and_when_it_is_ready(serve: Serve) -> None:
    server = serve()
    assert server.said.startswith(f"newsquote is at {server.url} ")
    assert server.get("/healthz").json() == {"status": "ok"}
    assert server.until_ready().get("/readyz").json() == {"status": "ready"}
    assert '"title":"newsquote"' in server.get("/").text
    assert server.get("/docs").status_code == server.get("/openapi.json").status_code == 404
    assert server.call("search", "radar").status_code == 200
    assert server.stop() == 0
    assert server.stderr == "", "a log was not asked for"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_seconds_while_questions_run(
    serve: Serve, number: signal.Signals
) -> None:
    server = serve("--log", "--requests-per-minute", "0").until_ready()
    answers: list[int] = []

    def ask() -> None:
        try:
            answers.append(server.call("ask", QUESTION).status_code)
        except httpx.HTTPError:
            answers.append(0)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    while not answers:
        time.sleep(0.02)
    started = time.monotonic()
    assert server.stop(number) == 0
    assert time.monotonic() - started < 20
    for thread in threads:
        thread.join(PATIENCE)
    assert answers[0] == 200
    assert all(line["level"] in {"info", "error"} for line in server.lines)


def test_a_log_line_tells_what_was_done_and_not_what_was_asked(serve: Serve) -> None:
    server = serve("--log").until_ready()
    assert server.call("ask", QUESTION).json()["data"][0]["quotes"]
    server.stop()
    line = next(line for line in server.lines if line.get("action") == "Api.ask")
    assert line["status"] == "ok"
    assert line["counts"]["quotes"] >= 1
    assert line["milliseconds"] > 0
    assert line["user"] != "127.0.0.1"
    assert "Orla" not in server.stderr


def test_what_gradio_cannot_read_is_logged_as_json_without_its_words(serve: Serve) -> None:
    server = serve().until_ready()
    chosen = ["herring"]  # where one outlet's name is a list
    dependencies = server.get("/config").json()["dependencies"]
    (ask,) = [each for each in dependencies if each["api_name"] == "page_ask"][:1]
    join = {"fn_index": ask["id"], "session_hash": "s"}
    for data in (["herring"], ["x", None, None, None, None, "herring", [chosen], chosen]):
        httpx.post(f"{server.url}/gradio_api/queue/join", json=join | {"data": data})
        address = f"{server.url}/gradio_api/queue/data?session_hash=s"
        assert '"success":false' in httpx.get(address, timeout=PATIENCE).text.replace(" ", "")
    assert server.call("search", "radar", "5").json()["error"]
    one = httpx.post(f"{server.url}/gradio_api/run/search", json={"data": ["herring"]})
    assert one.status_code == 500
    assert len(server.lines) >= 2, "all of them JSON"
    assert "herring" not in server.stderr


def test_more_than_so_many_requests_in_a_minute_are_told_when_to_come_back(serve: Serve) -> None:
    server = serve("--requests-per-minute", "2", "--log-questions").until_ready()
    assert [server.call("search", words).status_code for words in ("radar", "herring")] == [200] * 2
    third = server.call("search", "timber")
    assert third.status_code == 500
    expected = r"More than 2 requests in a minute\. Ask again in \d+ s\."
    assert re.fullmatch(expected, third.json()["error"])
    server.stop()
    lines = [line for line in server.lines if line.get("action") == "Api.search"]
    assert [line["status"] for line in lines] == ["ok", "ok", "refused"]
    assert [line["words"]["asked"] for line in lines[:2]] == ["radar", "herring"], "asked to log it"


def test_strangers_see_a_form_and_nothing_else(guarded: Server) -> None:
    assert '"auth_required":true' in guarded.get("/").text.replace(" ", "")
    assert guarded.call("ask", QUESTION).status_code == 401
    assert guarded.get("/config").status_code == guarded.get("/gradio_api/info").status_code == 401
    assert guarded.get("/gradio_api/file=/tmp/gradio").status_code == 401
    assert guarded.get("/healthz").status_code == 200


def test_name_and_password_let_one_in(guarded: Server) -> None:
    cookies = login(guarded, "brandt", SECRET[::-1])
    assert guarded.call("search", "radar", cookies=cookies).status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("ilse", SECRET[::-1]), ("nobody", SECRET), ("", ""), ("ilse", "")]
)
def test_another_password_lets_nobody_in(guarded: Server, name: str, password: str) -> None:
    assert login(guarded, name, password) == {}


def test_guessing_passwords_is_stopped_after_a_few(guarded: Server) -> None:
    for _ in range(12):
        login(guarded, "guessed", "one of very many passwords")
    tries = [line for line in guarded.lines if line.get("action") == "login"]
    assert [line["status"] for line in tries][-1] == "refused"
    form = {"username": "guessed", "password": "another"}
    told = httpx.post(f"{guarded.url}/login", data=form, timeout=PATIENCE)
    assert (told.status_code, told.json()["detail"]) == (400, TOO_MANY)
    assert "tries, wait a minute" in guarded.get("/").text
    from_elsewhere = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(transport=from_elsewhere, timeout=PATIENCE) as client:
        told = client.post(f"{guarded.url}/login", data=form)
    assert told.json()["detail"] == "Incorrect credentials.", "others may still try"
    assert SECRET not in guarded.stderr


def test_a_long_question_is_refused_in_words(guarded: Server) -> None:
    answer = guarded.call("ask", "Who? " * 100, cookies=login(guarded, "ilse", SECRET))
    assert answer.json()["error"].startswith("The question has 500 characters; at most 300")


def test_names_and_pages_from_elsewhere_reach_no_server_without_accounts(
    serve: Serve, guarded: Server
) -> None:
    elsewhere = {"host": "evil.example"}
    own, everybody = serve(), serve("--open")
    assert own.get("/config", headers=elsewhere).status_code == 403
    assert own.call("search", "radar", headers=elsewhere).status_code == 403
    foreign = {"origin": "http://evil.example"}
    assert own.call("search", "radar", headers=foreign).status_code == 403
    assert own.call("search", "radar", headers={"origin": own.url}).status_code == 200
    assert everybody.get("/config", headers=elsewhere).status_code == 200
    assert guarded.get("/healthz", headers=elsewhere).status_code == 200


@pytest.mark.parametrize("place", ["upload", "process_recording"])
def test_nothing_can_be_sent_to_a_server_that_only_reads(guarded: Server, place: str) -> None:
    sent = send(guarded, place, login(guarded, "ilse", SECRET))
    assert sent.status_code == 403
    assert "read-only" in sent.text


def test_only_those_who_tend_the_archive_can_send_files(serve: Serve, accounts: str) -> None:
    server = serve(accounts=accounts)
    brandt = login(server, "brandt", SECRET[::-1])
    for place in ("upload", "upload/", "process_recording"):
        for cookies in (brandt, {}, dict.fromkeys(brandt, "made up")):
            sent = send(server, place, cookies)
            assert sent.status_code == 403
            assert sent.text.startswith("Only those who tend the archive can send")
    (path,) = send(server, "upload", login(server, "ilse", SECRET)).raise_for_status().json()
    assert path.endswith("a.txt")


def test_strangers_can_send_no_files_to_an_open_server_and_its_own_machine_can(
    serve: Serve,
) -> None:
    everywhere = serve("--host", "0.0.0.0", "--open")  # noqa: S104 - it is tested who may
    assert send(everywhere, "upload", {}).status_code == 403
    assert send(serve(), "upload", {}).status_code == 200


@pytest.mark.parametrize("address", ["https://example.org/x", "HTTP://192.0.2.7/x"])
def test_nothing_is_fetched_from_elsewhere_for_anybody(guarded: Server, address: str) -> None:
    answer = guarded.get(f"/gradio_api/file={address}", cookies=login(guarded, "ilse", SECRET))
    assert (answer.status_code, answer.text) == (403, REFUSED)
    named = {"path": address.lower(), "meta": {"_type": "gradio.FileData"}}
    called = guarded.call("search", named, cookies=login(guarded, "ilse", SECRET))
    assert called.json()["error"] == REFUSED


def test_a_body_that_is_too_large_is_not_read(guarded: Server) -> None:
    sent = httpx.post(f"{guarded.url}/gradio_api/run/ask", content=b" " * (17 * 2**20))
    assert sent.status_code == 413


def test_others_are_let_in_only_with_accounts_or_openly(sample_index: Path) -> None:
    said = refused("--host", "0.0.0.0", index=sample_index)  # noqa: S104 - refused
    assert "--accounts" in said
    assert "--open" in said


def test_accounts_that_cannot_be_read_are_named(sample_index: Path, tmp_path: Path) -> None:
    missing = tmp_path / "accounts.txt"
    assert str(missing) in refused("--accounts", str(missing), index=sample_index)
    missing.write_text("ilse:chief:x\n")
    assert f"{missing}:1" in refused("--accounts", str(missing), index=sample_index)


def test_opening_a_shared_address_is_one_request_and_opening_the_page_none(
    serve: Serve, visit: Callable[..., "Visitor"]
) -> None:
    server = serve("--log").until_ready()
    counted = []
    for address, shown in (
        ("/", "#examples button"),
        ("/?q=Who+heads+the+inquiry%3F&to=2025-12-31", "#quotes .nq-quote"),
        ("/?topic=the+ferry+Lady+Orla", "#events li"),
    ):
        before = len(server.lines)
        visitor = visit(server.url + address)
        expect(visitor.page.locator(shown).first).to_be_visible()
        visitor.page.wait_for_timeout(1_000)  # for what would come after
        counted.append([line["action"] for line in server.lines[before:]])
    assert counted == [[], ["Asking.ask_shared"], ["Telling.show_shared"]]


def test_there_is_one_limit_of_uploads_and_page_and_errors_name_it(
    serve: Serve, visit: Callable[..., "Visitor"], tmp_path: Path
) -> None:
    visitor = visit(serve("--max-upload", "2").url)
    page = visitor.page
    page.get_by_role("tab", name="Archive").click()
    expect(page.locator("#archive-tab")).to_contain_text("at most 2 MiB at once, unpacked")
    halves = [tmp_path / name for name in ("one.txt", "two.txt")]
    for half in halves:
        half.write_bytes(b"x" * (2**20 + 2**19))  # each alone is small enough
    page.locator("#upload input[type=file]").set_input_files(halves)
    expect(page.get_by_text("At most 2 MiB are taken at once.")).to_be_visible()
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("big.txt", "x" * (3 * 2**20))
    page.locator("#upload input[type=file]").set_input_files(tmp_path / "packed.zip")
    expect(page.locator("#upload")).to_contain_text("packed")
    page.locator("#build").click()
    expect(page.locator("#archive-told")).to_contain_text("more than 2 MiB together, unpacked")
