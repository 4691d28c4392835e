"""Rules for times that have a name in the calendar: dates, weekdays, months, years, feasts.

One without a year is the nearest to the day of publication that fits the tense.
"""

import datetime as dt
import re

from qa.dating import stretch
from qa.dating.feasts import FEAST, feast_day
from qa.dating.lexicon import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    MONTHS,
    ORDINAL,
    PART_OF_DAY,
    SEASON,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    month_number,
    weekday_number,
)
from qa.dating.rule import Bearings, Reason, Rule, UnresolvedError, after, before
from qa.dating.stretch import Stretch
from qa.dating.tense import Tense

_MONTH_WORDS = tuple(name[:3] for name in MONTHS)
_YEARS_AROUND = range(-8, 9)  # a 29 February is at most eight years away
_NOT_A_COUNT = r"(?![\d%:]|[.,]\d| ?(?:per ?cent|[mb]illion|thousand|a\.?m\b|p\.?m\b))"
_OWN_YEAR = r"(?:of )?(?P<own>(?:last|this|next) year)\b"
_OF_YEAR = rf"(?:,? (?:(?:of |in )?{YEAR}(?![\d%]|[.,]\d)|{_OWN_YEAR}))?"


def _date(match: re.Match[str], bearings: Bearings) -> Stretch:
    month, number = month_number(match["month"]), int(match["day"])
    if year := _stated_year(match, bearings):
        return stretch.day(dt.date(year, month, number))
    if bearings.year_said:
        return stretch.day(dt.date(bearings.year_said, month, number))
    days = _in_years(bearings.today, month, number)
    if match["weekday"]:
        weekday = weekday_number(match["weekday"])
        days = [day for day in days if day.first.weekday() == weekday] or days
    return bearings.nearest(days)


def _stated_year(match: re.Match[str], bearings: Bearings) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["own"]:
        return bearings.today.year + {"last": -1, "next": 1}.get(match["own"].split()[0].lower(), 0)
    return None


def _in_years(today: dt.date, month: int, number: int) -> list[Stretch]:
    found = []
    for year in _years(today):
        try:
            found.append(stretch.day(dt.date(year, month, number)))
        except ValueError:
            continue
    return found


def _years(today: dt.date) -> list[int]:
    years = (today.year + distance for distance in _YEARS_AROUND)
    return [year for year in years if dt.MINYEAR <= year < dt.MAXYEAR]


def _iso(match: re.Match[str], _: Bearings) -> Stretch:
    return stretch.day(dt.date(int(match["year"]), int(match["month"]), int(match["day"])))


def _slashed(match: re.Match[str], _: Bearings) -> Stretch:
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if max(one, other) <= len(MONTHS) and one != other:
        raise UnresolvedError(Reason.AMBIGUOUS)
    month, day = (one, other) if one <= len(MONTHS) else (other, one)
    return stretch.day(dt.date(year, month, day))


def _days_of_month(match: re.Match[str], bearings: Bearings) -> Stretch:
    last = _date(match, bearings).first
    return stretch.span(last.replace(day=int(match["from"])), last)


def _day_of_month(match: re.Match[str], bearings: Bearings) -> Stretch:
    """The 24th: of this month, or of one of its neighbours."""
    days = []
    for months in (-1, 0, 1):
        near = stretch.move(bearings.today.replace(day=1), months, "month")
        try:
            days.append(stretch.day(near.replace(day=int(match["day"]))))
        except ValueError:
            continue
    return bearings.nearest(days)


def _month(match: re.Match[str], bearings: Bearings) -> Stretch:
    number = month_number(match["month"])
    if year := _stated_year(match, bearings):
        return stretch.month(year, number)
    if match["which"]:
        return _which(
            match["which"], [stretch.month(y, number) for y in _years(bearings.today)], bearings
        )
    if bearings.year_said:
        return stretch.month(bearings.year_said, number)
    return bearings.nearest([stretch.month(year, number) for year in _years(bearings.today)])


