"""From whom a sayer has a statement, and who passes it on to the reader.

Works on spaCy's English dependency labels. Knows nothing of names or of other sentences.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from qa.attribution import lexicon as lex
from qa.attribution.sayer import sayer_of_plain
from qa.attribution.verb import is_passive, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHOWS = frozenset({"programme", "program", "show", "podcast"})


def cited(token: "Token", sayer: "Token | None") -> "Token | None":
    """In "Reuters, citing officials, said", "Reuters, which cited officials": the officials."""
    places = [token, *([sayer] if sayer is not None else []), *token.children]
    for place in places:
        for child in place.children:
            is_citing = child.tag_ == "VBG" or (place == sayer and child.dep_ == "relcl")
            if child.lemma_.lower() in lex.CITING_VERBS and is_citing:
                return _cited_object(child)
    return None


def _cited_object(citing: "Token") -> "Token | None":
    for child in citing.children:
        if child.dep_ == "dobj":
            return child if _can_be_cited(child) else None
        if child.dep_ == "ccomp":  # "citing documents obtained" is read as a clause
            return next((t for t in child.children if t.dep_.startswith("nsubj")), None)
    return None


class Quoted(NamedTuple):
    """Somebody quoted as saying something, and by whom.

    Attributes:
        saying: The verb of what is said.
        whom: Head of who says it.
        by: Head of who quotes, if that is said.
    """

    saying: "Token"
    whom: "Token"
    by: "Token | None"


def quoted_as_saying(token: "Token") -> Quoted | None:
    """In "the Post quoted Roe as saying", "Roe was quoted by the Post as saying"."""
    if token.lemma_.lower() not in lex.CITING_VERBS:
        return None
    saying = next(
        (t for at in token.children if at.lower_ == "as" for t in at.children if t.dep_ == "pcomp"),
        None,
    )
    if saying is None or saying.lemma_.lower() not in lex.VERBS:
        return None
    subject, is_quoted = sayer_of_plain(token), is_passive(token)
    whom = subject if is_quoted else object_of(token)
    by = subject
    if is_quoted:
        by = _agent(token) or _agent(saying) or _named_outlet(token, {"in"}, _is_outlet)
    return None if whom is None else Quoted(saying, whom, by)


def is_said_as_quoted(token: "Token") -> bool:
    """Whether a verb is the "saying" of "quoted as saying", which is read with "quoted"."""
    quoted = quoted_as_saying(token.head.head) if token.head.lower_ == "as" else None
    return quoted is not None and quoted.saying == token


def passer_of(token: "Token", sayer: "Token | None") -> "Token | None":
    """Who passes on to the reader what a verb reports; None if that is not said."""
    found = recipient(token) or told(token) or _host(token)
    if found is None and sayer is not None:
        found = passer(sayer) or _host(sayer) or _spoken_to(sayer) or _holder(sayer)
    return None if found == sayer else found


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


def _agent(verb: "Token") -> "Token | None":
    names = (p for by in verb.children if by.lower_ == "by" for p in by.children)
    return next((p for p in names if p.dep_ == "pobj"), None)


def _host(place: "Token") -> "Token | None":
    """In "in an interview with the Post", "in remarks carried by the Post": the Post."""
    for prep in place.children:
        talks = prep.children if prep.lower_ in {"in", "during"} else ()
        for talk in (t for t in talks if t.lemma_.lower() in lex.TALKS):
            if talk.lemma_ in {"interview", "conversation"}:
                found = _named_outlet(talk, {"with", "to", "on", "for", "by"}, _is_outlet)
            else:  # a letter may go to anybody
                found = _named_outlet(talk, {"to", "for", "on"}, _is_surely_outlet)
            found = found or passer(talk)
            if found is not None:
                return found
    speaking = [t for t in place.children if t.dep_ == "advcl" and t.lemma_ in {"speak", "talk"}]
    return _talked_to(speaking)


def _spoken_to(sayer: "Token") -> "Token | None":
    """In "officials who spoke to the Post": the Post."""
    return _talked_to(
        [t for t in sayer.children if t.dep_ in {"relcl", "acl"} and t.lemma_ in {"speak", "talk"}]
    )


def _talked_to(verbs: "Iterable[Token]") -> "Token | None":
    found = (_named_outlet(verb, {"to", "with", "on"}, _is_outlet) for verb in verbs)
    return next((outlet for outlet in found if outlet is not None), None)


def _named_outlet(
    place: "Token", links: set[str], fits: "Callable[[Token], bool]"
) -> "Token | None":
    names = (p for prep in place.children if prep.lower_ in links for p in prep.children)
    return next((p for p in names if p.dep_ == "pobj" and fits(p)), None)


def _holder(sayer: "Token") -> "Token | None":
    """In "the Post has seen papers that show", "papers that the Post obtained": the Post."""
    clauses = [t for t in sayer.children if t.dep_ == "relcl"]
    verbs = [*([sayer.head] if sayer.dep_ == "dobj" else []), *clauses]
    for verb in verbs:
        if verb.lemma_ in lex.HOLDING_VERBS:
            subjects = [t for t in verb.children if t.dep_ == "nsubj"]
            found = next((t for t in subjects if _is_outlet(t)), None)
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
        if child.dep_ in {"dobj", "dative"} and (
            child.lemma_ in _SHOWS or child.ent_type_ == "DATE"
        ):
            return next((t for t in child.subtree if t.dep_ == "poss" and _is_outlet(t)), None)
        if child.dep_ in {"dobj", "dative"} and child.lemma_ in {"reporter", "journalist"}:
            outlets = [
                p
                for prep in child.children
                if prep.lower_ in {"from", "for", "at"}
                for p in prep.children
            ]
            return next((p for p in outlets if p.pos_ == "PROPN"), None)
    return None


def _is_surely_outlet(token: "Token") -> bool:
    return _is_outlet(token) and (token.lower_ in lex.OUTLET_ENDINGS | lex.OUTLET_NOUNS)


def _is_outlet(token: "Token") -> bool:
    if token.lower_ in lex.OUTLET_NOUNS:
        is_social = any(t.lower_ == "social" for t in token.children)
        return token.lower_ not in {"reporters", "journalists"} and not is_social
    is_assembly = token.lower_ in lex.BODY_NOUNS | lex.ASSEMBLIES
    return bool(
        token.pos_ == "PROPN"
        and token.ent_type_ not in {"PERSON", "GPE", "LOC", "DATE"}
        and not is_assembly
    )
