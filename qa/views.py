"""The different answers that an archive gives to one question: who says what, when.

Only figures and days are set against each other: names and phrases differ in too many ways that
are no disagreement. Rather a disagreement missed than one that is none. Knows nothing of wording.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from corpus import Article
from index import question_terms
from qa.answering import answers, without_unit
from qa.correction import Correction, find_correction, find_revision
from qa.counting import FIXED
from qa.development import steps_of
from qa.event import SAME_NEWS, Rarity, days_apart, on_event, same_event
from qa.evidence import Read, Support, independent
from qa.judgement import Ranked
from qa.kind import Kind
from qa.question import Question
from qa.statement import DAY_UNIT, Statement, find_statements
from qa.value import agree
from qa.voices import are_two_voices, is_another_voice

_WITHIN = 2.5  # score below the best of a candidate that a view may rest on
_NO_FIGURES = (Kind.REASON, Kind.MANNER, Kind.PERSON, Kind.PLACE)


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


def find_differences(
    question: Question,
    ranked: Sequence[Ranked],
    rarity: Rarity,
    earlier: Callable[[str], Sequence[Article]] = lambda _: (),
) -> Differences | None:
    """Set the figures, or days, that answer a question against each other.

    Args:
        question: As understood.
        ranked: Its answers, best first.
        rarity: How telling terms are in the archive: `Retriever.term_weights`.
        earlier: What an article, by its id, said in earlier builds: `Retriever.earlier`.

    Returns:
        The views, or None if there is one view or none, or they cannot be compared.
    """
    if not ranked or question.kind in _NO_FIGURES or _asks_for_no_figure(question):
        return None
    weights = rarity(question_terms(question.understood))
    find = partial(
        find_statements, question.understood, weights=weights, days=question.kind is Kind.TIME
    )
    speaks_of_it = on_event(question.understood)
    named: list[Read] = []
    others: list[Read] = []
    for read in _reads(ranked):
        (named if speaks_of_it(read) else others).append(read)
    statements = find(named)
    asked = answers(question)
    anchor = _anchor(ranked, list(filter(asked, statements)))
    if anchor is None:
        return None
    statements += find([r for r in others if same_event(r, anchor.read, rarity)])
    told = [without_unit(s) for s in statements if asked(s)]
    anchor = without_unit(anchor)
    alike = [s for s in told if _are_comparable(s, anchor)]
    return (
        _corrected(find_correction(alike, statements))
        or _corrected(find_revision(anchor, earlier(anchor.read.article.id)))
        or _disagreement(alike, anchor)
        or _developed(steps_of(_one_each(alike, anchor), anchor))
    )


_ASKS_WHICH = re.compile(
    r"\b(?:which|who)\b|\bwhat (?!is|was|were|are|did|does|do|will|would|has|had)", re.IGNORECASE
)


def _asks_for_no_figure(question: Question) -> bool:
    """Whether a question that is of no clear kind asks for a thing ("which age group")."""
    return question.kind is Kind.OTHER and _ASKS_WHICH.search(question.understood) is not None


def _reads(ranked: Sequence[Ranked]) -> list[Read]:
    """The passages that the answers stand in, each once."""
    reads = (support.read for item in ranked for support in item.candidate.supports)
    return list({(r.article.id, r.hit.passage.start): r for r in reads}.values())


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
    """The likeliest statement of each article."""
    best = {anchor.read.article.id: anchor}
    for statement in sorted(statements, key=_likeliness, reverse=True):
        best.setdefault(statement.read.article.id, statement)
    return list(best.values())


def _set_beside(chosen: Sequence[Statement], statements: Sequence[Statement]) -> list[Statement]:
    """What another voice says next to one of the chosen."""
    found: list[Statement] = []
    for one, other in pairwise(statements):
        beside = one.read is other.read and is_another_voice(one, other)
        if beside and (one in chosen or other in chosen):
            found += [s for s in (one, other) if s not in chosen]
    return found


def _likeliness(statement: Statement) -> float:
    return statement.margin / 6 + 3 * statement.share


def _by_day(statement: Statement) -> tuple[dt.date, str]:
    return statement.day or dt.date.max, statement.read.article.id


def _views(groups: Iterable[Sequence[Statement]]) -> tuple[View, ...]:
    """Views of statements that agree, oldest first."""
    views = [_view(group) for group in groups]
    return tuple(sorted(views, key=lambda view: view.first_published or dt.date.max))


def _view(group: Sequence[Statement], *, is_corrected: bool = False) -> View:
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


def _disagreement(alike: Sequence[Statement], anchor: Statement) -> Differences | None:
    """Reports of the same days that cannot both be right, in different outlets or voices."""
    each = _one_each(alike, anchor)
    statements = [*each, *_set_beside(each, alike)]
    near = [s for s in statements if s is anchor or days_apart(s.read, anchor.read) <= SAME_NEWS]
    groups = _grouped(near)
    held = next(group for group in groups if anchor in group)
    against = [
        group
        for group in groups
        if group is not held
        and any(_conflict(a, b) for a in held for b in group)
        and not _are_two_things(held, group, alike)
    ]
    if not against:
        return None
    return Differences(DifferenceKind.DISAGREEMENT, _views([held, *against]))


def _are_two_things(
    held: Sequence[Statement], other: Sequence[Statement], alike: Sequence[Statement]
) -> bool:
    """Whether some article gives both figures, in one voice: then they are of different things."""
    by_article: dict[str, list[Statement]] = {}
    for statement in alike:
        by_article.setdefault(statement.read.article.id, []).append(statement)
    for told in by_article.values():
        one = [s for s in told if _is_printed_in(s, held)]
        two = [s for s in told if _is_printed_in(s, other)]
        if any(not are_two_voices(a, b) for a in one for b in two if a is not b):
            return True
    return False


def _is_printed_in(statement: Statement, group: Sequence[Statement]) -> bool:
    figure = statement.value.low, statement.value.high
    return any((s.value.low, s.value.high) == figure for s in group)


def _conflict(a: Statement, b: Statement) -> bool:
    """Whether two reports cannot both be right: not one outlet's later news, nor a later count."""
    if agree(a.value, b.value) is not False:
        return False
    if a.read is b.read:
        return True
    if a.read.article.outlet == b.read.article.outlet or a.read.hit.story == b.read.hit.story:
        return False
    return a.day == b.day or a.value.unit == DAY_UNIT or a.counted in FIXED


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


def _are_comparable(a: Statement, b: Statement) -> bool:
    counts_same = a.counted == b.counted or None in (a.counted, b.counted)
    return counts_same and agree(a.value, b.value) is not None


def _developed(steps: Sequence[Sequence[Statement]]) -> Differences | None:
    return Differences(DifferenceKind.DEVELOPMENT, _views(steps)) if steps else None


def _corrected(found: Correction | None) -> Differences | None:
    if found is None:
        return None
    views = (_view(found.wrong, is_corrected=True), _view(found.right))
    return Differences(DifferenceKind.CORRECTION, views, correction=found.right[0].support)
