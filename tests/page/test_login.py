"""Who is let in, asked directly."""

import asyncio
import base64
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from page.login import Login
from qa import AccountRole, RequestLog, account_line, parse_accounts

SECRET = "a harbour full of herring"  # noqa: S105 - of an invented person


@pytest.fixture
def login() -> Login:
    line = account_line("ilse", AccountRole.ASK, SECRET)
    return Login(parse_accounts(line, "here"), RequestLog())


def done(work: Coroutine[Any, Any, Any]) -> Any:
    # In a thread of its own: a browser test before this one leaves a loop running here.
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


@pytest.mark.parametrize("sent", ["é", "====", "/w==", "aWxzZQ==", ""])
def test_what_is_no_name_and_password_lets_nobody_in(login: Login, sent: str) -> None:
    right = base64.b64encode(f"ilse:{SECRET}".encode()).decode()
    assert done(login.basic(f"Basic {sent}")) is None
    assert done(login.basic(f"Basic {right}")) == "ilse"
