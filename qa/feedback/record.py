"""What someone said of an answer, with all that is needed to see the same answer again.

Knows nothing of where it is stored.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from corpus import canonical_line
from index import Filters, Retriever
from qa.answer import Answer, Turn
from qa.errors import SayAgainError
from qa.reading import DEFAULT_READER
from qa.standing import all_stand
from qa.version import newsquote_version

LONGEST_NOTE = 2_000
"""Characters."""

Line = Annotated[str, BeforeValidator(canonical_line)]


class Verdict(StrEnum):
    """What is said of an answer."""

    HELPFUL = "helpful"
    WRONG_QUOTE = "wrong_quote"
    """Words that do not bear on the question, or bear it out."""
    WRONG_ANSWER = "wrong_answer"
    """The short answer is wrong, or nothing was found though the archive says it."""


class ArchiveState(BaseModel):
    """Which state of which index was asked.

    Attributes:
        generation: Number of the build.
        built: When, as the index notes it.
        manifest_sha256: Names the generation beyond doubt: its files are listed there by checksum.
        embedder: Name of the embedder.
        embedder_fingerprint: Its weights and settings.
        splitter: How texts were cut.
        analyser: How search terms were made.
        signer: How copies were recognised.
        store: Where vectors and keywords are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: int
    built: str
    manifest_sha256: str
    embedder: str
    embedder_fingerprint: str
    splitter: str
    analyser: str
    signer: str
    store: str

    @classmethod
    def of(cls, retriever: Retriever) -> Self:
        """The state that a retriever serves."""
        generation, manifest = retriever.generation, retriever.manifest
        return cls(
            generation=generation.id,
            built=generation.created,
            manifest_sha256=generation.manifest_sha256,
            embedder=manifest.embedder.name,
            embedder_fingerprint=manifest.embedder.fingerprint,
            splitter=manifest.splitter,
            analyser=manifest.analyser,
            signer=manifest.signer,
            store=manifest.store,
        )


class Feedback(BaseModel):
    """One thing said of one answer.

    Attributes:
        version: Of this record; what was said once can be read by later versions.
        id: 12 hex digits, drawn at random.
        time: When it was said, UTC.
        verdict: What was said.
        note: In words, white space tidied; may be empty.
        quoted: Which quotes are meant, counted from 0; empty for all of them.
        question: As asked, white space tidied.
        history: What was said before: question, answer, question, answer ...
        filters: What the search was narrowed to.
        answer: The whole answer.
        archive: The index that was asked; None if it was built anew before this was said. The
            answer still has the number of its generation.
        reader: Name of the reading model.
        reader_fingerprint: Its weights; None if they could not be read.
        newsquote: Version of the program.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    id: str
    time: AwareDatetime
    verdict: Verdict
    note: Annotated[Line, Field(max_length=LONGEST_NOTE)] = ""
    quoted: tuple[int, ...] = ()
    question: Line
    history: tuple[str, ...] = ()
    filters: Filters
    answer: Answer
    archive: ArchiveState | None
    reader: str
    reader_fingerprint: str | None
    newsquote: str

    @model_validator(mode="after")
    def _means_quotes_of_the_answer(self) -> Self:
        if any(not 0 <= number < len(self.answer.quotes) for number in self.quoted):
            raise ValueError("a quote that is meant is one of the answer's")
        return self


def make_feedback(
    retriever: Retriever,
    reader: str,
    conversation: Sequence[Turn],
    verdict: Verdict,
    *,
    note: str = "",
    quoted: Sequence[int] = (),
) -> Feedback:
    """Put together what someone says of the last answer of a conversation.

    Args:
        retriever: The archive that was asked.
        reader: Name of the reading model.
        conversation: Turns up to the answer that is meant, which comes last.
        verdict: What is said.
        note: In words.
        quoted: Which quotes are meant, counted from 0; none named means all.

    Raises:
        SayAgainError: No turns, a note that is too long, a quote that is not there, or words that
            the archive does not hold, or not any more.
    """
    if not conversation:
        raise SayAgainError("There is no answer to speak of. Ask first.")
    *earlier, meant = conversation
    quotes = len(meant.answer.quotes)
    for number in quoted:
        if not 0 <= number < quotes:
            raise SayAgainError(
                f"There is no quote {number + 1}: the answer has {quotes}. Name one of them."
            )
    tidied = canonical_line(note)
    if len(tidied) > LONGEST_NOTE:
        raise SayAgainError(
            f"The note has {len(tidied):,} characters; at most {LONGEST_NOTE:,} are kept."
            " Shorten it."
        )
    if not all_stand((turn.answer for turn in conversation), retriever):
        raise SayAgainError(
            "The archive does not hold the words that this conversation quotes, or not any more."
            " Ask again in a new conversation."
        )
    same = retriever.generation.id == meant.answer.searched.generation
    return Feedback(
        id=uuid.uuid4().hex[:12],
        time=dt.datetime.now(dt.UTC),
        verdict=verdict,
        note=tidied,
        quoted=tuple(sorted(set(quoted))),
        question=meant.question,
        history=tuple(text for turn in earlier for text in (turn.question, turn.answer.text)),
        filters=meant.answer.searched.filters,
        answer=meant.answer,
        archive=ArchiveState.of(retriever) if same else None,
        reader=reader,
        reader_fingerprint=_fingerprint(reader),
        newsquote=newsquote_version(),
    )


@lru_cache(maxsize=8)
def _fingerprint(reader: str) -> str | None:
    """A checksum of a reading model: of its weights, or of all files of a model's folder."""
    try:
        if reader == DEFAULT_READER:
            from qa.reading.onnx_reader import CARD, WEIGHTS

            return str(json.loads((WEIGHTS / CARD).read_text(encoding="utf-8"))["sha256"])
        digest = hashlib.sha256()
        for path in sorted(path for path in Path(reader).iterdir() if path.is_file()):
            with path.open("rb") as stream:
                digest.update(path.name.encode("utf-8", "surrogateescape"))
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()
    except (OSError, ValueError, KeyError):
        return None
