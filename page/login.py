"""Signing in, by form or with a request; a wrong name takes as long as a right one."""

import base64
import hashlib
import secrets
from contextvars import ContextVar

import anyio
import anyio.to_thread
from gradio.routes import App
from starlette.exceptions import HTTPException
from starlette.requests import Request

from qa import Accounts, AskLaterError, RequestLimit, RequestLog

TRIES_PER_MINUTE = 10
"""Of one name from one address. What is beyond them fails unlooked at."""

TOO_MANY = "Too many tries. Wait a minute."

came_from: ContextVar[str] = ContextVar("newsquote.came_from", default="")
"""The address of the request that is being answered. Gradio hands on name and password alone."""

_AT_ONCE = 2  # each check takes 64 MiB
_LONGEST_NAME = 64
_MOST_REMEMBERED = 1_000


class Login:
    """Checks names and passwords, away from the loop that serves everybody.

    Args:
        accounts: Who may come in.
        log: Where each attempt is noted, without the password.
    """

    def __init__(self, accounts: Accounts, log: RequestLog) -> None:
        self._accounts = accounts
        self._log = log
        self._limit = RequestLimit(TRIES_PER_MINUTE)
        self._turns: anyio.CapacityLimiter | None = None
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, str] = {}

    async def check_form(self, name: str, password: str) -> bool:
        """As `check`; Gradio's callback.

        Raises:
            HTTPException: There were too many tries. 400, for Gradio's form tells of no other.
        """
        try:
            return await self.check(name, password)
        except AskLaterError as error:
            raise HTTPException(400, TOO_MANY) from error

    async def check(self, name: str, password: str) -> bool:
        """Whether the password is that of the name.

        Raises:
            AskLaterError: There were too many tries of that name from that address.
        """
        self._turns = self._turns or anyio.CapacityLimiter(_AT_ONCE)
        with self._log.request("login", name[:_LONGEST_NAME]) as noted:
            self._limit.admit(f"{name[:_LONGEST_NAME]}\n{came_from.get()}")
            account = await anyio.to_thread.run_sync(
                self._accounts.check, name, password, limiter=self._turns
            )
            noted.count(admitted=int(account is not None))
        return account is not None

    async def basic(self, header: str | None) -> str | None:
        """The user of an ``Authorization: Basic`` header, or None.

        What was right once is remembered by its keyed digest, for each call of a program sends it.

        Raises:
            AskLaterError: As `check`.
        """
        kind, _, encoded = (header or "").partition(" ")
        if kind.lower() != "basic":
            return None
        digest = hashlib.blake2b(encoded.encode(), key=self._key).digest()
        if digest in self._known:
            return self._known[digest]
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:  # no base64, or no text below it
            return None
        if not await self.check(name, password):
            return None
        if len(self._known) < _MOST_REMEMBERED:
            self._known[digest] = name
        return name


def signed_in(page: App, request: Request) -> str | None:
    """The user who has signed in by the page's form, as Gradio remembers it; or None."""
    cookies = (f"access-token-{page.cookie_id}", f"access-token-unsecure-{page.cookie_id}")
    tokens = filter(None, map(request.cookies.get, cookies))
    return next((name for token in tokens if (name := page.tokens.get(token))), None)
