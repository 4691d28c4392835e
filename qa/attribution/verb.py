"""The forms of a verb in a parsed sentence: passive, negated, governed by another.

Works on spaCy's English dependency labels. Knows nothing of reporting.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_passive(token: "Token") -> bool:
    """Whether a verb is passive: "was told", "reported by"."""
    return token.tag_ == "VBN" and (
        any(t.dep_ in {"auxpass", "agent", "nsubjpass"} for t in token.children)
        or (token.dep_ == "acl")
    )


def is_negated(token: "Token") -> bool:
    """Whether a verb has "not" or "never"."""
    return any(t.dep_ == "neg" or t.lower_ == "never" for t in token.children)


def governor(token: "Token") -> "Token | None":
    """The verb that an infinitive or participle hangs on: "refused" in "refused to say"."""
    return (
        token.head if token.dep_ == "xcomp" and token.head.pos_ in {"VERB", "AUX", "ADJ"} else None
    )


def object_of(token: "Token") -> "Token | None":
    """A verb's direct object."""
    return next((t for t in token.children if t.dep_ == "dobj"), None)


def verb_group(token: "Token") -> "tuple[Token, ...]":
    """A verb with its auxiliaries that stand next to it: "is said", "has been alleged"."""
    first = token.i
    helpers = {t.i for t in token.children if t.dep_ in {"aux", "auxpass", "neg"}}
    while first - 1 in helpers:
        first -= 1
    return tuple(token.doc[first : token.i + 1])
