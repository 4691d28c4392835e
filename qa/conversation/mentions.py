"""Things that a text speaks of, as they stand in it, with what a pronoun must agree with.

Knows nothing of turns, or of which mention a pronoun means.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from qa.conversation.nouns import EMPTY, GROUPS, MEN, PEOPLE, WOMEN

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LONGEST = 9  # words; what is longer is a clause, not a name for something
_MANY = 40  # mentions of one text


class Sort(StrEnum):
    """What sort of thing is spoken of."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    TIME = "time"
    AMOUNT = "amount"
    THING = "thing"
    UNKNOWN = "unknown"
    """A name that may be anybody's or anything's."""


class Role(StrEnum):
    """The part it plays in its sentence."""

    TOPIC = "topic"
    """What "Tell me about ..." or "What is ...?" asks for."""
    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"
    OTHER = "other"


class Mention(NamedTuple):
    """A thing that a text speaks of.

    Attributes:
        text: As it stands in the text, without a question word ("the bank" for "Which bank").
        head: Its main word: lemma in lower case; a person's last name.
        sort: What it is.
        is_plural: Whether it is several.
        gender: ``m``, ``f`` or None.
        is_named: Whether it is a name.
        role: Its part in the sentence.
        is_asked: Whether it is what the question asks for ("Which bank").
        start: Offset of its first character in the text.
        end: One past its last character.
    """

    text: str
    head: str
    sort: Sort
    is_plural: bool
    gender: str | None
    is_named: bool
    role: Role
    is_asked: bool
    start: int
    end: int

    @property
    def is_role(self) -> bool:
        """Whether it is one person by what he or she is: "transport minister"."""
        return (
            self.sort is Sort.PERSON
            and not self.is_named
            and not self.is_plural
            and self.text.split()[0].lower() not in ("the", "a", "an")
        )

    @property
    def key(self) -> str:
        """The same for two mentions of one thing, as far as words tell."""
        if self.sort is Sort.PERSON and self.is_named:
            return self.head
        words = self.text.casefold().split()
        return " ".join(words[1:] if words[0] in ("the", "a", "an") else words)


def find_mentions(doc: "Doc") -> list[Mention]:
    """Everything a text speaks of by a noun or a name, in order; pronouns are left out."""
    found: list[Mention] = []
    for chunk in doc.noun_chunks:
        found.extend(_mentions_of(chunk))
        if len(found) >= _MANY:
            break
    return found


def _mentions_of(chunk: "Span") -> Iterator[Mention]:
    root = chunk.root
    if root.pos_ not in ("NOUN", "PROPN", "NUM") or root.lemma_.casefold() in EMPTY:
        return
    if any(t.tag_ == "PRP$" for t in chunk[1:]):
        return
    owner = next((t for t in chunk if t.dep_ == "poss" and t.tag_ != "PRP$"), None)
    if owner is not None:
        yield from _span(chunk.doc[owner.left_edge.i : owner.i + 1], owner, Role.OWNER)
    yield from _span(_without_start(chunk), root, _role(root), asked=_is_asked(chunk))
    last = _last_joined(root)
    if last is not None and root.dep_ != "conj":
        yield from _span(
            _without_start(chunk.doc[chunk.start : last.i + 1]), root, _role(root), several=True
        )


def _is_asked(chunk: "Span") -> bool:
    return any(token.tag_ in ("WDT", "WP$", "WRB") for token in chunk)


def _without_start(span: "Span") -> "Span":
    start = span.start
    while start < span.end - 1 and (
        span.doc[start].tag_ in ("WDT", "WRB", "WP$", "WP", "PRP$")
        or span.doc[start].lower_
        in (
            "many",
            "much",
            "any",
            "some",
            "this",
            "that",
            "these",
            "those",
            "other",
            "no",
            "every",
            "each",
        )
        or (
            span.doc[start].tag_ in ("CD", "RB", "IN", "JJR", "PDT")
            and span.root.pos_ == "NOUN"
            and span.root.tag_ == "NNS"
        )
        or (span.doc[start].is_punct and span.doc[start].text not in "\"“‘'(")
    ):
        start += 1
    return span.doc[start : span.end]


def _last_joined(token: "Token") -> "Token | None":
    last = None
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"):
            last = _last_joined(child) or child
    return last


