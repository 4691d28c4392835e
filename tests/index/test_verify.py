import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, NewsQuoteError
from index import Retriever, build_index, verify_index

Make = Callable[..., Article]


@pytest.fixture
def index(tmp_path: Path, article: Make) -> Path:
    texts = ["Rain fell on Lisec. The river rose.", "The bank closed. Nobody said why."]
    build_index([article(f"a{n}", text) for n, text in enumerate(texts)], tmp_path / "x")
    return tmp_path / "x"


def test_a_fresh_index_is_whole(sample_index: Path) -> None:
    report = verify_index(sample_index)
    assert report.problems == ()
    assert report.texts >= 40
    assert report.passages_cut >= 40


def test_a_flipped_byte_in_any_file_is_found(index: Path) -> None:
    folder = index / "generations" / "000001"
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert len(files) >= 8
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        name = path.relative_to(folder).as_posix()
        assert any(name in problem for problem in verify_index(index).problems)
        path.write_bytes(content)
    assert verify_index(index).problems == ()


def test_a_flipped_byte_anywhere_in_the_catalogue_is_found(index: Path) -> None:
    path = index / "catalogue.sqlite"
    content = path.read_bytes()
    for place in range(40, len(content), 997):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x84]) + content[place + 1 :])
        with contextlib.suppress(NewsQuoteError):  # said so, and stopped
            assert verify_index(index).problems, place
    path.write_bytes(content)
    assert verify_index(index).problems == ()


def test_no_flipped_byte_gives_a_wrong_quote(index: Path) -> None:
    """Every file, one bit at a time: an error, or the words that were stored."""
    texts = {retriever_text(index, id_) for id_ in ("a0", "a1")}
    files = [path for path in index.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) >= 15
    found = 0
    for path in files:
        content = path.read_bytes()
        for place in range(0, len(content), max(1, len(content) // 12)):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            try:
                retriever = Retriever.open(index)
                hits = retriever.search("the river at Lisec")
                retriever.close()
            except NewsQuoteError:
                continue
            found += len(hits)
            for hit in hits:
                assert any(hit.passage.text in text for text in texts), (path, place)
                assert all(
                    any(hit.passage.slice(sentence) in text for text in texts)
                    for sentence in hit.passage.sentences
                )
        path.write_bytes(content)
    assert found


def retriever_text(index: Path, article_id: str) -> str:
    retriever = Retriever.open(index)
    stored = retriever.article(article_id)
    retriever.close()
    assert stored
    return stored.text


def test_a_stopped_build_is_no_damage_and_is_noted(index: Path) -> None:
    (index / "catalogue.sha256").unlink()
    report = verify_index(index)
    assert report.problems == ()
    assert any("stopped" in note for note in report.notes)


def test_a_changed_text_is_found(index: Path) -> None:
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        connection.execute("UPDATE content SET text = replace(text, 'rose', 'fell')")
    assert "article a0 is not as it was stored" in verify_index(index).problems


def test_a_damaged_catalogue_is_said_and_not_a_crash(index: Path) -> None:
    path = index / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    (problem,) = verify_index(index).problems
    assert "damaged" in problem
