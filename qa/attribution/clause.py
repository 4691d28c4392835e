"""How a reporting verb sits in its sentence: who is its subject, which words it reports.

Works on spaCy's English dependency labels. Knows nothing of frames or other sentences.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.said import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CORE = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "neg",
        "prt",
        "dative",
        "agent",
        "dobj",
        "attr",
        "oprd",
    ]
)
_CORE_IF_CLOSE = frozenset(["advmod", "prep", "npadvmod", "acomp", "appos", "mark"])
_BESIDE = frozenset(["ROOT", "parataxis", "ccomp", "advcl", "conj", "dep", "acl"])
_TOLD = frozenset({"tell", "quote", "inform", "warn", "cite", "assure"})
_OPENING = frozenset('"“«‘')
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
    if token.dep_ == "ROOT":
        return _lost_subject(token)
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


def _lost_subject(token: "Token") -> "Token | None":
    """The likely subject of a sentence's verb that the parser hung on another word."""
    thing = object_of(token)
    if thing is not None and token.i and token.doc[token.i - 1].text in _QUOTES:
        return thing  # "...,” grinned Prys"
    earlier = [t for t in token.doc[: token.i] if t.pos_ in {"NOUN", "PROPN"}]
    subjects = [t for t in earlier if t.dep_ in _SUBJECTS and t.lower_ not in lex.RELATIVE_WORDS]
    people = [t for t in earlier if t.dep_ == "appos" and t.lemma_ in lex.PERSON_NOUNS]
    return next(iter(subjects), people[-1] if people else None)


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
    clauses = _clauses(token, how)
    if clauses and all(c.i > token.i for c in clauses):
        reported = words_under(*clauses)
        return reported | _to_the_end_of_the_quote(token) if token.dep_ == "ROOT" else reported
    if clauses or _is_parenthesis(token, how):
        return _around(token, clauses)
    if _quote_follows(token, how):
        return words(token.doc[token.i + 1 :])
    return _described_as(token) or _held_by_noun(token, how)


def words(tokens: "Iterable[Token]") -> frozenset[int]:
    """Indices of tokens, without marks."""
    return frozenset(t.i for t in tokens if not t.is_punct and not t.is_space)


def words_under(*tokens: "Token") -> frozenset[int]:
    """Indices of the words that hang on some words, these included."""
    return words(t for token in tokens for t in token.subtree)


def stretch(token: "Token") -> frozenset[int]:
    """The words that a remark set beside a sentence speaks of.

    Up to a semicolon on both sides; beyond the one that follows only if nobody else speaks there.
    """
    stops = [t.i for t in token.doc if t.text == ";"]
    first = max((i for i in stops if i < token.i), default=-1) + 1
    for stop in (i for i in stops if i > token.i):
        rest = token.doc[stop:]
        if any(t.pos_ == "VERB" and t.lemma_ in lex.VERBS for t in rest):
            return words(token.doc[first:stop])
    return words(token.doc[first:])


def _clauses(token: "Token", how: lex.Reporting) -> "list[Token]":
    found = [] if how.manner else [t for t in token.children if t.dep_ == "ccomp"]
    if how.stance == Stance.DENIED and not how.takes_noun:  # "rejected" has other meanings
        return [
            c for c in found if any(t.dep_ == "mark" and t.lower_ == "that" for t in c.children)
        ]
    if how.needs_words:
        # "showed that", "felt ...": without a subject of its own a clause is no statement.
        return [
            c for c in found if any(t.dep_ in _SUBJECTS or t.dep_ == "expl" for t in c.children)
        ]
    return found or [
        t
        for t in token.children
        if t.dep_ == "xcomp"
        and (
            token.lemma_ in {"claim", "deny", "admit", "say"}
            or any(s.dep_ in _SUBJECTS for s in t.children)
        )
    ]


