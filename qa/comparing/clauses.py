"""Turn a piece of a question into a question of its own: "Y resigned" into "when did Y resign".

Only the order and form of the verb change; all other words are kept. Knows nothing of comparisons.
"""

import re
from typing import TYPE_CHECKING

from qa.grammar import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DO = {"VBD": "did", "VBZ": "does", "VBP": "do", "VBN": "did"}
_FINITE = frozenset({*_DO, "MD"})
_NAMED_SUBJECT = re.compile(
    r"^(?P<name>(?:the )?[A-ZÀ-ÞĀ-Ž][\w.-]*(?: [A-ZÀ-ÞĀ-Ž][\w.-]*)*) (?P<rest>[a-z].*)$"
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_ADVERBIAL = ("advcl", "ccomp", "relcl", "acl", "conj", "parataxis")


def inverted(clause: str, *, only_past: bool = False) -> str | None:
    """A clause in the order of a question: "the vote was held" becomes "was the vote held".

    Args:
        clause: A main clause with a subject and a verb that has tense, without a full stop.
        only_past: Take no bare present for a verb; "the Geneva talks" is a name.

    Returns:
        The clause with its first auxiliary, or a form of "do", in front; None if it has no
        subject or no such verb.
    """
    clause = clause.strip()
    if named := _NAMED_SUBJECT.match(clause):
        # The small model takes a verb behind a name for a part of it; not behind a pronoun.
        asked = _inverted(f"it {named['rest']}", only_past=True)
        if asked:
            return asked.replace(" it", f" {named['name']}", 1)
    return _inverted(clause, only_past=only_past)


def _inverted(clause: str, *, only_past: bool) -> str | None:
    doc = parse(clause)
    verb = _main_verb(doc)
    if verb is None:
        return None
    first = _first_verb(verb)
    if first.tag_ not in _FINITE or not _agrees(first, verb):
        return None
    before, after = doc[: first.i].text, doc[first.i + 1 :].text
    if _is_auxiliary(first, verb):
        return _joined(_front(first.lower_), before, after)
    if only_past and first.tag_ in ("VBZ", "VBP"):
        return None
    return _joined(_DO[first.tag_], before, first.lemma_, after)


def subject_of(question: str) -> str | None:
    """The subject of a yes/no question or a clause, in its words; None if there is none."""
    doc = parse(question)
    verb = _main_verb(doc)
    if verb is None:
        return None
    subject = next(child for child in verb.children if child.dep_ in _SUBJECTS)
    return str(doc[subject.left_edge.i : subject.right_edge.i + 1].text)


def deed(subject: str, gerund: str) -> str | None:
    """What "finding the cup" says of a subject, in the order of a question.

    Args:
        subject: "the police".
        gerund: A verb in -ing and what follows it.

    Returns:
        "did the police find the cup", "was the guard arrested"; None if it begins otherwise.
    """
    first, *rest = parse(gerund)
    if first.tag_ != "VBG":
        return None
    behind = gerund[first.idx + len(first) :]
    if first.lemma_ == "be":
        return f"was {subject}{behind}" if rest else None
    return f"did {subject} {first.lemma_}{behind}"


def behind_subject(question: str) -> str | None:
    """What a question with a subject "who" or "which film" says of it; None for other questions."""
    doc = parse(question)
    verb = _main_verb(doc)
    if verb is None:
        return None
    subject = next(child for child in verb.children if child.dep_ in _SUBJECTS)
    if not any(token.tag_ in ("WP", "WDT") for token in subject.subtree):
        return None
    return str(doc[max(token.i for token in subject.subtree if token.i < verb.i) + 1 :].text)


def from_main_verb(question: str) -> str | None:
    """The words of a yes/no question from its main verb on; None if that comes first."""
    doc = parse(question)
    verb = _main_verb(doc)
    return doc[verb.i :].text if verb is not None and verb.i > 0 else None


def _main_verb(doc: "Doc") -> "Token | None":
    for token in doc:
        has_subject = any(child.dep_ in _SUBJECTS for child in token.children)
        if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX") and has_subject:
            return token
    # The small model takes some verbs for the end of a compound ("Halvik resigns").
    return next(
        (
            token
            for token in doc
            if token.pos_ in ("VERB", "AUX")
            and token.dep_ not in _ADVERBIAL
            and any(child.dep_ in _SUBJECTS for child in token.children)
        ),
        None,
    )


def _agrees(first: "Token", verb: "Token") -> bool:
    """Whether a bare verb goes with its subject; "the bank run" is a name."""
    subject = next(child for child in verb.children if child.dep_ in _SUBJECTS)
    return first.tag_ != "VBP" or first.lemma_ == "be" or subject.tag_ not in ("NN", "NNP")


def _first_verb(verb: "Token") -> "Token":
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    return min([*helpers, verb], key=lambda token: token.i)


def _is_auxiliary(first: "Token", verb: "Token") -> bool:
    return first is not verb or first.lemma_ == "be"


def _front(auxiliary: str) -> str:
    return {"'s": "is", "’s": "is", "'re": "are", "'ll": "will"}.get(auxiliary, auxiliary)


def _joined(*pieces: str) -> str:
    text = " ".join(piece.strip() for piece in pieces if piece.strip())
    return re.sub(r" (?=[,.;:?!]|['’]s\b)", "", text)
