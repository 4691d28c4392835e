"""Many questions from a file: one JSON object a line in, one a line out, in the same order."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from corpus import CheckPathsError, NewsQuoteError
from qa.answer import Differences, Searched, Side, Status
from qa.assistant import Assistant
from qa.errors import AskAgainError
from qa.quote import Quote


class BatchQuestion(BaseModel):
    """One line of a batch.

    Attributes:
        id: Comes back with the answer, as it is; the number of its line if there is none.
        question: The question.
        as_of: Only what had been published by that day.
        after: First day of publication.
        before: Last day of publication.
        outlets: Only these.
        sections: Only these, of whatever outlet.
        article_ids: Only these.
        history: Earlier turns: texts, question first, then answer, and so on; or objects with
            ``role`` and ``content``.

    Other fields are ignored, so that a file of questions may carry their answers.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int = 0
    question: str
    as_of: str | None = None
    after: str | None = None
    before: str | None = None
    outlets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    history: tuple[str, ...] = ()

    @field_validator("outlets", "sections", "article_ids", "history", mode="before")
    @classmethod
    def _nothing_is_empty(cls, value: object) -> object:
        return () if value is None else value

    @field_validator("history", mode="before")
    @classmethod
    def _messages_are_turns(cls, value: object) -> object:
        if not isinstance(value, list) or not any(isinstance(turn, dict) for turn in value):
            return value
        asked = [
            str(turn.get("content") or "")
            for turn in value
            if isinstance(turn, dict) and turn.get("role") == "user"
        ]
        return [text for question in asked for text in (question, "")]


class BatchAnswer(BaseModel):
    """One line of the output.

    A question that could not be asked has nothing in ``searched``, and ``text`` says why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | int
    question: str
    status: Status
    text: str
    short: str | None
    confidence: float
    quotes: tuple[Quote, ...]
    says_unknown: bool = False
    differences: Differences | None = None
    sides: tuple[Side, ...] = ()
    notes: tuple[str, ...] = ()
    searched: Searched | dict[str, str]
    timings_ms: dict[str, float]

    @property
    def was_asked(self) -> bool:
        """Whether the archive was searched for it."""
        return bool(self.searched)


def read_questions(path: str | os.PathLike[str]) -> list[BatchQuestion]:
    """Read a file of questions, one JSON object a line; empty lines do not count.

    Raises:
        CheckPathsError: The file cannot be read.
        AskAgainError: A line is no question; the message names file and line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise CheckPathsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CheckPathsError(f"{path} is not UTF-8 (byte {error.start + 1}).") from error
    return [
        _parse_line(line, number, f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _parse_line(line: str, number: int, where: str) -> BatchQuestion:
    try:
        asked = BatchQuestion.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, problem["loc"])) or "the line"
        raise AskAgainError(
            f'{where}: {field}: {problem["msg"]}. Expected {{"id": ..., "question": ...}};'
            " nothing was asked."
        ) from error
    return asked if "id" in asked.model_fields_set else asked.model_copy(update={"id": number})


def answer_batch(assistant: Assistant, questions: Iterable[BatchQuestion]) -> Iterator[BatchAnswer]:
    """Answer questions one after the other; a bad one does not stop the next."""
    for asked in questions:
        try:
            answer = assistant.ask(
                asked.question,
                history=asked.history,
                after=asked.after,
                before=asked.before,
                as_of=asked.as_of,
                outlets=asked.outlets,
                sections=asked.sections,
                article_ids=asked.article_ids,
            )
        except NewsQuoteError as error:
            yield BatchAnswer(
                id=asked.id,
                question=asked.question,
                status=Status.NOT_FOUND,
                text=str(error),
                short=None,
                confidence=0.0,
                quotes=(),
                searched={},
                timings_ms={},
            )
        else:
            fields = {name: getattr(answer, name) for name in type(answer).model_fields}
            yield BatchAnswer(id=asked.id, **fields)
