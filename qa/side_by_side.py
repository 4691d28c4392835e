"""Answer a question that compares: each part looked up on its own, then put side by side.

How a part is searched and read is given by the caller.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from corpus import Article, Span
from index import Filters
from qa.answer import Answer, Searched, Side, Status
from qa.comparing import Comparison, Conclusion, Found, Part, Seeks, answer_parts, conclude, tell
from qa.comparing import Side as FoundSide
from qa.evidence import Read
from qa.judgement import Ranked, confidence, short_answer, verdict
from qa.question import Question, understand
from qa.quote import Quote, Role
from qa.quoting import MOST_QUOTES, Choice, choose, cut

CONCLUDED = 0.75
"""Confidence in a conclusion: on MultiHop-RAG three in four and more of those drawn are right."""

_DATED = 15  # answers whose sentences are looked at for the time of an event
_OF_REPORT = 5  # passages read for what one report says
_EACH = 1  # quotes shown of one side


class Seeker(Protocol):
    """Searches and reads for one question."""

    def find(
        self, question: Question, filters: Filters, passages: int, query: str | None = None
    ) -> tuple[list[Read], list[Ranked]]:
        """The passages read, best first, and the answers in them, best first."""

    def says(self, question: str, text: str) -> tuple[float, float]:
        """Probability that a text says yes to a question, and that it says no."""

    def rank(self, question: Question, reads: Sequence[Read], filters: Filters) -> list[Ranked]:
        """The answers in passages, best first."""


class Compared(NamedTuple):
    """What a comparison found.

    Attributes:
        sides: One for each part.
        conclusion: What follows from them, or None.
        reads: Every passage that was read.
    """

    sides: tuple[FoundSide, ...]
    conclusion: Conclusion | None
    reads: list[Read]


def compare(comparison: Comparison, filters: Filters, seeker: Seeker, passages: int) -> Compared:
    """Look up every part, and conclude.

    Args:
        comparison: The question taken apart.
        filters: As asked; a part may narrow them further.
        seeker: Searches and reads.
        passages: How many passages to read for all parts together.
    """
    reads: list[Read] = []
    asking = Asking(filters, seeker, passages // len(comparison.parts), reads)
    sides = answer_parts(comparison, asking.ask)
    return Compared(sides, conclude(comparison, sides, seeker.says), reads)


def reply_compared(question: Question, found: Compared, searched: Searched) -> Answer:
    """The answer, without its text and timings: the conclusion if there is one, and both sides."""
    quotes: list[Quote] = []
    sides: list[Side] = []
    articles = {read.article.id: read.article for read in found.reads}
    for side in found.sides:
        own = side.quotes[:_EACH]
        places = range(len(quotes), min(MOST_QUOTES, len(quotes) + len(own)))
        quotes += [
            _annotated(quote, articles[quote.article_id], question)
            for quote, _ in zip(own, places, strict=False)
        ]
        told = tell(side).rstrip(".") or side.short
        sides.append(Side(question=side.question, short=told, when=side.when, quoted=tuple(places)))
    status = Status.NOT_FOUND
    if quotes:
        status = Status.ANSWERED if found.conclusion else Status.PARTLY
    return Answer(
        question=question.understood,
        status=status,
        text="",
        short=found.conclusion.short if found.conclusion else None,
        confidence=CONCLUDED if found.conclusion else 0.0,
        quotes=tuple(quotes),
        sides=tuple(sides) if quotes else (),
        searched=searched,
        notes=question.notes,
        timings_ms={},
    )


def _annotated(quote: Quote, article: Article, question: Question) -> Quote:
    choice = Choice(article, Span(quote.start, quote.end), None, Role.SUPPORTS, quote.also_in)
    return cut(choice, question).model_copy(update={"when": quote.when})


class Asking(NamedTuple):
    """Asks the archive one part of a question.

    Attributes:
        filters: As asked; a part may narrow them further.
        seeker: Searches and reads.
        passages: How many passages to read for one part.
        reads: Takes every passage that is read.
    """

    filters: Filters
    seeker: Seeker
    passages: int
    reads: list[Read]

    def ask(self, part: Part) -> Found:
        """What the archive says to a part; its passages are added to ``reads``."""
        narrowed = part.hints.narrow(self.filters)
        if narrowed is None:
            return Found(())
        asked = understand(part.question)
        of_report = part.seeks in (Seeks.STATEMENT, Seeks.PUBLISHED)
        query = f"{part.question} {part.hints.topic}"
        count = _OF_REPORT if of_report else self.passages
        found, ranked = self.seeker.find(asked, narrowed, count, query)
        self.reads.extend(found)
        if not found:
            return Found(())
        # A report is known by its topic: by the search rather than by what was read.
        nearest = max(found, key=lambda read: read.hit.score + read.reading.relevance / 10)
        if of_report:
            ranked = self.seeker.rank(asked, [nearest], narrowed)
        elif verdict(confidence(ranked)) is Status.NOT_FOUND:
            return Found(())
        if not ranked:
            return Found(())
        if part.seeks is Seeks.TIME:
            quotes = list(_sentences(ranked[:_DATED]))
        else:
            quotes = [_plain(choice) for choice in choose(asked, ranked)]
        reading = nearest.reading
        return Found(tuple(quotes), short_answer(asked, ranked), reading.yes, reading.no)


def _sentences(ranked: Sequence[Ranked]) -> Iterator[Quote]:
    """The sentences that hold the answers, each once."""
    seen: set[tuple[str, Span]] = set()
    for item in ranked:
        for support in item.candidate.supports[:2]:
            place = (support.read.article.id, support.sentence)
            if place not in seen:
                seen.add(place)
                yield _plain(Choice.of(support, Role.SUPPORTS))


def _plain(choice: Choice) -> Quote:
    return Quote.cut(choice.article, choice.sentence, choice.role, choice.also_in)
