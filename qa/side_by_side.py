"""Answer a question that compares: each part looked up on its own, then put side by side.

How a part is searched and read is given by the caller.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from corpus import Article, Span
from index import Filters, terms
from qa.answer import Answer, Searched, Side, Status
from qa.attribution import Stance, attribute
from qa.comparing import Comparison, Found, Part, Seeks, answer_parts, conclude, tell
from qa.comparing import Side as FoundSide
from qa.comparing.kin import are_kin
from qa.evidence import Read
from qa.judgement import Ranked, confidence, short_answer, verdict
from qa.moment import Moment
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
        conclusion: What follows from them, in a few words, or None.
        reads: Every passage that was read.
    """

    sides: tuple[FoundSide, ...]
    conclusion: str | None
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
    """The answer, without its text and timings: the conclusion if there is one, and both sides.

    Nothing is concluded from a sentence that denies what was looked up, or says that nobody states
    it. A note tells of every such side, and of those that rest on an allegation or a report.
    """
    articles = {read.article.id: read.article for read in found.reads}
    quotes, sides = _quoted(question, found.sides, articles)
    hedged = [
        _Hedged(side, quote.attribution.hedge, _stance(quote, articles[quote.article_id]))
        for side in sides
        for quote in [quotes[place] for place in side.quoted[:1]]
        if quote.attribution and quote.attribution.hedge
    ]
    short = None if any(side.takes_back for side in hedged) else found.conclusion
    status = Status.ANSWERED if short else Status.PARTLY
    return Answer(
        question=question.understood,
        status=status if quotes else Status.NOT_FOUND,
        text="",
        short=short,
        confidence=CONCLUDED if short else 0.0,
        quotes=tuple(quotes),
        sides=sides if quotes else (),
        searched=searched,
        notes=(*question.notes, *_hedge_notes(hedged)),
        timings_ms={},
    )


def _quoted(
    question: Question, found: Sequence[FoundSide], articles: Mapping[str, Article]
) -> tuple[list[Quote], tuple[Side, ...]]:
    """The quotes of all sides, each sentence once, and the sides that point to them."""
    quotes: list[Quote] = []
    places: dict[tuple[str, int, int], int] = {}
    sides = []
    for side in found:
        for quote in side.quotes[:_EACH]:
            key = _place(quote)
            if key not in places and len(quotes) < MOST_QUOTES:
                places[key] = len(quotes)
                quotes.append(_annotated(quote, articles[quote.article_id], question, side.when))
        sides.append(
            Side(
                question=side.question,
                short=tell(side).rstrip(".") or side.short,
                when=side.when,
                quoted=tuple(
                    places[key] for q in side.quotes[:_EACH] if (key := _place(q)) in places
                ),
            )
        )
    return quotes, tuple(sides)


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.article_id, quote.start, quote.end


def _annotated(quote: Quote, article: Article, question: Question, when: Moment | None) -> Quote:
    """A quote with who says it and when it was; the time found for its side goes first."""
    choice = Choice(article, Span(quote.start, quote.end), None, Role.SUPPORTS, quote.also_in)
    told = cut(choice, question)
    if when and quote.start <= when.start and when.end <= quote.end:
        return told.model_copy(update={"when": when})
    return told


def _stance(quote: Quote, article: Article) -> Stance:
    return attribute(article, Span(quote.start, quote.end)).stance


_UNSURE = {
    Stance.REPORTED: "only reported",
    Stance.ALLEGED: "alleged",
    Stance.DENIED: "denied",
    Stance.UNSAID: "stated by nobody",
}


class _Hedged(NamedTuple):
    """A side whose quote does not plainly state it."""

    side: Side
    hedge: str
    stance: Stance

    @property
    def takes_back(self) -> bool:
        """Whether what was looked up is denied or left unsaid, unless that was the question."""
        asked, hedge = terms(self.side.question), terms(self.hedge)
        is_asked = any(are_kin(word, other) for word in hedge for other in asked)
        return self.stance in (Stance.DENIED, Stance.UNSAID) and not is_asked


def _hedge_notes(hedged: Sequence[_Hedged]) -> Iterator[str]:
    for stance, word in _UNSURE.items():
        own = list(dict.fromkeys(side.hedge for side in hedged if side.stance is stance))
        if own:
            count = sum(side.stance is stance for side in hedged)
            rest = "One side rests" if count == 1 else f"{count} sides rest"
            yield f"{rest} on what is {word} ({', '.join(f'“{hedge}”' for hedge in own)})."


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
