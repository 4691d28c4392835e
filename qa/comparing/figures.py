"""The figure that a short answer gives, as a range: "about 1,200 people", "83 million talens".

Knows nothing of where the answer stands.
"""

import math
import re
from typing import NamedTuple

from qa.sameness import answer_key


class Figure(NamedTuple):
    """A number as words give it.

    Attributes:
        low: Least that is meant; minus infinity for "less than 20".
        high: Most that is meant; twice the number for "at least 20".
        is_share: Whether it is a percentage.
        is_money: Whether a sign or name of money stands with it; None for a bare number, of which
            the words do not say what it counts.
    """

    low: float
    high: float
    is_share: bool
    is_money: bool | None

    def is_comparable(self, other: "Figure") -> bool:
        """Whether both count the same sort of thing, as far as the words tell."""
        kinds = {self.is_money, other.is_money}
        return self.is_share == other.is_share and kinds != {True, False}

    @property
    def range(self) -> tuple[float, float]:
        """Least and most that is meant."""
        return self.low, self.high


_NUMBER = re.compile(r"(?<![\w.])(?:minus )?\d+(?:\.\d+)?")
_SHARE = re.compile(r"%|\bper ?cent\b|\bpercentage\b", re.IGNORECASE)
_COIN = r"(?:dollars?|euros?|pounds?|yen|talens?|crowns?|francs?)\b"
_MONEY = re.compile(rf"[$£€¥]|\b{_COIN}", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"[$£€¥]\s?$")
_COIN_BEHIND = re.compile(rf" (?:(?:thousand|[mb]illion|trillion) )?{_COIN}", re.IGNORECASE)
_COUNTED = re.compile(r"\d (?!(?:and|to|or|in|on|at|by|of|from|for|per)\b)[^\W\d]")
"""Another word behind the number: "1200 people"."""
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|above|no fewer than|upwards of)\b", re.I)
_AT_MOST = re.compile(r"\b(?:at most|up to|less than|fewer than|under|below|nearly|almost)\b", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|nearly|almost)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:between|from)\b.+\b(?:and|to)\b|\d\s?[-–]\s?\d|\d (?:to|and) \d", re.I)
_ABOUT_SHARE = 0.1


def read_figure(words: str, around: str = "") -> Figure | None:
    """Read the figure in a short answer.

    Args:
        words: The answer: "14", "fifteen", "about 1,200 people", "between 40 and 50".
        around: The sentence it stands in; "at least" and the like are looked for before it.

    Returns:
        The range; None if there is no number, or several that are no range.
    """
    before, _, behind = around.partition(words) if words and words in around else ("", "", "")
    before = before[-25:]
    said = f"{before.rpartition(',')[2]} {words}"
    spaced = re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", " to ", words)
    key = answer_key(spaced)
    numbers = [float(found.replace("minus ", "-")) for found in _NUMBER.findall(key)]
    is_share = bool(_SHARE.search(said))
    is_money: bool | None = None
    if _MONEY.search(words) or _SIGN_BEFORE.search(before) or _COIN_BEHIND.match(behind):
        is_money = True
    elif _COUNTED.search(key) and not is_share:
        is_money = False
    if len(numbers) == 2 and _RANGE.search(words) and numbers[0] < numbers[1]:
        return Figure(numbers[0], numbers[1], is_share, is_money)
    if len(numbers) != 1:
        return None
    low = high = numbers[0]
    if _AT_LEAST.search(said):
        high = 2 * low  # a count that is still rising
    elif _AT_MOST.search(said) and not _ABOUT.search(said):
        low = -math.inf
    elif _ABOUT.search(said):
        low, high = low - abs(low) * _ABOUT_SHARE, high + abs(high) * _ABOUT_SHARE
    return Figure(low, high, is_share, is_money)
