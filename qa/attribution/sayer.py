"""Who a reporting verb's subject is, as the parse of its sentence has it.

Works on spaCy's English dependency labels. Knows nothing of names or of other sentences.
"""

from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.verb import is_passive, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
QUOTES = frozenset("\"“”‘’'«»")


def sayer_of(token: "Token") -> "Token | None":
    """The head of the words that name who says it.

    The agent of a passive; else the subject, for a participle or infinitive that of the verb or
    noun it hangs on; for "who" the noun that it speaks of.
    """
    if is_passive(token) and token.lemma_ not in {"quote", "cite"}:
        agent = next((t for t in token.children if t.dep_ == "agent"), None)
        return next((t for t in agent.children if t.dep_ == "pobj"), None) if agent else None
    subjects = [t for t in token.children if t.dep_ in SUBJECTS]
    named = [t for t in subjects if t.lower_ not in lex.RELATIVE_WORDS or t.tag_ == "DT"]
    if named:
        return named[-1]
    if subjects or token.dep_ == "acl":
        return _described(token)
    if token.dep_ == "ROOT":
        return lost_subject(token)
    if token.dep_ == "pcomp" and token.head.lower_ == "as":
        return sayer_of_plain(token.head.head)
    if token.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "parataxis", "prep", "dep"}:
        head = token.head
        if token.dep_ in {"ccomp", "parataxis"} and token.tag_ != "VBG":
            return None
        while head.pos_ not in {"VERB", "AUX"} and head.head != head:
            head = head.head
        if head != token and head.pos_ in {"VERB", "AUX"}:
            return sayer_of_plain(head)
    return None


def lost_subject(token: "Token") -> "Token | None":
    """The likely subject of a sentence's verb that the parser hung on another word."""
    thing = object_of(token)
    if thing is not None and token.i and token.doc[token.i - 1].text in QUOTES:
        return thing  # "...,” grinned Prys"
    earlier = [t for t in token.doc[: token.i] if t.pos_ in {"NOUN", "PROPN"}]
    subjects = [t for t in earlier if t.dep_ in SUBJECTS and t.lower_ not in lex.RELATIVE_WORDS]
    people = [t for t in earlier if t.dep_ == "appos" and t.lemma_ in lex.PERSON_NOUNS]
    before = token.doc[token.i - 1 : token.i]
    people += [t for t in before if t.dep_ == "compound" and t.head == token]  # "police estimate"
    return next(iter(subjects), people[-1] if people else None)


def sayer_of_plain(token: "Token") -> "Token | None":
    """The subject of any verb, passive or not, or of the verb that it goes on from."""
    subjects = [t for t in token.children if t.dep_ in SUBJECTS]
    named = [t for t in subjects if t.lower_ not in lex.RELATIVE_WORDS or t.tag_ == "DT"]
    if named:
        return named[-1]
    if subjects or token.dep_ in {"acl", "relcl"}:
        return _described(token)
    if token.dep_ in {"conj", "xcomp", "advcl"} and token.head.pos_ in {"VERB", "AUX"}:
        return sayer_of_plain(token.head)
    return None


def _described(token: "Token") -> "Token | None":
    place = token
    while place.dep_ not in {"relcl", "acl"} and place.head != place:
        place = place.head
    return place.head if place.dep_ in {"relcl", "acl"} else None
