"""What a build keeps: nothing is lost as the duplicate of a text that is no longer there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, Outcome, Rejected
from index import BuildReport, Retriever, build_index

Make = Callable[..., Article]
NINE, TEN = "Nine people died in the fire.", "Ten people died in the fire."


def texts(index: Path) -> dict[str, str]:
    opened = Retriever.open(index)
    found = {hit.passage.article_id: hit.passage.text for hit in opened.search("fire", k=50)}
    opened.close()
    return found


def outcomes(report: BuildReport) -> list[str]:
    return [entry.outcome.value for entry in report.ledger]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "x"


def test_an_old_text_under_a_new_id_is_kept(index: Path, article: Make) -> None:
    build_index([article("live", NINE)], index)
    report = build_index([article("live", TEN), article("old", NINE)], index)
    assert outcomes(report) == ["indexed", "indexed"]
    assert texts(index) == {"live": TEN, "old": NINE}


def test_two_articles_may_swap_their_texts(index: Path, article: Make) -> None:
    build_index([article("a", NINE), article("b", TEN)], index)
    build_index([article("a", TEN), article("b", NINE)], index)
    assert texts(index) == {"a": TEN, "b": NINE}


def test_an_article_that_became_a_copy_no_longer_says_the_old(index: Path, article: Make) -> None:
    build_index([article("a", NINE), article("b", TEN)], index)
    report = build_index([article("a", NINE), article("b", NINE)], index)
    assert outcomes(report) == ["unchanged", "duplicate"]
    assert texts(index) == {"a": NINE}


def test_a_corrected_date_frees_the_old_print(index: Path, article: Make) -> None:
    build_index([article("a", NINE, published="2025-03-01")], index)
    build_index(
        [article("a", NINE, published="2025-03-02"), article("b", NINE, published="2025-03-01")],
        index,
    )
    assert set(texts(index)) == {"a", "b"}


def test_a_moved_file_is_a_duplicate_of_the_article_that_stays(index: Path, article: Make) -> None:
    build_index([article("old-place", NINE)], index)
    report = build_index([article("new-place", NINE)], index)
    assert outcomes(report) == ["duplicate"]
    assert set(texts(index)) == {"old-place"}
    report = build_index([article("new-place", NINE)], index, prune=True)
    assert outcomes(report) == ["indexed"]
    assert set(texts(index)) == {"new-place"}


def test_the_second_of_two_copies_takes_over_when_the_first_is_gone(
    index: Path, article: Make
) -> None:
    build_index([article("a", NINE), article("b", NINE)], index)
    build_index([article("b", NINE)], index, prune=True)
    assert texts(index) == {"b": NINE}


def test_pruning_spares_the_articles_of_a_file_that_failed(index: Path, article: Make) -> None:
    build_index(
        [
            article("a", NINE, source="news.jsonl:1"),
            article("b", TEN, source="news.jsonl:2"),
            article("c", "The fire is out.", source="gone.txt"),
        ],
        index,
    )
    broken = Rejected.failed("news.jsonl:1", "broken JSON")
    build_index([broken, article("b", TEN, source="news.jsonl:2")], index, prune=True)
    assert set(texts(index)) == {"a", "b"}


def test_the_source_follows_a_file_that_moved(index: Path, article: Make) -> None:
    build_index([article("a", NINE, source="old.txt")], index)
    report = build_index([article("a", NINE, source="new.txt")], index)
    assert report.ledger[0].outcome is Outcome.UNCHANGED
    stored = Retriever.open(index).article("a")
    assert stored is not None
    assert stored.source == "new.txt"


def test_new_particulars_make_a_new_revision_of_the_same_text(index: Path, article: Make) -> None:
    build_index([article("a", NINE, outlet="Currier")], index)
    report = build_index([article("a", NINE, outlet="Courier")], index)
    assert (outcomes(report), report.embedded) == (["indexed"], 0)
    assert Retriever.open(index).summary().outlets == ("Courier",)
