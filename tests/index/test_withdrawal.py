"""Articles that are withdrawn: they stop answering at once, and stay out until taken back."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Article, Outcome
from index import (
    ChooseArticleError,
    ChooseFilterError,
    Retriever,
    WaitForBuildError,
    build_index,
    restore_articles,
    verify_index,
    withdraw_articles,
)
from index.seal import SealState, check_seal
from index.sole_builder import sole_builder
from qa import (
    Assistant,
    Quote,
    QuoteState,
    build_timeline,
    check_quote,
    describe_search,
    example_questions,
)

Make = Callable[..., Article]
ROOT = Path(__file__).parents[2]
QUESTION = "What did the mayor of Orrin say about the weir?"


@pytest.fixture
def articles(article: Make) -> list[Article]:
    return [
        article(
            f"weir-{number}",
            f"The mayor of Orrin said on Friday that weir number {number} would be mended."
            f" Nobody in the town asked about the cost of weir {number}.",
            title=f"Mayor speaks of weir {number}",
            outlet=f"Courier {number}",
            published=f"2025-03-{number + 1:02d}",
            language="en",
        )
        for number in range(6)
    ]


@pytest.fixture
def index(tmp_path: Path, articles: list[Article]) -> Path:
    build_index(articles, tmp_path / "x")
    return tmp_path / "x"


def found(retriever: Retriever, k: int = 10) -> set[str]:
    return {hit.passage.article_id for hit in retriever.search(QUESTION, k)}


def test_a_withdrawn_article_stops_answering_in_a_retriever_that_is_open(index: Path) -> None:
    opened = Retriever.open(index)
    assert len(found(opened)) == 6
    (withdrawal,) = withdraw_articles(index, ["weir-3"], "the wrong\nweir")
    assert withdrawal.title == "Mayor speaks of weir 3"
    assert withdrawal.note == "the wrong weir"
    assert found(opened) == {f"weir-{n}" for n in (0, 1, 2, 4, 5)}
    assert opened.article("weir-3") is None
    assert opened.earlier("weir-3") == []
    assert "weir-3" not in [a.id for a in opened.newest(6)]
    assert len(opened.newest(5)) == 5
    assert "weir 3" not in " ".join(example_questions(opened, 6))
    events = build_timeline(opened, "weirs of Orrin").events
    assert events
    assert "weir-3" not in {event.quote.article_id for event in events}
    with pytest.raises(ChooseFilterError, match="withdrawn"):
        opened.search(QUESTION, article_ids=["weir-3"])
    summary = opened.summary()
    assert (summary.articles, summary.withdrawn) == (5, 1)
    assert [w.article_id for w in opened.withdrawals()] == ["weir-3"]


def test_there_are_k_hits_where_there_are_enough(index: Path) -> None:
    opened = Retriever.open(index)
    best = [hit.passage.article_id for hit in opened.search(QUESTION, 6)]
    withdraw_articles(index, best[:3])
    assert [hit.passage.article_id for hit in opened.search(QUESTION, 3)] == best[3:]
    ranked = opened.rank(QUESTION, reach=2)
    assert len(ranked.dense) == 2


def test_copies_do_not_name_an_outlet_whose_article_was_withdrawn(
    tmp_path: Path, article: Make, agency: str
) -> None:
    inputs = [
        article("one", agency, title="Timber train", outlet="Courier"),
        article("two", f"{agency} Added.", title="Timber train", outlet="Lantern"),
    ]
    build_index(inputs, tmp_path / "x")
    opened = Retriever.open(tmp_path / "x")
    assert [len(hit.also_in) for hit in opened.search("timber train in the tunnel", 1)] == [1]
    withdraw_articles(tmp_path / "x", ["two"])
    (hit,) = opened.search("timber train in the tunnel", 1)
    assert (hit.passage.article_id, hit.also_in) == ("one", ())


def test_it_is_not_counted_among_what_was_searched(index: Path) -> None:
    opened = Retriever.open(index)
    before = Assistant(opened).ask(QUESTION).searched
    withdraw_articles(index, ["weir-3", "weir-4"])
    after = Assistant(opened).ask(QUESTION).searched
    assert (before.articles, before.passages) == (6, 6)
    assert (after.articles, after.passages) == (4, 4)
    assert describe_search(after).startswith("Searched 4 articles (4 passages)")


def test_a_quote_of_it_is_gone_until_it_is_taken_back(index: Path, articles: list[Article]) -> None:
    opened = Retriever.open(index)
    (hit,) = opened.search(QUESTION, 1)
    stored = opened.article_of(hit)
    quote = Quote.cut(stored, hit.passage.sentences[0])
    assert check_quote(opened, quote) is QuoteState.SAME
    withdraw_articles(index, [stored.id])
    assert check_quote(opened, quote) is QuoteState.GONE
    assert opened.text(stored.id, stored.content_hash) is None  # not to be read
    assert opened.article_of(hit) == stored  # an answer in the making is finished
    build_index(articles, index)
    assert check_quote(opened.latest(), quote) is QuoteState.GONE
    restore_articles(index, [stored.id])
    build_index(articles, index)
    assert check_quote(opened.latest(), quote) is QuoteState.SAME


def test_a_build_drops_it_and_says_so(index: Path, articles: list[Article]) -> None:
    withdraw_articles(index, ["weir-2"], "named a child")
    assert "1 withdrawn" in " ".join(verify_index(index).notes)
    report = build_index(articles, index)
    assert report.articles == 5
    (left_out,) = [entry for entry in report.ledger if entry.outcome is Outcome.SKIPPED]
    assert left_out.article_id == "weir-2"
    assert left_out.reason.startswith("withdrawn on 20")
    assert left_out.reason.endswith(": named a child; take it back with `newsquote restore`")
    checked = verify_index(index)
    assert (checked.problems, checked.notes) == ((), ())
    names = (index / "generations" / "000002" / "names.json").read_text()
    assert "weir-2" not in names
    assert "weir-1" in names


def test_it_stays_out_where_no_input_brings_it(index: Path, article: Make) -> None:
    withdraw_articles(index, ["weir-2"])
    report = build_index([article("lamp", "The lamps of Orrin were lit at six.")], index)
    assert report.articles == 6
    assert "weir-2" not in found(Retriever.open(index))


def test_it_does_not_come_back_under_another_id_or_with_another_text(
    index: Path, articles: list[Article], article: Make
) -> None:
    withdraw_articles(index, ["weir-2"])
    moved = articles[2].model_copy(update={"id": "moved", "source": "moved.txt"})
    longer = article("weir-2", f"{articles[2].text} It was said twice.", title="Mayor")
    report = build_index([moved, longer, articles[0]], index)
    assert [entry.outcome for entry in report.ledger] == [
        Outcome.SKIPPED,
        Outcome.SKIPPED,
        Outcome.UNCHANGED,
    ]
    assert found(Retriever.open(index)) == {f"weir-{n}" for n in (0, 1, 3, 4, 5)}


def test_taken_back_it_answers_at_once_or_with_the_next_build(
    index: Path, articles: list[Article], article: Make
) -> None:
    opened = Retriever.open(index)
    withdraw_articles(index, ["weir-1", "weir-2"])
    assert restore_articles(index, ["weir-1"]) == ()
    assert "weir-1" in found(opened)
    build_index(articles, index)
    assert restore_articles(index, ["weir-2"]) == ("weir-2",)
    assert "weir-2" not in found(opened.latest())
    build_index([article("lamp", "The lamps of Orrin were lit at six.")], index)
    assert "weir-2" in found(opened.latest())
    again = build_index(articles, index)
    assert again.articles == 7
    assert verify_index(index).problems == ()


def test_what_was_taken_back_can_be_withdrawn_again_before_it_is_back(
    index: Path, articles: list[Article]
) -> None:
    withdraw_articles(index, ["weir-2"], "first")
    build_index(articles, index)
    restore_articles(index, ["weir-2"])
    withdraw_articles(index, ["weir-2"], "second")
    assert [w.note for w in Retriever.open(index).withdrawals()] == ["second"]
    assert build_index(articles, index).articles == 5


def test_pruning_drops_what_was_taken_back_if_no_input_brings_it(
    index: Path, articles: list[Article]
) -> None:
    withdraw_articles(index, ["weir-2"])
    build_index(articles, index)
    restore_articles(index, ["weir-2"])
    assert build_index(articles[:2], index, prune=True).articles == 2


def test_repair_keeps_it_out(index: Path) -> None:
    withdraw_articles(index, ["weir-2"])
    assert build_index([], index, repair=True).articles == 5
    assert "weir-2" not in found(Retriever.open(index))
    assert [w.article_id for w in Retriever.open(index).withdrawals()] == ["weir-2"]


def test_it_is_listed_and_taken_back_when_what_was_withdrawn_of_it_was_damaged(
    index: Path, articles: list[Article], article: Make
) -> None:
    changed = article("weir-2", "The mayor of Orrin said the weir was safe.", title="Safe weir")
    build_index([changed], index)
    withdraw_articles(index, ["weir-2"], "not yet checked")
    with closing(sqlite3.connect(index / "catalogue.sqlite")) as file, file:
        file.execute("UPDATE content SET text = text || '!' WHERE text LIKE '%was safe%'")
    build_index([], index, repair=True)

    opened = Retriever.open(index)
    (withdrawal,) = opened.withdrawals()
    assert (withdrawal.article_id, withdrawal.note) == ("weir-2", "not yet checked")
    report = build_index(articles, index)
    assert "not yet checked" in next(e.reason for e in report.ledger if e.article_id == "weir-2")
    assert restore_articles(index, ["weir-2"]) == ("weir-2",)
    build_index(articles, index)
    assert "weir-2" in found(opened.latest())
    assert opened.latest().withdrawals() == ()


def test_all_or_none_are_withdrawn(index: Path) -> None:
    with pytest.raises(ChooseArticleError, match="'none'"):
        withdraw_articles(index, ["weir-1", "none"])
    with pytest.raises(ChooseArticleError, match="not withdrawn"):
        restore_articles(index, ["weir-1"])
    with pytest.raises(ChooseArticleError, match="500"):
        withdraw_articles(index, ["weir-1"], "long " * 200)
    assert Retriever.open(index).withdrawals() == ()
    first = withdraw_articles(index, ["weir-1"], "first")
    assert withdraw_articles(index, ["weir-1"], "second") == first


def test_all_may_be_withdrawn(index: Path) -> None:
    opened = Retriever.open(index)
    withdraw_articles(index, [f"weir-{n}" for n in range(6)])
    assert opened.search(QUESTION) == []
    assert opened.newest(3) == []
    assert opened.summary().articles == 0
    assert opened.contents().holdings().outlets == ()


# Builds from articles in a file, and reads one more after the other until a line comes in.
SLOW_BUILD = """
import sys, threading, time
from corpus import Article
from index import build_index

go = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), go.set()), daemon=True).start()

def inputs():
    yield from map(Article.model_validate_json, open(sys.argv[2]))
    print("reading", flush=True)
    number = 0
    while not go.wait(0.02):
        number += 1
        yield Article(id=f"lamp-{number}", text=f"Lamp {number} was lit at six.")

build_index(inputs(), sys.argv[1], prune=True)
"""


def test_it_does_not_wait_for_a_build_which_lets_nothing_slip_through(
    index: Path, articles: list[Article], tmp_path: Path
) -> None:
    opened = Retriever.open(index)
    articles[2] = articles[2].model_copy(update={"id": "moved", "source": "moved.txt"})
    (tmp_path / "in").write_text("".join(f"{a.model_dump_json()}\n" for a in articles))
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_BUILD, str(index), str(tmp_path / "in")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as build:
        assert build.stdin
        assert build.stdout
        assert build.stdout.readline() == b"reading\n"
        withdraw_articles(index, ["weir-2", "weir-3"], "meanwhile")
        assert found(opened) == {f"weir-{n}" for n in (0, 1, 4, 5)}
        assert check_seal(index) is SealState.ABSENT
        with pytest.raises(WaitForBuildError, match=f"process {build.pid}"):
            restore_articles(index, ["weir-3"])
        assert build.poll() is None
        build.stdin.write(b"go on\n")
    assert build.returncode == 0
    latest = opened.latest()
    assert latest.generation != opened.generation
    assert found(latest, k=20) & {"moved", "weir-2", "weir-3"} == set()
    assert {f"weir-{n}" for n in (0, 1, 4, 5)} <= found(latest, k=20)
    assert {w.note for w in latest.withdrawals()} == {"meanwhile"}
    assert check_seal(index) is SealState.WHOLE
    assert verify_index(index).problems == ()
    report = build_index(articles, index, prune=True)
    assert [e.outcome for e in report.ledger].count(Outcome.SKIPPED) == 2
    assert report.articles == 4


def test_before_a_build_breaks_the_seal_and_after_it_sets_it_again_it_stays_right(
    index: Path,
) -> None:
    with sole_builder(index):
        withdraw_articles(index, ["weir-1"])
    assert check_seal(index) is SealState.WHOLE


def test_the_seal_stays_right(index: Path) -> None:
    reader = Retriever.open(index)
    withdraw_articles(index, ["weir-1"])
    assert check_seal(index) is SealState.WHOLE
    with pytest.raises(ChooseArticleError):
        withdraw_articles(index, ["none"])
    assert check_seal(index) is SealState.WHOLE
    restore_articles(index, ["weir-1"])
    assert verify_index(index).problems == ()
    reader.close()


def test_a_change_by_another_hand_is_not_sealed_over(index: Path) -> None:
    catalogue = index / "catalogue.sqlite"
    content = bytearray(catalogue.read_bytes())
    place = content.index(b"Nobody in the town asked about the cost of weir 4")
    content[place] ^= 1
    catalogue.write_bytes(content)
    withdraw_articles(index, ["weir-1"])
    assert check_seal(index) is SealState.CHANGED
    assert verify_index(index).problems


def test_a_reader_in_another_process_sees_it(index: Path) -> None:
    code = (
        "import sys; from index import Retriever\n"
        "opened = Retriever.open(sys.argv[1])\n"
        "for line in sys.stdin:\n"
        f"    hits = opened.search({QUESTION!r})\n"
        "    print(*sorted({hit.passage.article_id for hit in hits}), flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(index)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin
        assert reader.stdout

        def ask() -> list[str]:
            assert reader.stdin
            assert reader.stdout
            reader.stdin.write("?\n")
            reader.stdin.flush()
            return reader.stdout.readline().split()

        assert len(ask()) == 6
        withdraw_articles(index, ["weir-5"])
        assert ask() == [f"weir-{n}" for n in range(5)]
        restore_articles(index, ["weir-5"])
        assert len(ask()) == 6
        reader.stdin.close()


# Dies at the statement it is told to.
KILLED = """
import os, signal, sqlite3, sys
from index import withdraw_articles
steps = 0

