"""A served archive under load: `python -m benchmarks.serving INDEX`.

Starts `newsquote serve` on the index, as a process of its own, and measures through HTTP, as a
browser would: how long until the page and the API are there, how long until the first quote of a
question is sent to one person, and what happens when many ask at once. Questions are RealTime QA's;
no two people ask the same. The machine's load is noted; processor time is the server's own.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from benchmarks.data import realtime_questions
from benchmarks.report import publish

ROOT = Path(__file__).parents[1]
SERVE = [sys.executable, str(ROOT / "cli.py"), "serve", "--requests-per-minute", "0", "--log"]
_WAIT = 300.0
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Asked(NamedTuple):
    """What one person saw of one question.

    Attributes:
        question: As sent.
        first_quote: Seconds until the first quote was sent; None if there was none.
        whole: Seconds until the answer was complete.
        failed: What went wrong, or None.
        queued: The longest queue the person was told of.
        seen: Everything that was sent to this person.
    """

    question: str
    first_quote: float | None
    whole: float
    failed: str | None
    queued: int
    seen: str


class Served:
    """A server of its own process."""

    def __init__(self, index: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [*SERVE, str(index), "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until(self, path: str) -> tuple[float, float]:
        """Seconds since the start, by the clock and of processor time, when a path answers 200."""
        while time.perf_counter() - self.started < _WAIT:
            if self.process.poll() is not None:
                raise SystemExit(self.process.communicate()[1])
            try:
                if httpx.get(self.url + path, timeout=_WAIT).status_code == httpx.codes.OK:
                    return time.perf_counter() - self.started, self.processor()
            except httpx.TransportError:
                time.sleep(0.02)
            else:
                time.sleep(0.02)
        raise TimeoutError(path)

    def processor(self) -> float:
        """Seconds of processor time that the server has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def config(self) -> dict[str, Any]:
        """What Gradio tells the browser of the page."""
        return dict(httpx.get(self.url + "/config", timeout=_WAIT).json())

    def stop(self) -> tuple[int, float, str]:
        """Exit code, seconds, and the log."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        _, log = self.process.communicate(timeout=_WAIT)
        return self.process.returncode, time.perf_counter() - began, log


class Person:
    """Somebody at the page, with a session of their own."""

    def __init__(self, served: Served, config: dict[str, Any]) -> None:
        self._url = served.url + "/gradio_api"
        self._session = secrets.token_hex(8)
        self._box, self._event = _asking(config)
        values = {part["id"]: part["props"].get("value") for part in config["components"]}
        self._given = [values.get(part) for part in self._event["inputs"]]

    def ask(self, question: str) -> Asked:
        """Put a question in the box, and read until the answer is whole."""
        began = time.perf_counter()
        first: float | None = None
        queued = 0
        seen: list[str] = []
        failed: str | None
        with httpx.Client(timeout=_WAIT) as client:
            joined = client.post(
                f"{self._url}/queue/join",
                json={
                    "data": [question, *self._given[1:]],
                    "fn_index": self._event["id"],
                    "session_hash": self._session,
                    "trigger_id": self._box,
                },
            )
            if joined.status_code != httpx.codes.OK:
                failed = f"{joined.status_code} {joined.text[:200]}"
                return Asked(question, None, time.perf_counter() - began, failed, 0, "")
            data = {"session_hash": self._session}
            with client.stream("GET", f"{self._url}/queue/data", params=data) as stream:
                for line in stream.iter_lines():
                    if not line.startswith("data:"):
                        continue
                    message = json.loads(line[5:])
                    kind = message["msg"]
                    if kind == "estimation":
                        queued = max(queued, message["queue_size"])
                    seen.append(line)
                    if first is None and "nq-quote" in line:
                        first = time.perf_counter() - began
                    if kind == "process_completed":
                        failed = None if message["success"] else str(message["output"])
                        whole = time.perf_counter() - began
                        return Asked(question, first, whole, failed, queued, "\n".join(seen))
        return Asked(question, first, time.perf_counter() - began, "cut off", queued, "")


def _asking(config: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The box for questions, and what happens when Enter is pressed in it."""
    parts = config["components"]
    box = next(part["id"] for part in parts if part["props"].get("elem_id") == "question")
    return box, next(
        event for event in config["dependencies"] if [box, "submit"] in map(list, event["targets"])
    )


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(index: Path, people: int, alone: int) -> list[dict[str, Any]]:
    """Start a server, ask it alone and together, stop it."""
    questions = [q.question for q in realtime_questions(2023)]
    served = Served(index)
    try:
        page, page_processor = served.until("/")
        ready, ready_processor = served.until("/readyz")
        config = served.config()
        one = Person(served, config)
        first = one.ask(questions[0])
        before = served.processor()
        singles = [one.ask(question) for question in questions[1 : alone + 1]]
        per_question = (served.processor() - before) / alone
        asked = questions[alone + 1 : alone + 1 + people]
        with ThreadPoolExecutor(people) as pool:
            crowd = list(pool.map(lambda q: Person(served, config).ask(q), asked))
        code, seconds, log = served.stop()
    finally:
        served.process.kill()
    shown = [a.first_quote for a in singles if a.first_quote is not None]
    waits = [a.whole for a in crowd]
    strangers = sum(json.dumps(q)[1:-1] in a.seen for a in crowd for q in asked if q != a.question)
    failures = [a.failed for a in (first, *singles, *crowd) if a.failed]
    if failures:
        sys.stderr.write(f"failed: {failures[:3]}\n")
    logged = [json.loads(line) for line in log.splitlines()]  # fails if a line is no JSON
    rows: list[tuple[str, Any, str]] = [
        ("page answers, s after start", page, "3"),
        ("  processor time until then, s", page_processor, ""),
        ("ready, s after start", ready, ""),
        ("  processor time until then, s", ready_processor, ""),
        ("first question, s to its first quote", first.first_quote or first.whole, ""),
        (f"one person, p50 s to first quote ({len(shown)})", statistics.median(shown), "1.0"),
        ("  processor time per question, s", per_question, ""),
        (f"{people} at once, p50 s", statistics.median(waits), ""),
        (f"{people} at once, p95 s", _percentile(waits, 0.95), "8"),
        ("  failures", len(failures), "0"),
        ("  longest queue told", max(a.queued for a in crowd), ""),
        ("  others' questions seen", strangers, "0"),
        ("stopped after, s", seconds, ""),
        ("  exit code", code, "0"),
        ("log lines of failures", sum(line["level"] == "error" for line in logged), "0"),
        ("machine's load at the end (1 min)", os.getloadavg()[0], ""),
    ]
    return [{"measure": name, "value": value, "goal": goal} for name, value, goal in rows]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--alone", type=int, default=20)
    given = parser.parse_args()
    rows = measure(given.index, given.people, given.alone)
    publish("serving", f"Serving {given.index} ({os.cpu_count()} cores)", rows, digits=2)


if __name__ == "__main__":
    main()
