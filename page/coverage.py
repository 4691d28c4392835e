"""How much was printed on a topic over time, as bars to choose from. Knows nothing of Gradio."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from page.markup import isolated
from qa import Coverage

_MOST_MONTHS = 36  # drawn side by side on a phone
_MOST_OUTLETS = 6


class Period(NamedTuple):
    """A month, or a year where there are too many months to be drawn.

    Attributes:
        name: As people write it: "Mar 2025", "2025".
        first: Its first day.
        last: Its last day.
    """

    name: str
    first: dt.date
    last: dt.date


def periods(coverage: Sequence[Coverage]) -> list[Period]:
    """The months from the first with an article to the last, with those between, or the years."""
    if not coverage:
        return []
    first, last = (pick(each.month for each in coverage) for pick in (min, max))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) > _MOST_MONTHS:
        years = range(first.year, last.year + 1)
        return [Period(f"{y:04d}", dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in years]
    return [_month(*divmod(number, 12)) for number in months]


def chosen(offered: Sequence[Period], names: Sequence[str]) -> tuple[Period, Period] | None:
    """The first and the last of the periods named, in order of time; None if none is known."""
    found = [period for period in offered if period.name in names]
    return (found[0], found[-1]) if found else None


def bars(coverage: Sequence[Coverage]) -> pd.DataFrame:
    """Articles by period and outlet: columns ``time``, ``outlet``, ``articles``.

    Every period has a row, if only with no article, so that gaps are seen. The outlets that
    printed most have their own colour; the others share one.
    """
    offered = periods(coverage)
    totals: Counter[str | None] = Counter()
    for each in coverage:
        totals[each.outlet] += each.articles
    own = [outlet for outlet, _ in totals.most_common(_MOST_OUTLETS)]
    others = f"{len(totals) - len(own)} others"
    rows = Counter({(period.name, _shown(own[0])): 0 for period in offered} if own else {})
    for each in coverage:
        name = next(p.name for p in offered if p.first <= each.month <= p.last)
        rows[name, _shown(each.outlet) if each.outlet in own else others] += each.articles
    table = [(time, outlet, count) for (time, outlet), count in rows.items()]
    return pd.DataFrame(table, columns=["time", "outlet", "articles"])


def _month(year: int, index: int) -> Period:
    first = dt.date(year, index + 1, 1)
    after = dt.date(year + (index == 11), (index + 1) % 12 + 1, 1)
    return Period(f"{first:%b %Y}", first, after - dt.timedelta(days=1))


def _shown(outlet: str | None) -> str:
    return isolated(outlet) if outlet else "not named"
