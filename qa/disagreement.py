"""Reports of one time that cannot all be right, in different outlets or by different voices.

Knows nothing of questions; sees statements that answer one.
"""

from collections.abc import Sequence
from itertools import pairwise

from qa.counting import FIXED
from qa.event import SAME_NEWS, days_apart
from qa.statement import DAY_UNIT, Statement, by_day
from qa.value import agree
from qa.voices import are_two_voices, is_another_voice


def opposed(
    each: Sequence[Statement], anchor: Statement, alike: Sequence[Statement]
) -> list[list[Statement]]:
    """Groups of statements that agree within, and not with each other.

    Args:
        each: The likeliest statement of each article.
        anchor: One of them, whose group the others are held against.
        alike: All statements that can be compared, in the order of their articles.

    Returns:
        The anchor's group first; empty if nothing stands against it.
    """
    near = [
        s
        for s in [*each, *_set_beside(each, alike)]
        if s is anchor or days_apart(s.read, anchor.read) <= SAME_NEWS
    ]
    groups = _grouped(near)
    held = next(group for group in groups if anchor in group)
    against = [
        group
        for group in groups
        if group is not held
        and any(_conflict(a, b) for a in held for b in group)
        and not _are_two_things(held, group, alike)
    ]
    return [held, *against] if against else []


def _set_beside(chosen: Sequence[Statement], statements: Sequence[Statement]) -> list[Statement]:
    """What another voice says next to one of the chosen."""
    found: list[Statement] = []
    for one, other in pairwise(statements):
        beside = one.read is other.read and is_another_voice(one, other)
        if beside and (one in chosen or other in chosen):
            found += [s for s in (one, other) if s not in chosen]
    return found


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
        statements, key=lambda s: (s.value.is_rough or s.value.low != s.value.high, by_day(s))
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
