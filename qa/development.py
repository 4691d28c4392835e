"""Counts that rise from report to report, or fall: a toll, the missing, the sick.

Knows nothing of questions; sees statements that answer one.
"""

from collections.abc import Sequence

from qa.counting import GROWING, SHRINKING
from qa.event import LAST_NEWS, days_apart
from qa.statement import Statement


def steps_of(statements: Sequence[Statement], anchor: Statement) -> list[list[Statement]]:
    """The statements through which a count went up, or down for those missing.

    Args:
        statements: At most one an article. Those that recall an older figure are left out.
        anchor: One of them, which the steps lead through.

    Returns:
        Statements of one figure each, in order; empty if it did not change from day to day.
    """
    if anchor.counted not in GROWING | SHRINKING:
        return []
    sign = -1 if anchor.counted in SHRINKING else 1
    dated = [(s.day, sign * s.value.point, s) for s in statements
             if s.day and s.counted == anchor.counted]  # fmt: skip
    runs: list[list[Statement]] = []
    for _, point, statement in sorted(dated, key=lambda entry: entry[:2]):
        before = [
            run
            for run in runs
            if sign * run[-1].value.point <= point
            and days_apart(run[-1].read, statement.read) <= LAST_NEWS
        ]
        runs.append([*max(before, key=len, default=[]), statement])
    steps: dict[float, list[Statement]] = {}
    for statement in max((run for run in runs if anchor in run), key=len, default=[]):
        steps.setdefault(statement.value.point, []).append(statement)
    days = {step[0].day for step in steps.values()}
    return list(steps.values()) if len(days) > 1 else []