# Months that are also names or other words count only where the words around them tell.
_DOUBTFUL = re.compile(r"(?i:march|april|may|june|august|mar|jun|jan|dec|sep|sept)\.?")
_LEADS = re.compile(
    r"\b(?i:in|since|by|until|till|last|next|this|through|throughout|of|from|to|during|before|after"
    r"|early|mid|late|and|between|every|for|through|or|around|about)[ -]$"
)
_PREPOSED = frozenset(
    [
        "In",
        "By",
        "Since",
        "Until",
        "Till",
        "Last",
        "Next",
        "This",
        "From",
        "To",
        "Of",
        "During",
        "Before",
        "After",
        "Early",
        "Mid",
        "Late",
        "And",
        "Between",
        "Through",
        "For",
        "The",
        "Around",
        "About",
    ]
)
_TITLED = re.compile(r"([A-Z][\w.]*) (?:March|April|May|June|August)\b(?! \d)")


def _month_holds(match: re.Match[str]) -> bool:
    if match["year"] or match["own"] or match["which"] or not _DOUBTFUL.fullmatch(match["month"]):
        return not re.match(r" [A-Z]\w* (?:said|says|told)", after(match))
    if match["month"].endswith((".", "Jan", "Dec")) and not _LEADS.search(before(match)):
        return False
    if re.search(r"\b(?i:the|its|his|a|that) $", before(match)):
        return re.match(r" (?!on\b|for\b|of\b|to\b|by\b)[a-z]+", after(match)) is not None
    if re.match(r" [A-Z](?!\b)|['’]s [a-z]+ (?:party|government)", after(match)):
        return False
    names = _TITLED.findall(match.string)
    is_name = any(name not in _PREPOSED for name in names)
    lead = _LEADS.search(before(match))
    return lead is not None and not (is_name and lead[0][:-1].lower() not in ("in", "since"))


def _year(match: re.Match[str], _: Bearings) -> Stretch:
    return stretch.year(int(match["year"]))


_YEAR_LEADS = re.compile(
    r"\b(?i:in|since|by|until|till|during|throughout|circa|early|mid|late|from|to|and|of|before"
    r"|after|years?|through|for|around|about|between|than|early in|late in|or|as|end|start|into)"
    r"[ -]$|[-–(/]$|, $"
)
_THINGS = re.compile(
    r"(?:[-–]\w| (?:people|men|women|children|votes?|per ?cent|[mb]illion|k?m\b|metres?|meters?"
    r"|miles?|feet|tons?|tonnes?|dollars|euros?|pounds|times|points|[a-z]+(?<![si])s\b)|%|,\d|\.\d"
    r"|['’]s [A-Z])"
)
_CERTAIN_LEAD = re.compile(r"\b(?i:in|since|until|during|throughout|early|mid|late)[ -]$")
_VERB_NEXT = re.compile(r" (?:was|is|were|will|saw|has|had|marked|brought|became|began)\b")


def _year_holds(match: re.Match[str]) -> bool:
    if _is_name_of_event(match):
        return False
    if _CERTAIN_LEAD.search(before(match)):
        return not re.match(
            r" (?:people|men|women|votes|[mb]illion)|%|[.,]\d|[-–][a-z]", after(match)
        )
    if _THINGS.match(after(match)):
        return False
    if re.search(r"[.!?] $|^$|\n$", before(match)):
        return _VERB_NEXT.match(after(match)) is not None
    lead = _YEAR_LEADS.search(before(match))
    if lead is not None and lead[0] in (", ", "-", "–", "/"):
        return lead[0] == ", " and re.match(r"[.,;)]|$", after(match)) is not None
    return lead is not None


def _is_name_of_event(match: re.Match[str]) -> bool:
    """ "2022 World Cup": a capital follows, and no sentence or clause starts there."""
    following = re.match(r" (?P<word>[A-Z][\w'’-]*)(?P<next> [A-Z]\w+)?", after(match, 60))
    return following is not None and not re.search(r"\b(?:In|Since|By|Until)[ -]$", before(match))


def _years_range(match: re.Match[str], _: Bearings) -> Stretch:
    first, last = match["year"], match["last"]
    last = first[: len(first) - len(last)] + last
    return stretch.span(dt.date(int(first), 1, 1), dt.date(int(last), 12, 31))


_CENTURIES = ("1500", "1600", "1700", "1800", "1900")


