import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, Outcome, Rejected, count_outcomes, read_articles
from index import (
    BuildIndexError,
    BuildReport,
    NothingToIndexError,
    Progress,
    Retriever,
    WaitForBuildError,
    build_index,
    open_embedder,
    verify_index,
)
from index.embedder import Vectors
from index.signature import Signature, sign

Make = Callable[..., Article]
DAM = "The dam above Lisec will be closed on Monday. Engineers found a crack in its western wall."
FERRY = "The ferry to Sandvik sails again. It had been laid up since the storm in March."
MILL = "The old mill of Moen grinds oats again. A new wheel was set in its stream this spring."


def outcomes(report: BuildReport) -> list[Outcome]:
    return [entry.outcome for entry in report.ledger]


def test_every_input_of_the_sample_is_accounted_for(
    sample_report: tuple[Path, BuildReport],
) -> None:
    _, report = sample_report
    counts = count_outcomes(report.ledger)
    assert sum(counts.values()) == len(report.ledger) >= 50
    assert counts[Outcome.INDEXED] == report.articles
    assert report.passages >= report.articles


def test_building_again_changes_nothing(tmp_path: Path, article: Make) -> None:
    articles = [article("dam", DAM), article("ferry", FERRY)]
    first = build_index(articles, tmp_path / "x")
    second = build_index(articles, tmp_path / "x")
    assert outcomes(second) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert (second.embedded, second.passages) == (0, first.passages)
    assert second.generation == first.generation + 1
    assert len(list((tmp_path / "x" / "generations").iterdir())) == 1


def test_only_what_changed_is_embedded(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM), article("ferry", FERRY)], tmp_path / "x")
    report = build_index(
        [article("dam", DAM), article("ferry", FERRY + " Tickets cost 12 talens.")], tmp_path / "x"
    )
    assert outcomes(report) == [Outcome.UNCHANGED, Outcome.INDEXED]
    assert report.embedded == 1


def test_an_article_that_is_absent_stays_until_pruned(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM), article("ferry", FERRY)], tmp_path / "x")
    assert build_index([article("dam", DAM)], tmp_path / "x").articles == 2
    assert build_index([article("dam", DAM)], tmp_path / "x", prune=True).articles == 1
    assert Retriever.open(tmp_path / "x").article("ferry") is None


def test_the_same_print_under_another_id_is_a_duplicate(tmp_path: Path, article: Make) -> None:
    report = build_index(
        [
            article("a", DAM, title="Dam", outlet="Courier"),
            article("b", DAM, title="Dam", outlet="Courier"),
            article("c", DAM, title="Dam", outlet="Herald"),
        ],
        tmp_path / "x",
    )
    assert outcomes(report) == [Outcome.INDEXED, Outcome.DUPLICATE, Outcome.INDEXED]
    assert report.ledger[1].article_id == "a"
    assert "same as a" in report.ledger[1].reason


def test_two_texts_under_one_id_are_not_mixed(tmp_path: Path, article: Make) -> None:
    report = build_index([article("a", DAM), article("a", FERRY)], tmp_path / "x")
    assert outcomes(report) == [Outcome.INDEXED, Outcome.FAILED]
    assert "already belongs" in report.ledger[1].reason
    opened = Retriever.open(tmp_path / "x").article("a")
    assert opened is not None
    assert opened.text == DAM


