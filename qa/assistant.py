"""The way of a question, from words typed to an answer made of quotes."""

import datetime as dt
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

from index import Day, Filters, Hit, Retriever, question_terms
from qa.about_quotes import ABOUT_QUOTES, about_quotes
from qa.anchoring import anchored
from qa.answer import Answer, NearArticle, Searched, Status
from qa.comparing import take_apart
from qa.evidence import Read, gather
from qa.features import candidate_features
from qa.judgement import Ranked, rank
from qa.question import LONGEST_QUESTION, Question, understand
from qa.reading import Page, Reader, open_reader
from qa.reply import Found, reply
from qa.side_by_side import compare, reply_compared
from qa.wording import compose

PASSAGES_READ = 20
_NEAREST_SHOWN = 3


class Step(StrEnum):
    """What is being done for a question, for people who wait."""

    SEARCHING = "Searching the archive"
    READING = "Reading the best passages"
    COMPARING = "Looking up each side"


class Assistant:
    """Answers questions from one index. Holds no conversation: safe to share between users.

    Args:
        retriever: The archive.
        reader: What reads the passages; by default the one that newsquote brings.
    """

    def __init__(self, retriever: Retriever, reader: Reader | None = None) -> None:
        self.retriever = retriever
        self.reader = reader or open_reader()
        self._outlets = retriever.summary().outlets

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        after: Day = None,
        before: Day = None,
        as_of: Day = None,
        outlets: Iterable[str] | None = None,
        sections: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> Answer:
        """Answer a question with quotes.

        Args:
            question: In any form.
            history: What was said before: question, answer, question, answer ...
            after: First day of publication to look at.
            before: Last day of publication to look at.
            as_of: Only what had been published by that day.
            outlets: Only these.
            sections: Only these, of whatever outlet.
            article_ids: Only these.

        Returns:
            The answer; with status ``not_found`` and no quotes where the archive does not say.

        Raises:
            AskAgainError: The question is too long.
            ChooseFilterError: A filter that cannot be, or names what the archive does not hold.
        """
        filters = Filters.of(
            after=after,
            before=before,
            as_of=as_of,
            outlets=outlets,
            sections=sections,
            article_ids=article_ids,
        )
        for step in self.steps(question, history, filters):
            if isinstance(step, Answer):
                return step
        raise AssertionError("the last step is the answer")

    def steps(
        self, question: str, history: Sequence[str], filters: Filters
    ) -> Iterator[Step | Answer]:
        """As `ask`, telling each step as it begins; the answer comes last."""
        clock = _Clock()
        turns = [*history, ""] if len(history) % 2 else list(history)
        with clock.step("understand"):
            understood = understand(question, turns, today=self._today(filters))
        if understood.problem:
            answer = self._refused(understood, understood.problem, filters)
            yield answer.model_copy(update={"timings_ms": clock.milliseconds()})
            return
        if understood.refers in ABOUT_QUOTES:
            answer = yield from self._about_last(understood, turns, filters, clock)
        else:
            answer = yield from self._answer(understood, filters, clock)
        yield answer.model_copy(
            update={"text": answer.text or compose(answer), "timings_ms": clock.milliseconds()}
        )

    def _refused(self, question: Question, reason: str, filters: Filters) -> Answer:
        return Answer(
            question=question.understood,
            status=Status.NOT_FOUND,
            text=reason,
            confidence=0.0,
            searched=self._searched(filters, []),
            timings_ms={},
        )

    def _answer(
        self, question: Question, filters: Filters, clock: "_Clock"
    ) -> Generator[Step, None, Answer]:
        """Answer a question that stands alone."""
        if comparison := take_apart(question.understood, self._outlets):
            yield Step.COMPARING
            with clock.step("sides"):
                # However many the parts, a comparison costs no more than two questions.
                found = compare(comparison, filters, self, 2 * PASSAGES_READ)
                return reply_compared(question, found, self._searched(filters, found.reads))
        yield Step.SEARCHING
        if question.window is None:
            with clock.step("anchor"):
                around = anchored(question, filters, self, PASSAGES_READ)
            if around:
                noted = question.with_note(around.note)
                answer = yield from self._read_through(noted, around.filters, clock)
                if answer.status is not Status.NOT_FOUND:
                    return answer
                question = noted.with_note(
                    "Nothing of that time answers, so the search was not narrowed by it."
                )
        narrowed = self.narrowed_to(question, filters)
        if narrowed is None:
            question = question.with_note("The dates chosen leave that time out; they were kept.")
        return (yield from self._read_through(question, narrowed or filters, clock))

    def _read_through(
        self, question: Question, filters: Filters, clock: "_Clock"
    ) -> Generator[Step, None, Answer]:
        """Search, read and judge."""
        with clock.step("search"):
            hits = self.retriever.search_filtered(question.searched, PASSAGES_READ, filters)
        yield Step.READING
        with clock.step("read"):
            reads = self.read(question, hits)
        with clock.step("judge"):
            ranked = self.rank(question, reads, filters)
            found = Found(question, reads, ranked, self._searched(filters, reads))
            return reply(found, self.retriever)

    def _about_last(
        self, question: Question, history: Sequence[str], filters: Filters, clock: "_Clock"
    ) -> Generator[Step, None, Answer]:
        """Answer from the last answer's quotes, which are looked up again."""
        turns = list(history)
        last = question
        while last.refers in ABOUT_QUOTES and turns:
            *turns, asked, _ = turns
            last = understand(asked[:LONGEST_QUESTION], turns, today=self._today(filters))
        if question.refers is None or last.refers in ABOUT_QUOTES or last.problem:
            return self._refused(question, "There is no earlier answer to ask this of.", filters)
        answer = yield from self._answer(last, filters, clock)
        return about_quotes(question.refers, question.understood, answer)

    def _today(self, filters: Filters) -> dt.date:
        """The day from which a question counts: the last one asked for, or the archive's last."""
        newest = self.retriever.summary().last_day
        ends = [day for day in (filters.before, newest, dt.date.today()) if day]
        return min(ends)

    def narrowed_to(self, question: Question, filters: Filters) -> Filters | None:
        """The filters, narrowed to when what the question speaks of would be printed.

        Returns:
            None if the filters leave nothing of that time.
        """
        if question.window is None:
            return filters
        summary = self.retriever.summary()
        after, before = question.window.publication(summary.first_day, summary.last_day)
        return filters.within(after, before)

    def find(
        self, question: Question, filters: Filters, passages: int, query: str | None = None
    ) -> tuple[list[Read], list[Ranked]]:
        """Search and read: the passages, and the answers in them, best first."""
        hits = self.retriever.search_filtered(query or question.searched, passages, filters)
        reads = self.read(question, hits)
        return reads, self.rank(question, reads, filters)

    def says(self, question: str, text: str) -> tuple[float, float]:
        """Probability that a text says yes to a question, and that it says no."""
        (reading,) = self.reader.read(question, [Page("", text)])
        return reading.yes, reading.no

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Read]:
        """Read passages for the answer to a question, each under its headline."""
        articles = [self.retriever.article_of(hit) for hit in hits]
        pages = [
            Page(article.title, hit.passage.text)
            for hit, article in zip(hits, articles, strict=True)
        ]
        readings = self.reader.read(question.understood, pages)
        return [Read(*row) for row in zip(hits, articles, readings, strict=True)]

    def rank(self, question: Question, reads: Sequence[Read], filters: Filters) -> list[Ranked]:
        """Gather the answers that were read, best first."""
        candidates = gather(reads)
        asked = question_terms(question.understood)
        weights = self.retriever.term_weights(asked)
        reference = filters.before.toordinal() if filters.before else None
        features = candidate_features(question, candidates, asked, weights, reference)
        return rank(candidates, features)

    def _searched(self, filters: Filters, reads: Sequence[Read]) -> Searched:
        nearest = {read.article.id: read.article for read in reads}
        summary = self.retriever.summary()
        return Searched(
            generation=summary.generation,
            articles=summary.articles,
            passages=summary.passages,
            filters=filters,
            read=len(reads),
            nearest=tuple(map(NearArticle.of, list(nearest.values())[:_NEAREST_SHOWN])),
        )


class _Clock:
    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._steps[name] = self._steps.get(name, 0.0) + time.perf_counter() - started

    def milliseconds(self) -> dict[str, float]:
        steps = self._steps | {"total": time.perf_counter() - self._started}
        return {name: round(seconds * 1000, 1) for name, seconds in steps.items()}
