"""Make an answer of what was read: the quotes, the short answer, who differs, what is not known.

Knows nothing of searching or reading.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus import day_of
from index import Retriever
from qa import views
from qa.answer import Answer, Differences, Searched, Status, View
from qa.attribution import Stance, find_denial
from qa.dating import Binding, Window, event_time
from qa.evidence import Read, Support
from qa.judgement import Ranked, confidence, short_answer, verdict
from qa.names import other_spellings, same_person
from qa.question import Question
from qa.quote import Quote, Role
from qa.quoting import MOST_QUOTES, Choice, choose, cut
from qa.unknowns import StatedUnknown, find_unknown, outweighs
from qa.views import DifferenceKind, asks_whether_all_agree, find_differences


class Found(NamedTuple):
    """What a question found.

    Attributes:
        question: As understood.
        reads: The passages that were read, best first.
        ranked: The answers in them, best first.
        searched: What was looked at.
    """

    question: Question
    reads: Sequence[Read]
    ranked: Sequence[Ranked]
    searched: Searched


def reply(found: Found, retriever: Retriever) -> Answer:
    """The answer, without its text and timings."""
    found = found._replace(ranked=of_its_time(found.question, found.ranked))
    sureness = confidence(found.ranked)
    unknown = find_unknown(found.question, found.reads, retriever)
    best = found.ranked[0] if found.ranked else None
    if unknown and outweighs(unknown, found.question, best, sureness):
        return _unknown(found, unknown)
    status = verdict(sureness)
    answer = Answer(
        question=found.question.understood,
        status=status,
        text="",
        confidence=round(sureness, 4),
        searched=found.searched,
        notes=found.question.notes,
        timings_ms={},
    )
    if status is Status.NOT_FOUND:
        return answer
    answer = _answered(answer, found, retriever)
    return _beside(answer, unknown, found.question) if unknown else answer


_SURE = 0.5  # confidence from which a stated unknown is not shown beside


def _beside(answer: Answer, unknown: StatedUnknown, question: Question) -> Answer:
    """An unsure answer with the sentence that says that it is not known, if there is room."""
    quote = _cut_unknown(unknown, question)
    is_quoted = any(
        q.article_id == quote.article_id and q.start <= quote.start and q.end >= quote.end
        for q in answer.quotes
    )
    if answer.confidence >= _SURE or is_quoted or len(answer.quotes) >= MOST_QUOTES:
        return answer
    return answer.model_copy(update={"quotes": (*answer.quotes, quote)})


def _cut_unknown(unknown: StatedUnknown, question: Question, role: Role = Role.CONTEXT) -> Quote:
    read = unknown.read
    return cut(Choice(read.article, unknown.sentence, None, role, read.hit.also_in), question)


def _unknown(found: Found, unknown: StatedUnknown) -> Answer:
    return Answer(
        question=found.question.understood,
        status=Status.ANSWERED,
        says_unknown=True,
        text="",
        confidence=round(unknown.score, 4),
        quotes=(_cut_unknown(unknown, found.question, Role.SUPPORTS),),
        searched=found.searched,
        notes=found.question.notes,
        timings_ms={},
    )


_CHECKED = 8  # of the best answers, whose event's time is looked at


def of_its_time(question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The answers but for those whose event was outside the time that the question names.

    An answer whose sentence tells no time stays.
    """
    window = question.window
    if window is None or window.binds is not Binding.HAPPENED:
        return list(ranked)
    return [
        item
        for place, item in enumerate(ranked)
        if place >= _CHECKED or _fits(window, item.candidate.supports[0])
    ]


def _fits(window: Window, support: Support) -> bool:
    article = support.read.article
    day = article.published_day
    event = event_time(article.text, support.sentence, support.span, day)
    return event is None or window.admits(day, event) is not False


def _answered(answer: Answer, found: Found, retriever: Retriever) -> Answer:
    question, ranked = found.question, found.ranked
    differences = find_differences(question, ranked, retriever.term_weights, retriever.earlier)
    choices = choose(question, _led(ranked, differences), _first(differences, ranked))
    quotes = [cut(choice, question) for choice in choices]
    quotes = _with_denial(choices, quotes, question)
    short = _short(question, ranked, differences)
    unsure = _time_unsure(question, quotes[0])
    update: dict[str, object] = {
        "short": short,
        "quotes": tuple(quotes),
        "differences": _told(differences, quotes),
        "notes": (
            *answer.notes,
            *unsure,
            *_later_changes(found, choices),
            *_spellings(found, quotes),
        ),
    }
    if unsure:
        update |= {"status": Status.PARTLY}
    if short and _denies_it_themself(short, quotes[0]):
        update |= {"short": None, "status": Status.PARTLY}
    return answer.model_copy(update=update)


def _denies_it_themself(short: str, quote: Quote) -> bool:
    """Whether the answer is who denies it: one who denies a theft is not told to be the thief."""
    stance = quote.attribution.stance if quote.attribution else Stance.ASSERTED
    return (
        stance in (Stance.DENIED, Stance.UNSAID)
        and quote.speaker is not None
        and same_person(short, quote.speaker)
    )


