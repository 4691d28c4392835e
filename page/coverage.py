"""How much was printed on a topic over time, as bars to choose from. Knows nothing of Gradio."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from page.markup import isolated, text
from qa import Coverage

_MOST_MONTHS = 36  # drawn side by side on a phone
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""Told apart by most people who are colour-blind. Source: Okabe & Ito, 2008."""
_SHARED = "#8c8c8c"


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


class Bars(NamedTuple):
    """What is drawn.

    Attributes:
        table: Columns ``time``, ``outlet``, ``articles``. Every period has a row, if only with no
            article, so that gaps are seen.
        colours: Of each outlet in the table, most articles first. Those that printed least share
            one name and colour.
        totals: Articles of each.
    """

    table: pd.DataFrame
    colours: dict[str, str]
    totals: dict[str, int]


def bars(coverage: Sequence[Coverage]) -> Bars:
    """Articles by period and outlet."""
    offered = periods(coverage)
    totals: Counter[str | None] = Counter()
    for each in coverage:
        totals[each.outlet] += each.articles
    rest = len(totals) - len(_COLOURS)
    names = {outlet: _shown(outlet) for outlet, _ in totals.most_common(len(_COLOURS))}
    shared = f"{rest} other{'s' if rest > 1 else ''}"
    drawn: Counter[str] = Counter()
    rows = Counter({(period.name, name): 0 for period in offered for name in names.values()})
    for each in coverage:
        name = names.get(each.outlet, shared)
        time = next(p.name for p in offered if p.first <= each.month <= p.last)
        rows[time, name] += each.articles
        drawn[name] += each.articles
    table = [(time, name, count) for (time, name), count in rows.items()]
    colours = dict(zip(dict.fromkeys(names.values()), _COLOURS, strict=False))
    if rest > 0:
        colours[shared] = _SHARED
    return Bars(pd.DataFrame(table, columns=["time", "outlet", "articles"]), colours, dict(drawn))


def legend(drawn: Bars) -> str:
    """Whose bars have which colour, and how many articles each printed, as HTML."""
    rows = "".join(
        f'<li><span style="background: {colour}"></span>{text(name)}: {drawn.totals[name]:,}</li>'
        for name, colour in drawn.colours.items()
    )
    return f'<ul class="nq-legend" aria-label="Articles by outlet">{rows}</ul>'


def _month(year: int, index: int) -> Period:
    first = dt.date(year, index + 1, 1)
    after = dt.date(year + (index == 11), (index + 1) % 12 + 1, 1)
    return Period(f"{first:%b %Y}", first, after - dt.timedelta(days=1))


def _shown(outlet: str | None) -> str:
    return isolated(outlet) if outlet else "not named"
