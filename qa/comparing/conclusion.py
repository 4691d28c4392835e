"""What follows from the sides of a comparison, or that nothing does.

A conclusion is drawn only where every side was found and they differ by more than what is unsure
about them. Knows nothing of how the sides were found.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from qa.comparing.comparison import Claim, Comparison, Relation
from qa.comparing.sides import Side
from qa.dating import format_day, format_moment
from qa.moment import Precision
from qa.sameness import answer_key, one_holds_the_other

REPORTED_WITHIN = dt.timedelta(days=14)
"""An event whose time is not named is taken to have been at most so long before its report.

Of 76 events whose day was named, four in five were; the text says that the day is the report's.
"""
YES_FROM = 0.6
"""Probability from which a passage affirms a statement, and `NO_FROM` that it denies it.

Chosen on half of what `benchmarks/comparing.py` measures.
"""
NO_FROM = 0.8
TOGETHER_FROM = 0.75
"""The same for the whole question read against the quotes of all sides."""
_NAMES_BOTH = re.compile(
    r"\b(?P<yes>consistent|agree|similar) or (?P<no>inconsistent|disagree|different)\b",
    re.IGNORECASE,
)
_WIDEST_INTERVAL = 62  # days of uncertainty
_DAYS_IN_YEAR = 365.25


Read = Callable[[str, str], tuple[float, float]]
"""Reads a text for a yes/no question: the probabilities that it says yes, and that it says no."""


def conclude(comparison: Comparison, sides: Sequence[Side], read: Read) -> str | None:
    """Draw the conclusion from what was found.

    Args:
        comparison: What was asked.
        sides: What was found of its parts, in their order.
        read: Reads a text for the answer to a yes/no question.

    Returns:
        "Yes", "No", "before", "after", "the same day", "53 days", or a part's own words; None if a
        side was not found, or they cannot be told apart.
    """
    if not all(side.quotes for side in sides) or _rest_on_one_time(sides):
        return None
    match comparison.relation:
        case Relation.ORDER:
            short = _order(sides[0], sides[1], comparison.claim)
        case Relation.FIRST:
            short = _first(sides, last=comparison.claim is Claim.AFTER)
        case Relation.INTERVAL:
            short = _interval(sides[0], sides[1], comparison.unit)
        case Relation.AMOUNT:
            short = _amount(sides, comparison)
        case Relation.SAME:
            short = _same(sides, comparison.claim)
        case Relation.BOTH:
            short = _both(sides)
        case Relation.TOGETHER:
            short = _together(comparison.question, sides, read)
    return short


def _rest_on_one_time(sides: Sequence[Side]) -> bool:
    """Whether one time in one sentence was taken for two events."""
    times = [(side.quotes[0], side.when) for side in sides if side.when]
    return any(time in times[:place] for place, time in enumerate(times))


def is_before(a: Side, b: Side) -> bool:
    """Whether the event of one side was certainly before that of another."""
    if a.last is None or b.last is None:
        return False
    earliest = b.first or b.last - REPORTED_WITHIN
    return a.last < earliest


def _order(a: Side, b: Side, claim: Claim | None) -> str | None:
    if is_before(a, b):
        found = Claim.BEFORE
    elif is_before(b, a):
        found = Claim.AFTER
    else:
        return "the same day" if claim is None and _on_one_day(a, b) else None
    if claim is None:
        return found.value
    return "Yes" if claim is found else "No"


def _on_one_day(a: Side, b: Side) -> bool:
    return a.first is not None and a.first == a.last == b.first == b.last


def _first(sides: Sequence[Side], *, last: bool) -> str | None:
    for side in sides:
        others = [other for other in sides if other is not side]
        if all(is_before(other, side) if last else is_before(side, other) for other in others):
            return side.label
    return None


def _interval(a: Side, b: Side, unit: str | None) -> str | None:
    if a.first and b.first and a.first > b.first:
        a, b = b, a
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    shortest, longest = (b.first - a.last).days, (b.last - a.first).days
    if shortest == longest:
        return _exact_interval(shortest, unit)
    if unit in (None, "years") and _is_in_years(a) and _is_in_years(b):
        return _count(b.first.year - a.first.year, "year", about=True)
    if shortest <= 0 or longest - shortest > _WIDEST_INTERVAL:
        return None
    return f"{shortest:,} to {longest:,} days"


def _is_in_years(side: Side) -> bool:
    return side.when is not None and side.when.precision in (Precision.YEAR, Precision.MONTH)


def _exact_interval(days: int, unit: str | None) -> str:
    told = _count(days, "day")
    lengths = {"weeks": 7.0, "months": _DAYS_IN_YEAR / 12, "years": _DAYS_IN_YEAR}
    if unit not in lengths:
        return told
    units = round(days / lengths[unit])
    return f"{_count(units, unit.removesuffix('s'), about=units * lengths[unit] != days)} ({told})"


def _count(number: int, noun: str, *, about: bool = False) -> str:
    return f"{'about ' if about else ''}{number:,} {noun}{'' if number == 1 else 's'}"


def _amount(sides: Sequence[Side], comparison: Comparison) -> str | None:
    lower = comparison.claim is Claim.LOWER
    extreme = next(
        (side for side in sides if all(_beats(side, o, lower) for o in sides if o is not side)),
        None,
    )
    if comparison.picks:
        return extreme.label if extreme else None
    if extreme is None:
        return "No" if _are_equal(sides) else None
    return "Yes" if extreme is sides[0] else "No"


def _beats(side: Side, other: Side, lower: bool) -> bool:
    a, b = side.value, other.value
    if a is None or b is None or not a.is_comparable(b):
        return False
    return a.high < b.low if lower else a.low > b.high


def _are_equal(sides: Sequence[Side]) -> bool:
    first = sides[0].value
    if first is None or first.low != first.high:
        return False
    values = [side.value for side in sides]
    return all(v and v.is_comparable(first) and v.range == first.range for v in values)


def _same(sides: Sequence[Side], claim: Claim | None) -> str | None:
    same = _all_say_the_same(sides)
    if same is None:
        return None
    return "Yes" if same is (claim is not Claim.DIFFERENT) else "No"


def _all_say_the_same(sides: Sequence[Side]) -> bool | None:
    pairs = [(sides[0], side) for side in sides[1:]]
    if all(side.value for side in sides):
        disjoint = any(_beats(a, b, False) or _beats(a, b, True) for a, b in pairs)
        return False if disjoint else _are_equal(sides) or None
    if all(side.first and side.last for side in sides):
        if any(is_before(a, b) or is_before(b, a) for a, b in pairs):
            return False
        return all((a.first, a.last) == (b.first, b.last) for a, b in pairs) or None
    verdicts = [verdict_of(side) for side in sides]
    if all(verdict is not None for verdict in verdicts):
        return len(set(verdicts)) == 1
    keys = [answer_key(side.short or "") for side in sides]
    if all(keys) and all(one_holds_the_other(keys[0], key) for key in keys[1:]):
        return True
    return None


def verdict_of(side: Side) -> bool | None:
    """Whether a side that was asked yes or no says yes; None if it says neither."""
    if side.yes >= YES_FROM:
        return True
    return False if side.no >= NO_FROM else None


def _both(sides: Sequence[Side]) -> str | None:
    verdicts = [verdict_of(side) for side in sides]
    if all(verdicts):
        return "Yes"
    return "No" if False in verdicts else None


def _together(question: str, sides: Sequence[Side], read: Read) -> str | None:
    """The whole question, read against the quotes of all sides at once."""
    quotes = [side.quotes[0] for side in sides]
    days = [format_day(quote.published) if quote.published else "" for quote in quotes]
    text = "\n\n".join(f"{q.outlet}, {day}: {q.text}" for q, day in zip(quotes, days, strict=True))
    yes, no = read(question, text)
    short = "Yes" if yes >= TOGETHER_FROM else "No" if no >= NO_FROM else None
    if short and (named := _NAMES_BOTH.search(question)):
        return named["yes"].capitalize() if short == "Yes" else named["no"].capitalize()
    return short


def tell(side: Side) -> str:
    """What was found of a part: "3 March 2025.", "By 12 May 2025, ...", "Yes."; may be empty."""
    verdict = verdict_of(side)
    if verdict is not None:
        return "Yes." if verdict else "No."
    if side.by_report:
        return f"By {format_day(side.last)}, the day of the report; it gives no date."
    if side.when:
        return f"{format_moment(side.when)}."
    if side.last:
        return f"{format_day(side.last)}."
    if side.value and side.short:
        return f"{side.short}."
    return ""
