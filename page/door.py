"""What never reaches the page: bodies too large, uploads nobody may send, strangers, errands.

The page has a form to sign in, and Gradio looks after it. Its MCP server has none: there a name and
a password come with each request.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from gradio.routes import App as GradioApp
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from page.access import USER, Access
from page.login import TOO_MANY, Login, came_from, signed_in
from page.offline import REFUSED
from page.own import why_foreign
from qa import AskLaterError, SizeLimits

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_FORM = 2**20  # what an upload may have around its files
_LARGEST_BODY = 16 * 2**20  # of all but uploads: a long conversation comes with each question
_FILES = ("/gradio_api/upload", "/gradio_api/process_recording")  # Gradio keeps what comes here
_ELSEWHERE = ("http:", "https:")  # Gradio would fetch it, and hand it on
_SIGN_IN = {"WWW-Authenticate": 'Basic realm="newsquote", charset="UTF-8"'}


class Door:
    """ASGI middleware.

    Args:
        app: What is behind it.
        access: Who may do what.
        sizes: How large an upload may be.
        login: Checks who comes to the MCP server; None if there are no accounts.
        page: Knows who has signed in by its form.
        is_own: Whether this machine's own pages alone are answered.
    """

    def __init__(
        self,
        app: App,
        access: Access,
        sizes: SizeLimits,
        login: Login | None,
        page: GradioApp,
        is_own: bool,
    ) -> None:
        self._app = app
        self._page = page
        self._access = access
        self._sizes = sizes
        self._login = login
        self._is_own = is_own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came_from.set((scope.get("client") or ("",))[0])
        path = str(scope["path"]).rstrip("/")
        headers = {name.lower(): value for name, value in scope["headers"]}
        is_upload = path.endswith(_FILES)
        taken = self._sizes.upload_bytes if is_upload else _LARGEST_BODY
        most = taken + (_FORM if is_upload else 0)
        refusal: Response | None = None
        if self._is_own and (why := why_foreign(scope["method"], headers)):
            refusal = PlainTextResponse(why, 403)
        elif is_upload and (why := self._may_not_send(scope)):
            refusal = PlainTextResponse(why, 403)  # as it stands here, Gradio shows it
        elif path.partition("/gradio_api/file=")[2].lower().startswith(_ELSEWHERE):
            refusal = PlainTextResponse(REFUSED, 403)
        elif _length(headers.get(b"content-length")) > most:
            told = f"At most {taken / 2**20:,.0f} MiB are taken at once."
            refusal = PlainTextResponse(told, 413)
        elif self._login and "/gradio_api/mcp" in path:
            refusal = await self._sign_in(self._login, scope, headers)
        if refusal:
            await refusal(scope, receive, send)
        else:
            await self._app(scope, _at_most(most, receive), send)

    async def _sign_in(
        self, login: Login, scope: Scope, headers: dict[bytes, bytes]
    ) -> Response | None:
        """Note who sends a request with a name and a password; an answer if nobody may."""
        try:
            scope[USER] = await login.basic(headers.get(b"authorization", b"").decode("latin-1"))
        except AskLaterError:
            return JSONResponse({"detail": TOO_MANY}, 429)
        if scope[USER] is None:
            return JSONResponse({"detail": "Sign in."}, 401, headers=_SIGN_IN)
        return None

    def _may_not_send(self, scope: Scope) -> str:
        """Why whoever sends a request may hand in no file; empty if they may."""
        if self._access.read_only:
            return "Nothing can be sent here: read-only."
        request = Request(scope)
        scope[USER] = signed_in(self._page, request)
        if self._access.may_tend(request):
            return ""
        return "Only those who tend the archive can send files. Sign in as one of them."


def _length(value: bytes | None) -> int:
    return int(value) if value and value.isdigit() else 0


def _at_most(most: int, receive: Receive) -> Receive:
    """Stop listening to a body that says nothing of its length and grows too large."""
    heard = 0

    async def limited() -> MutableMapping[str, Any]:
        nonlocal heard
        message = await receive()
        heard += len(message.get("body", b""))
        return {"type": "http.disconnect"} if heard > most else message

    return limited
