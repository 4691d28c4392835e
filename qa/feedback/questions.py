"""Feedback turned into test questions, in the form of the sample's `questions.jsonl`."""

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from corpus import CheckPathsError, SampleQuestion, SampleQuote
from index import Retriever
from qa.answer import Status
from qa.feedback.record import Feedback, Verdict
from qa.question import understand
from qa.quote import Quote

OPEN = "open"
"""The kind of a question whose right answer nobody has filled in yet."""


class FeedbackQuestion(SampleQuestion):
    """A test question made of feedback; `newsquote batch` can ask it as it is.

    What was found helpful becomes what is expected: short answer and quotes, or, of kind ``none``,
    that the archive does not say. Of what was found wrong the right answer is not known: such a
    question is of kind ``open`` until someone fills in ``kind``, ``short`` and ``quotes``, and
    says what must not come back.

    Attributes:
        after: First day of publication that was looked at.
        before: Last day.
        outlets: Only these were.
        sections: Only these were.
        article_ids: Only these were.
        wrong_short: A short answer that is wrong.
        wrong_quotes: Words that do not answer the question.
    """

    after: str | None = None
    before: str | None = None
    outlets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    wrong_short: str | None = None
    wrong_quotes: tuple[SampleQuote, ...] = Field(default=())

    def line(self) -> str:
        """The question as one line of JSON; without filters it is a `SampleQuestion`'s."""
        own = FeedbackQuestion.model_fields.keys() - SampleQuestion.model_fields.keys()
        unused = {name for name in own if not getattr(self, name)}
        return self.model_dump_json(exclude=unused)


def as_question(feedback: Feedback, retriever: Retriever) -> FeedbackQuestion:
    """Turn feedback into a test question.

    Args:
        feedback: What was said.
        retriever: The archive, for the files of articles that have no link.
    """
    answer, filters = feedback.answer, feedback.filters
    quotes = tuple(_sample_quote(quote, retriever) for quote in answer.quotes)
    meant = tuple(quotes[number] for number in feedback.quoted) or quotes
    verdict = feedback.verdict
    helpful = verdict is Verdict.HELPFUL
    said = f"{verdict.value.replace('_', ' ')}, {feedback.time:%Y-%m-%d}"
    return FeedbackQuestion(
        id=f"feedback-{feedback.id}",
        question=feedback.question,
        kind=_kind(feedback),
        short=answer.short if helpful else None,
        quotes=meant if helpful else (),
        history=feedback.history,
        note=f"{said}: {feedback.note}" if feedback.note else said,
        after=filters.after.isoformat() if filters.after else None,
        before=filters.before.isoformat() if filters.before else None,
        outlets=filters.outlets,
        sections=filters.sections,
        article_ids=filters.article_ids,
        wrong_short=answer.short if verdict is Verdict.WRONG_ANSWER else None,
        wrong_quotes=meant if verdict is Verdict.WRONG_QUOTE else (),
    )


def write_questions(
    feedback: Iterable[Feedback], retriever: Retriever, path: str | os.PathLike[str]
) -> int:
    """Write feedback as a file of test questions, one JSON object a line.

    Returns:
        How many were written.

    Raises:
        CheckPathsError: The file cannot be written.
    """
    lines = [as_question(entry, retriever).line() for entry in feedback]
    try:
        Path(path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise CheckPathsError(f"{path} cannot be written: {error.strerror}.") from error
    return len(lines)


def _kind(feedback: Feedback) -> str:
    if feedback.verdict is not Verdict.HELPFUL:
        return OPEN
    if feedback.answer.status is Status.NOT_FOUND:
        return "none"
    return str(understand(feedback.question, feedback.history).kind)


def _sample_quote(quote: Quote, retriever: Retriever) -> SampleQuote:
    article = None if quote.url else retriever.article(quote.article_id)
    return SampleQuote(text=quote.text, url=quote.url, file=article.source if article else None)
