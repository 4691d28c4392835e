"""The words of the calendar: patterns that name months, weekdays, counts and units.

Knows nothing of what they add up to. The patterns are pieces for `re`; where case tells ("May",
"Friday"), they mind it, else they say ``(?i:...)``.
"""

import re

from text_to_num import text2num

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_LONG = "|".join(name.title() for name in MONTHS)
_SHORT = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_LOUD = "|".join(name.upper() for name in MONTHS if name not in ("march", "may"))
MONTH = rf"(?P<month>{_LONG}|{_LOUD}|(?:{_SHORT})\b\.?)"

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAYS = "|".join(f"{name.title()}|{name.upper()}" for name in WEEKDAYS)
WEEKDAY_WORDS = tuple(form(name) for name in WEEKDAYS for form in (str.title, str.upper))
WEEKDAY = rf"(?P<weekday>{_DAYS})"
ANY_WEEKDAY = rf"(?P<weekday>{_DAYS}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?)"

DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
YEAR = r"(?P<year>1[4-9]\d\d|20\d\d)"
ORDINAL = r"(?:st|nd|rd|th)?"

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_COUNTS = (
    rf"\d{{1,3}}|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|a hundred"
)
COUNT = rf"(?<![\d,.])(?P<count>(?i:{_COUNTS}|an?|(?:a )?couple(?: of)?|a few|few|a dozen))"
MANY = rf"(?<![\d,.])(?P<count>(?i:{_COUNTS}|couple(?: of)?))"
"""As ``COUNT``, for a run of days or years: "the last few months" has no first day."""
_UNITS = r"days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?"
UNIT = rf"(?P<unit>(?i:{_UNITS}))"
SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter))"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime)"

_FEW = {"a": 1, "an": 1, "couple": 2, "a couple": 2, "few": 3, "a few": 3, "a dozen": 12}
VAGUE = frozenset(("couple", "a couple", "few", "a few"))
"""Counts that leave open how many are meant."""

MONTH_WORDS = tuple(form(name[:3]) for name in MONTHS for form in (str.title, str.upper))
OWN_YEAR = r"(?:of )?(?P<own>(?:last|this|next) year)\b"
OF_YEAR = rf"(?:,? (?:(?:of |in )?{YEAR}(?![\d%]|[.,]\d)|{OWN_YEAR}))?"
FUNCTION = (
    r"and|in|at|but|or|for|with|as|to|the|this|last|of|on|was|is|because|by|after|before|when|while"
    r"|from|that|if|would|will|has|had|morning|night|afternoon|evening"
)
"""Words that go on after a time, where a noun would make it part of a name."""


def month_number(name: str) -> int:
    """The number of a month, 1 to 12, from its name or the first three letters of it."""
    return [month[:3] for month in MONTHS].index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """The number of a weekday, 0 for Monday, from its name or the first three letters of it."""
    return [weekday[:3] for weekday in WEEKDAYS].index(name[:3].lower())


def count_of(words: str) -> int:
    """How many: "3", "three", "a", "a couple of" (2), "a few" (3, which is a guess)."""
    plain = _bare(words)
    if plain in _FEW:
        return _FEW[plain]
    return int(plain) if plain.isdigit() else text2num(plain, "en")


def is_vague(words: str) -> bool:
    """Whether a count leaves open how many are meant ("a few")."""
    return _bare(words) in VAGUE


def _bare(words: str) -> str:
    return re.sub(r"\s+", " ", words.lower()).replace("-", " ").removesuffix(" of")


def unit_of(word: str) -> str:
    """The unit in the singular, lower case; a night counts as a day."""
    unit = word.lower().removesuffix("s")
    return "day" if unit == "night" else unit
