"""What several test modules need: the real sample archive in a real index, built once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Article, read_articles, sample_archive
from index import BuildReport, Retriever, build_index
from qa import Assistant


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="Kill builds at every step and at 200 moments."
    )


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The sample archive's index, and what its build reported."""
    folder = tmp_path_factory.mktemp("sample") / "sample.index"
    return folder, build_index(read_articles([sample_archive()]), folder)


@pytest.fixture(scope="session")
def sample_index(sample_report: tuple[Path, BuildReport]) -> Path:
    return sample_report[0]


@pytest.fixture(scope="session")
def retriever(sample_index: Path) -> Iterator[Retriever]:
    opened = Retriever.open(sample_index)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def assistant(retriever: Retriever) -> Assistant:
    return Assistant(retriever)


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article from an id and a text; any other field may be given."""

    def make(id: str, text: str, **fields: object) -> Article:  # noqa: A002 - the field's name
        return Article.model_validate({"id": id, "text": text, "source": f"{id}.txt"} | fields)

    return make
