"""A timeline: dated, quoted events on a topic, in order.

An event is one sentence of the archive, cut as a quote. Its day is the one that the sentence
names, or else the day on which it was published; which of the two is always told. Knows nothing
of questions and answers.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from corpus import Article, Span
from index import Day, Filters, Hit, Retriever, question_terms, terms
from qa.dating import find_times
from qa.event_moment import event_moment
from qa.kind import Kind
from qa.moment import Moment
from qa.question import Question
from qa.quote import Quote, Role
from qa.quoting import Choice, cut

MOST_EVENTS = 20
_PASSAGES = 120
_MOST_ON_ONE_DAY = 2
_COSINE_BELOW_BEST = 0.25
_LEAST_SHARE = 0.34  # of the topic's telling words, in the sentence or its headline
_SAME_EVENT = 0.5  # share of the shorter sentence's words
_DATED_BONUS = 0.3


class Event(BaseModel):
    """One dated event.

    Attributes:
        first: First day on which it may have happened.
        last: Last day; the same for a single day.
        is_told: Whether the sentence says when. If not, the days are that of publication, by which
            it had been reported.
        quote: The sentence; ``quote.when`` holds the words that name the time.
        outlets: Who reports it, each once.
        independent: Sources that report it; copies of one story count once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: dt.date
    last: dt.date
    is_told: bool
    quote: Quote
    outlets: tuple[str, ...]
    independent: int = Field(ge=1)


class Coverage(BaseModel):
    """How much an outlet printed on a topic in one month.

    Attributes:
        month: Its first day.
        outlet: The outlet, or None.
        articles: How many articles have a passage on the topic.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: dt.date
    outlet: str | None
    articles: int = Field(ge=1)


class Timeline(BaseModel):
    """Events on a topic, oldest first.

    Attributes:
        topic: As asked.
        events: The most telling ones; at most as many as were asked for.
        coverage: How much was printed on it, by month and outlet, oldest first.
        filters: What the search was narrowed to.
        passages: How many passages on the topic were looked at.
        undated: Passages left out because their article has no date.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    events: tuple[Event, ...]
    coverage: tuple[Coverage, ...]
    filters: Filters
    passages: int
    undated: int


class _Mention(NamedTuple):
    article: Article
    hit: Hit
    sentence: Span
    when: Moment | None
    first: dt.date
    last: dt.date
    words: frozenset[str]
    score: float


