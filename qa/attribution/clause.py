"""How a reporting verb sits in its sentence: who is its subject, which words it reports.

Works on spaCy's English dependency labels. Knows nothing of frames or other sentences.
"""

from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.said import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CORE = frozenset(
    """nsubj nsubjpass aux auxpass neg prep agent npadvmod advmod dative dobj prt advcl appos
    acomp""".split()
)
_TOLD = frozenset({"tell", "quote", "inform", "warn", "cite"})
_OPENING = frozenset("\"“«‘")
_QUOTES = frozenset("\"“”‘’'«»")


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
    return token.head if token.dep_ == "xcomp" and token.head.pos_ in {"VERB", "AUX", "ADJ"} else None


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


def sayer_of(token: "Token") -> "Token | None":
    """The head of the words that name who says it.

    The agent of a passive; else the subject, for a participle or infinitive that of the verb or
    noun it hangs on; for "who" the noun that it speaks of.
    """
    if is_passive(token) and token.lemma_ not in {"quote", "cite"}:
        agent = next((t for t in token.children if t.dep_ == "agent"), None)
        return next((t for t in agent.children if t.dep_ == "pobj"), None) if agent else None
    subjects = [t for t in token.children if t.dep_ in _SUBJECTS]
    named = [t for t in subjects if t.lower_ not in lex.RELATIVE_WORDS or t.tag_ == "DT"]
    if named:
        return named[-1]
    if subjects or token.dep_ == "acl":
        return _described(token)
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


def sayer_of_plain(token: "Token") -> "Token | None":
    """The subject of any verb, passive or not, or of the verb that it goes on from."""
    subjects = [t for t in token.children if t.dep_ in _SUBJECTS]
    named = [t for t in subjects if t.lower_ not in lex.RELATIVE_WORDS or t.tag_ == "DT"]
    if named:
        return named[-1]
    if subjects or token.dep_ in {"acl", "relcl"}:
        return _described(token)
    if token.dep_ in {"conj", "xcomp", "advcl"} and token.head.pos_ in {"VERB", "AUX"}:
        return sayer_of_plain(token.head)
    return None


def recipient(token: "Token") -> "Token | None":
    """In "told Reuters", "told the Herald": to whom, if that is one who passes it on."""
    if token.lemma_ != "tell":
        return None
    for child in token.children:
        if child.dep_ in {"dobj", "dative"} and _is_outlet(child):
            return child
    return None


def covered_by_verb(token: "Token", how: lex.Reporting, *, agentless: bool) -> frozenset[int]:
    """Indices of the words that a reporting verb reports; empty if they are not in the sentence."""
    if agentless and token.lemma_ not in _TOLD:
        return frozenset()
    clauses = _clauses(token, how, agentless=agentless)
    if clauses and all(c.i > token.i for c in clauses):
        reported = frozenset(t.i for c in clauses for t in c.subtree)
        return reported | _to_the_end_of_the_quote(token) if token.dep_ == "ROOT" else reported
    if clauses or _is_parenthesis(token):
        return _around(token, clauses)
    if _quote_follows(token):
        return frozenset(range(token.i + 1, len(token.doc)))
    return _held_by_noun(token, how)


def _clauses(token: "Token", how: lex.Reporting, *, agentless: bool) -> "list[Token]":
    found = [t for t in token.children if t.dep_ in _CLAUSES]
    if how.needs_words:
        # "showed that", "felt: ...": without a subject of its own a clause is no statement.
        found = [c for c in found if any(t.dep_ in _SUBJECTS or t.dep_ == "expl" for t in c.children) or _has_quote(c)]
    elif not found:
        found = [
            t
            for t in token.children
            if t.dep_ == "xcomp"
            and (
                (agentless and token.lemma_ != "ask")
                or token.lemma_ in {"claim", "deny", "admit", "say"}
                or any(s.dep_ in _SUBJECTS for s in t.children)
            )
        ]
    return found


