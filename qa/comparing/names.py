"""The names of things in a question: whether they mean one certain thing, and what stands for what.

Knows nothing of sentences or of archives.
"""

import re
from typing import TYPE_CHECKING

from qa.grammar import parse

if TYPE_CHECKING:
    from spacy.tokens import Token

# What the small model makes of short names is uncertain; their first word tells.
_LEADS = re.compile(
    r"^(?:the|this|these|those|his|her|its|their|both|(?:[\w.-]+ ){0,4}[\w.-]+(?:['’]s|s['’]))"
    r" \w",
    re.IGNORECASE,
)
_TIME_NOUN = re.compile(
    r"^(?:the|this) (?:\w+ )?(?:day|night|morning|week|weekend|month|year|decade|century|time|end"
    r"|beginning|start|age)s?\b",
    re.IGNORECASE,
)
_TIMES = ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY")
_ACTORS = ("PERSON", "ORG", "NORP", "GPE")
_PRONOUNS = frozenset(
    ["it", "he", "she", "they", "him", "them", "this", "that", "these", "those", "one"]
)
_POSSESSIVE = re.compile(r"^(?:his|her|its|their)\b(?= \w)", re.IGNORECASE)
_SUBJECT_PRONOUN = re.compile(r"^(?P<aux>(?:did|was|were|had|has) )?(?:it|he|she|they)\b", re.I)
# The small model stumbles over bare names; capitals tell them.
_NAME = re.compile(
    r"^(?!(?:A|An|The|Any|Some|No|Every)\b)[A-ZÀ-ÞĀ-Ž][\w.'’-]*"
    r"(?: (?:of|and|the|de|van|von|&)| [A-ZÀ-ÞĀ-Ž\d][\w.'’-]*)*$"
)
_CALENDAR = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Christmas|Easter)(?:day)?\b"
)
_ARTICLE = re.compile(r"^(?:The|A|An|His|Her|Its|Their)\b")
_MOST_ITEMS = 4


def is_definite(words: str) -> bool:
    """Whether words name a certain thing: "the vote", "Wren Halvik", not "a vote" or "2020"."""
    if _NAME.match(words):
        return _CALENDAR.search(words) is None
    if _LEADS.match(words):
        return _TIME_NOUN.match(words) is None
    root = _root(words)
    if root is None or root.pos_ not in ("NOUN", "PROPN") or root.ent_type_ in _TIMES:
        return False
    return bool(root.pos_ == "PROPN") or any(_makes_definite(token) for token in root.lefts)


def _makes_definite(token: "Token") -> bool:
    return bool(token.dep_ == "poss" or token.pos_ == "PROPN")


def _root(words: str) -> "Token | None":
    doc = parse(words)
    return next((token for token in doc if token.dep_ == "ROOT"), None)


def is_plural(words: str) -> bool:
    """Whether a name takes "were"."""
    root = _root(words)
    if root is None:
        return False
    return root.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in root.children)


def is_same_sort(name: str, other: str) -> bool:
    """Whether two names are both of people or bodies, which act rather than happen."""
    return _is_actor(name) and _is_actor(other)


def _is_actor(words: str) -> bool:
    root = _root(words)
    if root is None:
        return False
    named = root.pos_ == "PROPN" and root.ent_type_ in _ACTORS
    return named or (_NAME.match(words) is not None and _CALENDAR.search(words) is None)


def in_sentence(words: str) -> str:
    """Words as they stand inside a sentence: "The fire" as "the fire"."""
    return words[0].lower() + words[1:] if _ARTICLE.match(words) else words


def owner_of(words: str) -> str | None:
    """What an event is of: "the cup" of "the theft of the cup" or "the cup's theft", or None."""
    if held := re.match(r"(?P<owner>.+?)(?:['’]s|(?<=s)['’]) ", words):
        return held["owner"]
    _, of, owner = words.partition(" of ")
    return owner if of and is_definite(owner) else None


def resolved(words: str, subject: str) -> str | None:
    """Words with "he" and "his" replaced by the subject they stand for.

    Returns:
        None if the words are a pronoun alone.
    """
    if words.lower() in _PRONOUNS:
        return None
    subject = in_sentence(subject)
    owner = subject + ("’" if subject.endswith("s") else "’s")
    words = _SUBJECT_PRONOUN.sub(lambda found: (found["aux"] or "") + subject, words)
    return _POSSESSIVE.sub(owner, words)


def list_items(words: str, joint: str) -> tuple[str, ...]:
    """The two to four items of "A or B", "A, B or C"; none if there are more or fewer.

    Args:
        words: The list.
        joint: "or", "and", "to".
    """
    head, _, tail = _split_at(words, joint)
    if not head or not tail:
        return ()
    items = [*head.split(", "), tail] if joint == "or" else [head, tail]
    trimmed = tuple(in_sentence(item.strip(" ,:;–—-") or " ").strip() for item in items)
    return trimmed if all(trimmed) and 2 <= len(trimmed) <= _MOST_ITEMS else ()


def _split_at(words: str, joint: str) -> tuple[str, str, str]:
    """Cut at the joint; of several, at the one behind which a certain thing is named."""
    places = [found.span() for found in re.finditer(rf",? {joint} ", words)]
    if len(places) > 1:
        places = [p for p in places if is_definite(words[: p[0]]) and is_definite(words[p[1] :])]
    if not places:
        return "", "", ""
    start, end = places[-1]
    return words[:start], words[start:end], words[end:]