def test_a_build_of_nothing_changes_nothing(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    bad = Rejected.failed("bad.json:3", "broken JSON")
    with pytest.raises(NothingToIndexError, match=r"bad\.json:3: broken JSON") as caught:
        build_index([bad], tmp_path / "x", prune=True)
    assert len(caught.value.ledger) == 1
    assert Retriever.open(tmp_path / "x").summary().articles == 1


def test_an_archive_without_a_single_word_is_indexed(tmp_path: Path, article: Make) -> None:
    build_index([article("stars", "*** !!! ***")], tmp_path / "x")
    assert len(Retriever.open(tmp_path / "x").search("anything")) == 1


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, article: Make) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BuildIndexError, match=r"letter\.txt"):
        build_index([article("dam", DAM)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path, article: Make) -> None:
    def articles_that_build() -> object:
        yield article("dam", DAM)
        with pytest.raises(WaitForBuildError, match="process"):
            build_index([article("ferry", FERRY)], tmp_path / "x")

    assert build_index(articles_that_build(), tmp_path / "x").articles == 1  # type: ignore[arg-type]


def test_a_reader_is_not_disturbed_by_a_rebuild(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    reader = Retriever.open(tmp_path / "x")
    before = reader.search("crack in the dam")
    for day in range(4):
        build_index([article("dam", DAM), article("ferry", f"{FERRY} Day {day}.")], tmp_path / "x")
        assert reader.search("crack in the dam") == before
    assert reader.latest().search("ferry", k=1)[0].passage.article_id == "ferry"


def test_a_generation_is_removed_only_when_nobody_reads_it(tmp_path: Path, article: Make) -> None:
    def kept() -> list[str]:
        return sorted(folder.name for folder in (tmp_path / "generations").iterdir())

    build_index([article("dam", DAM)], tmp_path)
    reader = Retriever.open(tmp_path)
    for day in range(3):
        build_index([article("ferry", f"{FERRY} Day {day}.")], tmp_path)
    assert kept() == ["000001", "000003", "000004"]
    reader.close()
    build_index([article("mill", MILL)], tmp_path)
    assert kept() == ["000004", "000005"]


def test_a_changed_model_is_said_before_the_work(tmp_path: Path, article: Make) -> None:
    class Shifted:
        """The default embedder, giving itself out as another version."""

        def __init__(self) -> None:
            self._inner = open_embedder()
            self.name, self.dimension = self._inner.name, self._inner.dimension
            self.fingerprint = "another"

        def embed_passages(self, texts: list[str]) -> Vectors:
            return self._inner.embed_passages(texts)

        embed_queries = embed_passages

    build_index([article("dam", DAM)], tmp_path / "x")
    notices: list[str] = []
    report = build_index(
        [article("dam", DAM)],
        tmp_path / "x",
        embedder=Shifted(),  # type: ignore[arg-type]
        on_notice=notices.append,
    )
    assert "another version of it is here: all passages are embedded again" in notices[0]
    assert report.embedded == 1


def test_progress_reaches_its_total(tmp_path: Path, article: Make) -> None:
    steps: list[Progress] = []
    build_index(
        [article("dam", DAM), article("ferry", FERRY)], tmp_path / "x", on_progress=steps.append
    )
    assert [step.stage for step in steps if step.done == step.total] == [
        "embedding",
        "writing",
    ]


def test_what_is_taken_over_is_what_would_be_made_anew(tmp_path: Path, article: Make) -> None:
    later = [article("dam", DAM), article("ferry", FERRY + " It is green."), article("mill", MILL)]
    build_index([article("dam", DAM), article("ferry", FERRY)], tmp_path / "grown")
    report = build_index(later, tmp_path / "grown")
    build_index(later, tmp_path / "new")

    def files(index: Path) -> dict[str, bytes]:
        folder = max((index / "generations").iterdir())
        found = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    assert report.embedded == 2  # the ferry's passage, and the mill's
    assert verify_index(tmp_path / "grown").problems == ()
    taken, made = files(tmp_path / "grown"), files(tmp_path / "new")
    assert taken.keys() == made.keys()
    for name in taken.keys() - {"manifest.json", "articles.npy"}:  # times, revision numbers
        assert taken[name] == made[name], name


def test_a_damaged_generation_is_made_anew_and_not_taken_over(
    tmp_path: Path, article: Make
) -> None:
    build_index([article("dam", DAM)], tmp_path)
    before = Retriever.open(tmp_path).search("crack in the dam")
    (vectors,) = tmp_path.glob("generations/*/vectors.faiss")
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    notices: list[str] = []

    build_index([article("dam", DAM)], tmp_path, on_notice=notices.append)
    assert "vectors.faiss is not the file that the build wrote" in notices[0]
    assert Retriever.open(tmp_path).search("crack in the dam") == before
    assert verify_index(tmp_path).problems == ()


KILLED_BUILD = """
import os, signal, sys
from corpus import Article
from index import build_index

def articles():
    yield Article(id="dam", text="The dam holds. " + sys.argv[3])
    yield Article(id="bridge", text="The bridge is closed to lorries until autumn.")

def stop_at(progress):
    if progress.stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

build_index(articles(), sys.argv[1], on_progress=stop_at)
"""


@pytest.mark.parametrize("stage", ["reading", "embedding", "writing"])
def test_a_killed_build_leaves_the_last_generation_whole(
    tmp_path: Path, article: Make, stage: str
) -> None:
    index = tmp_path / "x"
    build_index([article("dam", DAM)], index)
    before = Retriever.open(index).search("crack in the dam")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(index), stage, stage], timeout=60, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert Retriever.open(index).search("crack in the dam") == before
    assert verify_index(index).problems == ()
    assert build_index([article("ferry", FERRY)], index).articles == 2
    assert verify_index(index).problems == ()
    assert not list((index / "generations").glob(".*"))


def test_a_first_build_that_was_killed_says_so(tmp_path: Path) -> None:
    index = tmp_path / "x"
    subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(index), "embedding", ""], timeout=60, check=False
    )
    with pytest.raises(BuildIndexError, match="no finished build yet"):
        Retriever.open(index)