def _is_parenthesis(token: "Token") -> bool:
    """Whether a verb without clause is set beside what it reports: ", he said,", "...," she said."""
    if not any(t.dep_ in _SUBJECTS for t in token.children):
        return False
    first, last = _core_edges(token)
    doc = token.doc
    before, after = doc[first - 1] if first else None, doc[last + 1] if last + 1 < len(doc) else None
    if before is None:
        return False
    how = lex.VERBS.get(token.lemma_)
    quoted = before.text in _QUOTES or (before.text in ",.?!" and first > 1 and doc[first - 2].text in _QUOTES)
    if how is not None and how.needs_words and not quoted:
        return False
    closed = after is None or after.is_punct or after.is_space
    return (quoted or before.text in {",", "—", "–", "-"}) and closed and token.dep_ in {
        "ROOT", "parataxis", "ccomp", "advcl", "conj", "dep", "acl",
    }


def _around(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    core = _core(token, clauses)
    if token.dep_ in {"ROOT", "parataxis", "ccomp", "dep"} or _is_parenthesis(token):
        return frozenset(t.i for t in token.doc) - core
    return frozenset(t.i for t in token.subtree) - core


def _core(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    """The words of the reporting clause itself: "the union's leader, Ann Roe, said on Monday"."""
    start = min((c.i for c in clauses), default=0)
    held = {t.i for c in clauses for t in c.subtree}
    own = {token.i}
    for child in token.children:
        if child.dep_ in _CORE and (child.i > start or not clauses):
            own |= {t.i for t in child.subtree}
        if child.dep_ == "conj":
            own |= {t.i for t in child.subtree}
    if not clauses:
        first, last = _core_edges(token)
        own |= set(range(first, last + 1))
    return frozenset(own - held)


def _core_edges(token: "Token") -> tuple[int, int]:
    own = {token.i}
    for child in token.children:
        if child.dep_ in _CORE - {"advcl"} and abs(child.i - token.i) < 25:
            own |= {t.i for t in child.subtree}
    first = last = token.i
    doc = token.doc
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    while doc[first].is_punct and first < token.i:
        first += 1
    return first, last


def _quote_follows(token: "Token") -> bool:
    """Whether a quotation comes right after the verb and its own words: "told the BBC: ..."."""
    for word in token.doc[token.i + 1 :]:
        if word.text == ":":
            return True
        if word.text in _OPENING:
            return word.i - token.i <= 3 or word.nbor(-1).text == ","
        if word.pos_ in {"VERB", "AUX"} and token in word.ancestors:
            return False
        if token not in word.ancestors and not word.is_punct:
            return False
    return False


def _to_the_end_of_the_quote(token: "Token") -> frozenset[int]:
    doc = token.doc
    mark = next((t.i for t in doc[token.i + 1 :] if t.text in {":", "“", '"'}), None)
    if mark is None or doc[mark].text != ":":
        return frozenset()
    return frozenset(range(mark + 1, len(doc)))


def _held_by_noun(token: "Token", how: lex.Reporting) -> frozenset[int]:
    thing = object_of(token)
    complements = [t for t in token.children if t.dep_ == "xcomp"]
    if how.stance == Stance.DENIED and not how.takes_noun:
        if thing is None or thing.lemma_ not in lex.CLAIM_NOUNS:
            return frozenset()
        return frozenset(t.i for t in thing.subtree)
    if not how.takes_noun:
        return frozenset()
    held = [*([thing] if thing is not None else []), *complements]
    held += [t for t in token.children if t.lower_ == "of" and token.lemma_ == "accuse"]
    return frozenset(t.i for h in held for t in h.subtree)


def _has_quote(token: "Token") -> bool:
    return any(t.text in _QUOTES for t in token.doc)


def _described(token: "Token") -> "Token | None":
    place = token
    while place.dep_ not in {"relcl", "acl"} and place.head != place:
        place = place.head
    return place.head if place.dep_ in {"relcl", "acl"} else None


def _is_outlet(token: "Token") -> bool:
    if token.lower_ in lex.OUTLET_NOUNS:
        return token.lower_ not in {"reporters", "journalists"}
    return token.pos_ == "PROPN" and token.ent_type_ != "PERSON"
