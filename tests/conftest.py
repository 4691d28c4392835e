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


AGENCY = """
A freight train left the rails in the Orrin tunnel on Tuesday night, closing the only line between
Sandvik and the coast for what the railway said would be at least nine days. No one was hurt.

Forty wagons loaded with timber blocked both tracks. The driver, who had worked the route since
spring, told investigators that a signal had shown green before the bend and red behind it.

The transport minister, Ilse Brandt, said buses would replace all passenger services from
Wednesday morning. She ruled out a temporary road through the nature reserve above the tunnel.

Shippers warned that the paper mills of Moen hold pulp for five days only. The mills employ two
thousand people, and the union asked the government to bring in barges from the northern lakes.

An inspection in January had found the drainage of the tunnel wanting, the railway confirmed. It
denied that water on the rails played any part, and promised a first report within the month.
"""

OWN = """
The night shift at the Moen paper mill was told to go home early yesterday. There is pulp until
Sunday, said the foreman, and after that nobody in the valley knows what will happen to us.

Since the timber train came off the rails, lorries have been queuing at the gate for hours. One
haulier asked for triple the usual price and got it. Others are waiting for it to rise further.

At the ferry quay the harbour master is counting barges instead of tourists. He has eleven and
would need thirty. The last time so many were lashed together here, he said, was in the flood.

In the Sandvik bakery they talk of little else. People remember the winter when the line was shut
for a month, and a sack of flour had to be carried over the pass on somebody's back.
"""


@pytest.fixture
def agency() -> str:
    """A text as an agency sends it out: five paragraphs."""
    return _paragraphs(AGENCY)


@pytest.fixture
def own_report() -> str:
    """A paper's own report of the same event: four paragraphs."""
    return _paragraphs(OWN)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article from an id and a text; any other field may be given."""

    def make(id: str, text: str, **fields: object) -> Article:  # noqa: A002 - the field's name
        return Article.model_validate({"id": id, "text": text, "source": f"{id}.txt"} | fields)

    return make
