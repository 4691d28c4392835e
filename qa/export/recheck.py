"""An export checked against the archive as it is now: same, changed, gone, or never true."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from index import Retriever
from qa.check import QuoteState, check_quote, wrong_in
from qa.export.files import ReadExport
from qa.quote import Quote


class CheckedQuote(BaseModel):
    """How one quote of an export stands today.

    Attributes:
        turn: Number of its question, from 1.
        number: Number of the quote in the answer, from 1.
        state: What the archive says.
        wrong: What it says of its article that is not so ("headline", "date"); see `wrong_in`.
        still_says: Whether the article as it is now holds the same words, anywhere; None if it is
            gone.
        is_in_file: False if the file no longer shows the quote as it was exported.
        quote: The quote as exported.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    turn: int
    number: int
    state: QuoteState
    wrong: tuple[str, ...] = ()
    still_says: bool | None
    is_in_file: bool
    quote: Quote


class ExportCheck(BaseModel):
    """Every quote of an export, checked.

    Attributes:
        quotes: In the order of the conversation.
        changed_line: First line of a Markdown file that is not as it was exported, from 1; else
            None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotes: tuple[CheckedQuote, ...]
    changed_line: int | None = None

    @property
    def all_same(self) -> bool:
        """Whether every quote stands in the archive, and the file is as it was exported."""
        return self.changed_line is None and all(
            each.state is QuoteState.SAME and each.is_in_file for each in self.quotes
        )

    def counts(self) -> dict[QuoteState, int]:
        """How many quotes are in each state."""
        states = [each.state for each in self.quotes]
        return {state: states.count(state) for state in QuoteState}


def check_export(retriever: Retriever, exported: ReadExport) -> ExportCheck:
    """Re-verify every quote of an export.

    Args:
        retriever: The archive.
        exported: What was read from the file.
    """
    quotes = tuple(_checked(retriever, exported))
    return ExportCheck(quotes=quotes, changed_line=exported.changed_line)


def _checked(retriever: Retriever, exported: ReadExport) -> Iterator[CheckedQuote]:
    for turn, asked in enumerate(exported.export.turns, start=1):
        for number, quote in enumerate(asked.answer.quotes, start=1):
            today = retriever.article(quote.article_id)
            yield CheckedQuote(
                turn=turn,
                number=number,
                state=check_quote(retriever, quote),
                wrong=wrong_in(retriever, quote),
                still_says=quote.text in today.text if today else None,
                is_in_file=quote not in exported.missing,
                quote=quote,
            )