def _is_parenthesis(token: "Token", how: lex.Reporting) -> bool:
    """Whether a verb is set beside what it reports: ", he said,", "...," she said."""
    core = _core(token, [])
    if token.dep_ not in _BESIDE or not _has_own_subject(token):
        return False
    rest = stretch(token) - core
    if not any(token.doc[i].pos_ in {"VERB", "AUX"} for i in rest) and not _QUOTES & {
        t.text for t in token.doc
    }:
        return False
    doc, first, last = token.doc, min(core), max(core)
    marks = [t.text for t in doc[max(0, first - 2) : first]]
    quoted = bool(marks) and any(m in _QUOTES for m in marks)
    if how.needs_words and not quoted:
        return False
    if first and doc[first - 1].lower_ == "as":  # "as its treasurer explained"
        first -= 1
        marks = [t.text for t in doc[max(0, first - 1) : first]]
    is_set_off = quoted or (bool(marks) and marks[-1] in {",", "—", "–", "-"})
    is_closed = last + 1 == len(doc) or not doc[last + 1].pos_ != "PUNCT" or doc[last + 1].is_space
    return is_set_off and is_closed


def _has_own_subject(token: "Token") -> bool:
    if any(t.dep_ in _SUBJECTS for t in token.children):
        return True
    return token.dep_ == "ROOT" and _lost_subject(token) is not None


def _around(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    core = _core(token, clauses)
    if token.dep_ in _BESIDE:
        return stretch(token) - core
    return words(token.subtree) - core


def _core(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    """The words of the reporting clause itself: "the union's leader, Ann Roe, said on Monday"."""
    own = {token.i}
    for child in token.children:
        if child in clauses or any(t.text in _QUOTES - {"’", "'"} for t in child.subtree):
            continue
        is_close = child.i > token.i or child.right_edge.i + 1 in own or child.i + 1 == token.i
        is_saying = child.dep_ == "advcl" and (
            child.tag_ == "VBG" or not child.left_edge.nbor(-1 if child.left_edge.i else 0).is_punct
        )
        if (
            child.dep_ in _CORE
            or (is_close and (child.dep_ in _CORE_IF_CLOSE or is_saying))
            or (child.dep_ == "conj" and child.i > token.i)
        ):
            own |= {t.i for t in child.subtree}
    return frozenset(own)


def _described_as(token: "Token") -> frozenset[int]:
    """In "described the plan as “a trap”", "called it “a trap”": from the object on."""
    if token.lemma_ not in {"describe", "call", "brand", "label", "dub"} or is_passive(token):
        return frozenset()
    rest = token.doc[token.i + 1 : token.i + 20]
    for mark in (t for t in rest if t.text in _OPENING):
        if (
            mark.nbor(-1).lower_ in {"as", "it", "him", "her", "them", "a", "an", "the"}
            or mark.i < token.i + 6
        ):
            return words(token.doc[token.i + 1 :])
    return frozenset()


def _quote_follows(token: "Token", how: lex.Reporting) -> bool:
    """Whether a quotation comes right after the verb and its own words: "told the BBC: ..."."""
    doc = token.doc
    for word in doc[token.i + 1 :]:
        if word.text == ":":
            has_quote = any(t.text in _OPENING for t in doc[word.i : word.i + 3])
            return has_quote or not how.needs_words
        if word.text in _OPENING:
            before = doc[word.i - 1]
            return before.text == "," or before == token or before.dep_ in {"dobj", "dative"}
        if token not in word.ancestors and not word.is_punct:
            return False
        if word.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _to_the_end_of_the_quote(token: "Token") -> frozenset[int]:
    doc = token.doc
    mark = next((t.i for t in doc[token.i + 1 :] if t.text in {":", "“", '"'}), None)
    if mark is None or doc[mark].text != ":":
        return frozenset()
    return words(doc[mark + 1 :])


def _held_by_noun(token: "Token", how: lex.Reporting) -> frozenset[int]:
    thing = object_of(token)
    complements = [t for t in token.children if t.dep_ == "xcomp"]
    if how.stance == Stance.DENIED and not how.takes_noun:
        if thing is None or thing.lemma_ not in lex.CLAIM_NOUNS:
            return frozenset()
        return words_under(thing)
    if not how.takes_noun:
        return frozenset()
    held = [*([thing] if thing is not None else []), *complements]
    held += [t for t in token.children if t.lower_ == "of" and token.lemma_ == "accuse"]
    return words_under(*held)


def _described(token: "Token") -> "Token | None":
    place = token
    while place.dep_ not in {"relcl", "acl"} and place.head != place:
        place = place.head
    return place.head if place.dep_ in {"relcl", "acl"} else None


def _is_outlet(token: "Token") -> bool:
    if token.lower_ in lex.OUTLET_NOUNS:
        return token.lower_ not in {"reporters", "journalists"}
    return token.pos_ == "PROPN" and token.ent_type_ != "PERSON"
