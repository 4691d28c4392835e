"""One contract, two stores: what a search gives does not depend on where the vectors lie."""

import importlib.util
import math
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import Article, read_articles, sample_archive, sample_questions
from index import (
    Catalogue,
    ChooseFilterError,
    ChooseStoreError,
    Filters,
    ReachStoreError,
    RestoreIndexError,
    Retriever,
    build_index,
    open_embedder,
    question_terms,
    terms,
    verify_index,
)
from index.passage_table import PassageTable
from index.store import Scored, Store
from index.store_choice import open_store
from qa import Assistant

Make = Callable[..., Article]
ROOT = Path(__file__).parents[2]
ODD = 'x" or day > 0 or outlet == "'
ODD_SECTION = 'Sport\\"] or\nrow in [0, 1\u202e'
with_milvus = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite")),
    reason="newsquote[milvus] is not installed",
)
STORES = ["local", pytest.param("milvus", marks=with_milvus)]


def name_of(kind: str, folder: Path) -> str:
    return "local" if kind == "local" else f"milvus:{folder / 'x.db'}"


def store_of(index: Path) -> Store:
    retriever = Retriever.open(index)
    folder = index / retriever.generation.folder
    table = PassageTable.open(folder, Catalogue.open(index).revisions.sections)
    return open_store(retriever.manifest.store, folder, table)


