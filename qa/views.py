"""The different answers that an archive gives to one question: who says what, when.

Only figures and days are set against each other: names and phrases differ in too many ways that
are no disagreement. Rather a disagreement missed than one that is none. Knows nothing of wording.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from corpus import Article
from index import question_terms
from qa.answering import answers, without_unit
from qa.correction import Correction, find_correction, find_revision
from qa.development import steps_of
from qa.disagreement import opposed
from qa.event import Rarity, on_event, same_event
from qa.evidence import Read, Support, independent
from qa.judgement import Ranked
from qa.kind import Kind
from qa.question import Question
from qa.statement import Statement, by_day, find_statements
from qa.value import agree

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
    each = _one_each(alike, anchor)
    return (
        _corrected(find_correction(alike, statements))
        or _corrected(find_revision(anchor, earlier(anchor.read.article.id)))
        or _disagreement(opposed(each, anchor, alike))
        or _developed(steps_of(each, anchor))
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


def _likeliness(statement: Statement) -> float:
    return statement.margin / 6 + 3 * statement.share


def _views(groups: Iterable[Sequence[Statement]]) -> tuple[View, ...]:
    """Views of statements that agree, oldest first."""
    views = [_view(group) for group in groups]
    return tuple(sorted(views, key=lambda view: view.first_published or dt.date.max))


def _view(group: Sequence[Statement], *, is_corrected: bool = False) -> View:
    ordered = sorted(group, key=by_day)
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


def _are_comparable(a: Statement, b: Statement) -> bool:
    counts_same = a.counted == b.counted or None in (a.counted, b.counted)
    return counts_same and agree(a.value, b.value) is not None


def _developed(steps: Sequence[Sequence[Statement]]) -> Differences | None:
    return Differences(DifferenceKind.DEVELOPMENT, _views(steps)) if steps else None


def _disagreement(groups: Sequence[Sequence[Statement]]) -> Differences | None:
    return Differences(DifferenceKind.DISAGREEMENT, _views(groups)) if groups else None


def _corrected(found: Correction | None) -> Differences | None:
    if found is None:
        return None
    views = (_view(found.wrong, is_corrected=True), _view(found.right))
    return Differences(DifferenceKind.CORRECTION, views, correction=found.right[0].support)
