"""The MCP server, asked by an MCP client over localhost; needs `newsquote[mcp]`."""

import asyncio
import base64
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from page import Serving
from page.server import InstallExtraError
from qa import AccountRole, account_line
from tests.page.serving import PATIENCE, Server

QUESTION = "Who heads the inquiry into the Lady Orla?"
PASSPHRASE = "a harbour full of herring"  # noqa: S105 - of an invented person

needs_mcp = pytest.mark.skipif(not find_spec("mcp"), reason="newsquote[mcp] is not installed")


@pytest.fixture(scope="module")
def server(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("log") / "stderr"
    accounts = account_line("ilse", AccountRole.ASK, PASSPHRASE)
    started = Server(
        sample_index, log, "--mcp", "--log", "--requests-per-minute", "5", accounts=accounts
    )
    yield started.until_ready()
    assert started.stop() == 0


def signed_in(password: str = PASSPHRASE) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"ilse:{password}".encode()).decode()}


async def _use(server: Server, tool: str | None, given: dict[str, Any]) -> Any:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    address = f"{server.url}/gradio_api/mcp/"
    async with (
        httpx.AsyncClient(headers=signed_in(), timeout=PATIENCE) as client,
        streamable_http_client(address, http_client=client) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        return await (session.call_tool(tool, given) if tool else session.list_tools())


def use(server: Server, tool: str | None = None, **given: Any) -> Any:
    with ThreadPoolExecutor(1) as other:  # in this one the browser's loop may run
        return other.submit(asyncio.run, _use(server, tool, given)).result()


@needs_mcp
def test_tools_say_what_they_are_for(server: Server) -> None:
    tools = {tool.name: tool for tool in use(server).tools}
    assert set(tools) == {"search", "ask", "check_quote", "timeline"}
    assert "exact quotes" in tools["ask"].description
    arguments = tools["check_quote"].inputSchema["properties"]
    assert all(argument.get("description") for argument in arguments.values())
    assert set(tools["ask"].inputSchema.get("required", ["question"])) == {"question"}


@needs_mcp
def test_a_quote_that_was_asked_for_stands_and_a_changed_one_does_not(server: Server) -> None:
    answer = json.loads(use(server, "ask", question=QUESTION).content[0].text)
    quote = answer["quotes"][0]
    place = {name: quote[name] for name in ("article_id", "content_hash", "start")}
    same = json.loads(use(server, "check_quote", text=quote["text"], **place).content[0].text)
    assert same["state"] == "same"
    other = quote["text"][:-1] + "?"
    false = json.loads(use(server, "check_quote", text=other, **place).content[0].text)
    assert false["state"] == "false"
    users = {line["action"]: line["user"] for line in server.lines}
    assert users["Api.ask"] == users["Api.check_quote"] == users["login"]


@needs_mcp
def test_requests_over_mcp_count_too(server: Server) -> None:
    results = [use(server, "search", query="radar") for _ in range(6)]
    assert results[-1].isError
    assert "More than 5 requests in a minute" in results[-1].content[0].text


@needs_mcp
@pytest.mark.parametrize("headers", [{}, signed_in("wrong")])
def test_nobody_without_an_account_reaches_it(server: Server, headers: dict[str, str]) -> None:
    for path in ("/gradio_api/mcp/", "/gradio_api/mcp", "/gradio_api/mcp/schema"):
        assert server.get(path, headers=headers).status_code == 401


def test_a_missing_package_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(InstallExtraError, match=r"newsquote\[mcp\]"):
        Serving(mcp=True).check()
