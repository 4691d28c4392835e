"""Files written by a test, read as a user would have them read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, Rejected, read_articles


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], list[Article | Rejected]]:
    """Write one file and give everything that reading it yields."""

    def read_file(name: str, content: str | bytes) -> list[Article | Rejected]:
        path = tmp_path / "clippings" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_articles([path]))

    return read_file


@pytest.fixture
def read_article(
    read: Callable[[str, str | bytes], list[Article | Rejected]],
) -> Callable[[str, str | bytes], Article]:
    """Write one file and give the one article in it."""

    def read_one(name: str, content: str | bytes) -> Article:
        [record] = read(name, content)
        assert isinstance(record, Article), record
        return record

    return read_one


@pytest.fixture
def reject(
    read: Callable[[str, str | bytes], list[Article | Rejected]],
) -> Callable[[str, str | bytes], Rejected]:
    """Write one file and give the one reason why it holds no article."""

    def read_one(name: str, content: str | bytes) -> Rejected:
        [record] = read(name, content)
        assert isinstance(record, Rejected), record
        return record

    return read_one