def _decade(match: re.Match[str], _: Bearings) -> Stretch:
    digits = match["tens"]
    if digits in _CENTURIES:
        return stretch.span(dt.date(int(digits), 1, 1), dt.date(int(digits) + 99, 12, 31))
    if len(digits) == 2:
        digits = ("19" if digits >= "30" else "20") + digits
    return stretch.decade(int(digits))


def _weekday(match: re.Match[str], bearings: Bearings) -> Stretch:
    weekday, which = weekday_number(match["weekday"]), (match["which"] or "").lower()
    today, week = bearings.today, (match["week"] or "").lower()
    if week or which.endswith("week's"):
        steps = {"last": -1, "next": 1}.get((week or which).split()[0], 0)
        monday = stretch.around(stretch.move(today, steps, "week"), "week").first
        return stretch.day(stretch.weekday_after(monday, weekday))
    one = dt.timedelta(days=1)
    if which in ("last", "this past", "past"):
        return stretch.day(stretch.weekday_before(today - one, weekday))
    if which in ("next", "this coming", "coming"):
        return stretch.day(stretch.weekday_after(today + one, weekday))
    if not which and bearings.tense is Tense.PAST and _is_just_said(match):
        return stretch.day(stretch.weekday_after(today - one * 5, weekday))
    days = [stretch.weekday_before(today, weekday), stretch.weekday_after(today, weekday)]
    return bearings.nearest([stretch.day(day) for day in days])


_JUST_SAID = re.compile(
    r"\b(?:said|told [\w ]{1,30}|announced|reported)(?: in a statement)?(?: on)? $"
)


def _is_just_said(match: re.Match[str]) -> bool:
    """Whether a statement is reported, or a local time told.

    That is hardly ever six days old: said on "Friday" in what is dated Thursday, the text was changed
    after its date, or it was Friday elsewhere.
    """
    is_local = after(match).lstrip(" ,").startswith("local time")
    return is_local or _JUST_SAID.search(before(match, 50)) is not None


_WEEKDAY_NAMES = re.compile(
    r" (?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|World|Night|People|Independent|Best|Live"
    r"|Politics|Mass|Football|Magazine|Star|Mercury|Sun|Service|Club|school|papers?|newspapers?"
    r"|driver|roast)\b|['’]s Child|[-–]to[-–]"
)
_WEEKDAY_TITLES = re.compile(
    r"\b(?:Black|Bloody|Good|Ash|Palm|Super|Cyber|Sheffield|Easter|Holy|Maundy|Giving|Whit|Shrove"
    r"|Fat|Man|Girl|His|Freaky|Small Business|Mail on|Ruby|Remembrance|Trinity|Mothering|Selection|Super Bowl"
    r"|Taco|Casual|Stir-up|Throwback|[Ww]as a|[Ii]s a|[Oo]n a) $|\b(?i:every|each|any|one) $"
)


def _weekday_holds(match: re.Match[str]) -> bool:
    return not (_WEEKDAY_NAMES.match(after(match)) or _WEEKDAY_TITLES.search(before(match)))


def _season(match: re.Match[str], bearings: Bearings) -> Stretch:
    name, which = match["season"], match["which"] or ""
    if year := _stated_year(match, bearings):
        return stretch.season(name, year)
    seasons = [stretch.season(name, year) for year in _years(bearings.today)]
    return _which(which, seasons, bearings)


def _which(which: str, candidates: list[Stretch], bearings: Bearings) -> Stretch:
    """Last summer, next May, this Easter: the one that the word picks; else the nearest."""
    today = bearings.today
    match which.lower().split(" ")[-1]:
        case "last" | "past":
            return max(one for one in candidates if one.last < today)
        case "next" | "coming":
            return min(one for one in candidates if one.first > today)
        case "this":
            return min(candidates, key=lambda one: _distance(one, today))
        case _:
            return bearings.nearest(candidates)


def _distance(of: Stretch, today: dt.date) -> int:
    return max(0, (of.first - today).days, (today - of.last).days)


def _season_holds(match: re.Match[str]) -> bool:
    if match["year"] or match["own"] or (match["which"] or "").lower() not in ("", "the"):
        return not re.match(r" (?:of|in|from|to) [A-Z]", after(match))
    is_named = match["season"][0].isupper() and not re.search(r"[.!?]\s$|^$", before(match))
    lead = re.search(
        r"\b(?i:in|by|since|until|during|early|mid|late|before|last|over)[ -]$", before(match)
    )
    return (
        not is_named
        and lead is not None
        and not re.match(r" (?:of|in|from|to)\b|[-–]", after(match))
    )