@pytest.fixture(scope="module", params=STORES)
def three(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three articles of one passage each, in rows 0 to 2 of either store."""
    folder = tmp_path_factory.mktemp("three")
    articles = [
        {"id": "a", "text": "Ferry.", "outlet": "Quay & Ledger", "published": "2025-03-01"},
        {"id": "b", "text": "Dam. Dam wall.", "outlet": "QUAY & LEDGER", "published": "2025-03-02"},
        {"id": ODD, "text": "Radar at the dam.", "outlet": ODD},
    ]
    made = [
        Article.model_validate(fields | {"section": section, "source": "three.txt"})
        for fields, section in zip(articles, ("World", "WORLD", ODD_SECTION), strict=True)
    ]
    build_index(made, folder / "x", store=name_of(request.param, folder))
    return store_of(folder / "x")


def vector(text: str) -> NDArray[np.float32]:
    embedded: NDArray[np.float32] = open_embedder().embed_queries([text])[0]
    return embedded


def rows(scored: Scored) -> list[int]:
    return [row for row, _ in scored]


def test_the_nearest_come_first_and_no_more_than_k(three: Store) -> None:
    found = three.nearest(vector("dam"), 3, Filters())
    assert sorted(rows(found)) == [0, 1, 2]
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert all(-1 <= score <= 1 for _, score in found)
    assert three.nearest(vector("dam"), 1, Filters()) == found[:1]
    assert rows(three.nearest(vector("ferry"), 100_000, Filters()))[0] == 0
    assert three.nearest(vector("dam"), 0, Filters()) == []
    assert len(three) == 3


def test_bm25_is_what_the_formula_gives(three: Store) -> None:
    # 3 passages of 1, 3 and 4 terms, "at" and "the" among them; "dam" is in two of them.
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    average = 8 / 3
    twice = rarity * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / average))
    once = rarity * 1 / (1 + 1.2 * (0.25 + 0.75 * 4 / average))
    found = three.matching("What of the dam?", 10, Filters())
    assert rows(found) == [1, 2]
    assert [score for _, score in found] == pytest.approx([twice, once], rel=1e-6)
    assert three.matching("dam", 1, Filters()) == found[:1]


def test_a_question_without_a_known_word_matches_nothing(three: Store) -> None:
    for question in ("", "zirconium", "?!", "\x00"):
        assert three.matching(question, 10, Filters()) == []
        assert three.scores(question, [0, 2]) == {0: 0.0, 2: 0.0}


def test_rows_are_scored_as_they_are_found(three: Store) -> None:
    asked = vector("radar")
    assert three.cosines(asked, {2, 0}) == pytest.approx(
        {row: score for row, score in three.nearest(asked, 3, Filters()) if row != 1}, abs=1e-6
    )
    assert three.scores("radar ferry", [1, 2]) == pytest.approx(
        {1: 0.0, 2: dict(three.matching("radar ferry", 9, Filters()))[2]}
    )
    assert three.cosines(asked, []) == {}
    assert three.scores("radar", []) == {}


def test_the_vocabulary_is_every_term_once(three: Store) -> None:
    assert sorted(three.vocabulary) == ["at", "dam", "ferri", "radar", "the", "wall"]


def test_weights_are_inverse_document_frequencies(three: Store) -> None:
    known = three.weights([*terms("dam radar"), "unheard"])
    assert known["dam"] == pytest.approx(math.log(1 + 1.5 / 2.5))
    assert known["radar"] == known["unheard"] == pytest.approx(math.log(1 + 2.5 / 1.5))


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        ({"after": "2025-03-02"}, {1}),
        ({"before": "2025-03-01"}, {0}),
        ({"after": "2025-03-01", "before": "2025-03-02"}, {0, 1}),
        ({"outlets": ["quay & ledger"]}, {0, 1}),
        ({"article_ids": ["a", ODD]}, {0, 2}),
        ({"outlets": [ODD]}, {2}),
        ({"outlets": [ODD.upper()], "article_ids": [ODD]}, {2}),
        ({"outlets": [ODD], "article_ids": ["a"]}, set()),
        ({"outlets": [ODD], "before": "2026-01-01"}, set()),
        ({"sections": ["world"]}, {0, 1}),
        ({"sections": [ODD_SECTION.upper()]}, {2}),
        ({"sections": [ODD_SECTION, "World"], "after": "2025-03-02"}, {1}),
        ({"sections": ["World"], "outlets": ["quay & ledger"], "article_ids": ["a"]}, {0}),
        ({"sections": ["World"], "outlets": [ODD]}, set()),
    ],
)
def test_filters_hold_in_both_rankings_before_the_cut(
    three: Store, filters: dict[str, object], passing: set[int]
) -> None:
    chosen = Filters.of(**filters)  # type: ignore[arg-type]
    assert set(rows(three.nearest(vector("anything"), 3, chosen))) == passing
    assert set(rows(three.matching("ferry dam radar", 3, chosen))) == passing
    assert len(three.nearest(vector("anything"), 1, chosen)) == min(1, len(passing))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(outlets=("Nobody's Paper",)),
        Filters(sections=('World"] or row in [0',)),
        Filters(article_ids=('a"] or row in [0',)),
    ],
)
def test_a_name_that_the_archive_does_not_hold_is_refused(three: Store, filters: Filters) -> None:
    with pytest.raises(ChooseFilterError, match="in this archive"):
        three.nearest(vector("dam"), 3, filters)
    with pytest.raises(ChooseFilterError, match="in this archive"):
        three.matching("dam", 3, filters)


@pytest.mark.parametrize("kind", STORES)
def test_an_archive_without_a_word_can_be_stored(tmp_path: Path, article: Make, kind: str) -> None:
    build_index([article("stars", "*** !!! ***")], tmp_path / "x", store=name_of(kind, tmp_path))
    store = store_of(tmp_path / "x")
    assert rows(store.nearest(vector("anything"), 5, Filters())) == [0]
    assert store.matching("anything", 5, Filters()) == []
    assert store.weights(["star"])["star"] == pytest.approx(math.log(1 + 0.5 / 1.5))


def test_many_threads_get_the_same_rows(three: Store) -> None:
    asked = vector("dam")
    alone = three.nearest(asked, 3, Filters())
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda _: three.nearest(asked, 3, Filters()), range(40))
    assert all(each == alone for each in found)


def moved(index: Path, to: Path, store: str) -> Path:
    """A copy of an index of the sample, in another store; nothing is embedded again."""
    shutil.copytree(index, to)
    report = build_index(read_articles([sample_archive()]), to, store=store)
    assert report.embedded == 0
    return to


@pytest.fixture(scope="module")
def milvus_index(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("milvus")
    return moved(sample_index, folder / "x", name_of("milvus", folder))


@pytest.fixture(scope="module")
def on_milvus(milvus_index: Path) -> Retriever:
    return Retriever.open(milvus_index)


def assert_same(found: Scored, expected: Scored) -> None:
    """The same scores, and the same rows but for those that tie with the last."""
    scores = [score for _, score in expected]
    assert [score for _, score in found] == pytest.approx(scores, rel=1e-4, abs=1e-6)
    for row in set(rows(found)) ^ set(rows(expected)):
        assert (dict(found) | dict(expected))[row] == pytest.approx(scores[-1], rel=1e-4)


SAMPLE_FILTERS = [
    Filters(),
    Filters.of(after="2025-03-01"),
    Filters.of(before="2025-03-01"),
    Filters.of(outlets=["the daily lantern", "Quay & Ledger"], after="2025-02-01"),
    Filters.of(sections=["home", "Crime", "Banking"], before="2025-04-01"),
]


@with_milvus
@pytest.mark.parametrize("filters", SAMPLE_FILTERS)
def test_both_stores_find_the_same_in_the_sample(
    retriever: Retriever, milvus_index: Path, filters: Filters
) -> None:
    local, milvus = store_of(retriever.folder), store_of(milvus_index)
    everything = range(len(local))
    for asked in sample_questions()[:6]:
        meaning = vector(asked.question)
        for k in (5, 200):
            assert_same(milvus.nearest(meaning, k, filters), local.nearest(meaning, k, filters))
            assert_same(
                milvus.matching(asked.question, k, filters),
                local.matching(asked.question, k, filters),
            )
        assert milvus.cosines(meaning, everything) == pytest.approx(
            local.cosines(meaning, everything), abs=1e-6
        )
        assert milvus.scores(asked.question, everything) == pytest.approx(
            local.scores(asked.question, everything), rel=1e-4
        )
        words = question_terms(asked.question)
        assert milvus.weights(words) == pytest.approx(local.weights(words))


@with_milvus
def test_both_stores_know_the_same_spellings(retriever: Retriever, on_milvus: Retriever) -> None:
    assert retriever.spellings("Lucija Venč") == on_milvus.spellings("Lucija Venč") != ()


@with_milvus
def test_answers_do_not_depend_on_the_store(assistant: Assistant, on_milvus: Retriever) -> None:
    there = Assistant(on_milvus)
    for asked in sample_questions()[:4]:
        ours, theirs = assistant.ask(asked.question), there.ask(asked.question)
        assert (theirs.status, theirs.short) == (ours.status, ours.short)
        assert [quote.text for quote in theirs.quotes] == [quote.text for quote in ours.quotes]
    assert there.ask("Who resigned?", outlets=["The Daily Lantern"]).searched.passages > 0


@with_milvus
def test_a_fresh_index_in_milvus_is_whole(milvus_index: Path, on_milvus: Retriever) -> None:
    report = verify_index(milvus_index)
    assert report.problems == ()
    assert report.passages_cut == on_milvus.summary().passages
    assert on_milvus.summary().store.endswith("x.db")


def collections(folder: Path) -> list[str]:
    """The collections of a folder of Milvus Lite."""
    return sorted(path.name for path in (folder / "x.db" / "collections").iterdir())


@with_milvus
def test_a_rebuild_stays_in_milvus_and_embeds_what_changed(tmp_path: Path, article: Make) -> None:
    before = [article(f"a{n}", f"Rain fell on day {n}.") for n in range(5)]
    build_index(before, tmp_path / "x", store=name_of("milvus", tmp_path))
    old = Retriever.open(tmp_path / "x")
    found = old.search("rain on day 3")
    after = [*before[:4], article("a4", "Snow fell instead."), article("a5", "The sun shone.")]
    report = build_index(after, tmp_path / "x")
    assert (report.embedded, report.articles, len(collections(tmp_path))) == (2, 6, 2)
    assert old.search("rain on day 3") == found
    new = old.latest()
    assert new.search("snow", k=1)[0].passage.text == "Snow fell instead."
    build_index(after, tmp_path / "anew")
    expected = Retriever.open(tmp_path / "anew")
    for query in ("rain on day 3", "snow"):
        assert [h.passage for h in new.search(query)] == [h.passage for h in expected.search(query)]
        assert [h.bm25 for h in new.search(query)] == pytest.approx(
            [h.bm25 for h in expected.search(query)], rel=1e-6
        )
    assert verify_index(tmp_path / "x").problems == ()


@with_milvus
def test_collections_go_with_their_generations(tmp_path: Path, article: Make) -> None:
    store = name_of("milvus", tmp_path)
    articles = [article("a", "Rain fell."), article("b", "Snow fell.")]
    build_index(articles, tmp_path / "x", store=store)
    first = collections(tmp_path)
    build_index(articles, tmp_path / "x")
    assert collections(tmp_path) == first  # nothing changed: the same collection serves on
    reader = Retriever.open(tmp_path / "x")
    found = reader.search("rain")
    for day in range(3):
        build_index([article("c", f"Hail fell on day {day}.")], tmp_path / "x")
    assert len(collections(tmp_path)) == 3
    assert reader.search("rain") == found  # as long as somebody reads a collection, it is kept
    assert reader.latest().search("hail", k=1)[0].passage.article_id == "c"
    reader.close()
    build_index([article("d", "Fog came.")], tmp_path / "x")
    assert len(collections(tmp_path)) == 2
    assert not set(first) & set(collections(tmp_path))
    with pytest.raises(RestoreIndexError, match="is gone from"):
        reader._store.matching("rain", 10, Filters())


@with_milvus
def test_an_index_moves_to_milvus_and_back(tmp_path: Path, article: Make) -> None:
    notices: list[str] = []
    articles = [article("a", "Rain fell."), article("b", "Snow fell.")]
    build_index(articles, tmp_path / "x")
    store = name_of("milvus", tmp_path)
    moved = build_index(articles, tmp_path / "x", store=store, on_notice=notices.append)
    assert moved.embedded == 0
    assert notices == [f"The index moves from store local to {store}."]
    assert Retriever.open(tmp_path / "x").manifest.store == store
    for _ in range(2):
        build_index(articles, tmp_path / "x", store="local", on_notice=notices.append)
    assert notices[1:] == [f"The index moves from store {store} to local."]
    build_index(articles[:1], tmp_path / "x", prune=True)
    assert collections(tmp_path) == []
    assert Retriever.open(tmp_path / "x").search("rain")


KILLED_BUILD = """
import os, signal, sys
from corpus import Article
from index import build_index, milvus_connection

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def at_the_end(progress):
    if (progress.stage, progress.done) == ("writing", 1):
        killed()

if sys.argv[2] == "while rows are inserted":
    milvus_connection.Connection.seal = killed
build_index([Article(id="b", text="Snow fell.")], sys.argv[1], on_progress=at_the_end)
"""


@with_milvus
@pytest.mark.parametrize("when", ["while rows are inserted", "before the switch"])
def test_the_collection_of_a_killed_build_is_dropped_by_the_next(
    tmp_path: Path, article: Make, when: str
) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x", store=name_of("milvus", tmp_path))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, tmp_path / "x", when],
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    left = collections(tmp_path)
    assert len(left) == 2
    assert [h.passage.text for h in Retriever.open(tmp_path / "x").search("fell")] == ["Rain fell."]
    build_index([article("b", "Snow fell.")], tmp_path / "x")
    assert len(collections(tmp_path)) == 2
    assert len(set(collections(tmp_path)) & set(left)) == 1
    assert verify_index(tmp_path / "x").problems == ()


@with_milvus
def test_rows_that_are_gone_or_changed_are_found_and_made_anew(
    tmp_path: Path, article: Make
) -> None:
    from index.milvus_connection import VECTOR, connect

    store = name_of("milvus", tmp_path)
    articles = [article("a", "Rain fell."), article("b", "Snow fell.")]
    build_index(articles, tmp_path / "x", store=store)
    connection = connect(store)
    (name,) = collections(tmp_path)
    connection.count(name)
    (row,) = connection.rows(name, [1], ["day", "outlet", "article", VECTOR, "terms"])
    connection.drop(name)
    connection.create(name, 384)
    connection.insert(name, [dict(row, row=0), dict(row, **{VECTOR: [0.0] * 384})])
    connection.seal(name)
    assert set(verify_index(tmp_path / "x").problems) == {
        f"row 0 in {store} is of another article",
        f"row 0 in {store} has another vector",
        f"row 1 in {store} has another vector",
    }
    connection.drop(name)
    (problem,) = verify_index(tmp_path / "x").problems
    assert "has no collection newsquote_" in problem
    with pytest.raises(RestoreIndexError, match="has no collection"):
        Retriever.open(tmp_path / "x")
    notices: list[str] = []
    assert build_index(articles, tmp_path / "x", on_notice=notices.append).embedded == 0
    assert "makes it anew. That is done now." in notices[0]
    assert verify_index(tmp_path / "x").problems == ()


@with_milvus
def test_milvus_lite_that_another_process_holds_is_said(tmp_path: Path, article: Make) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x", store=name_of("milvus", tmp_path))

    def info() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "cli.py"), "info", str(tmp_path / "x")]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    held = Retriever.open(tmp_path / "x")
    refused = info()
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1), refused.stderr
    assert "x.db cannot be opened" in refused.stderr
    assert "Close any other process" in refused.stderr
    del held
    assert f"store: milvus:{tmp_path / 'x.db'}" in info().stdout


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a Milvus that is a server to us."""
    from milvus_lite.adapter.grpc.server import start_server_in_thread

    running, database, port = start_server_in_thread(str(tmp_path / "server.db"))
    yield f"milvus:http://127.0.0.1:{port}"
    running.stop(grace=None)
    database.close()


@with_milvus
def test_a_server_finds_the_same_and_lets_several_in(
    server: str, tmp_path: Path, retriever: Retriever
) -> None:
    index = moved(retriever.folder, tmp_path / "x", server)
    there = Retriever.open(index)
    for query in ("coastal radar", "Who heads the inquiry?"):
        found = [hit.passage for hit in there.search(query)]
        assert found == [hit.passage for hit in retriever.search(query)]
    command = [sys.executable, str(ROOT / "cli.py"), "verify", str(index)]
    assert "all whole" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@with_milvus
def test_a_server_that_does_not_answer_is_said(tmp_path: Path, article: Make) -> None:
    store = "milvus:http://127.0.0.1:9"
    with pytest.raises(ReachStoreError, match=r"127\.0\.0\.1:9 cannot be opened"):
        build_index([article("a", "Rain fell.")], tmp_path / "x", store=store)


@with_milvus
def test_a_lost_folder_of_milvus_lite_is_said_and_not_made(tmp_path: Path, article: Make) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x", store=name_of("milvus", tmp_path))
    (tmp_path / "x.db").rename(tmp_path / "y.db")
    with pytest.raises(RestoreIndexError, match=r"x\.db does not exist"):
        Retriever.open(tmp_path / "x")
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    ("store", "words"),
    [
        ("qdrant", "No store 'qdrant'"),
        ("milvus:", "No store"),
        ("milvus:x.sqlite", "does not end in .db"),
        ("milvus:ftp://host", "no address of a Milvus server"),
        ("milvus:http://root:secret@host:19530", "kept with its password"),
        ("milvus:nowhere/x.db", "nowhere does not exist"),
    ],
)
def test_a_store_that_cannot_be_is_explained(
    tmp_path: Path, article: Make, store: str, words: str
) -> None:
    with pytest.raises(ChooseStoreError, match=words) as raised:
        build_index([article("a", "Rain fell.")], tmp_path / "x", store=store)
    assert "secret" not in str(raised.value)


@with_milvus
def test_the_command_takes_a_path_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("Rain\n\nRain fell on Lisec.\n")
    command = [sys.executable, str(ROOT / "cli.py"), "build", "rain.txt", "--into", "x"]
    subprocess.run([*command, "--store", "milvus:x.db"], cwd=tmp_path, check=True, timeout=120)
    opened = Retriever.open(tmp_path / "x")
    assert opened.manifest.store == f"milvus:{tmp_path / 'x.db'}"
    assert opened.search("rain")[0].passage.text == "Rain fell on Lisec."


def test_an_index_in_milvus_names_what_to_install(
    tmp_path: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ReachStoreError, match=r"pip install 'newsquote\[milvus\]'"):
        build_index([article("a", "Rain fell.")], tmp_path / "x", store=name_of("milvus", tmp_path))


def test_pymilvus_is_not_loaded_unless_it_is_used(sample_index: Path) -> None:
    script = (
        "import sys; from index import Retriever, verify_index\n"
        "Retriever.open(sys.argv[1]).search('dam'); verify_index(sys.argv[1])\n"
        "print([name for name in ('pymilvus', 'milvus_lite', 'grpc') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, sample_index],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "[]\n"
