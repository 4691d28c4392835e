"""What somebody may do, by account, address and mode."""

import gradio as gr
import pytest
from starlette.requests import Request

from page import Access
from page.access import USER, counted_as, user_of
from qa import Account, AccountRole, Accounts

ACCOUNTS = Accounts(
    [Account("ilse", AccountRole.TEND, "unused"), Account("brandt", AccountRole.ASK, "unused")]
)


def request(user: str | None = None, host: str = "192.0.2.7") -> Request:
    return Request({"type": "http", "client": (host, 5000), "headers": []} | {USER: user})


def test_the_account_decides_where_there_are_accounts() -> None:
    access = Access(ACCOUNTS)
    assert access.may_tend(gr.Request(request(), username="ilse"))
    assert not access.may_tend(gr.Request(request(), username="brandt"))
    assert not access.may_tend(gr.Request(request(), username="removed meanwhile"))
    assert not access.may_tend(gr.Request(request()))
    assert not access.may_tend(None)


def test_without_accounts_only_ones_own_machine_may_tend() -> None:
    assert Access().role_of(gr.Request(request())) is AccountRole.TEND
    assert Access(is_private=False).role_of(gr.Request(request())) is AccountRole.ASK


@pytest.mark.parametrize("accounts", [None, ACCOUNTS])
def test_read_only_holds_for_everyone(accounts: Accounts | None) -> None:
    access = Access(accounts, read_only=True)
    assert not access.may_tend(gr.Request(request(), username="ilse"))
    assert not access.may_say


def test_a_name_comes_from_the_page_or_from_the_request_itself() -> None:
    assert user_of(gr.Request(request(), username="ilse")) == "ilse"
    assert user_of(request("brandt")) == "brandt"
    assert user_of(request()) is None
    assert user_of(None) is None


def test_requests_count_for_a_name_or_else_for_an_address() -> None:
    assert counted_as(gr.Request(request(), username="ilse")) == "ilse"
    assert counted_as(gr.Request(request())) == "192.0.2.7"
    assert counted_as(request()) == "192.0.2.7"
    assert counted_as(None) == "unknown"
