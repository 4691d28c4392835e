"""The different answers that an archive gives to one question: who says what, when.

Only figures and days are set against each other: names and phrases differ in too many ways that
are no disagreement. Rather a disagreement missed than one that is none. Knows nothing of wording.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from index import question_terms, terms
from qa.evidence import Support, independent
from qa.judgement import Ranked
from qa.kind import Kind
from qa.question import Question
from qa.statement import DAY_UNIT, Statement, counted_in, find_statements
from qa.value import agree

_SAME_NEWS = 5  # days between reports that can still disagree rather than bring news
_NAMES_SHARED = 3
_EVENT_FROM = 0.3  # share of the rarer names of one passage that another on the same event has
_OLD_EVENT_FROM = 0.4  # the same for one printed weeks before or after
_LAST_NEWS = 120  # days between two reports of one development
_LIKELY = 0.0  # margin from which the reader alone says that a figure answers
_THINKABLE = -8.0  # the same where the words around the figure say so too
_WORDS_SHARED = 0.4  # share of a question's words in a headline and passage, if it has no names
_ON_DAY = 0.5  # share of the question's telling words in headline, sentence and the one before
_ON_FIGURE = 0.3  # the same for a figure with no word that says what it counts
_WITHIN = 2.5  # score below the best of a candidate that a view may rest on
_GROWS = frozenset({"dead", "hurt", "rescued", "moved", "arrested", "ill", "short"})
_SHRINKS = frozenset({"missing"})


Rarity = Callable[[Iterable[str]], dict[str, float]]
"""How telling terms are in the archive, as `Retriever.term_weights` says."""


class DifferenceKind(StrEnum):
    """In what way answers differ."""

    DISAGREEMENT = "disagreement"
    """Reports of the same days say different things."""
    DEVELOPMENT = "development"
    """Later reports say more; the last one stands."""
    CORRECTION = "correction"
    """An outlet takes back what it, or another, said."""


class View(NamedTuple):
    """One answer, and who gives it.

    Attributes:
        short: The answer as it is printed.
        supports: Where it stands, oldest first; at least one.
        outlets: Who prints it, in that order, each once.
        first_published: Day of the first of them; None if none has a date.
        last_published: Day of the last.
        independent: How many stories give it: copies of one count once.
        is_corrected: Whether a correction takes it back.
    """

    short: str
    supports: tuple[Support, ...]
    outlets: tuple[str, ...]
    first_published: dt.date | None
    last_published: dt.date | None
    independent: int
    is_corrected: bool = False


class Differences(NamedTuple):
    """The different answers to a question.

    Attributes:
        kind: In what way they differ.
        views: At least two, oldest first.
        correction: The sentence that corrects, if one does.
    """

    kind: DifferenceKind
    views: tuple[View, ...]
    correction: Support | None = None

    @property
    def standing(self) -> View | None:
        """The view that holds: a development's last, or the corrected one; else None."""
        if self.kind is DifferenceKind.DISAGREEMENT:
            return None
        return [view for view in self.views if not view.is_corrected][-1]


_ASKS_WHETHER = re.compile(
    r"\b(?:do|does|did|are|is) (?:all |any of |both )?(?:the |these )?(?:\w+ )?(?:papers?|outlets?"
    r"|reports?|sources?|accounts?|newspapers|articles|media|everyone|figures?)\b[^?]*"
    r"\b(?:agree|differ|disagree|contradict|at odds|the same)\b"
    r"|\b(?:every|all|different|differing|conflicting) (?:the )?(?:figure|number|version|account"
    r"|report|estimate)s?\b"
    r"|\b(?:disagree|contradict\w*|at odds|conflicting)\b",
    re.IGNORECASE,
)


def asks_whether_all_agree(question: str) -> bool:
    """Whether a question asks for differences itself ("Do all the papers agree?")."""
    return _ASKS_WHETHER.search(question) is not None