def _feast(match: re.Match[str], bearings: Bearings) -> Stretch:
    name, which = match["feast"], match["which"] or ""
    if match["year"]:
        return stretch.day(feast_day(name, int(match["year"])))
    if bearings.year_said:
        return stretch.day(feast_day(name, bearings.year_said))
    days = [stretch.day(feast_day(name, year)) for year in _years(bearings.today)]
    return _which(which, days, bearings)


_SEASONAL = re.compile(r"Christmas|Easter|Halloween|Thanksgiving|Pentecost|Mardi Gras|Juneteenth")
_FUNCTION = (
    r"and|in|at|but|or|for|with|as|to|the|this|last|of|on|was|is|because|by|after|before|when|while"
    r"|from|that|if|would|will|has|had|morning|night|afternoon|evening"
)


def _feast_holds(match: re.Match[str]) -> bool:
    if not _SEASONAL.fullmatch(match["feast"]) or match["which"] or match["year"]:
        return not re.match(r" (?:Island|Part|Parade)\b", after(match))
    lead = re.search(
        r"\b(?i:at|by|on|before|after|since|until|over|during|for|around) $", before(match)
    )
    return lead is not None and not re.match(rf" (?!(?:{_FUNCTION})\b)\w|[-–]", after(match))


_ORDERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "final": 3, "last": 3}


def _quarter(match: re.Match[str], bearings: Bearings) -> Stretch:
    word = (match["nth"] or "").lower()
    number = int(match["q"]) - 1 if match["q"] else _ORDERS[word]
    of, length = match["of"] or "", 6 if match["half"] else 3
    if match["half"] and word in ("last", "final"):
        number = 1
    if match["half"] and number > 1:
        raise UnresolvedError(Reason.IMPOSSIBLE)
    if of.isdigit():
        return stretch.months(int(of), 1 + number * length, length)
    steps = {"last": -1, "next": 1}.get(of.split(" ")[0].lower(), 0)
    if of:
        return stretch.months(bearings.today.year + steps, 1 + number * length, length)
    return bearings.nearest(
        [stretch.months(year, 1 + number * length, length) for year in _years(bearings.today)]
    )


def _nine_eleven(_: re.Match[str], __: Bearings) -> Stretch:
    return stretch.day(dt.date(2001, 9, 11))


_NINE_ELEVEN = re.compile(r"(?<![\d/.-])9/11(?![\d/])")
_WHICH = r"(?:(?P<which>(?i:last|next|this past|this coming|this|past|coming))\s)?"
_YEAR_NEXT = rf"(?:,? (?:(?:of |in )?{YEAR}(?![\d%-]|[.,]\d)|{_OWN_YEAR}))?"

