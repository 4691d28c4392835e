"""What became of each input: the records a ledger is made of."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict


class Outcome(StrEnum):
    """How an input ended. Every input ends in exactly one of these."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


class Rejected(BaseModel):
    """An input that gave no article, and why: a clear line, ending in the next step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    outcome: Outcome
    reason: str

    @classmethod
    def skipped(cls, source: str, reason: str) -> Self:
        """An input that is no article: another format, empty, hidden."""
        return cls(source=source, outcome=Outcome.SKIPPED, reason=reason)

    @classmethod
    def failed(cls, source: str, reason: str) -> Self:
        """An input that should have been an article and could not be read."""
        return cls(source=source, outcome=Outcome.FAILED, reason=reason)


class LedgerEntry(BaseModel):
    """One line of the ledger kept with an index.

    Attributes:
        source: File, or file and line.
        outcome: How it ended.
        article_id: The article it became, equals or, withdrawn, would be; None if there is none.
        reason: Why it was skipped, failed, or what could not be used; empty if all is well.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    outcome: Outcome
    article_id: str | None = None
    reason: str = ""


def count_outcomes(entries: Iterable[LedgerEntry]) -> dict[Outcome, int]:
    """How many inputs ended in each way; all five are present."""
    counts = Counter(entry.outcome for entry in entries)
    return {outcome: counts[outcome] for outcome in Outcome}
