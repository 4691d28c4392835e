"""Questions about what several outlets say: the same, one before the other, both what is claimed.

An outlet is known by its name in the archive; a question that names none is none of these. Knows
nothing of what the outlets say.
"""

import re
from collections.abc import Sequence

from qa.comparing.clauses import inverted
from qa.comparing.comparison import Claim, Comparison, Hints, Part, Relation, Seeks
from qa.comparing.mentions import (
    QUOTE_MARKS,
    SAYS,
    Mention,
    Report,
    bare_report,
    find_mentions,
    find_reports,
    hints_of,
)
from qa.grammar import parse

_AUX = r"(?:does|do|did|has|have|had|is|are|was|were)"
_YES_NO = re.compile(rf"^{_AUX}\s+", re.IGNORECASE)
_FRAMED = re.compile(rf"^(?:between|after|following|considering|given)\b.+, {_AUX} ", re.IGNORECASE)
_ASKS_LAST = re.compile(rf",\s+{_AUX}\s.+$")
_SAME = re.compile(
    r"\b(?:agree (?:on|about)|(?:the|a) same\b(?! (?:day|time|source|outlet|paper))"
    r"|disagree (?:on|about)|differ (?:on|about)|(?:a )?different)\s*(?P<what>.*)$",
    re.IGNORECASE,
)
_DIFFERENT = re.compile(r"^(?:disagree|differ|a different|different)", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:compared (?:to|with)|similar(?:ly)?|dissimilar|differently|different (?:from|than)"
    r"|aligned|(?:in)?consistent\w*|consistency|inconsisten\w+|change[ds]?|remain\w*|agreement"
    r"|contradict\w*)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^(?P<about>.+?)\b(?P<how>before|after|earlier than|later than)"
    rf"(?: the| an?)?(?: \w+)?\s*[{QUOTE_MARKS}]*\s*$",
    re.IGNORECASE,
)
_REPORTED = (
    r"(?:was|were) (?:reported|discussed|mentioned|covered|published|described|noted|highlighted)"
)
_EARLIER_PASSIVE = re.compile(
    rf"^(?:was|were) (?P<a>.+?) (?:reported|discussed|mentioned|covered|published|described"
    rf"|noted|highlighted) (?:by|in)\b.+? (?P<how>before|after) (?P<b>.+?) {_REPORTED} (?:by|in)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:articles?|reports?|reported|reporting|coverage|portray\w*|news|guides?|described"
    r"|descriptions?|sources?|stor(?:y|ies))\b",
    re.IGNORECASE,
)
_MOST_REPORTS = 4


def reports_asked(question: str, outlets: Sequence[str]) -> Comparison | None:
    """Take a question about outlets apart.

    Args:
        question: One sentence without its question mark.
        outlets: The archive's outlets.

    Returns:
        Its parts; None if it names fewer than two reports, or what is asked of them is unclear.
    """
    if not (_YES_NO.match(question) or _FRAMED.match(question)):
        return None
    mentions = find_mentions(_YES_NO.sub("", question), outlets, any_case=question.islower())
    if not mentions:
        return None
    reports = find_reports(mentions) if _YES_NO.match(question) else []
    return (
        _same(reports, mentions)
        or _which_earlier(mentions)
        or _which_earlier_passive(question, mentions)
        or (_both(reports) if len(reports) == len(mentions) else None)
        or _together(question, mentions)
    )


def _same(reports: Sequence[Report], mentions: Sequence[Mention]) -> Comparison | None:
    """Whether outlets agree on a figure, a date or a name."""
    if len({report.outlet for report in reports}) < 2 or any(r.own for r in reports[:-1]):
        return None
    said = f"{reports[-1].verb} {reports[-1].said}"
    if "agree" in said and (
        whole := re.search(r"\b(?:dis)?agree (?:on|about) .*", mentions[-1].after)
    ):
        said = whole[0]
    found = _SAME.search(said)
    if not found or not found["what"] or _COMPARES.search(found["what"]):
        return None
    asked, seeks = _asked_for(found["what"])
    parts = tuple(
        Part(question=asked, label=report.outlet, seeks=seeks, hints=hints_of(report))
        for report in reports
    )
    differs = _DIFFERENT.match(found[0])
    return Comparison(
        relation=Relation.SAME, parts=parts, claim=Claim.DIFFERENT if differs else Claim.SAME
    )


_INDIRECT = re.compile(r"^(?P<wh>how (?:many|much)\b.*|when|where|who|what|which\b.*)", re.I)
_HEAD_NUMBER = re.compile(
    r"^(?:the )?(?:number|toll|death toll|figure|total|price|cost|amount)", re.I
)
_HEAD_DATE = re.compile(r"^(?:the )?(?:date|day)\b", re.I)


