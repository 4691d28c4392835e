"""Feasts and days with a name: the day on which each falls in a given year.

Knows nothing of texts. Thanksgiving, Labor Day and other days that move are those of the United
States, where news in English mostly means these.
"""

import datetime as dt
import re
from collections.abc import Callable

from dateutil.easter import easter

from qa.dating.stretch import weekday_after, weekday_before

_ONE_DAY = dt.timedelta(days=1)


def _fixed(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def _from_easter(days: int) -> Callable[[int], dt.date]:
    return lambda year: easter(year) + _ONE_DAY * days


def _nth(count: int, weekday: int, month: int, days: int = 0) -> Callable[[int], dt.date]:
    """Some days after the nth such weekday of a month."""
    return lambda year: (
        weekday_after(dt.date(year, month, 1), weekday) + _ONE_DAY * (7 * (count - 1) + days)
    )


_FEASTS: dict[str, Callable[[int], dt.date]] = {
    r"New Year['’]s Day|New Year['’]s(?! Eve| Day| resolution)": _fixed(1, 1),
    r"New Year['’]s Eve|Hogmanay": _fixed(12, 31),
    r"(?:Martin Luther King|MLK)(?:,? Jr\.?)? Day": _nth(3, 0, 1),
    r"Groundhog Day": _fixed(2, 2),
    r"(?:St\.? )?Valentine['’]?s['’]? Day": _fixed(2, 14),
    r"Presidents?['’]?s?['’]? Day": _nth(3, 0, 2),
    r"International Women['’]s Day": _fixed(3, 8),
    r"(?:St\.?|Saint) Patrick['’]s Day": _fixed(3, 17),
    r"April Fools?['’]?s?['’]? Day": _fixed(4, 1),
    r"Earth Day": _fixed(4, 22),
    r"May Day(?! call)": _fixed(5, 1),
    r"Cinco de Mayo": _fixed(5, 5),
    r"Memorial Day": lambda year: weekday_before(dt.date(year, 5, 31), 0),
    r"Juneteenth": _fixed(6, 19),
    r"Midsummer['’]?s? Day": _fixed(6, 24),
    r"(?:the )?(?:Fourth of July|July Fourth|4th of July)": _fixed(7, 4),
    r"Bastille Day": _fixed(7, 14),
    r"Labor Day": _nth(1, 0, 9),
    r"Columbus Day|Indigenous Peoples?['’]? Day": _nth(2, 0, 10),
    r"Halloween|Hallowe['’]en": _fixed(10, 31),
    r"All Saints['’]? Day": _fixed(11, 1),
    r"Guy Fawkes Night|Bonfire Night": _fixed(11, 5),
    r"Veterans['’]? Day|Armistice Day|Remembrance Day": _fixed(11, 11),
    r"Thanksgiving(?: Day)?": _nth(4, 3, 11),
    r"Black Friday": _nth(4, 3, 11, days=1),
    r"Cyber Monday": _nth(4, 3, 11, days=4),
    r"Christmas Eve": _fixed(12, 24),
    r"Christmas(?: Day)?": _fixed(12, 25),
    r"Boxing Day|St\.? Stephen['’]s Day": _fixed(12, 26),
    r"Mardi Gras|Shrove Tuesday|Fat Tuesday": _from_easter(-47),
    r"Ash Wednesday": _from_easter(-46),
    r"Palm Sunday": _from_easter(-7),
    r"Maundy Thursday|Holy Thursday": _from_easter(-3),
    r"Good Friday": _from_easter(-2),
    r"Easter Monday": _from_easter(1),
    r"Ascension Day": _from_easter(39),
    r"Whit Sunday|Pentecost": _from_easter(49),
    r"Whit Monday": _from_easter(50),
    r"Easter(?: Sunday| Day)?": _from_easter(0),
}
FEAST = rf"(?P<feast>{'|'.join(_FEASTS)})"
_COMPILED = [(re.compile(pattern), falls) for pattern, falls in _FEASTS.items()]


def feast_day(name: str, year: int) -> dt.date:
    """The day of a feast, named by words that ``FEAST`` matched, in a year.

    Raises:
        ValueError: The year is outside of 1 to 9999, or the feast has no name known here.
    """
    for pattern, falls in _COMPILED:
        if pattern.fullmatch(name):
            return falls(year)
    raise ValueError(f"no feast is called {name!r}")