def find_differences(
    question: Question, ranked: Sequence[Ranked], rarity: Rarity
) -> Differences | None:
    """Set the figures, or days, that answer a question against each other.

    Args:
        question: As understood.
        ranked: Its answers, best first.
        rarity: How telling terms are in the archive: `Retriever.term_weights`.

    Returns:
        The views, or None if there is one view or none, or they cannot be compared.
    """
    if not ranked or question.kind in (Kind.REASON, Kind.MANNER, Kind.PERSON, Kind.PLACE):
        return None
    days = question.kind is Kind.TIME
    reads = list(
        {(s.read.article.id, s.read.hit.passage.start): s.read
         for item in ranked for s in item.candidate.supports}.values()
    )  # fmt: skip
    weights = rarity(question_terms(question.understood))
    statements = find_statements(question.understood, reads, weights, days=days)
    fits = _fits_days if days else _fitting(question.understood)
    fitting = [s for s in statements if fits(s)]
    named = list(filter(_on_event(question), fitting))
    anchor = _anchor(ranked, named)
    if anchor is None:
        return None
    answering = [_plain(s) for s in fitting if s in named or _same_event(s, anchor, rarity)]
    anchor = _plain(anchor)
    alike = [s for s in answering if agree(s.value, anchor.value) is not None]
    return (
        _correction(alike, statements)
        or _disagreement(_one_each(alike, anchor), anchor)
        or _development(_one_each(alike, anchor), anchor)
    )


_HOW_MANY = re.compile(r"\bhow many ((?:\w+ ?){1,3})", re.IGNORECASE)
_PEOPLE = frozenset(terms("people persons person men women children dead deaths victims cases lives"
                          " survivors residents"))  # fmt: skip
_HUMAN = ("dead", "hurt", "missing", "rescued", "aboard", "moved", "arrested", "crowd", "ill")


def _fitting(question: str) -> Callable[[Statement], bool]:
    """Whether a figure is of what the question wants counted."""
    counted = counted_in(question)
    asked = _HOW_MANY.search(question)
    units = set(terms(asked[1])) if asked else set()

    def fits(statement: Statement) -> bool:
        unit = set(statement.value.unit)
        if counted is None:
            named = bool(units & unit)
            likely = statement.margin >= (_THINKABLE if named else _LIKELY)
            return likely and statement.share >= _ON_FIGURE
        if counted in _HUMAN and unit and not unit & _PEOPLE and not unit & units:
            return False
        return statement.counted == counted or (
            statement.counted is None and not unit and statement.margin >= _LIKELY
        )

    return fits


def _plain(statement: Statement) -> Statement:
    """A count of people without its unit: "41 confirmed cases" and "23 children" can differ."""
    if statement.counted in _HUMAN:
        return statement._replace(value=statement.value._replace(unit=()))
    return statement


def _fits_days(statement: Statement) -> bool:
    return statement.share >= _ON_DAY and statement.margin >= _THINKABLE


_NAME = re.compile(r"(?<!^)(?<![.?!:\n] )(?<![“\"‘'\n])\b[A-ZÀ-ÞĀ-Ž][\w-]+")
_LEAD = 400  # characters of an article's beginning, which says what it is about


def _names(text: str) -> frozenset[str]:
    """Search terms of the capitalised words that do not begin a sentence."""
    return frozenset(t for name in _NAME.findall(text) for t in terms(name)) - _NO_NAMES


_NO_NAMES = frozenset(
    terms(
        "January February March April May June July August September October November December"
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A I It He She They Mr Mrs"
        " Ms Dr President Minister Prime But And In On"
    )
)


def _told(statement: Statement) -> str:
    """What the passage is about: headline, beginning of the article, passage."""
    article = statement.read.article
    return f"{article.title}\n{article.text[:_LEAD]}\n{statement.read.hit.passage.text}"


def _on_event(question: Question) -> Callable[[Statement], bool]:
    """Whether a passage speaks of what the question names; without names, of its words."""
    names = _names(question.understood)
    others = frozenset(question_terms(question.understood))

    def on_event(statement: Statement) -> bool:
        here = set(terms(_told(statement)))
        if names:
            return len(names & here) * 2 >= len(names)
        return len(others & here) >= _WORDS_SHARED * len(others)

    return on_event


