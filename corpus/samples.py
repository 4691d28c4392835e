"""The built-in sample archive: news of an invented country, and questions on it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

_HERE = Path(__file__).parent / "sample"


class SampleQuote(BaseModel):
    """The words of an article that answer a question, and the article's link or file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    url: str | None = None
    file: str | None = None


class SampleQuestion(BaseModel):
    """A question on the sample archive; without quotes, the archive does not answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    kind: str
    short: str | None = None
    quotes: tuple[SampleQuote, ...] = ()
    as_of: str | None = None
    history: tuple[str, ...] = ()
    note: str | None = None


def sample_archive() -> Path:
    """The folder with the sample articles, in every format that newsquote reads."""
    return _HERE / "articles"


def sample_questions() -> list[SampleQuestion]:
    """The questions written beside the sample archive, with the words that answer them."""
    lines = (_HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [SampleQuestion.model_validate_json(line) for line in lines if line.strip()]
