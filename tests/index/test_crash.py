"""Builds that are killed at any moment, and readers that never notice.

A short run each time; all of it with ``pytest tests/index/test_crash.py --long``.
"""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, read_articles, sample_archive
from index import Retriever, build_index, verify_index

QUESTION = "Which edition of the notice is this?"

# Counts each rename, removal and commit of a build, and dies at the one it is told to.
BUILD = """
import os, signal, sqlite3, sys
from pathlib import Path
from tests.index.test_crash import articles_of
from index import build_index, open_embedder

index, edition, last_step = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
steps = 0

def step():
    global steps
    steps += 1
    if steps == last_step:
        os.kill(os.getpid(), signal.SIGKILL)

def traced(statement):
    if statement.startswith(("BEGIN", "COMMIT", "PRAGMA wal_checkpoint")):
        step()

def audit(event, arguments):
    if event in ("os.rename", "os.remove", "os.mkdir", "shutil.rmtree"):
        step()

def connect(*arguments, real=sqlite3.connect, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(traced)
    return connection

embedder, articles = open_embedder(), articles_of(edition)
embedder.embed_passages(["warm"])
sys.addaudithook(audit)
sqlite3.connect = connect
print("ready", flush=True)
build_index(articles, index, embedder=embedder)
print(steps, flush=True)
"""


def articles_of(edition: int) -> list[Article]:
    """The sample archive with three notices that change from edition to edition."""
    notices = [
        Article(
            id=f"notice-{number}",
            title=f"Notice {number}",
            text=f"This is edition {edition} of the notice. The harbour office prints it daily.",
            source="notices",
        )
        for number in range(3)
    ]
    stored = [item for item in read_articles([sample_archive()]) if isinstance(item, Article)]
    return stored[:15] + notices


def edition_of(retriever: Retriever) -> int:
    """The edition that all notices of an index are of."""
    hits = retriever.search(QUESTION, k=3)
    assert sorted(hit.passage.article_id for hit in hits) == ["notice-0", "notice-1", "notice-2"]
    (edition,) = {int(hit.passage.text.split()[3]) for hit in hits}
    return edition


def start_build(index: Path, edition: int, last_step: int = 0) -> "subprocess.Popen[str]":
    """A build in a process of its own, at its first step."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(index), str(edition), str(last_step)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def check_after_kill(index: Path, reader: Retriever, edition: int) -> None:
    """The reader was not disturbed; the next build ends what this one began."""
    assert edition_of(reader) == edition
    again = Retriever.open(index)
    assert edition_of(again) in (edition, edition + 1)
    again.close()
    assert verify_index(index).problems == ()
    report = build_index(articles_of(edition + 1), index)
    assert report.articles == 18
    checked = verify_index(index)
    assert (checked.problems, checked.notes) == ((), ())
    fresh = Retriever.open(index)
    assert edition_of(fresh) == edition + 1
    fresh.close()


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


def test_a_build_killed_at_any_rename_or_commit_harms_nothing(tmp_path: Path, long: bool) -> None:
    build_index(articles_of(0), tmp_path)
    whole = start_build(tmp_path, 1)
    steps = int(whole.communicate()[0])
    assert steps > 12
    places = range(1, steps + 1) if long else range(1, steps + 1, max(1, steps // 5))
    for edition, place in enumerate(places, start=1):
        reader = Retriever.open(tmp_path)
        killed = start_build(tmp_path, edition + 1, place)
        assert killed.wait() == -signal.SIGKILL, place
        check_after_kill(tmp_path, reader, edition)
        reader.close()


def test_a_build_killed_at_random_moments_harms_nothing(tmp_path: Path, long: bool) -> None:
    build_index(articles_of(0), tmp_path)
    started = time.monotonic()
    start_build(tmp_path, 1).communicate()
    longest = time.monotonic() - started
    chance = random.Random(4)  # noqa: S311 - a repeatable draw
    stopped = 0
    for edition in range(1, 201 if long else 5):
        reader = Retriever.open(tmp_path)
        build = start_build(tmp_path, edition + 1)
        time.sleep(chance.uniform(0, longest / 3))
        build.kill()
        stopped += build.wait() == -signal.SIGKILL
        check_after_kill(tmp_path, reader, edition)
        reader.close()
    assert stopped


# Asks without pause until it is told to stop; prints how often, and the editions it saw.
READER = """
import select, sys
from pathlib import Path
from tests.index.test_crash import edition_of
from index import Retriever

