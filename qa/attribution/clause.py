"""Which words of its sentence a reporting verb reports.

Works on spaCy's English dependency labels. Knows nothing of frames or other sentences.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.said import Stance
from qa.attribution.sayer import QUOTES, SUBJECTS, lost_subject
from qa.attribution.verb import is_passive, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CORE = SUBJECTS | {"aux", "auxpass", "neg", "prt", "dative", "agent", "dobj", "attr", "oprd"}
_CORE_IF_CLOSE = frozenset({"advmod", "prep", "npadvmod", "acomp", "appos", "mark"})
_BESIDE = frozenset({"ROOT", "parataxis", "ccomp", "advcl", "conj", "dep", "acl"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_TOLD = frozenset({"tell", "quote", "inform", "warn", "cite", "assure"})
_OPENING = frozenset('"“«‘')


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
        return [c for c in found if any(t.dep_ in SUBJECTS or t.dep_ == "expl" for t in c.children)]
    return found or [
        t
        for t in token.children
        if t.dep_ == "xcomp"
        and (
            token.lemma_ in {"claim", "deny", "admit", "say"}
            or any(s.dep_ in SUBJECTS for s in t.children)
        )
    ]


def _is_parenthesis(token: "Token", how: lex.Reporting) -> bool:
    """Whether a verb is set beside what it reports: ", he said,", "...," she said."""
    core = _core(token, [])
    if not (token.dep_ in _BESIDE and _has_own_subject(token)) and not _is_misplaced(token, core):
        return False
    rest = stretch(token) - core
    if not any(token.doc[i].pos_ in {"VERB", "AUX"} for i in rest) and not QUOTES & {
        t.text for t in token.doc
    }:
        return False
    doc, first, last = token.doc, min(core), max(core)
    marks = [t.text for t in doc[max(0, first - 2) : first]]
    quoted = bool(marks) and any(m in QUOTES for m in marks)
    if how.needs_words and not quoted:
        return False
    if first and doc[first - 1].lower_ == "as":  # "as its treasurer explained"
        first -= 1
        marks = [t.text for t in doc[max(0, first - 1) : first]]
    is_set_off = quoted or (bool(marks) and marks[-1] in {",", "—", "–", "-"})
    is_closed = last + 1 == len(doc) or doc[last + 1].pos_ == "PUNCT" or doc[last + 1].is_space
    return is_set_off and is_closed


def _is_misplaced(token: "Token", core: frozenset[int]) -> bool:
    """Whether a remark is read as part of a noun: "paid in a van, police allege".

    It has a subject of its own that points to nothing before, and ends the sentence; one that
    stands inside a sentence may well speak of the noun.
    """
    subjects = [t for t in token.children if t.dep_ in SUBJECTS]
    points_back = any(
        t.lower_ in lex.RELATIVE_WORDS | {"whose"} for s in subjects for t in s.subtree
    )
    rest = token.doc[max(core) + 1 :]
    is_last = all(t.is_punct or t.is_space for t in rest)
    return bool(subjects) and not points_back and is_last and token.tag_ in _FINITE


def _has_own_subject(token: "Token") -> bool:
    if any(t.dep_ in SUBJECTS for t in token.children):
        return True
    return token.dep_ == "ROOT" and lost_subject(token) is not None


def _around(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    core = _core(token, clauses)
    if token.dep_ in _BESIDE or _is_misplaced(token, core):
        return stretch(token) - core
    return words(token.subtree) - core


def _core(token: "Token", clauses: "list[Token]") -> frozenset[int]:
    """The words of the reporting clause itself: "the union's leader, Ann Roe, said on Monday"."""
    own = {token.i}
    for child in token.children:
        if child in clauses or any(t.text in QUOTES - {"’", "'"} for t in child.subtree):
            continue
        is_close = child.i > token.i or child.right_edge.i + 1 in own or child.i + 1 == token.i
        is_saying = child.dep_ == "advcl" and (
            child.tag_ == "VBG" or not child.left_edge.nbor(-1 if child.left_edge.i else 0).is_punct
        )
        is_near = is_close and (child.dep_ in _CORE_IF_CLOSE or is_saying)
        goes_on = child.dep_ == "conj" and child.i > token.i
        if child.dep_ in _CORE or is_near or goes_on:
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
    is_won = token.lemma_ == "claim" and thing is not None and thing.lemma_ in lex.WON_NOUNS
    if not how.takes_noun or is_won:
        return frozenset()
    held = [*([thing] if thing is not None else []), *complements]
    held += [t for t in token.children if t.lower_ == "of" and token.lemma_ == "accuse"]
    return words_under(*held)
