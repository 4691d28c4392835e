"""What a question asks for: a number, a time, a person ...; one answer or a list.

A question may come with a sentence or two before it; its last one is what counts.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    OTHER = "other"


_KINDS = [
    (
        Kind.NUMBER,
        r"how (?:many|much|old|far|long|big|large|tall|high|deep|fast|often)"
        r"|(?:what|which) (?:\w+ )?(?:number|percent\w*|share|amount|sum|price|cost|age|rate"
        r"|score|toll)",
    ),
    (
        Kind.TIME,
        r"when|since when|until when|(?:what|which|in what|on what) (?:year|month|day|date|time)",
    ),
    (
        Kind.PLACE,
        r"where|(?:in )?(?:what|which) (?:\w+ )?(?:country|city|state|town|place|region|port"
        r"|river|nation|continent|county|province|island)",
    ),
    (
        Kind.PERSON,
        r"who|whose|whom|by whom|(?:what|which) (?:\w+ )?(?:person|man|woman|minister|president"
        r"|player|actor|actress|singer|author|leader|judge|senator|athlete|coach|director)",
    ),
    (Kind.REASON, r"why|(?:for )?what reason|how come|what (?:was|is|were) the reasons?"),
    (
        Kind.MANNER,
        r"how (?:to|(?:exactly )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
        r"|should|might))|in what way",
    ),
]
_PATTERNS = [(kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _KINDS]

_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might"
    r"|must)(?:n['’]t)?"
)
_YES_NO = re.compile(
    rf"^(?:(?i:{_AUXILIARY})|[^,?;]*, {_AUXILIARY}) "
    r"(?!(?:who|what|when|is|was|were|are|has|had)\b)"
)
_POLITE = re.compile(
    r"^(?:please,? )?(?:(?:can|could|would|will) you (?:please )?(?:tell|say|explain)(?: to)?"
    r"(?: me| us)?|do you know|tell (?:me|us)|i(?: would|['’]d) like to know) (?=wh|how|if)",
    re.IGNORECASE,
)
_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)"
_PLURAL = (
    r"(?:(?!(?:is|was|does|has|this|its|his|us|news|sports|awards|arms|series|always|perhaps)\b)"
    r"[a-z]+(?<![sui])s|people|men|women|children)"
)
_VERB = (
    r"(?:are|were|have|had|do|did|will|would|can|could|took|won|signed|voted|joined|left|made"
    r"|met|agreed)"
)
_WANTS_LIST = re.compile(
    rf"^(?i:name|list) (?:all |the |some |{_MANY} )+(?:[\w'’-]+ )*?{_PLURAL}\b"
    rf"|\b(?i:what|which) {_MANY} \w+"
    rf"|(?<!, )\b(?i:which)(?: news)? {_PLURAL} [a-z]"
    rf"|\b(?i:what|which)(?! (?:type|kind|sort|one|of))(?: [\w'’-]+){{0,2}}? {_PLURAL} {_VERB}\b"
    rf"|\b(?i:who|what) (?:are|were) (?:all )?the (?:\w+ ){{0,2}}?{_PLURAL}\b"
)
_ONE_ANSWER = (Kind.NUMBER, Kind.TIME, Kind.REASON, Kind.MANNER, Kind.YES_NO)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z])")
_NUMBER = re.compile(
    r"\d|\b(?:no|none|nobody|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|quarter|third|twice"
    r"|double|triple|once)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"(?:[\w.,]+[ -]){1,4}(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)",
    re.IGNORECASE,
)
_ASKS_HOW_LONG = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|time|age|sentence|notice"
    r"|delay|longer|how (?:long|old|far|often|fast|late|soon|early))\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_ASKS_HOW_MANY = re.compile(r"\bhow many (?!(?:%|per ?cent))", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?! I\b)"
    r"|(?i:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m"
    r"|noon|midnight|yesterday|today|tonight|tomorrow|last|next|ago|days?|weeks?|months?|years?"
    r"|hours?|minutes?|morning|evening|afternoon|night|spring|summer|autumn|fall|winter|centur\w+"
    r"|before|after|during|when|since|until|Easter|Christmas)\b)"
)
_CAPITAL = re.compile(r"\b[A-ZÀ-ÞĀ-Ž]")


def kind_of(question: str) -> Kind:
    """What a question asks for, by the question word that stands first in its last sentence."""
    asked = _last_sentence(question)
    if _YES_NO.search(asked):
        return Kind.YES_NO
    found = [(match.start(), kind) for kind, p in _PATTERNS if (match := p.search(asked))]
    return min(found, default=(0, Kind.OTHER), key=lambda item: item[0])[1]


def wants_list(question: str) -> bool:
    """Whether a question asks for several things ("Which states ...?")."""
    asked = _last_sentence(question)
    return kind_of(asked) not in _ONE_ANSWER and _WANTS_LIST.search(asked) is not None


def fits(question: str, answer: str) -> bool | None:
    """Whether an answer is of the kind that a question asks for; None if any would do.

    "Three years" is a number, and no answer to "how much was it?"; nor is "6 per cent" one to "how
    many were there?".
    """
    kind = kind_of(question)
    if kind is Kind.NUMBER:
        is_length = _LASTS.fullmatch(answer) and not _ASKS_HOW_LONG.search(question)
        is_share = _SHARE.search(answer) and _ASKS_HOW_MANY.search(question)
        if is_length or is_share:
            return False
    return fits_kind(kind, answer)


def fits_kind(kind: Kind, answer: str) -> bool | None:
    """Whether an answer is of a kind; None if any would do."""
    match kind:
        case Kind.NUMBER:
            return _NUMBER.search(answer) is not None
        case Kind.TIME:
            return _TIME.search(answer) is not None
        case Kind.PERSON | Kind.PLACE:
            return _CAPITAL.search(answer) is not None and not answer[0].isdigit()
        case _:
            return None


def _last_sentence(question: str) -> str:
    """The last sentence with a question mark; the last of all if there is none."""
    sentences = _SENTENCE_END.split(question.strip())
    asked = [sentence for sentence in sentences if "?" in sentence]
    return _POLITE.sub("", (asked or sentences)[-1])