NAMED = (
    Rule(
        re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
        ("-",),
        _iso,
    ),
    Rule(
        re.compile(
            rf"(?<![\d./-])(?P<one>\d{{1,2}})(?P<mark>[./])(?P<other>\d{{1,2}})(?P=mark){YEAR}(?![\d/])"
        ),
        ("/", "."),
        _slashed,
    ),
    Rule(
        re.compile(
            rf"(?:\b(?:{ANY_WEEKDAY}),? \(?(?:the )?)?\b{MONTH} (?:the )?{DAY}{ORDINAL}\b"
            rf"{_NOT_A_COUNT}{_OF_YEAR}"
        ),
        _MONTH_WORDS,
        _date,
    ),
    Rule(
        re.compile(
            rf"(?:\b(?:{ANY_WEEKDAY}),? \(?(?:the )?)?(?<![\d.,:/£$€-]){DAY}{ORDINAL}(?: day)?(?: of)?[ -]"
            rf"{MONTH}(?!\w)(?:[ ,-]{{1,2}}(?:of |in )?(?:{YEAR}(?![\d%]|[.,]\d)|{_OWN_YEAR}))?"
        ),
        _MONTH_WORDS,
        _date,
    ),
    Rule(
        re.compile(
            rf"\b(?P<weekday>\b)?{MONTH} (?P<from>\d\d?){ORDINAL} ?(?:[-–—]|to|and|through|&) ?{DAY}{ORDINAL}\b"
            rf"{_NOT_A_COUNT}{_OF_YEAR}"
        ),
        _MONTH_WORDS,
        _days_of_month,
    ),
    Rule(
        re.compile(
            rf"(?<![\d.,:/£$€-])(?P<weekday>\b)?(?P<from>\d\d?){ORDINAL} ?(?:[-–—]|to|and|until|&) ?{DAY}{ORDINAL}"
            rf"(?: of)? {MONTH}(?!\w){_OF_YEAR}"
        ),
        _MONTH_WORDS,
        _days_of_month,
    ),
    Rule(
        re.compile(
            rf"(?<=\bon the ){DAY}(?:st|nd|rd|th)(?= of (?:this|the|last) month| (?:and|at|in|when|but|to|with"
            r"|after|before|was|as|by)\b|[.,;:)]|$)"
        ),
        ("th", "st", "nd", "rd"),
        _day_of_month,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:last|next|this past|this coming|this|past)) )?{MONTH}(?!\w)"
            rf"(?! \d{{1,2}}(?!\d)){_YEAR_NEXT}"
        ),
        _MONTH_WORDS,
        _month,
        _month_holds,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:last week['’]s|next week['’]s|last|next|this past|this coming|this|past"
            rf"|coming)) )?{WEEKDAY}\b(?:['’]s(?= {PART_OF_DAY}))?(?: {PART_OF_DAY}\b)?"
            r"(?:,? (?:of )?(?P<week>(?i:last|next|this) week))?"
        ),
        tuple(WEEKDAYS),
        _weekday,
        _weekday_holds,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<which>(?i:the|last|next|this coming|this|past|coming)) )?(?<![\w-]){SEASON}\b"
            r"(?:,? (?:of )?(?:(?P<year>1[5-9]\d\d|20\d\d)\b|(?P<own>(?:last|this|next) year)\b))?"
        ),
        ("spring", "summer", "autumn", "fall", "winter"),
        _season,
        _season_holds,
    ),
    Rule(
        re.compile(
            r"(?:\b(?P<the>[Tt]he) )?(?:\bmid[- ])?(?<![\w-])['’]?(?P<tens>(?:1[5-9]|20)\d0|(?<=['’])\d0)"
            r"(?P<apostrophe>['’])?s\b"
        ),
        ("0s", "0's", "0’s"),
        _decade,
        lambda match: match["apostrophe"] is None or match["the"] is not None,
    ),
    Rule(
        re.compile(
            rf"(?<![\d$£€.,#/-]){YEAR}(?:[-–]| to | until |(?<=etween \d\d\d\d) and )"
            r"(?P<last>\d{4}|(?<=[-–])\d\d)(?![\d%,-]| [mb]illion| people)"
        ),
        (),
        _years_range,
    ),
    Rule(re.compile(rf"(?<![\d$£€.,#/]){YEAR}(?![\d]|[.,]\d)\b"), (), _year, _year_holds),
    Rule(
        re.compile(
            rf"\b{_WHICH}{FEAST}(?!\w)(?: {PART_OF_DAY})?(?:,? (?:in |of )?(?P<year>1[5-9]\d\d|20\d\d)\b)?"
        ),
        (
            *("day", "eve", "easter", "christmas", "halloween", "thanksgiving", "july", "friday"),
            *("monday", "night", "gras", "juneteenth", "pentecost", "mayo", "year", "thursday"),
        ),
        _feast,
        _feast_holds,
    ),
    Rule(
        re.compile(
            r"\b(?:Q(?P<q>[1-4])|(?:(?i:the) )?(?P<nth>(?i:first|second|third|fourth|last|final))"
            r" (?:quarter|(?P<half>half))(?= of))"
            r"(?: of|,)?(?: (?P<of>(?:1[89]|20)\d\d|(?i:the|this|last|next) year))?\b(?! of\b)"
        ),
        ("quarter", "half", "q1", "q2", "q3", "q4"),
        _quarter,
        lambda match: match["of"] is not None or match["q"] is not None,
    ),
    Rule(_NINE_ELEVEN, ("9/11",), _nine_eleven),
)
"""Every rule of this module."""
