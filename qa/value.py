"""Quantities that a text names, as intervals: "83", "at least 12", "about 1,400", "dozens".

Knows nothing of questions, passages or who says so. English only.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from text_to_num import text2num

from index import terms

_SMALL = """
thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
seventy eighty ninety eleven twelve three seven eight four five nine one two six ten
"""  # what begins like another comes after it
_SCALE_OF = {
    "hundred": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_WORD = "|".join(_SMALL.split())
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_SPELLED = rf"(?:(?:{_WORD})(?:[ -](?:{_WORD}|{_SCALE}|and(?= (?:{_WORD}))))*)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SIGN = r"(?P<sign>(?:US|A|C)?\$|£|€|¥|₹)\s?"
_FIGURE = rf"(?:{_DIGITS})(?:(?:\s|-)?(?:{_SCALE}\b)|(?:bn|mn|m|k)\b)?"
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?<![^\W\d]-)(?:{_SIGN})?(?P<number>{_FIGURE}|\b{_SPELLED})(?![\w:/]|[.,]\d)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?P<many>dozens|scores|hundreds|tens of thousands|hundreds of thousands|thousands"
    r"|millions|billions)(?: of)?\b",
    re.IGNORECASE,
)
_VAGUELY = {
    "dozens": (20.0, 120.0),
    "scores": (30.0, 200.0),
    "hundreds": (150.0, 1e3),
    "thousands": (1.5e3, 1e4),
    "tens of thousands": (1.5e4, 1e5),
    "hundreds of thousands": (1.5e5, 1e6),
    "millions": (1.5e6, 1e9),
    "billions": (1.5e9, 1e12),
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
# A day, an hour, a house or page number, an age between commas, a year, a score: no quantity.
_NOT_BEFORE = re.compile(
    rf"(?:\b{_MONTH}\.? |\b(?:no\.|number|page|act|article|section|chapter|gate|locker|route|flight"
    r"|aged?|[ap]\.?m\.?|one in|out of"
    r"|(?:children|people|those|anyone|men|women|adults|boys|girls|pupils) (?:under|over)) |#)$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    rf"\s?(?:[ap]\.?m\b|o['’]clock|(?:of )?{_MONTH}|-year-old|years? old|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?<!\d)\d[-–]\d(?![\d%])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LOWER = (
    r"at least|more than|over|no (?:fewer|less) than|a minimum of|upwards? of|exceed(?:s|ed|ing)?"
)
_UPPER = r"up to|at most|no more than|(?:fewer|less) than|under|below|as many as|a maximum of"
_ABOUT = (
    r"about|around|some|roughly|nearly|almost|approximately|an estimated|estimated|close to"
    r"|just (?:over|under)|more or less"
)
_MODIFIER = re.compile(
    rf"\b(?:(?P<about>{_ABOUT})|(?P<lower>{_LOWER})|(?P<upper>{_UPPER})) (?:the |an? )?$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s?(?:–|-| to | and | or )\s?", re.IGNORECASE)
_FROM = re.compile(r"\b(?P<word>between|from) $", re.IGNORECASE)
_UNIT_WORD = re.compile(r"[ -]([^\W\d_]+(?:['’][^\W\d_]+)?)")
_ENDS = """
a an and are as at be been but by can could for from had has have he her his if in into is it its
of off on or per she than that the their there they this to was we were when which while who will
with would after before since said says more less fewer other others so not did do does each every
alone later earlier during between under over against out up down about
"""
_ENDS_UNIT = frozenset(_ENDS.split())
_LONGEST_UNIT = 3  # words
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)
_CURRENCY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupe"}
_ROUGHLY = 0.06  # "about 80" may mean 83
_ROUND_FROM = 100  # a figure that ends in two noughts may be rounded


class Value(NamedTuple):
    """A quantity that a text names.

    Attributes:
        low: Smallest number that is meant.
        high: Largest; infinite for "at least 12".
        unit: Search terms of what is counted ("gold", "coin"); ("percent",), ("dollar",); empty if
            the text leaves it open.
        start: First character, "at least" included.
        end: One past the last character of the number.
        is_rough: Whether the text says "about" or the like.
        is_vague: Whether the text gives no figure ("dozens").
    """

    low: float
    high: float
    unit: tuple[str, ...]
    start: int
    end: int
    is_rough: bool = False
    is_vague: bool = False

    @property
    def point(self) -> float:
        """The one figure that is printed: the lower one of a range."""
        return self.low or self.high


def find_values(text: str) -> list[Value]:
    """The quantities that a text names, in order.

    Days, hours, years, ages, scores and house numbers are left out.

    Args:
        text: A sentence or more.

    Returns:
        Values whose offsets count the text's characters; no two overlap.
    """
    found = [*_figures(text), *_vague(text)]
    return sorted(found, key=lambda value: value.start)


def _vague(text: str) -> Iterator[Value]:
    for match in _VAGUE.finditer(text):
        low, high = _VAGUELY[match["many"].casefold()]
        unit = _unit(text, match.end())
        yield Value(low, high, unit, match.start(), match.end(), is_vague=True)


def _figures(text: str) -> Iterator[Value]:
    matches = [m for m in _NUMBER.finditer(text) if _is_quantity(text, m)]
    position = 0
    while position < len(matches):
        match = matches[position]
        following = matches[position + 1] if position + 1 < len(matches) else None
        if following is not None and (value := _range(text, match, following)):
            yield value
            position += 2
            continue
        position += 1
        if (number := _number(match["number"])) is not None:
            yield _modified(text, match, number)


def _is_quantity(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match["sign"]:
        return True
    if _NOT_BEFORE.search(before[-20:]) or _NOT_AFTER.match(after):
        return False
    if _YEAR.fullmatch(match["number"]):
        return False
    if match["number"].casefold() == "one" and not re.match(
        r" (?:person|man|woman|child)\b", after
    ):
        return False
    is_age = before.endswith(", ") and after[:1] == "," and match["number"].isdigit()
    return not is_age and not _SCORE.search(text[max(0, match.start() - 3) : match.end() + 3])


def _number(words: str) -> float | None:
    plain = words.casefold().replace(",", "")
    scaled = re.fullmatch(r"(\d+(?:\.\d+)?)[\s-]?([a-z]+)?", plain)
    if scaled:
        return float(scaled[1]) * (_SCALE_OF[scaled[2]] if scaled[2] else 1)
    try:
        return float(text2num(plain.replace("-", " "), "en"))
    except ValueError:
        return None


def _range(text: str, match: re.Match[str], following: re.Match[str]) -> Value | None:
    between = text[match.end() : following.start()]
    if not _PAIR.fullmatch(between):
        return None
    opened = _FROM.search(text[: match.start()])
    if "and" in between and not (opened and opened["word"].casefold() == "between"):
        return None
    low, high = _number(match["number"]), _number(following["number"])
    if low is None or high is None:
        return None
    scale = re.search(rf"{_SCALE}|bn|mn|m$|k$", following["number"], re.IGNORECASE)
    if scale and low < high / _SCALE_OF[scale[0].casefold()] * 10 and low < high:
        low *= _SCALE_OF[scale[0].casefold()] if low < _SCALE_OF[scale[0].casefold()] else 1
    if low >= high:
        return None
    start = opened.start() if opened else match.start()
    return Value(low, high, _unit(text, following.end(), match["sign"]), start, following.end())


def _modified(text: str, match: re.Match[str], number: float) -> Value:
    unit = _unit(text, match.end(), match["sign"])
    said = _MODIFIER.search(text[: match.start()])
    start = said.start() if said else match.start()
    if said and said["lower"]:
        return Value(number, math.inf, unit, start, match.end())
    if said and said["upper"]:
        return Value(0.0, number, unit, start, match.end())
    return Value(number, number, unit, start, match.end(), is_rough=said is not None)


def _unit(text: str, end: int, sign: str | None = None) -> tuple[str, ...]:
    if sign:
        return (_CURRENCY[sign[-1]],)
    if _PERCENT.match(text, end):
        return ("percent",)
    words: list[str] = []
    while len(words) < _LONGEST_UNIT and (match := _UNIT_WORD.match(text, end)):
        if match[1].casefold() in _ENDS_UNIT:
            break
        words += terms(match[1])
        end = match.end()
    return tuple(words)


def agree(a: Value, b: Value) -> bool | None:
    """Whether two values can both be true of one thing.

    Returns:
        True if they are equal, or one leaves room for the other; False if not; None if they do
        not speak of the same unit, or one gives no figure.
    """
    if a.unit and b.unit and not set(a.unit) & set(b.unit):
        return None
    overlap = _widened(a)[0] <= _widened(b)[1] and _widened(b)[0] <= _widened(a)[1]
    if overlap:
        return True
    return None if a.is_vague or b.is_vague else False


def _widened(value: Value) -> tuple[float, float]:
    """The interval, with what rounding leaves open."""
    low, high = value.low, value.high
    if value.is_rough:
        return low * (1 - _ROUGHLY), high * (1 + _ROUGHLY)
    if low == high and low >= _ROUND_FROM and low % _ROUND_FROM == 0:
        slack = _last_place(low) / 2
        return low - slack, high + slack
    return low, high


def _last_place(number: float) -> float:
    """The place of the last digit that is no nought: 100 for 1,400."""
    place = 1.0
    while number % (place * 10) == 0:
        place *= 10
    return place
