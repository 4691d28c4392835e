"""From whom a sayer has a statement, and who passes it on to the reader.

Works on spaCy's English dependency labels. Knows nothing of names or of other sentences.
"""

from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.verb import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token


def cited(token: "Token", sayer: "Token | None") -> "Token | None":
    """In "Reuters, citing officials, said": the officials."""
    places = [token, *([sayer] if sayer is not None else []), *token.children]
    for place in places:
        for child in place.children:
            if child.lemma_.lower() in lex.CITING_VERBS and child.tag_ == "VBG":
                return _cited_object(child)
    return None


def _cited_object(citing: "Token") -> "Token | None":
    for child in citing.children:
        if child.dep_ == "dobj":
            return child if _can_be_cited(child) else None
        if child.dep_ == "ccomp":  # "citing documents obtained" is read as a clause
            return next((t for t in child.children if t.dep_.startswith("nsubj")), None)
    return None


def told(token: "Token") -> "Token | None":
    """In "the chairman had been assured by Poe that": the chairman, from whom others have it."""
    if token.lemma_ not in {"tell", "assure", "inform"} or not is_passive(token):
        return None
    subject = next((t for t in token.children if t.dep_ == "nsubjpass"), None)
    is_inner = token.dep_ == "ccomp" and not any(
        t.is_quote for t in token.doc[token.head.i : token.i]
    )
    return subject if subject is not None and is_inner and subject.pos_ != "PRON" else None


def _can_be_cited(token: "Token") -> bool:
    """Whether "citing X" names a source and not a reason ("citing security")."""
    return token.pos_ == "PROPN" or token.lemma_.lower() in (
        lex.PERSON_NOUNS | lex.BODY_NOUNS | lex.PAPER_NOUNS | {"source", "figure", "datum", "data"}
    )


def passer(sayer: "Token") -> "Token | None":
    """In "papers seen by the Post": the Post."""
    for clause in sayer.subtree:
        if clause.lemma_ in lex.PASSING_VERBS and clause.dep_ in {"acl", "relcl"}:
            agent = next((t for t in clause.children if t.dep_ == "agent"), None)
            found = next((t for t in agent.children if t.dep_ == "pobj"), None) if agent else None
            if found is not None:
                return found
    return None


def recipient(token: "Token") -> "Token | None":
    """In "told Reuters", "told the Herald": to whom, if that is one who passes it on."""
    if token.lemma_ != "tell":
        to = [p for prep in token.children if prep.lower_ == "to" for p in prep.children]
        return next((p for p in to if p.pos_ == "PROPN" and _is_outlet(p)), None)
    for child in token.children:
        if child.dep_ in {"dobj", "dative"} and _is_outlet(child):
            return child
        if child.dep_ in {"dobj", "dative"} and child.lemma_ in {"reporter", "journalist"}:
            outlets = [
                p
                for prep in child.children
                if prep.lower_ in {"from", "for", "at"}
                for p in prep.children
            ]
            return next((p for p in outlets if p.pos_ == "PROPN"), None)
    return None


def _is_outlet(token: "Token") -> bool:
    if token.lower_ in lex.OUTLET_NOUNS:
        return token.lower_ not in {"reporters", "journalists"}
    is_assembly = token.lower_ in lex.BODY_NOUNS | lex.ASSEMBLIES
    return bool(
        token.pos_ == "PROPN"
        and token.ent_type_ not in {"PERSON", "GPE", "LOC"}
        and not is_assembly
    )