def _asked_for(what: str) -> tuple[str, Seeks]:
    """A question for what outlets agree on: "how many were aboard", "the number of dead"."""
    if found := re.match(r"when (?P<rest>.+)$", what, re.IGNORECASE):
        asked = inverted(found["rest"])
        if asked:
            return f"When {asked}?", Seeks.TIME
    if found := re.match(r"whether (?P<rest>.+)$", what, re.IGNORECASE):
        asked = inverted(found["rest"])
        if asked:
            return f"{asked[0].upper()}{asked[1:]}?", Seeks.STATEMENT
    if _INDIRECT.match(what):
        seeks = Seeks.NUMBER if re.match(r"how (?:many|much)", what, re.I) else Seeks.ANSWER
        return f"{what[0].upper()}{what[1:]}?", seeks
    seeks = Seeks.ANSWER
    if _HEAD_NUMBER.match(what):
        seeks = Seeks.NUMBER
    elif _HEAD_DATE.match(what):
        seeks = Seeks.TIME
    name = what if re.match(r"(?:the|his|her|its|their)\b", what, re.I) else f"the {what}"
    return f"What was {name}?", seeks


def _which_earlier(mentions: Sequence[Mention]) -> Comparison | None:
    """Whether one outlet reported before another: the days of publication are compared."""
    if len(mentions) != 2:
        return None
    first, second = mentions
    turn = _EARLIER.match(first.after)
    said = SAYS.search(turn["about"]) if turn else None
    then = SAYS.search(second.after)
    if not turn or not said or not then:
        return None
    about = turn["about"][said.end() :].strip(" ,")
    return _earlier(
        [(first.outlet, about), (second.outlet, second.after[then.end() :])], turn["how"]
    )


def _which_earlier_passive(question: str, mentions: Sequence[Mention]) -> Comparison | None:
    """Of "was the fire reported by X before the flood was reported by Y"."""
    found = _EARLIER_PASSIVE.match(question)
    if not found or len(mentions) != 2:
        return None
    first, second = mentions
    return _earlier([(first.outlet, found["a"]), (second.outlet, found["b"])], found["how"])


def _earlier(told: Sequence[tuple[str, str]], how: str) -> Comparison | None:
    if not all(words.strip() for _, words in told):
        return None
    parts = tuple(
        _report_on(
            outlet, re.sub(r"^(?:that|on|about)\s+", "", words.strip()), Hints(outlet=outlet)
        )
        for outlet, words in told
    )
    claim = Claim.BEFORE if how.lower() in ("before", "earlier than") else Claim.AFTER
    return Comparison(relation=Relation.ORDER, parts=parts, claim=claim)


def _report_on(outlet: str, topic: str, hints: Hints) -> Part:
    return Part(
        question=f"What did {outlet} report on {topic}?",
        label=outlet,
        seeks=Seeks.PUBLISHED,
        hints=hints,
    )


def _together(question: str, mentions: Sequence[Mention]) -> Comparison | None:
    """Reports that the question sets against each other."""
    if not 2 <= len(mentions) <= _MOST_REPORTS:
        return None
    if not (_COMPARES.search(question) or _SAME.search(question)) or not _REPORT.search(question):
        return None
    asks = _ASKS_LAST.search(question)
    parts = []
    for number, mention in enumerate(mentions):
        behind = mention.after
        if number + 1 == len(mentions) and asks and len(asks[0]) < len(behind):
            behind = behind.removesuffix(asks[0])
        report = bare_report(mention, behind, asks[0] if asks else question)
        parts.append(_report_on(mention.outlet, report.topic, hints_of(report)))
    return Comparison(relation=Relation.TOGETHER, parts=tuple(parts))


def _set_against(reports: Sequence[Report]) -> bool:
    """Whether a report is compared with the next one, and not with something of its own."""
    return not all(report.own for report in reports) and any(
        _COMPARES.search(report.said) for report in reports
    )


def _both(reports: Sequence[Report]) -> Comparison | None:
    if not 2 <= len(reports) <= _MOST_REPORTS or _set_against(reports):
        return None
    parts = []
    for report in reports:
        asked = _statement(report)
        if asked is None:
            return None
        parts.append(
            Part(
                question=asked,
                label=report.outlet,
                seeks=Seeks.STATEMENT,
                hints=hints_of(report),
            )
        )
    return Comparison(relation=Relation.BOTH, parts=tuple(parts))


def _statement(report: Report) -> str | None:
    """What an outlet is said to say, as a yes/no question."""
    if not report.said:
        return None
    asked = inverted(report.said)
    if asked:
        return f"{asked[0].upper()}{asked[1:]}?"
    verb = parse(f"they {report.verb} it")[1].lemma_
    link = " on" if verb == "focus" else ""
    return f"Does the article {verb}{link} {report.said}?"