def traced(statement):
    global steps
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*arguments, real=sqlite3.connect, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(traced)
    return connection

sqlite3.connect = connect
withdraw_articles(sys.argv[1], ["weir-1", "weir-2"])
print(steps)
"""


def test_killed_at_any_statement_all_or_none_are_withdrawn(
    tmp_path: Path, articles: list[Article]
) -> None:
    index = tmp_path / "x"
    build_index(articles, index)
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    seen = set()
    step = 1
    while True:
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(index), str(step)],
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        opened = Retriever.open(index)
        withdrawn = tuple(sorted(w.article_id for w in opened.withdrawals()))
        assert withdrawn in ((), ("weir-1", "weir-2"))
        assert len(found(opened)) == 6 - len(withdrawn)
        opened.close()
        assert verify_index(index).problems == ()
        seen.add(withdrawn)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        for path in [p for p in index.rglob("*") if p.is_file() and p not in before]:
            path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
        step += 3
    assert seen == {(), ("weir-1", "weir-2")}
    assert step > 10


def test_a_search_asks_for_withdrawals_in_next_to_no_time(index: Path) -> None:
    withdraw_articles(index, ["weir-1"])
    opened = Retriever.open(index)
    opened._gone.now()
    started = time.perf_counter()
    for _ in range(200):
        opened._gone.now()
    assert (time.perf_counter() - started) / 200 < 0.0002


def test_contents_are_counted_and_found_by_headline_or_id(index: Path) -> None:
    opened = Retriever.open(index)
    contents = opened.contents()
    assert [(s.name, s.articles) for s in contents.holdings().languages] == [("en", 6)]
    assert {s.articles for s in contents.holdings().outlets} == {1}
    assert [a.id for a in contents.find("WEIR mayor")] == [f"weir-{n}" for n in range(5, -1, -1)]
    assert [a.id for a in contents.find("weir-4")] == ["weir-4"]
    assert contents.find("") == []
    assert contents.find("quarry") == []
    withdraw_articles(index, ["weir-4"])
    assert opened.contents().find("weir-4") == []
    assert sum(s.articles for s in opened.contents().holdings().outlets) == 5


@pytest.mark.skipif(os.name == "nt", reason="Milvus Lite is not for Windows")
def test_in_milvus_too(tmp_path: Path, articles: list[Article]) -> None:
    pytest.importorskip("milvus_lite")
    index = tmp_path / "x"
    build_index(articles, index, store=f"milvus:{tmp_path / 'x.db'}")
    opened = Retriever.open(index)
    withdraw_articles(index, ["weir-0", "weir-3"])
    assert found(opened, k=4) == {f"weir-{n}" for n in (1, 2, 4, 5)}
    opened.close()