retriever, seen, asked = Retriever.open(Path(sys.argv[1])), [], 0
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    retriever = retriever.latest()
    edition = edition_of(retriever)
    asked += 1
    if not seen or seen[-1] != edition:
        seen.append(edition)
print(asked, *seen, flush=True)
"""


def start_readers(index: Path, count: int) -> Iterator["subprocess.Popen[str]"]:
    for _ in range(count):
        process = subprocess.Popen(
            [sys.executable, "-c", READER, str(index)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process


def test_readers_ask_through_rebuilds_and_see_one_generation_at_a_time(
    tmp_path: Path, long: bool
) -> None:
    readers, builds = (8, 20) if long else (2, 4)
    build_index(articles_of(0), tmp_path)
    asking = list(start_readers(tmp_path, readers))
    for edition in range(1, builds + 1):
        build_index(articles_of(edition), tmp_path)
    for process in asking:
        asked, *seen = map(int, process.communicate("stop\n")[0].split())
        assert process.returncode == 0
        assert asked >= builds
        assert all(a < b for a, b in itertools.pairwise(seen))
        assert seen[-1] <= builds


# Builds in a process that may write only so many bytes into a file, as on a disk with no more room.
CRAMPED = """
import resource, sys
from pathlib import Path
from tests.index.test_crash import articles_of, ships
from corpus import NewsQuoteError
from index import build_index, open_embedder

embedder, most = open_embedder(), int(sys.argv[3])
articles = articles_of(1) + ships(int(sys.argv[2]))  # telling languages writes a file of its own
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    build_index(articles, Path(sys.argv[1]), embedder=embedder)
except NewsQuoteError as error:
    sys.exit(str(error))
"""


def ships(count: int) -> list[Article]:
    """Articles of several passages each, all but the first of which are the same."""
    cargo = " It carried nine crates of salt to the north." * 60
    return [
        Article(id=f"ship-{n}", text=f"Ship number {n} left port.{cargo}") for n in range(count)
    ]


@pytest.mark.parametrize(
    ("ships_before", "most", "named"),
    [(0, 120_000, "catalogue.sqlite"), (160, 350_000, ".unfinished")],
)
def test_a_full_disk_loses_nothing_and_is_said(
    tmp_path: Path, ships_before: int, most: int, named: str
) -> None:
    build_index(articles_of(0) + ships(ships_before), tmp_path)
    full = subprocess.run(
        [sys.executable, "-c", CRAMPED, str(tmp_path), str(ships_before or 60), str(most)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 1, full.stderr
    assert "the space on its disk" in full.stderr
    assert named in full.stderr
    assert "Traceback" not in full.stderr
    assert verify_index(tmp_path).problems == ()
    assert edition_of(Retriever.open(tmp_path)) == 0
    build_index(articles_of(1) + ships(60), tmp_path)
    assert edition_of(Retriever.open(tmp_path)) == 1


def test_a_clock_gone_back_does_not_bring_back_an_old_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(articles_of(0), tmp_path)
    monkeypatch.setattr("index.writer.utc_now", lambda: "1999-01-01T00:00:00+00:00")
    build_index(articles_of(1), tmp_path)
    assert edition_of(Retriever.open(tmp_path)) == 1


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    build_index(articles_of(0), tmp_path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Exception, match="cannot be written"):
            build_index(articles_of(1), tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert edition_of(Retriever.open(tmp_path)) == 0
