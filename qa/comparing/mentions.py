"""The outlets that a question names, and what it says of the report of each.

An outlet is known by its name in the archive. Knows nothing of what is asked of the reports.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.comparing.comparison import Hints
from qa.dating import find_times
from qa.dating.window import later

SAYS = re.compile(
    r"\b(?:(?:both|all|also|each) )*(?P<verb>(?:suggest|claim|report|state|indicate|describe"
    r"|discuss|mention|attribute|imply|show|provide|specify|highlight|propose|portray|cite|argue|note"
    r"|confirm|announce|predict|warn|present|reveal|explain|emphasi[sz]e|acknowledge|give|agree"
    r"|contain|include|maintain)(?:s|es|d|ed)?|say|says|said|shown|gave|implie[sd]|focus(?:es|ed)?)"
    r"\b(?: on\b)?(?P<that> that\b)?",
    re.IGNORECASE,
)
_TURN = re.compile(
    r",?\s+(?:while|whereas|as opposed to|but|and|or)\b"
    r"(?:(?!\b(?:while|whereas|and|but)\b).){0,40}$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\bthe same (?:source|outlet|paper|newspaper)(?:['’]s)?"
    r"|\b(?:subsequent|later|second) (?:article|report)(?! (?:by|from|in))\b"
    r"|\bthe one (?:from|of)\b"
    r"|(?<=and )the (?:depiction|report|article)(?! (?:by|from|in))\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"^\W*(?:(?:article|report|story|piece|coverage|reporting|interview)s?\b)?"
    r"\W*(?:on|about|regarding|concerning|discussing|of)\b\s*(?P<topic>.+)$",
    re.IGNORECASE,
)
_DAY = (
    r"(?P<day>(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}(?:, \d{4})|\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d{4}|\d{4}-\d\d-\d\d)"
)
_PUBLISHED = re.compile(
    rf",?\s*(?:\b(?:which was )?(?:published|printed|dated|from))?\s*(?:\b(?:on|of|at))?\s*{_DAY}"
    r"[T\d:+]*,?",
    re.IGNORECASE,
)
QUOTE_MARKS = "\"'‘’“”"
_REPORT_NOUN = re.compile(
    r"^\W*(?:(?:later|subsequent|earlier)\s+)?(?:(?:article|report|story|piece|coverage)s?\b)?"
    r"\W*(?:\b(?:on|about|regarding|concerning|discussing|that|published)\b)?"
)
_JOINS = re.compile(
    r",?\s*\b(?:and|or|while|with|compared to|by)\b(?:\W+(?:the|an?|later|subsequent|another"
    r"|other|article|report|from|by))*\W*$"
)


class Mention(NamedTuple):
    """An outlet in a question, and the words from it to the next one.

    Attributes:
        outlet: Its name.
        before: The words between the outlet before it, or the start, and this one.
        after: The words behind it.
    """

    outlet: str
    before: str
    after: str


class Report(NamedTuple):
    """What a question says of one outlet.

    Attributes:
        outlet: Its name.
        topic: On what it writes; may be empty.
        day: When, or None.
        verb: "suggests"; may be empty.
        said: What it is said to say; may be empty.
        own: Whether that ends before the next outlet, and is not shared with it.
    """

    outlet: str
    topic: str
    day: dt.date | None
    verb: str
    said: str
    own: bool


def find_mentions(body: str, outlets: Sequence[str], *, any_case: bool) -> list[Mention]:
    """The outlets that a question names, in its order; "the same source" is the one before.

    Args:
        body: The question without its first auxiliary.
        outlets: The archive's.
        any_case: Whether a name without a capital counts: "the week" may be no outlet.
    """
    names = sorted(filter(None, outlets), key=len, reverse=True)
    if not names:
        return []
    pattern = "|".join(re.escape(name) for name in names)
    named = re.compile(rf"['\"‘“]?(?<!\w)({pattern})(?!\w)['\"’”]?(?:['’]s\b)?", re.IGNORECASE)
    by_name = {name.casefold(): name for name in names}
    places = [
        (m.start(), m.end(), by_name[m[1].casefold()])
        for m in named.finditer(body)
        if any_case or not m[1].islower()
    ]
    for again in _AGAIN.finditer(body):
        earlier = [place for place in places if place[1] <= again.start()]
        if earlier:
            places.append((again.start(), again.end(), earlier[-1][2]))
    places.sort()
    starts = [0, *(end for _, end, _ in places)]
    ends = [*(start for start, _, _ in places[1:]), len(body)]
    return [
        Mention(outlet, body[before:start], body[end:next_start])
        for (start, end, outlet), before, next_start in zip(places, starts, ends, strict=False)
    ]


def find_reports(mentions: Sequence[Mention]) -> list[Report]:
    """What each outlet is said to say; outlets that share a verb share what follows it."""
    reports: list[Report] = []
    waiting: list[tuple[str, str]] = []
    for number, mention in enumerate(mentions):
        found = SAYS.search(mention.after)
        if found is None:
            waiting.append((mention.outlet, mention.after))
            continue
        said, is_closed = mention.after[found.end() :], True
        if number + 1 < len(mentions):
            said, turns = _TURN.subn("", said)
            is_closed = turns > 0
        waiting.append((mention.outlet, mention.after[: found.start()]))
        for place, (outlet, behind) in enumerate(waiting):
            own = is_closed and place == len(waiting) - 1
            reports.append(_report(outlet, behind, found["verb"], said.strip(" ,"), own))
        waiting = []
    return reports


def _report(outlet: str, behind: str, verb: str, said: str, own: bool) -> Report:
    topic = _TOPIC.match(_PUBLISHED.sub("", behind))
    return Report(
        outlet=outlet,
        topic=re.sub(r",?\s*(?:and|or)(?: the)?(?: \w+){0,3}$|\W+$", "", topic["topic"])
        if topic
        else "",
        day=_published(behind),
        verb=verb.lower(),
        said=said,
        own=own,
    )


def _published(words: str) -> dt.date | None:
    day = _PUBLISHED.search(words)
    found = find_times(day["day"], None) if day else []
    return found[0].first if found else None


def hints_of(report: Report) -> Hints:
    """Where to look for a report."""
    # Outlets and archives disagree by a day on when an article appeared.
    around = dt.timedelta(days=1)
    return Hints(
        outlet=report.outlet,
        after=later(report.day, -around) if report.day else None,
        before=later(report.day, around) if report.day else None,
        topic=report.topic,
    )


def topic_of(words: str) -> str:
    """What a report is on: the words beside its outlet without its date and what joins it."""
    bare = _REPORT_NOUN.sub("", _PUBLISHED.sub(" ", words))
    bare = _JOINS.sub("", bare).strip(f" ,{QUOTE_MARKS}")
    return bare if len(bare.split()) > 1 else ""


def bare_report(mention: Mention, behind: str, otherwise: str) -> Report:
    """A report of which the question only says what it is on.

    Args:
        mention: The outlet.
        behind: The words behind it that speak of its report.
        otherwise: What the report is on if neither these nor the words before say it.
    """
    topic = topic_of(behind) or topic_of(mention.before) or otherwise
    return Report(mention.outlet, topic.strip(" ,"), _published(behind), "", "", own=True)
