"""What a report without a reporter hedges: "it is said that", "he is said to", "he is accused of".

Works on spaCy's English dependency labels.
"""

from typing import TYPE_CHECKING, NamedTuple

from qa.attribution import lexicon as lex
from qa.attribution.clause import words_under
from qa.attribution.said import Stance
from qa.attribution.verb import is_negated, is_passive, verb_group

if TYPE_CHECKING:
    from spacy.tokens import Token


class Impersonal(NamedTuple):
    """A report without a reporter.

    Attributes:
        covers: Indices of the words that are reported.
        stance: What is done with them.
        hedge: The words to show as hedge.
    """

    covers: frozenset[int]
    stance: Stance
    hedge: "tuple[Token, ...]"


def impersonal(token: "Token", lemma: str) -> Impersonal | None:
    """Find what a passive without an agent hedges: "it is said that", "he is said to".

    Args:
        token: The verb.
        lemma: Its lemma in lower case, one of the hedging passives.

    Returns:
        What it hedges; None where it hedges nothing ("the price was reported").
    """
    stance = lex.HEDGING_PASSIVES[lemma]
    subject = next((t for t in token.children if t.dep_ in {"nsubjpass", "nsubj"}), None)
    group = verb_group(token)
    clauses = [t for t in token.children if t.dep_ in {"ccomp", "oprd", "acl", "advcl", "csubj"}]
    infinitive = [
        t
        for t in token.children
        if t.lower_ == "to" or (t.dep_ == "xcomp" and any(m.lower_ == "to" for m in t.children))
    ]
    if not infinitive and lemma in {"believe", "think", "fear"}:  # "is believed dead"
        infinitive = [t for t in token.children if t.dep_ in {"oprd", "acomp", "xcomp"}]
    if subject is not None and subject.lower_ == "it" and clauses and is_passive(token):
        if lemma in lex.VERBS and is_negated(token):
            stance = Stance.UNSAID
        return Impersonal(words_under(*clauses), stance, (subject, *group))
    if lemma == "accuse":
        return Impersonal(_sentence_part(token) - {t.i for t in group}, stance, group)
    if infinitive and lemma in lex.HEDGING_WITH_TO:
        trailing = next((t for t in token.children if t.lower_ == "to"), None)
        to = next((t for v in infinitive for t in v.children if t.lower_ == "to"), trailing)
        hedge = (*group, to) if to is not None and to.i == token.i + 1 else group
        return Impersonal(_sentence_part(token) - {t.i for t in hedge}, stance, hedge)
    return None


def _sentence_part(token: "Token") -> frozenset[int]:
    """A verb's clause: all that hangs on it, or on the noun that it describes."""
    if token.dep_ in {"acl", "relcl"}:
        return words_under(token.head)
    return words_under(token)
