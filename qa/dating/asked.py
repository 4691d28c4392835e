"""The window that a question names: which times in it tell when, and how they bind the evidence.

Knows nothing of archives.
"""

import datetime as dt
import re

from qa.dating.finding import find_times
from qa.dating.lexicon import MONTHS, WEEKDAYS
from qa.dating.window import Binding, Window, later
from qa.moment import Moment

_ONE_DAY = dt.timedelta(days=1)


def window_of(question: str, today: dt.date | None) -> Window | None:
    """The window that a question names.

    Args:
        question: One question in English, as typed; months and weekdays may be in lower case.
        today: The day on which it is asked. Without it, only what names its year counts.

    Returns:
        The window; where the question names several dates, from the first to the last. None where
        it names none: "When ...?" asks for a time, and "the 2022 World Cup" and "the May
        election" are names.
    """
    text = _capitalised(question)
    windows = [_bound(text, question, moment, today) for moment in find_times(text, today)]
    found = [window for window in windows if window is not None]
    if now := _UNTIL_NOW.search(question):
        found += [
            Window(
                first=None,
                last=today,
                binds=Binding.PUBLISHED,
                words=now[0],
                start=now.start(),
                end=now.end(),
            )
        ] * (today is not None and not found)
    return _of_several(question, found, today) if found else None


_NAMES = "|".join([*MONTHS, *WEEKDAYS])
_LOWER = re.compile(rf"\b(?:{_NAMES}|christmas|easter|halloween|thanksgiving)\b")
_DOUBTFUL = re.compile(
    r"(?:\b(?:in|since|until|till|by|before|after|during|of|on|from|early|mid|late|last|next|this) "
    r"|\d (?:of )?|mid-)$"
)


def _capitalised(question: str) -> str:
    """The question with months and weekdays in capitals, where they are sure to be such."""

    def raised(match: re.Match[str]) -> str:
        is_sure = match[0] not in ("march", "may") or _DOUBTFUL.search(question[: match.start()])
        is_dated = re.match(r" \d", question[match.end() :])
        return match[0].title() if is_sure or is_dated else match[0]

    return _LOWER.sub(raised, question)


_UNTIL_NOW = re.compile(
    r"\b(?i:as of (?:now|today)|until (?:now|today)|up to now|so far(?! (?:as|from))|to date)\b"
)
_LEAD = re.compile(
    r"(?i)\b(?P<lead>as of|as at|as on|until|till|up to|up until|through|before|prior to"
    r"|earlier than"
    r"|ahead of|since|starting|onwards from|after|later than|by|in|on|during|over|around|at|within"
    r"|throughout|between|from|for|back in)(?: the)? $"
)
_RELATIVE = re.compile(
    r"(?i)\b(?:last|this|next|past|coming|yesterday|today|tonight|tomorrow|ago)\b|^in \w+ \w+$"
)
_WEEKDAY = re.compile(rf"(?i)(?:{'|'.join(WEEKDAYS)})(?: \w+)?")
_ENDS = re.compile(r"[\s?.!]*$|, (?:who|what|which|how|where|why|when|did|was|were|is)\b")
_ONWARDS = re.compile(r"(?i) (?:onwards?|on)\b")


def _bound(text: str, question: str, moment: Moment, today: dt.date | None) -> Window | None:
    """The window that a moment makes by the words before it; None if it is part of a name."""
    lead = _LEAD.search(text[: moment.start])
    word = lead["lead"].lower() if lead else ""
    if lead and text[: moment.start].lower().endswith("the ") and _is_named_thing(text, moment):
        return None
    is_relative = _RELATIVE.search(moment.words) is not None
    if not lead and not _stands_free(text, moment, today):
        return None
    is_ahead = today is not None and moment.first >= today < moment.last
    if (word == "for" and not is_relative) or (word == "by" and is_ahead):
        return None
    if word == "from" and _ONWARDS.match(text[moment.end :]):
        word = "since"
    days = _days(word, moment)
    if today and moment.words.lower() == "this week":  # on a Monday, too, the last days are meant
        days = min(moment.first, today - _ONE_DAY * 6), moment.last
    start = lead.start() if lead else moment.start
    return Window(
        first=days[0],
        last=days[1],
        binds=Binding.PUBLISHED
        if word.startswith("as ") or _PRINTED.search(text[:start])
        else Binding.HAPPENED,
        words=question[start : moment.end],
        start=start,
        end=moment.end,
        lies_ahead=is_ahead and days[1] is not None,
    )


_PRINTED = re.compile(r"(?i)\b(?:published|printed|posted) $")
_COMPARED = re.compile(r"(?i)\b(?:than|compared (?:to|with)|versus|vs\.?|of|to)(?: in)? $")


def _stands_free(text: str, moment: Moment, today: dt.date | None) -> bool:
    """Whether a moment without a preposition tells when, and is not part of a name."""
    if _COMPARED.search(text[: moment.start]) or moment.words.lower() in ("today's", "today’s"):
        return False
    if _RELATIVE.search(moment.words) or text.startswith(("’s", "'s"), moment.end):
        return True
    if _WEEKDAY.fullmatch(moment.words) and today is not None:  # "It reopened Wednesday after ..."
        return re.search(r"\b(?:the|an?|every|each) $", text[: moment.start]) is None
    return moment.start == 0 or _ENDS.match(text[moment.end :]) is not None


def _is_named_thing(text: str, moment: Moment) -> bool:
    """Whether a noun follows: "in the October 2024 election"."""
    return (
        re.match(r" (?!and\b|or\b|by\b|in\b|on\b|at\b|did\b|was\b)[a-z]", text[moment.end :])
        is not None
    )


def _days(word: str, moment: Moment) -> tuple[dt.date | None, dt.date | None]:
    match word:
        case (
            "as of" | "as at" | "as on" | "until" | "till" | "up to" | "up until" | "by" | "through"
        ):
            return None, moment.last
        case "before" | "prior to" | "earlier than" | "ahead of":
            return None, later(moment.first, -_ONE_DAY) or moment.first
        case "since" | "starting" | "onwards from":
            return moment.first, None
        case "after" | "later than":
            return later(moment.last, _ONE_DAY) or moment.last, None
        case _:
            return moment.first, moment.last


def _of_several(question: str, found: list[Window], today: dt.date | None) -> Window:
    """One window: from "after" to "before" if these two are named; else one that leans on today.

    "He left in 2018, but who thanked him this week?" is answered by what was printed this week. If
    several dates are named, all are let in, from the first to the last; the words are the first's.
    """
    if len(found) == 2 and found[0].binds is found[1].binds:
        one, other = found
        first, last = one.first or other.first, one.last or other.last
        is_pair = (one.first is None) is not (other.first is None) and (one.last is None) is not (
            other.last is None
        )
        if is_pair and first and last and first <= last:
            words = question[one.start : other.end]
            return one.model_copy(
                update={"first": first, "last": last, "words": words, "end": other.end}
            )
    leaning = [window for window in found if _RELATIVE.search(window.words)]
    if today is not None and leaning:
        return min(leaning, key=lambda window: abs(((window.last or today) - today).days))
    firsts = [window.first for window in found]
    lasts = [window.last for window in found]
    is_alike = len({window.binds for window in found}) == 1
    return found[0].model_copy(
        update={
            "first": min((day for day in firsts if day), default=None) if all(firsts) else None,
            "last": max((day for day in lasts if day), default=None) if all(lasts) else None,
            "binds": found[0].binds if is_alike else Binding.HAPPENED,
        }
    )