def _time_unsure(question: Question, quote: Quote) -> list[str]:
    """A note if neither the text nor the day of publication says that the time is the one asked."""
    window = question.window
    if window is None or quote.when or window.binds is not Binding.HAPPENED:
        return []
    if window.admits(day_of(quote.published), None) is not False:
        return []
    return [f"The text does not say that this was in the time asked for (“{window.words}”)."]


def _later_changes(found: Found, choices: Sequence[Choice]) -> list[str]:
    """A note for each article that was changed after the last day asked for."""
    last = found.searched.filters.before
    articles = {choice.article.id: choice.article for choice in choices}
    return [
        f"“{article.title or article.id}” was changed on {changed}, after {last}; the text is the"
        " changed one."
        for article in articles.values()
        if last and (changed := day_of(article.updated)) and changed > last
    ]


def _first(differences: views.Differences | None, ranked: Sequence[Ranked]) -> list[Choice]:
    """One place for each view: of the view that holds first, else of the best answer's."""
    if differences is None:
        return []
    leading = _leading(differences, ranked)
    others = [view for view in differences.views if view is not leading]
    is_disagreement = differences.kind is DifferenceKind.DISAGREEMENT
    chosen = [Choice.of(_voice(leading), Role.SUPPORTS)]
    if differences.correction:
        chosen.append(Choice.of(differences.correction, Role.CONTEXT))
    role = Role.DISAGREES if is_disagreement else Role.CONTEXT
    return chosen + [Choice.of(_voice(view), role) for view in reversed(others)]


def _led(ranked: Sequence[Ranked], differences: views.Differences | None) -> list[Ranked]:
    """The answers with that of the leading view first, so that what supports another is context."""
    if differences is None:
        return list(ranked)
    leading = _leading(differences, ranked)
    own = [r for r in ranked if any(s in leading.supports for s in r.candidate.supports)]
    return [*own, *(item for item in ranked if item not in own)]


def _leading(differences: views.Differences, ranked: Sequence[Ranked]) -> views.View:
    """The view that stands; where none does, that of the likeliest answer in any."""
    if differences.standing:
        return differences.standing
    for item in ranked:
        for view in differences.views:
            if any(support in item.candidate.supports for support in view.supports):
                return view
    return differences.views[-1]


def _voice(view: views.View) -> Support:
    """The last place where a view stands in the words that are shown for it."""
    said = [support for support in view.supports if support.words == view.short]
    return (said or view.supports)[-1]


def _short(
    question: Question, ranked: Sequence[Ranked], differences: views.Differences | None
) -> str | None:
    if differences is None:
        return short_answer(question, ranked)
    if asks_whether_all_agree(question.understood):
        return _every_view(question, differences)
    leading = _leading(differences, ranked)
    best = ranked[0].candidate
    if any(support in best.supports for support in leading.supports):
        return short_answer(question, ranked)
    return leading.short


_ASKS_IF_SAME = re.compile(r"\b(?:agree|same)\b", re.IGNORECASE)


def _every_view(question: Question, differences: views.Differences) -> str:
    said = [view.short for view in differences.views]
    is_asked = _ASKS_IF_SAME.search(question.understood)
    return f"No: {' or '.join(said)}" if is_asked else ", ".join(said)


def _told(differences: views.Differences | None, quotes: Sequence[Quote]) -> Differences | None:
    """The differences with the places of their quotes; views that no quote shows are left out."""
    if differences is None:
        return None
    shown = [
        View(
            short=view.short,
            quoted=places,
            outlets=view.outlets,
            independent=view.independent,
            first=view.first_published,
            last=view.last_published,
        )
        for view in differences.views
        if (places := _places(view, quotes))
    ]
    if len(shown) < 2:
        return None
    return Differences(kind=differences.kind.value, views=tuple(shown))


def _places(view: views.View, quotes: Sequence[Quote]) -> tuple[int, ...]:
    supports = [Choice.of(support, Role.SUPPORTS) for support in view.supports]
    return tuple(n for n, quote in enumerate(quotes) if any(s.is_in(quote) for s in supports))


def _with_denial(choices: Sequence[Choice], quotes: list[Quote], question: Question) -> list[Quote]:
    """The quotes, with what answers the first one beside it: a denial, or else a silence."""
    claim = choices[0]
    found = find_denial(claim.article, claim.sentence)
    if found is None:
        return quotes
    role = Role.CONTEXT if found.is_silence else Role.DISAGREES
    answer = Choice(claim.article, found.span, None, role, claim.also_in)
    rest = [q for q in quotes[1:] if not answer.is_in(q)]
    return [quotes[0], cut(answer, question), *rest[: MOST_QUOTES - 2]]


def _spellings(found: Found, quotes: Sequence[Quote]) -> list[str]:
    """One note for each name of the question that the quoted articles spell in another way."""
    quoted = {quote.article_id for quote in quotes}
    texts = {r.article.id: f"{r.article.title} {r.article.text}" for r in found.reads}
    spelt = other_spellings(found.question.understood, (texts[i] for i in quoted if i in texts))
    return [f"{name.asked} is also spelt {', '.join(name.others)} here." for name in spelt]