def build_timeline(
    retriever: Retriever,
    topic: str,
    *,
    most: int = MOST_EVENTS,
    after: Day = None,
    before: Day = None,
    as_of: Day = None,
    outlets: Iterable[str] | None = None,
    sections: Iterable[str] | None = None,
    article_ids: Iterable[str] | None = None,
) -> Timeline:
    """Lay out the dated events on a topic.

    Args:
        retriever: The archive.
        topic: A few words, or a question.
        most: How many events at most, 1 or more.
        after: First day of publication.
        before: Last day of publication.
        as_of: Only what had been published by that day.
        outlets: Only these.
        sections: Only these, of whatever outlet.
        article_ids: Only these.

    Returns:
        Events, oldest first; none if nothing in the archive is on the topic.

    Raises:
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
    return _lay_out(retriever, topic, filters, most)


def _lay_out(retriever: Retriever, topic: str, filters: Filters, most: int) -> Timeline:
    found = _on_topic(retriever.search_filtered(topic, _PASSAGES, filters))
    read = [(hit, retriever.article_of(hit)) for hit in found]
    dated = [(hit, article) for hit, article in read if article.published_day]
    weights = retriever.term_weights(question_terms(topic))
    mentions = [m for hit, article in dated for m in _mentions(hit, article, weights)]
    question = Question(asked=topic, understood=topic, kind=Kind.OTHER)
    events = [_event(group, question) for group in _choose(_merge(mentions), most)]
    return Timeline(
        topic=topic,
        events=tuple(sorted(events, key=lambda event: (event.first, event.last))),
        coverage=_coverage(article for _, article in dated),
        filters=filters,
        passages=len(found),
        undated=len(found) - len(dated),
    )


def _coverage(articles: Iterable[Article]) -> tuple[Coverage, ...]:
    printed = {
        article.id: (article.published_day.replace(day=1), article.outlet or "")
        for article in articles
        if article.published_day
    }
    return tuple(
        Coverage(month=month, outlet=outlet or None, articles=count)
        for (month, outlet), count in sorted(Counter(printed.values()).items())
    )


def _on_topic(hits: Sequence[Hit]) -> list[Hit]:
    best = max((hit.cosine for hit in hits), default=0.0)
    return [hit for hit in hits if hit.cosine >= best - _COSINE_BELOW_BEST]


def _mentions(hit: Hit, article: Article, weights: dict[str, float]) -> Iterator[_Mention]:
    """The sentences of a passage that speak of the topic, each with its day."""
    published = article.published_day
    passage = hit.passage
    moments = [
        moment.model_copy(
            update={"start": moment.start + passage.start, "end": moment.end + passage.start}
        )
        for moment in find_times(passage.text, published)
    ]
    total = sum(weights.values())
    headline = set(terms(article.title))
    for sentence in passage.sentences:
        words = frozenset(terms(passage.slice(sentence)))
        said = words | headline
        share = sum(w for term, w in weights.items() if term in said) / total if total else 0.0
        own = any(term in words for term in weights)
        if not own or share < _LEAST_SHARE or len(words) < 4:
            continue
        own_times = [m for m in moments if sentence.start <= m.start < sentence.end]
        when = event_moment(article, sentence, own_times, list(weights))
        if when and published and when.first > published:
            when = None  # an announcement; the day that counts is the one it was made
        day = (when.first, when.last) if when else (published, published)
        score = hit.score + share + _DATED_BONUS * bool(when)
        yield _Mention(article, hit, sentence, when, *day, words, score)  # type: ignore[arg-type]


class _Group(NamedTuple):
    best: _Mention
    others: list[_Mention]


def _merge(mentions: Sequence[_Mention]) -> list[_Group]:
    """One group for all sentences that tell the same event; best first."""
    groups: list[_Group] = []
    for mention in sorted(mentions, key=lambda m: -m.score):
        same = next((g for g in groups if _same_event(g.best, mention)), None)
        if same:
            same.others.append(mention)
        else:
            groups.append(_Group(mention, []))
    return groups


def _same_event(a: _Mention, b: _Mention) -> bool:
    if a.last < b.first or b.last < a.first:
        return False
    shorter = min(len(a.words), len(b.words))
    return len(a.words & b.words) >= _SAME_EVENT * shorter


def _choose(groups: Sequence[_Group], most: int) -> list[_Group]:
    """The best groups, no day more than twice; what many report counts more."""
    per_day: dict[dt.date, int] = {}
    chosen: list[_Group] = []
    for group in sorted(groups, key=_weight, reverse=True):
        day = group.best.first
        if per_day.get(day, 0) < _MOST_ON_ONE_DAY:
            per_day[day] = per_day.get(day, 0) + 1
            chosen.append(group)
        if len(chosen) == most:
            break
    return chosen


def _weight(group: _Group) -> float:
    stories = {m.hit.story for m in (group.best, *group.others)}
    return group.best.score + 0.2 * math.log(len(stories))


def _event(group: _Group, question: Question) -> Event:
    best = group.best
    everyone = (best, *group.others)
    outlets = [m.article.outlet for m in everyone if m.article.outlet]
    outlets += [outlet for m in everyone for outlet in m.hit.also_in]
    choice = Choice(best.article, best.sentence, None, Role.SUPPORTS, best.hit.also_in)
    return Event(
        first=best.first,
        last=best.last,
        is_told=best.when is not None,
        quote=cut(choice, question).model_copy(update={"when": best.when}),
        outlets=tuple(dict.fromkeys(outlets)),
        independent=len({m.hit.story for m in everyone}),
    )