def _same_event(a: Statement, b: Statement, rarity: Rarity) -> bool:
    """Whether two articles name the same people and places, rare ones above all."""
    days = _days_apart(a, b)
    if days > _LAST_NEWS:
        return False
    here, there = _names(_told(a)), _names(_told(b))
    weights = rarity(here | there)
    shared = sum(weights[name] for name in here & there)
    smaller = min(sum(map(weights.__getitem__, side)) for side in (here, there))
    needed = _EVENT_FROM if days <= _SAME_NEWS else _OLD_EVENT_FROM
    return len(here & there) >= _NAMES_SHARED and shared >= needed * smaller


def _anchor(ranked: Sequence[Ranked], answering: Sequence[Statement]) -> Statement | None:
    """The statement that the best answer makes; None if none of the best makes any."""
    for item in ranked:
        if item.score < ranked[0].score - _WITHIN:
            return None
        for support in item.candidate.supports:
            for statement in answering:
                if statement.read is support.read and _overlap(statement, support):
                    return statement
    return None


def _overlap(statement: Statement, support: Support) -> bool:
    return statement.value.start < support.span.end and support.span.start < statement.value.end


def _one_each(statements: Sequence[Statement], anchor: Statement) -> list[Statement]:
    """The likeliest statement of each article, and those set beside it by another voice."""
    best: dict[str, Statement] = {}
    for statement in sorted(statements, key=_likeliness, reverse=True):
        best.setdefault(statement.read.article.id, statement)
    best[anchor.read.article.id] = anchor
    chosen = list(best.values())
    for one, other in pairwise(statements):
        if one.read is other.read and _is_another_voice(one, other):
            if one in chosen or other in chosen:
                chosen += [s for s in (one, other) if s not in chosen]
    return sorted(chosen, key=_by_day)


def _likeliness(statement: Statement) -> float:
    return statement.margin / 6 + 3 * statement.share


def _by_day(statement: Statement) -> tuple[dt.date, str]:
    return statement.day or dt.date.max, statement.read.article.id


_VOICE = re.compile(
    r"\b(?:says?|said|puts?|claims?|claimed|estimates?|estimated|according to|speak(?:s|ing) of"
    r"|reckon(?:s|ed|ing)?|insists?|insisted|reported)\b",
    re.IGNORECASE,
)


def _is_another_voice(one: Statement, other: Statement) -> bool:
    """Whether the next sentence gives someone else's figure for the same thing."""
    text = one.read.article.text
    between = text[one.sentence.end : other.sentence.start]
    return (
        one.sentence.end <= other.sentence.start
        and not between.strip()
        and all(_VOICE.search(text[s.sentence.start : s.sentence.end]) for s in (one, other))
    )


def _views(
    groups: Iterable[Sequence[Statement]], corrected: Sequence[Statement] = ()
) -> tuple[View, ...]:
    views = [_view(group, group[0] in corrected) for group in groups]
    return tuple(sorted(views, key=lambda view: view.first_published or dt.date.max))


def _view(group: Sequence[Statement], is_corrected: bool) -> View:
    ordered = sorted(group, key=_by_day)
    published = [s.day for s in ordered if s.day]
    supports = tuple(s.support for s in ordered)
    return View(
        short=max(group, key=_likeliness).words,
        supports=supports,
        outlets=tuple(dict.fromkeys(o for s in ordered if (o := s.read.article.outlet))),
        first_published=min(published, default=None),
        last_published=max(published, default=None),
        independent=len(list(independent(supports))),
        is_corrected=is_corrected,
    )


def _disagreement(statements: Sequence[Statement], anchor: Statement) -> Differences | None:
    """Reports of the same days that cannot both be right, in different outlets or voices."""
    near = [s for s in statements if _days_apart(s, anchor) <= _SAME_NEWS]
    groups = _grouped(near)
    held = next(group for group in groups if anchor in group)
    against = [g for g in groups if g is not held and any(_conflict(a, b) for a in held for b in g)]
    if not against:
        return None
    return Differences(DifferenceKind.DISAGREEMENT, _views([held, *against]))


