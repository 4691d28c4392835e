"""A real server in a process of its own, on an index that a test names."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds; the machine may have other work


class Server:
    """`newsquote serve` with arguments, until it is stopped."""

    def __init__(self, index: Path, log: Path, *arguments: str, accounts: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        command = [sys.executable, str(ROOT / "cli.py"), "serve", str(index)]
        with log.open("w", encoding="utf-8") as stderr:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), *arguments],
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                env=os.environ | ({"NEWSQUOTE_ACCOUNTS": accounts} if accounts else {}),
            )
        assert self.process.stdout
        self.said = self.process.stdout.readline()
        assert self.said, self.stderr

    @property
    def stderr(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What was logged; fails if anything is not JSON."""
        return [json.loads(line) for line in self.stderr.splitlines()]

    def get(self, path: str, **options: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=PATIENCE, **options)

    def until_ready(self) -> "Server":
        end = time.monotonic() + PATIENCE
        while self.get("/readyz").status_code != 200:
            assert time.monotonic() < end, self.get("/readyz").text
            time.sleep(0.1)
        return self

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()

    def call(self, name: str, *given: Any, **options: Any) -> httpx.Response:
        """Call a function of the API without any client's help."""
        return httpx.post(
            f"{self.url}/gradio_api/run/{name}",
            json={"data": padded(name, given)},
            timeout=PATIENCE,
            **options,
        )


def padded(name: str, given: Sequence[Any]) -> list[Any]:
    """Arguments, with those left out as a client fills them in."""
    defaults: dict[str, list[Any]] = {
        "search": ["", 10, *[None] * 6],
        "ask": ["", *[None] * 7],
        "check_quote": ["", "", None, None],
    }
    return [*given, *defaults[name][len(given) :]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
