import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import RestoreIndexError, build_index, verify_index

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


def test_a_changed_text_is_found(index: Path) -> None:
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        connection.execute("UPDATE content SET text = replace(text, 'rose', 'fell')")
    assert any("has changed" in problem for problem in verify_index(index).problems)


def test_a_damaged_catalogue_is_said_and_not_a_crash(index: Path) -> None:
    path = index / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(RestoreIndexError, match="damaged"):
        verify_index(index)
