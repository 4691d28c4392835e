"""What somebody is charged with or suspected of.

Works on spaCy's English dependency labels. That there is a charge is told as a fact; whom it names
and what it says is not.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from qa.attribution import lexicon as lex
from qa.attribution.clause import words, words_under
from qa.attribution.said import Stance
from qa.attribution.sayer import SUBJECTS, sayer_of
from qa.attribution.verb import is_negated, is_passive, object_of, verb_group

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = {"charge": "with", "suspect": "of"}
_TASKS = re.compile(
    r"oversee|lead|run|protect|ensure|manage|guard|find|keep|investigate|review|supervise|enforce"
    r"|prepare|carry|make|draft|build|task|duty|job|responsibility|care|fee|price|cost|interest"
)
_STANCES = {"charge": Stance.ALLEGED, "suspect": Stance.REPORTED}


class Charge(NamedTuple):
    """One charge or suspicion.

    Attributes:
        sayer: Head of who brings it; None if that is not said.
        covers: Indices of the words for whom it names and what it says.
        stance: What it is.
        hedge: The words to show as hedge: "is suspected of".
    """

    sayer: "Token | None"
    covers: frozenset[int]
    stance: Stance
    hedge: "tuple[Token, ...]"


def charge_at(token: "Token") -> Charge | None:
    """Find the charge that a verb brings: "was charged with taking 5,000".

    Returns:
        The charge. None for other verbs, for one that is not brought ("was not charged"), for a
        price ("charged him with a fee") and for a task ("was charged with finding a site").
    """
    lemma = token.lemma_.lower()
    link = next(
        (t for t in token.doc[token.i + 1 :] if _links(t, token, _LINKS.get(lemma))),
        None,
    )
    if link is None or is_negated(token) or _is_task(link):
        return None
    named = _named(token)
    if named is None:
        return None
    aside = [t for t in named.children if t.dep_ in {"relcl", "acl", "prep", "appos"}]
    whom = words_under(named) - words_under(*aside) - {token.i}
    group = verb_group(token)
    hedge = (*group, link) if link.i == token.i + 1 else group
    sayer = sayer_of(token)
    if sayer is not None and link in sayer.subtree:
        sayer = None  # "by police of taking": where his name ends is not clear
    return Charge(sayer, whom | words_under(link) - {link.i}, _STANCES[lemma], hedge)


def _links(link: "Token", verb: "Token", word: str | None) -> bool:
    """Whether a preposition is the verb's, or that of a noun right before it: "by police of"."""
    if link.lower_ != word or link.dep_ != "prep":
        return False
    is_agent = link.head.dep_ == "pobj" and link.head.head.head == verb
    return bool(link.head == verb or (is_agent and link.head.head.dep_ == "agent"))


def _named(token: "Token") -> "Token | None":
    """Whom it is brought against."""
    if not is_passive(token):
        return object_of(token)
    if token.dep_ == "acl":
        return token.head
    found = next((t for t in token.children if t.dep_ in SUBJECTS), None)
    is_relative = found is not None and found.lower_ in lex.RELATIVE_WORDS
    return token.head if is_relative and token.dep_ == "relcl" else found


def _is_task(link: "Token") -> bool:
    is_task = any(_TASKS.fullmatch(t.lemma_.lower()) for t in link.children)
    return is_task or not words(link.children)
