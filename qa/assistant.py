"""The way of a question, from words typed to an answer made of quotes."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from corpus import Article, Span
from index import Day, Filters, Hit, Retriever, question_terms
from qa.answer import Answer, NearArticle, Searched, Status
from qa.comparing import Comparison, Found, Part, Seeks, answer_parts, conclude, take_apart
from qa.evidence import Read, candidate_features, gather
from qa.judgement import (
    MOST_QUOTES,
    Ranked,
    choose_quotes,
    confidence,
    rank,
    short_answer,
    verdict,
)
from qa.question import Question, understand
from qa.quote import Quote
from qa.reading import Page, Reader, open_reader
from qa.wording import compose, compose_sides

PASSAGES_READ = 20
_NEAREST_SHOWN = 3
_DATED = 15  # answers whose sentences are looked at for the time of an event
_OF_REPORT = 5  # passages read for what one report says


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
            article_ids: Only these.

        Returns:
            The answer; with status ``not_found`` and no quotes where the archive does not say.

        Raises:
            AskAgainError: The question is too long.
            ChooseFilterError: A filter that cannot be, or names what the archive does not hold.
        """
        filters = Filters.of(
            after=after, before=before, as_of=as_of, outlets=outlets, article_ids=article_ids
        )
        return self.ask_filtered(understand(question, history), filters)

    def ask_filtered(self, question: Question, filters: Filters) -> Answer:
        """As `ask`, with question and filters that were read before."""
        clock = _Clock()
        if question.problem:
            return Answer(
                question=question.understood,
                status=Status.NOT_FOUND,
                text=question.problem,
                confidence=0.0,
                searched=self._searched(filters, []),
                timings_ms=clock.milliseconds(),
            )
        if comparison := take_apart(question.understood, self._outlets):
            return self._compare(question, comparison, filters, clock)
        with clock.step("search"):
            hits = self.retriever.search_filtered(question.understood, PASSAGES_READ, filters)
        with clock.step("read"):
            reads = self.read(question, hits)
        with clock.step("judge"):
            ranked = self.rank(question, reads, filters)
            sureness = confidence(ranked)
            status = verdict(sureness)
            found = status is not Status.NOT_FOUND
            quotes = tuple(choose_quotes(question, ranked)) if found else ()
            short = short_answer(question, ranked) if found else None
        searched = self._searched(filters, reads)
        return Answer(
            question=question.understood,
            status=status,
            text=compose(status, short, quotes, searched),
            short=short,
            confidence=round(sureness, 4),
            quotes=quotes,
            searched=searched,
            timings_ms=clock.milliseconds(),
        )

    def _compare(
        self, question: Question, comparison: Comparison, filters: Filters, clock: "_Clock"
    ) -> Answer:
        """Answer a question that compares: each part asked on its own, then put side by side."""
        # However many the parts, a comparison costs no more than two questions.
        passages = 2 * PASSAGES_READ // len(comparison.parts)
        reads: list[Read] = []
        with clock.step("sides"):
            sides = answer_parts(
                comparison, lambda part: self._ask_part(part, filters, passages, reads)
            )
            conclusion = conclude(comparison, sides, self._read_text)
        quotes = tuple(quote for side in sides for quote in side.quotes[:2])[:MOST_QUOTES]
        status = Status.NOT_FOUND
        if quotes:
            status = Status.ANSWERED if conclusion else Status.PARTLY
        searched = self._searched(filters, reads)
        return Answer(
            question=question.understood,
            status=status,
            text=compose_sides(conclusion, sides)
            if quotes
            else compose(status, None, (), searched),
            short=conclusion.short if conclusion else None,
            confidence=0.75 if conclusion else 0.0,
            quotes=quotes,
            sides=sides,
            searched=searched,
            timings_ms=clock.milliseconds(),
        )

    def _read_text(self, question: str, text: str) -> tuple[float, float]:
        reading = self.reader.read(question, [Page("", text)])[0]
        return reading.yes, reading.no

    def _ask_part(self, part: Part, filters: Filters, passages: int, reads: list[Read]) -> Found:
        narrowed = part.hints.narrow(filters)
        if narrowed is None:
            return Found(())
        asked = understand(part.question)
        of_report = part.seeks in (Seeks.STATEMENT, Seeks.PUBLISHED)
        hits = self.retriever.search_filtered(
            f"{part.question} {part.hints.topic}", _OF_REPORT if of_report else passages, narrowed
        )
        found = self.read(asked, hits)
        reads += found
        if not found:
            return Found(())
        # A report is known by its topic: by the search rather than by what was read.
        nearest = max(found, key=lambda read: read.hit.score + read.reading.relevance / 10)
        ranked = self.rank(asked, [nearest] if of_report else found, narrowed)
        if not ranked or (not of_report and verdict(confidence(ranked)) is Status.NOT_FOUND):
            return Found(())
        quotes = choose_quotes(asked, ranked)
        if part.seeks is Seeks.TIME:
            quotes = list(_sentences(ranked[:_DATED]))
        return Found(
            tuple(quotes),
            short_answer(asked, ranked),
            nearest.reading.yes,
            nearest.reading.no,
        )

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Read]:
        """Read passages for the answer to a question, each under its headline."""
        articles = [self._article(hit) for hit in hits]
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

    def _article(self, hit: Hit) -> Article:
        article = self.retriever.article(hit.passage.article_id)
        if article is None:
            raise AssertionError("a hit comes from the generation that is being searched")
        return article

    def _searched(self, filters: Filters, reads: Sequence[Read]) -> Searched:
        nearest = {read.article.id: read.article for read in reads}
        manifest = self.retriever.manifest
        return Searched(
            generation=self.retriever.generation.id,
            articles=manifest.articles,
            passages=manifest.passages,
            filters=filters,
            read=len(reads),
            nearest=tuple(map(NearArticle.of, list(nearest.values())[:_NEAREST_SHOWN])),
        )


def _sentences(ranked: Sequence[Ranked]) -> Iterator[Quote]:
    """The sentences that hold the answers, each once."""
    seen: set[tuple[str, Span]] = set()
    for item in ranked:
        for support in item.candidate.supports[:2]:
            place = (support.read.article.id, support.sentence)
            if place not in seen:
                seen.add(place)
                yield Quote.cut(
                    support.read.article, support.sentence, also_in=support.read.hit.also_in
                )


class _Clock:
    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._steps[name] = time.perf_counter() - started

    def milliseconds(self) -> dict[str, float]:
        steps = self._steps | {"total": time.perf_counter() - self._started}
        return {name: round(seconds * 1000, 1) for name, seconds in steps.items()}