def _span(
    span: "Span", root: "Token", role: Role, *, asked: bool = False, several: bool = False
) -> Iterator[Mention]:
    entity = next((e for e in span.doc.ents if e.start <= root.i < e.end), None)
    if not several and entity is not None and entity.label_ == "PERSON":
        span = _name_within(span, root)
    if span[-1].tag_ == "POS" or span[-1].lower_ in ("'s", "’s"):
        span = span[:-1]
    if not len(span) or len(span) > _LONGEST:
        return
    if not several and not asked:
        span = _with_phrase(span, root)
    owned = span.start > 0 and span.doc[span.start - 1].tag_ == "PRP$"
    text = f"the {span.text}" if (asked or owned) and root.tag_ in ("NN", "NNS") else span.text
    if span[0].is_sent_start and span[0].is_title and span[0].pos_ != "PROPN":
        text = text[0].lower() + text[1:]
    sort = _sort(root, entity.label_ if entity else "")
    named = root.pos_ == "PROPN" or (entity is not None and entity.label_ not in _NO_NAMES)
    if len(span) == 1 and root.lower_ in GROUPS:
        named = False  # "Parliament" at the start of a sentence is any parliament
    yield Mention(
        text=text,
        head=span[-1].lower_ if sort is Sort.PERSON and named else root.lemma_.casefold(),
        sort=sort,
        is_plural=several or root.tag_ in ("NNS", "NNPS"),
        gender=None if several else _gender(span, root),
        is_named=named,
        role=role,
        is_asked=asked,
        start=span.start_char,
        end=span.end_char,
    )


def _name_within(span: "Span", root: "Token") -> "Span":
    """The name that a phrase ends in: "the new member Ada Holm" is called "Ada Holm"."""
    start = root.i
    while root.pos_ == "PROPN" and start > span.start and span.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return span.doc[start : root.i + 1] if root.pos_ == "PROPN" else span


_NO_NAMES = ("DATE", "CARDINAL", "ORDINAL")


def _with_phrase(span: "Span", root: "Token") -> "Span":
    """With the phrase of "of" that follows at once ("the owner of the ferry")."""
    for child in root.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == span.end:
            end = child.right_edge.i + 1
            phrase = span.doc[child.i : end]
            simple = not any(t.pos_ in ("VERB", "AUX", "PRON", "PUNCT") for t in phrase)
            if simple and end - span.start <= _LONGEST:
                return span.doc[span.start : end]
    return span


_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_ASK_FOR = ("tell", "describe", "explain", "discuss", "talk", "know", "learn", "hear", "compare")


def _role(root: "Token") -> Role:
    verb = root.head
    if root.dep_ in _SUBJECTS or root.dep_ == "attr":
        is_definition = verb.lemma_ == "be" and any(
            c.tag_ == "WP" and c.dep_ in ("attr", "nsubj") for c in verb.children
        )
        return Role.TOPIC if is_definition else Role.SUBJECT
    if root.dep_ == "ROOT":
        return Role.SUBJECT
    if root.dep_ in ("dobj", "dative"):
        return (
            Role.TOPIC
            if verb.lemma_.casefold() in _ASK_FOR and verb.dep_ == "ROOT"
            else Role.OBJECT
        )
    if root.dep_ == "pobj" and verb.lower_ in ("about", "of"):
        return (
            Role.TOPIC
            if verb.head.lemma_.casefold() in _ASK_FOR or verb.dep_ == "ROOT"
            else Role.OWNER
        )
    return Role.OTHER


_SORTS = {
    "PERSON": Sort.PERSON,
    "NORP": Sort.GROUP,
    "ORG": Sort.GROUP,
    "GPE": Sort.PLACE,
    "LOC": Sort.PLACE,
    "FAC": Sort.PLACE,
    "DATE": Sort.TIME,
    "TIME": Sort.TIME,
    "MONEY": Sort.AMOUNT,
    "PERCENT": Sort.AMOUNT,
    "QUANTITY": Sort.AMOUNT,
    "CARDINAL": Sort.AMOUNT,
    "ORDINAL": Sort.AMOUNT,
    "EVENT": Sort.THING,
    "WORK_OF_ART": Sort.THING,
    "LAW": Sort.THING,
    "PRODUCT": Sort.THING,
    "LANGUAGE": Sort.THING,
}


def sort_of_entity(label: str) -> Sort:
    """What sort of thing an entity label of spaCy means."""
    return _SORTS.get(label, Sort.UNKNOWN)


def _sort(root: "Token", label: str) -> Sort:
    lemma = root.lemma_.casefold()
    if root.pos_ != "PROPN" or root.lower_ in GROUPS:
        if lemma in PEOPLE or lemma in MEN or lemma in WOMEN:
            return Sort.PERSON
        if lemma in GROUPS:
            return Sort.GROUP
    if label in _SORTS:
        return _SORTS[label]
    return Sort.UNKNOWN if root.pos_ == "PROPN" else Sort.THING


def _gender(span: "Span", root: "Token") -> str | None:
    words = {token.lower_.rstrip(".") for token in span} | {root.lemma_.casefold()}
    if words & MEN:
        return "m"
    return "f" if words & WOMEN else None
