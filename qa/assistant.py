"""The way of a question, from words typed to an answer made of quotes."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from corpus import Article
from index import Day, Filters, Hit, Retriever, question_terms
from qa.answer import Answer, NearArticle, Quote, Searched, Status
from qa.evidence import candidates, sentence_features
from qa.judgement import choose_quotes, confidence, score, verdict
from qa.question import Question, understand
from qa.wording import compose

PASSAGES_READ = 12
_NEAREST_SHOWN = 3


class Assistant:
    """Answers questions from one index. Holds no conversation: safe to share between users.

    Args:
        retriever: The archive.
    """

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

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
            AskAgainError: The question is empty or too long.
            ChooseFilterError: A filter that cannot be, or names what the archive does not hold.
        """
        filters = Filters.of(
            after=after, before=before, as_of=as_of, outlets=outlets, article_ids=article_ids
        )
        return self.ask_filtered(understand(question, history), filters)

    def ask_filtered(self, question: Question, filters: Filters) -> Answer:
        """As `ask`, with question and filters that were read before."""
        clock = _Clock()
        with clock.step("search"):
            hits = self.retriever.search_filtered(question.understood, PASSAGES_READ, filters)
        with clock.step("read"):
            read = [(hit, self._article(hit)) for hit in hits]
            sentences = candidates(read)
            weights = self.retriever.term_weights(question_terms(question.understood))
            features = sentence_features(question, sentences, self.retriever.embedder, weights)
        with clock.step("judge"):
            ranked = score(sentences, features)
            sureness = confidence(ranked)
            status = verdict(sureness)
            chosen = choose_quotes(ranked) if status is not Status.NOT_FOUND else []
            quotes = tuple(Quote.cut(c.article, c.span) for c in chosen)
        searched = self._searched(filters, read)
        return Answer(
            question=question.understood,
            status=status,
            text=compose(status, quotes, searched),
            confidence=round(sureness, 4),
            quotes=quotes,
            searched=searched,
            timings_ms=clock.milliseconds(),
        )

    def _article(self, hit: Hit) -> Article:
        article = self.retriever.article(hit.passage.article_id)
        if article is None:
            raise AssertionError("a hit comes from the generation that is being searched")
        return article

    def _searched(self, filters: Filters, read: Sequence[tuple[Hit, Article]]) -> Searched:
        nearest = {article.id: article for _, article in read}
        manifest = self.retriever.manifest
        return Searched(
            generation=self.retriever.generation.id,
            articles=manifest.articles,
            passages=manifest.passages,
            filters=filters,
            read=len(read),
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
        self._steps[name] = time.perf_counter() - started

    def milliseconds(self) -> dict[str, float]:
        steps = self._steps | {"total": time.perf_counter() - self._started}
        return {name: round(seconds * 1000, 1) for name, seconds in steps.items()}
