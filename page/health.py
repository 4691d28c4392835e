"""Whether the server lives, and whether it can answer at once."""

import logging
import threading

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from qa import LOGGER, Archive, warm_up


class Health:
    """How far a server is: it starts, is ready, or stops.

    Args:
        archive: What is warmed up.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reason: str | None = "The reader and the grammar are being loaded."

    @property
    def reason(self) -> str | None:
        """Why requests should wait or go elsewhere; None if they need not."""
        return self._reason

    def warm_up(self) -> threading.Thread:
        """Load what the first question needs, beside those who already look at the page."""
        thread = threading.Thread(target=self._warm, name="warm-up", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Say that the server stops."""
        self._reason = "The server is stopping."

    def _warm(self) -> None:
        loading = self._reason
        try:
            warm_up(self._archive.assistant)
        except Exception:
            self._reason = "The archive cannot be asked. The server's log says why."
            logging.getLogger(LOGGER).exception("The archive could not be warmed up.")
            return
        if self._reason is loading:
            self._reason = None

    def add_to(self, app: FastAPI) -> None:
        """Add ``/healthz`` and ``/readyz``, which need no account and tell nothing of articles."""

        @app.get("/healthz")
        async def lives() -> JSONResponse:
            return JSONResponse({"status": "ok"})

        @app.get("/readyz")
        async def is_ready() -> JSONResponse:
            if self._reason:
                return JSONResponse({"status": "waiting", "reason": self._reason}, 503)
            return JSONResponse({"status": "ready"})
