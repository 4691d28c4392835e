import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, Outcome
from index import BuildIndexError, RestoreIndexError, Retriever, build_index, verify_index

Make = Callable[..., Article]
DAM = "The dam above Lisec will be closed on Monday. Engineers found a crack in its western wall."
FERRY = "The ferry to Sandvik sails again. It had been laid up since the storm in March."


@pytest.fixture
def articles(article: Make) -> list[Article]:
    return [article("dam", DAM), article("ferry", FERRY)]


def damage(index: Path, statement: str) -> None:
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        assert connection.execute(statement).rowcount
    connection.close()


def test_a_damaged_text_is_never_quoted_and_the_next_step_is_said(
    tmp_path: Path, articles: list[Article]
) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, "UPDATE content SET text = replace(text, 'Monday', 'Friday')")
    retriever = Retriever.open(tmp_path)
    with pytest.raises(RestoreIndexError, match="--repair"):
        retriever.article("dam")
    with pytest.raises(RestoreIndexError, match="--repair"):
        retriever.text("dam", articles[0].content_hash)


@pytest.mark.parametrize("field", ["title", "outlet", "published", "url", "authors", "article_id"])
def test_so_is_a_damaged_origin(tmp_path: Path, articles: list[Article], field: str) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, f"UPDATE revision SET {field} = 'x' WHERE article_id = 'dam'")  # noqa: S608
    assert verify_index(tmp_path).problems
    with pytest.raises(RestoreIndexError, match="damaged"):
        Retriever.open(tmp_path).article("dam")


def test_repair_drops_what_is_damaged_and_names_it(tmp_path: Path, articles: list[Article]) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, "UPDATE content SET text = replace(text, 'Monday', 'Friday')")
    report = build_index([], tmp_path, repair=True)
    (entry,) = report.ledger
    assert (entry.outcome, entry.source) == (Outcome.FAILED, "dam")
    assert "damaged" in entry.reason
    assert report.articles == 1
    retriever = Retriever.open(tmp_path)
    assert [hit.passage.article_id for hit in retriever.search("dam, ferry")] == ["ferry"]


def test_with_its_file_repair_loses_nothing(tmp_path: Path, articles: list[Article]) -> None:
    build_index(articles, tmp_path)
    before = Retriever.open(tmp_path).search("crack in the dam")
    damage(tmp_path, "UPDATE content SET text = replace(text, 'Monday', 'Friday')")
    report = build_index(articles, tmp_path, repair=True)
    assert report.articles == 2
    assert verify_index(tmp_path).problems == ()
    assert Retriever.open(tmp_path).search("crack in the dam") == before


def test_a_damaged_vector_is_embedded_again(tmp_path: Path, articles: list[Article]) -> None:
    build_index(articles, tmp_path)
    before = Retriever.open(tmp_path).search("crack in the dam")
    damage(tmp_path, "UPDATE embedding SET vector = zeroblob(length(vector))")
    for vectors in tmp_path.glob("generations/*/vectors.faiss"):
        vectors.write_bytes(bytes(vectors.stat().st_size))
    assert any("2 cached vectors" in problem for problem in verify_index(tmp_path).problems)
    report = build_index([], tmp_path, repair=True)
    assert report.embedded == 2
    assert verify_index(tmp_path).problems == ()
    assert Retriever.open(tmp_path).search("crack in the dam") == before


def test_a_vector_damaged_in_the_cache_alone_is_forgotten(
    tmp_path: Path, articles: list[Article]
) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, "UPDATE embedding SET vector = zeroblob(length(vector))")
    build_index([], tmp_path, repair=True)
    checked = verify_index(tmp_path)
    assert (checked.problems, checked.notes) == ((), ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET content_hash = (SELECT max(hash) FROM content)",
        "UPDATE revision SET article_id = 'x' WHERE article_id = 'dam'",
        "UPDATE revision SET fields_hash = 'x' WHERE article_id = 'dam'",
        "UPDATE content SET text = CAST(x'FFFE' AS TEXT)",
    ],
)
def test_whatever_was_damaged_repair_with_the_files_leaves_all_whole(
    tmp_path: Path, articles: list[Article], statement: str
) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, statement)
    assert verify_index(tmp_path).problems
    build_index(articles, tmp_path, repair=True)
    checked = verify_index(tmp_path)
    assert (checked.problems, checked.notes) == ((), ())
    found = Retriever.open(tmp_path).search("crack in the dam")
    assert found[0].passage.text == DAM


def test_an_earlier_text_that_was_damaged_goes_and_is_told(
    tmp_path: Path, articles: list[Article], article: Make
) -> None:
    build_index(articles, tmp_path)
    build_index([article("dam", "The dam is open again.")], tmp_path)
    damage(tmp_path, "UPDATE content SET text = 'x' WHERE text LIKE '%crack%'")
    notices: list[str] = []
    build_index([], tmp_path, repair=True, on_notice=notices.append)
    assert any("Earlier texts of one article were" in notice for notice in notices)
    assert verify_index(tmp_path).problems == ()


def test_nothing_can_be_repaired_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(BuildIndexError, match="no index to repair"):
        build_index([], tmp_path / "typo", repair=True)


def test_a_change_that_was_not_repaired_is_still_told_after_a_build(
    tmp_path: Path, articles: list[Article]
) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, "UPDATE ledger SET reason = 'x'")
    build_index(articles, tmp_path)
    assert any("not as the last build left it" in p for p in verify_index(tmp_path).problems)
    build_index(articles, tmp_path, repair=True)
    assert verify_index(tmp_path).problems == ()


def test_repair_of_a_whole_index_changes_nothing(tmp_path: Path, articles: list[Article]) -> None:
    build_index(articles, tmp_path)
    report = build_index([], tmp_path, repair=True)
    assert (report.articles, report.embedded, report.ledger) == (2, 0, ())


def test_a_build_says_that_the_catalogue_has_changed(
    tmp_path: Path, articles: list[Article]
) -> None:
    build_index(articles, tmp_path)
    damage(tmp_path, "UPDATE ledger SET reason = 'x'")
    notices: list[str] = []
    build_index(articles, tmp_path, on_notice=notices.append)
    assert any("--repair" in notice for notice in notices)