def test_an_index_moves_with_its_folder(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    shutil.move(tmp_path / "x", tmp_path / "y")
    assert Retriever.open(tmp_path / "y").search("dam")[0].passage.text == DAM
    assert verify_index(tmp_path / "y").problems == ()


def test_a_copied_catalogue_is_whole_without_its_log(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    copy = shutil.copy(tmp_path / "x" / "catalogue.sqlite", tmp_path / "copy.sqlite")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT text FROM content").fetchall() == [(DAM,)]


def test_vectors_are_the_same_on_the_first_day_and_later(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    first = Retriever.open(tmp_path / "x").search("dam")[0].cosine
    build_index([article("dam", DAM), article("ferry", FERRY)], tmp_path / "x")
    assert Retriever.open(tmp_path / "x").search("dam")[0].cosine == first


def test_pruning_embeds_nothing(tmp_path: Path, article: Make) -> None:
    class EmbeddedAgainError(Exception):
        """Raised where nothing should be embedded."""

    class Refusing:
        name, dimension = "all-MiniLM-L6-v2", 384
        fingerprint = open_embedder().fingerprint

        def embed_passages(self, texts: list[str]) -> Vectors:
            raise EmbeddedAgainError(texts)

        embed_queries = embed_passages

    build_index([article("dam", DAM), article("ferry", FERRY)], tmp_path / "x")
    report = build_index(
        [article("dam", DAM)],
        tmp_path / "x",
        prune=True,
        embedder=Refusing(),  # type: ignore[arg-type]
    )
    assert report.articles == 1


def test_a_folder_that_a_killed_build_left_is_cleared(tmp_path: Path, article: Make) -> None:
    index = tmp_path / "x"
    build_index([article("dam", DAM)], index)
    for name in ("000002", ".unfinished-000002"):
        (index / "generations" / name).mkdir()
        (index / "generations" / name / "vectors.faiss").write_text("half")
    assert build_index([article("ferry", FERRY)], index).articles == 2
    assert verify_index(index).problems == ()


def test_a_build_where_all_failed_is_a_problem(tmp_path: Path, article: Make) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    with pytest.raises(NothingToIndexError, match="none of the 1 inputs"):
        build_index([Rejected.failed("a.json", "broken")], tmp_path / "x")


def test_a_blank_catalogue_of_a_killed_build_is_used(tmp_path: Path, article: Make) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "catalogue.sqlite").touch()
    assert build_index([article("dam", DAM)], tmp_path / "x").articles == 1


def test_a_damaged_generation_is_made_anew_from_the_catalogue(
    tmp_path: Path, article: Make
) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    (tmp_path / "x" / "generations" / "000001" / "vectors.faiss").unlink()
    notices: list[str] = []
    report = build_index([article("dam", DAM)], tmp_path / "x", on_notice=notices.append)
    assert "vectors.faiss is missing" in notices[0]
    assert report.embedded == 0
    assert verify_index(tmp_path / "x").problems == ()


def test_an_index_below_the_articles_is_not_read_as_articles(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(f"Dam\n\n{DAM}")
    for outcome in (Outcome.INDEXED, Outcome.UNCHANGED):
        report = build_index(read_articles([tmp_path]), tmp_path / "x")
        assert next(e for e in report.ledger if e.source.endswith("dam.txt")).outcome is outcome
    assert [e.reason for e in report.ledger if e.outcome is Outcome.SKIPPED] == [
        "a newsquote index, not articles"
    ]


def story_of_each(index: Path) -> dict[str, str]:
    opened = Retriever.open(index)
    return {
        hit.passage.article_id: hit.story
        for name in "abcd"
        if opened.article(name)
        for hit in opened.search("train tunnel", article_ids=[name])
    }


def test_a_rebuild_finds_the_stories_that_a_build_from_nothing_finds(
    tmp_path: Path, article: Make, agency: str, own_report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = agency[: len(agency) // 2]
    a, b, c, d = (
        article(name, text, outlet=f"Paper {name}")
        for name, text in (("a", cut), ("b", own_report), ("c", agency), ("d", agency + " End."))
    )
    build_index([d, b], tmp_path / "x")
    assert story_of_each(tmp_path / "x") == {"b": "b", "d": "d"}

    signed: list[str] = []

    def sign_and_tell(text: str) -> Signature:
        signed.append(text)
        return sign(text)

    monkeypatch.setattr("index.writer.sign", sign_and_tell)
    build_index([c, d, a, b], tmp_path / "x")
    assert sorted(signed) == sorted([cut, agency])  # the others are taken over
    build_index([a, b, c, d], tmp_path / "anew")
    expected = {"a": "a", "b": "b", "c": "a", "d": "a"}
    assert story_of_each(tmp_path / "x") == story_of_each(tmp_path / "anew") == expected

    build_index([b, d], tmp_path / "x", prune=True)
    assert story_of_each(tmp_path / "x") == {"b": "b", "d": "d"}
    assert verify_index(tmp_path / "x").problems == ()


def test_another_way_of_signing_is_noticed(
    tmp_path: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index([article("dam", DAM)], tmp_path / "x")
    monkeypatch.setattr("index.writer.SIGNER", "another")
    build_index([article("dam", DAM)], tmp_path / "x")
    opened = Retriever.open(tmp_path / "x")
    assert (opened.manifest.signer, opened.generation.folder) == ("another", "generations/000002")
