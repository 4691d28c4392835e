"""Serve the page: check what was wished, listen, say where, stop cleanly."""

import contextlib
import gc
import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.routes import App as GradioApp
from pydantic import BaseModel, ConfigDict, Field
from starlette.routing import Mount

from corpus import NewsQuoteError
from page.access import Access
from page.api import add_api, tell_models_in_json
from page.door import Door
from page.guard import Guard
from page.health import Health
from page.layout import build_page, page_options
from page.login import Login
from page.printing import tracebacks_logged
from qa import (
    Accounts,
    Archive,
    RequestLimit,
    RequestLog,
    SizeLimits,
    open_sample,
    start_logging,
    stop_logging,
)

_LOCAL = "127.0.0.1"
_SECONDS_TO_END = 3  # for questions that run when the server is told to stop


class ServeElsewhereError(NewsQuoteError):
    """The page cannot be served there or to them: choose another address, port or accounts."""


class InstallExtraError(NewsQuoteError):
    """Something is asked for that needs another package: install it."""


class Serving(BaseModel):
    """How a page is served.

    Attributes:
        host: Address to listen on.
        port: Port to listen on.
        accounts: Who may come in; without them, only this machine may.
        is_open: Whether others may come in without accounts.
        read_only: Whether nothing may be written.
        allowed_folders: Folders on this machine that who tends the archive may have read into it.
        requests_per_minute: Of one user; 0 for any number.
        sizes: What is turned away for its size.
        queue: How many questions may wait.
        log: Whether every request is logged, and not only what went wrong.
        log_words: Whether questions are logged too.
        log_names: Whether users are logged by name.
        root_path: Where a proxy shows the page, as "/archive"; empty for the top.
        mcp: Whether there is an MCP server.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    host: str = _LOCAL
    port: int = Field(7860, ge=1, le=65_535)
    accounts: Accounts | None = None
    is_open: bool = False
    read_only: bool = False
    allowed_folders: tuple[Path, ...] = ()
    requests_per_minute: int = Field(0, ge=0)
    sizes: SizeLimits = SizeLimits()
    queue: int = Field(100, ge=1)
    log: bool = False
    log_words: bool = False
    log_names: bool = False
    root_path: str = ""
    mcp: bool = False

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches the address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def is_for_one(self) -> bool:
        """Whether nobody but who sits at this machine is to come, and nobody signs in."""
        return self.is_private and not self.is_open and self.accounts is None

    def check(self) -> None:
        """Refuse what must not be served, before the port is taken.

        Raises:
            ServeElsewhereError: Others could come in, and nobody has an account.
            InstallExtraError: The MCP server needs its package.
        """
        if not (self.is_private or self.accounts or self.is_open):
            raise ServeElsewhereError(
                f"On {self.host} others can reach the archive, and there are no accounts. Name a"
                " file with --accounts (`newsquote account` makes its lines), or pass --open."
            )
        if self.mcp and not find_spec("mcp"):
            raise InstallExtraError(
                "The MCP server needs another package. Install it with"
                " `pip install 'newsquote[mcp]'`."
            )


def serve_page(archive: Archive | None, serving: Serving | None = None) -> None:
    """Serve the page until SIGINT or SIGTERM.

    Questions that run then have three seconds to end. A second signal stops at once.

    Args:
        archive: What is asked; None for the built-in sample archive.
        serving: How; by default to this machine, on port 7860.

    Raises:
        ServeElsewhereError: The port is taken, or the address is not this machine's, or others
            could come in without an account.
        InstallExtraError: A package is missing.
    """
    serving = serving or Serving()
    serving.check()
    gc.disable()  # until it listens
    try:
        with _listening(serving) as listener, _logging(serving):
            archive = archive or open_sample()
            health = Health(archive)
            server = _Server(_config(build_app(archive, serving, health)), health)
            server.where = f"http://{serving.host}:{serving.port}{serving.root_path}"
            server.run(sockets=[listener])
    finally:
        gc.enable()


def build_app(archive: Archive, serving: Serving, health: Health) -> FastAPI:
    """The page, its API and its health, as an ASGI application.

    Args:
        archive: What is asked.
        serving: How; ``host`` tells whether strangers can come.
        health: Told at ``/healthz`` and ``/readyz``.
    """
    access = Access(serving.accounts, serving.read_only, serving.is_private)
    log = RequestLog(with_words=serving.log_words, with_names=serving.log_names)
    login = Login(serving.accounts, log) if serving.accounts else None
    per_minute = serving.requests_per_minute
    guard = Guard(log, serving.sizes, RequestLimit(per_minute) if per_minute else None)

    page = build_page(
        archive,
        serving.allowed_folders,
        access.may_tend,
        read_only=not access.may_say,
        most_upload=serving.sizes.upload_bytes,
    )
    add_api(page, archive, most_waiting=serving.queue, sizes=serving.sizes)
    guard.stand_before(page)
    page.queue(max_size=serving.queue)

    # No pages of FastAPI's own: they would load scripts from elsewhere.
    app = FastAPI(title="newsquote", docs_url=None, redoc_url=None, openapi_url=None)
    health.add_to(app)
    options = {name: value for name, value in page_options().items() if name != "share"}
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=serving.host,
        server_port=serving.port,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        auth=login.check_form if login else None,
        root_path=serving.root_path or None,
        max_file_size=serving.sizes.upload_bytes,
        run_history=False,
        pwa=False,
        mcp_server=serving.mcp,
        **options,
    )
    tell_models_in_json(page)
    app.add_middleware(
        Door,
        access=access,
        sizes=serving.sizes,
        login=login,
        page=_mounted(app),
        is_own=serving.is_for_one,
    )
    return app


def _mounted(app: FastAPI) -> GradioApp:
    """The page's own application, which is not `page.app`: Gradio makes another to mount."""
    mounts = (route.app for route in app.routes if isinstance(route, Mount))
    return next(each for each in mounts if isinstance(each, GradioApp))


@contextlib.contextmanager
def _listening(serving: Serving) -> Iterator[socket.socket]:
    """Take the port before the page is built, so that a taken one is said at once."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listener = socket.socket(family)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((serving.host, serving.port))
    except OSError as error:
        listener.close()
        raise ServeElsewhereError(
            f"Port {serving.port} on {serving.host} cannot be used ({error.strerror}). Choose"
            " another with --port."
        ) from error
    with listener:
        yield listener


@contextlib.contextmanager
def _logging(serving: Serving) -> Iterator[None]:
    """JSON lines on standard error; only of what went wrong, unless more was asked for."""
    handler = start_logging(level=logging.INFO if serving.log else logging.ERROR)
    others = [logging.getLogger(name) for name in ("uvicorn", "asyncio")]
    for logger in others:
        logger.addHandler(handler)
    try:
        with tracebacks_logged():
            yield
    finally:
        for logger in others:
            logger.removeHandler(handler)
        stop_logging(handler)


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        log_level=logging.ERROR,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )


class _Server(uvicorn.Server):
    """Uvicorn's, but a signal is an order to stop and not a failure: the exit code is 0."""

    def __init__(self, config: uvicorn.Config, health: Health) -> None:
        super().__init__(config)
        self.health = health
        self.where = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # what is loaded stays: no need to look through it for garbage again and again
        gc.enable()
        sys.stdout.write(f"newsquote is at {self.where} (stop with Ctrl+C)\n")
        sys.stdout.flush()
        self.health.warm_up()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End Gradio's streams to open pages first; they would last until the time is up."""
        _mounted(self.config.app).stop_event.set()  # type: ignore[arg-type]
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True
        self.health.stop()
