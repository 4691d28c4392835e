"""A question as it is understood: cleaned, its kind named, a follow-up made to stand alone."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from corpus import canonical_line
from index import question_terms
from qa.english import is_english
from qa.errors import AskAgainError

LONGEST_QUESTION = 2_000
"""Characters; what is longer is a text, not a question."""


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


class Question(BaseModel):
    """A question ready to be searched.

    Attributes:
        asked: The words of the user, white space tidied.
        understood: The same, standing alone: what is searched, and shown to the user.
        kind: What it asks for.
        wants_list: Whether it asks for several things ("Which states ...?").
        problem: Why it cannot be answered, in words for the user; None if it can.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    understood: str
    kind: Kind
    wants_list: bool = False
    problem: str | None = None


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
        r"where|(?:in )?(?:what|which) (?:country|city|state|town|place|region|port|river)",
    ),
    (
        Kind.PERSON,
        r"who|whose|whom|by whom|(?:what|which) (?:person|man|woman|minister|president|player)",
    ),
    (Kind.REASON, r"why|for what reason|how come|what (?:was|is|were) the reasons?"),
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
_YES_NO = re.compile(rf"^(?:[^,?]*, )?{_AUXILIARY} (?!who\b|what\b|when\b)", re.IGNORECASE)
_WANTS_LIST = re.compile(
    r"^(?:name|list) (?:all |the |some )"
    r"|\b(?:what|which)(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+))?"
    r"(?: [\w'’-]+){0,2}? (?!(?:is|was|does|has|this|its|his|us|news|series|always|perhaps)\b)"
    r"(?:[a-z]+(?<![sui])s|people|men|women|children) (?:are|were|have|had|do|did|will|would|can"
    r"|could|took|won|signed|voted|joined|left|made|met|agreed|which|that)\b"
    r"|\b(?:who|what) (?:are|were) (?:all )?the (?:\w+ ){0,2}?\w+(?<![sui])s\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:and|but|so|or|also)\b|^(?:what|how) about\b"
    r"|^(?:why|when|where|how|who)(?: (?:was|is|did|said))? (?:that|this|so|it)?\s*\??$"
    r"|\b(?:he|she|it|they|him|his|her|hers|its|their|them|those|these|ones)\b"
    r"|\b(?:that|this|there|one|then)\s*\??$",
    re.IGNORECASE,
)
_FEW_TERMS = 2


def understand(question: str, history: Sequence[str] = ()) -> Question:
    """Read a question.

    Args:
        question: As typed.
        history: What was said before, oldest first: question, answer, question, answer ...

    Returns:
        The question; one that leans on the question before it ("And from Iran?") is joined to it.

    Raises:
        AskAgainError: Too long.
    """
    asked = canonical_line(question)
    if len(asked) > LONGEST_QUESTION:
        raise AskAgainError(
            f"The question has {len(asked):,} characters; at most {LONGEST_QUESTION:,} can be"
            " searched. Ask for one thing at a time."
        )
    earlier = [turn for turn in map(canonical_line, history[::2]) if turn]
    understood = asked
    if earlier and leans_on_history(asked):
        understood = f"{asked} (after: {earlier[-1]})"
    return Question(
        asked=asked,
        understood=understood,
        kind=kind_of(asked),
        wants_list=bool(_WANTS_LIST.search(asked)),
        problem=_problem(asked),
    )


def _problem(asked: str) -> str | None:
    if not any(map(str.isalnum, asked)):
        return "The question is empty. Type what you want to know."
    if not is_english(asked):
        return "The question is not in English, the only language newsquote reads. Ask in English."
    return None


def leans_on_history(question: str) -> bool:
    """Whether a question needs the one before it to be understood."""
    return bool(_LEANS.search(question)) or len(question_terms(question)) < _FEW_TERMS


def kind_of(question: str) -> Kind:
    """What a question asks for, by the question word that stands first in it."""
    if _YES_NO.search(question):
        return Kind.YES_NO
    found = [(match.start(), kind) for kind, p in _PATTERNS if (match := p.search(question))]
    return min(found, default=(0, Kind.OTHER), key=lambda item: item[0])[1]