def _conflict(a: Statement, b: Statement) -> bool:
    """Whether two reports cannot both be right: not one outlet's later news, nor a later count."""
    if agree(a.value, b.value) is not False:
        return False
    if a.read is b.read:
        return True
    if a.read.article.outlet == b.read.article.outlet or a.read.hit.story == b.read.hit.story:
        return False
    return a.counted not in _GROWS | _SHRINKS or a.day == b.day


def _days_apart(a: Statement, b: Statement) -> float:
    return abs((a.day - b.day).days) if a.day and b.day else float("inf")


def _grouped(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that agree, exact figures first."""
    groups: list[list[Statement]] = []
    exact_first = sorted(
        statements, key=lambda s: (s.value.is_rough or s.value.low != s.value.high, _by_day(s))
    )
    for statement in exact_first:
        fitting = [g for g in groups if agree(g[0].value, statement.value) is not False]
        if fitting:
            min(fitting, key=lambda g: abs(g[0].value.point - statement.value.point)).append(
                statement
            )
        else:
            groups.append([statement])
    return groups


def _development(statements: Sequence[Statement], anchor: Statement) -> Differences | None:
    """Counts that rise (or fall, of those missing) from day to day."""
    if anchor.value.unit == DAY_UNIT or anchor.counted not in _GROWS | _SHRINKS:
        return None
    sign = -1 if anchor.counted in _SHRINKS else 1
    dated = [s for s in statements if s.day and s.counted == anchor.counted]
    runs: list[list[Statement]] = []
    for statement in sorted(dated, key=lambda s: (_by_day(s)[0], sign * s.value.point)):
        before = [
            run
            for run in runs
            if sign * run[-1].value.point <= sign * statement.value.point
            and _days_apart(run[-1], statement) <= _LAST_NEWS
        ]
        runs.append([*max(before, key=len, default=[]), statement])
    run = max((r for r in runs if anchor in r), key=len, default=[])
    steps: dict[float, list[Statement]] = {}
    for statement in run:
        steps.setdefault(statement.value.point, []).append(statement)
    days = {group[0].day for group in steps.values()}
    if len(days) < 2:
        return None
    return Differences(DifferenceKind.DEVELOPMENT, _views(steps.values()))


_OWNS_UP = re.compile(
    r"\b(?:we|this newspaper|our (?:report|article|story)|an? (?:earlier|previous|article|report)"
    r"(?: version)?|the (?:same )?(?:article|report|story))\b[^.]{0,120}?\b(?:said|reported|stated"
    r"|gave|misstated|wrote|incorrectly|wrongly|mistakenly)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bcorrect(?:ion|ions|ed)\b|\bclarifications?\b", re.IGNORECASE)


def _correction(
    answering: Sequence[Statement], statements: Sequence[Statement]
) -> Differences | None:
    """What an outlet takes back, and what it says instead."""
    for wrong in answering:
        article = wrong.read.article
        sentence = article.text[wrong.sentence.start : wrong.sentence.end]
        owns_up = _OWNS_UP.search(sentence)
        if not owns_up or not _CORRECTS.search(f"{article.title} {sentence}"):
            continue
        right = _set_right(wrong, statements)
        if right is None:
            continue
        taken_back = [s for s in answering if agree(s.value, wrong.value) and s.value != right.value
                      and agree(s.value, right.value) is False and s is not wrong]  # fmt: skip
        standing = [s for s in answering if s.value.low == right.value.low and s is not right]
        views = _views([[*taken_back] or [wrong], [right, *standing]], [*taken_back, wrong])
        return Differences(DifferenceKind.CORRECTION, views, correction=right.support)
    return None


def _set_right(wrong: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The first figure after the wrong one that contradicts it, no further than the next sentence."""
    text = wrong.read.article.text
    for other in statements:
        if other.read is wrong.read and other.value.start > wrong.value.end:
            passed = text[wrong.sentence.end : other.sentence.start].strip()
            if not passed and agree(other.value, wrong.value) is False:
                return other
    return None
