"""An input that has not changed is not read again, and its ledger says the same as if it were."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus import Article, Outcome, Record, Rejected, read_articles
from index import BuildReport, Retriever, build_index, verify_index

DAM = "The dam above Lisec will be closed on Monday. Engineers found a crack in its western wall."
FERRY = "The ferry to Sandvik sails again. It had been laid up since the storm in March."
MILL = "The old mill of Moen grinds oats again. A new wheel was set in its stream this spring."

Build = Callable[..., tuple[BuildReport, list[str]]]


def line(name: str, text: str, **fields: object) -> str:
    return json.dumps({"id": name, "title": name.title(), "text": text} | fields) + "\n"


def watched(found: Iterable[Record | Rejected], read: list[str]) -> Iterator[Record | Rejected]:
    """The same inputs; the source of each that is read is added to a list."""

    def tell(record: Record) -> Article | Rejected:
        read.append(Path(record.source).name)
        return record.read()

    for item in found:
        if isinstance(item, Record):
            yield Record(item.source, item.key, partial(tell, item))
        else:
            yield item


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(line("dam", DAM) + line("ferry", FERRY))
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "x"


@pytest.fixture
def build(news: Path, index: Path) -> Build:
    """Build from the file; the report, and what was read."""

    def run(*, prune: bool = False, repair: bool = False) -> tuple[BuildReport, list[str]]:
        read: list[str] = []
        inputs = watched(read_articles([news]).records(), read)
        return build_index(inputs, index, prune=prune, repair=repair), read

    return run


def outcomes(report: BuildReport) -> list[str]:
    return [entry.outcome.value for entry in report.ledger]


def ids(index: Path) -> set[str]:
    opened = Retriever.open(index)
    found = {hit.passage.article_id for hit in opened.search("dam ferry mill", k=50)}
    opened.close()
    return found


def test_what_has_not_changed_is_not_read_again(build: Build) -> None:
    assert build()[1] == ["news.jsonl:1", "news.jsonl:2"]
    report, read = build()
    assert (outcomes(report), read) == (["unchanged", "unchanged"], [])
    assert report.articles == 2


def test_a_build_from_files_uses_what_it_read_before(news: Path, index: Path) -> None:
    first = build_index(read_articles([news]), index)
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        (noted,) = connection.execute("SELECT count(*) FROM reading").fetchone()
    assert (noted, first.articles) == (2, 2)
    assert outcomes(build_index(read_articles([news]), index)) == ["unchanged", "unchanged"]


def test_of_a_file_only_the_lines_that_changed_are_read(
    build: Build, news: Path, index: Path
) -> None:
    build()
    news.write_text(line("mill", MILL) + line("dam", DAM) + line("ferry", FERRY + " It is green."))
    report, read = build()
    assert read == ["news.jsonl:1", "news.jsonl:3"]
    assert outcomes(report) == ["indexed", "unchanged", "indexed"]
    assert [Path(entry.source).name for entry in report.ledger] == [
        f"news.jsonl:{n}" for n in (1, 2, 3)
    ]
    opened = Retriever.open(index)
    dam, ferry = opened.article("dam"), opened.article("ferry")
    assert dam is not None
    assert dam.source == f"{news}:2"
    assert ferry is not None
    assert ferry.text.endswith("It is green.")


def test_a_text_that_comes_back_is_known(build: Build, news: Path, index: Path) -> None:
    build()
    news.write_text(line("dam", DAM + " Buses run.") + line("ferry", FERRY))
    build()
    news.write_text(line("dam", DAM) + line("ferry", FERRY))
    report, read = build()
    assert (outcomes(report), read) == (["indexed", "unchanged"], [])
    stored = Retriever.open(index).article("dam")
    assert stored is not None
    assert stored.text == DAM


def test_what_failed_is_tried_and_told_again(build: Build, news: Path) -> None:
    news.write_text(line("dam", DAM) + "{broken\n" + line("ferry", ""))
    first, _ = build()
    second, read = build()
    assert read == ["news.jsonl:2", "news.jsonl:3"]
    assert outcomes(second) == ["unchanged", "failed", "skipped"]
    assert [e.reason for e in first.ledger] == [e.reason for e in second.ledger]


def test_what_was_noted_is_noted_again(build: Build, news: Path) -> None:
    news.write_text(line("dam", DAM, published="2031-02-30") + line("ferry", FERRY))
    first, _ = build()
    second, read = build()
    assert read == ["news.jsonl:1"]
    assert "2031-02-30" in second.ledger[0].reason
    assert first.ledger[0].reason == second.ledger[0].reason


def test_copies_and_wrong_ids_are_told_again(build: Build, news: Path) -> None:
    news.write_text(line("dam", DAM) + line("dam", DAM) + line("dam", FERRY) + line("mill", MILL))
    first, _ = build()
    second, _ = build()
    assert outcomes(first) == ["indexed", "duplicate", "failed", "indexed"]
    assert outcomes(second) == ["unchanged", "duplicate", "failed", "unchanged"]
    assert [e.reason for e in first.ledger] == [e.reason for e in second.ledger]


def test_what_is_gone_from_a_known_file_is_pruned(build: Build, news: Path, index: Path) -> None:
    build()
    news.write_text(line("ferry", FERRY))
    report, read = build(prune=True)
    assert (report.articles, read) == (1, [])
    assert ids(index) == {"ferry"}
    news.write_text("{broken\n" + line("mill", MILL))
    assert build(prune=True)[0].articles == 2  # the ferry may be the broken line


def test_another_way_of_reading_reads_all_anew(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    monkeypatch.setattr("index.build.reader_version", lambda: "another")
    assert build()[1] == ["news.jsonl:1", "news.jsonl:2"]
    assert build()[1] == []


def test_a_changed_catalogue_is_mended_by_reading_anew(build: Build, index: Path) -> None:
    build()
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        connection.execute("UPDATE content SET text = replace(text, 'Monday', 'Friday')")
    connection.close()
    assert any("article dam" in problem for problem in verify_index(index).problems)
    assert len(build()[1]) == 2
    assert not any("article dam" in problem for problem in verify_index(index).problems)
    assert len(build(repair=True)[1]) == 2
    assert verify_index(index).problems == ()
    assert build()[1] == []


def test_a_damaged_row_is_not_believed(build: Build, index: Path) -> None:
    build()
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        connection.execute("UPDATE reading SET revision_id = 3 - revision_id")
    connection.close()
    (index / "catalogue.sha256").unlink()  # as after a build that was stopped
    report, read = build()
    assert len(read) == 2
    assert outcomes(report) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
