"""Where a parsed sentence says that somebody says something: frames.

A frame has a cue ("said", "according to", "allegedly"), perhaps a sayer, and the words that it
covers. Knows nothing of other sentences, of names or of pronouns.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from qa.attribution import lexicon as lex
from qa.attribution.charge import charge_at
from qa.attribution.clause import covered_by_verb, stretch, words_under
from qa.attribution.impersonal import impersonal
from qa.attribution.relay import (
    Quoted,
    cited,
    is_said_as_quoted,
    passer,
    passer_of,
    quoted_as_saying,
)
from qa.attribution.said import Stance
from qa.attribution.sayer import sayer_of
from qa.attribution.verb import governor, is_negated, is_passive, object_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Frame(NamedTuple):
    """One report inside a sentence.

    Attributes:
        cue: The word that reports.
        sayer: Head of who reports; None for "it is said", "allegedly".
        covers: Indices of the words that are reported; empty if they are in another sentence.
        stance: What is done with them.
        hedge: The words to show as hedge; empty for plain reporting.
        origin: Head of what the sayer cites ("Reuters, citing officials"), if anything.
        passed_by: Head of who passes it on ("seen by the Post", "told Reuters"), if anybody.
        points_back: It reports the sentence before: "This is reported by the Post".
    """

    cue: "Token"
    sayer: "Token | None"
    covers: frozenset[int]
    stance: Stance = Stance.ASSERTED
    hedge: "tuple[Token, ...]" = ()
    origin: "Token | None" = None
    passed_by: "Token | None" = None
    points_back: bool = False


def find_frames(doc: "Doc") -> list[Frame]:
    """All frames of a sentence, the widest first; of two as wide, the earlier."""
    frames = [frame for token in doc for frame in _frames_at(token)]
    return sorted(frames, key=lambda frame: (-len(frame.covers), frame.cue.i))


def _frames_at(token: "Token") -> Iterator[Frame]:
    lemma = token.lemma_.lower()
    if token.i and token.text[0].isupper() and token.dep_ != "ROOT" and token.lower_ != "according":
        return  # part of a title or name: "Make-Believe"
    if token.lower_ == "according":
        yield from _according(token)
    elif token.lower_ in lex.HEDGING_ADJECTIVES and token.dep_ == "amod":
        covers = (words_under(token.head) | _predicate(token.head)) - {token.i}
        yield Frame(token, None, covers, lex.HEDGING_ADJECTIVES[token.lower_], (token,))
    elif token.pos_ == "VERB" and lemma in {"put", "estimate"} and _is_amount(token):
        covers = words_under(*(t for t in token.children if t.dep_ == "dobj" or t.lower_ == "at"))
        yield Frame(token, sayer_of(token), covers)
    elif token.pos_ in {"VERB", "AUX"} and (
        lemma in lex.VERBS or lemma in lex.HEDGING_PASSIVES or lemma == "charge"
    ):
        yield from _verb_frames(token, lemma)
    elif token.pos_ == "ADV" and token.lower_ in lex.HEDGING_ADVERBS:
        yield Frame(
            token,
            None,
            words_under(_clause_head(token)) - {token.i},
            lex.HEDGING_ADVERBS[token.lower_],
            (token,),
        )
    elif token.pos_ == "NOUN" and lemma in lex.CLAIM_NOUNS | lex.DENYING_NOUNS:
        yield from _noun_frames(token, lemma)
    elif token.pos_ == "NOUN" and lemma in lex.ACCOUNT_NOUNS:
        yield from _by_account(token)


def _predicate(subject: "Token") -> frozenset[int]:
    """In "the alleged bribe was 5,000": what the bribe is said to be, with "was".

    What somebody is beside what he is held to be ("the alleged killer was a plumber") is not
    hedged; that it was he ("was Tom Okoro") is.
    """
    verb = subject.head
    if subject.dep_ != "nsubj" or verb.lemma_ != "be":
        return frozenset()
    told = [t for t in verb.children if t.dep_ in {"attr", "acomp"} and t.i > verb.i]
    if subject.lemma_.lower() in lex.ACCUSED_NOUNS | lex.PERSON_NOUNS:
        told = [t for t in told if t.ent_type_ == "PERSON"]
    return words_under(*told) | {verb.i} if told else frozenset()


def _according(token: "Token") -> Iterator[Frame]:
    names = (pobj for prep in token.children for pobj in prep.children if pobj.dep_ == "pobj")
    sayer = next(names, None)
    if sayer is None and token.i + 2 < len(token.doc):
        sayer = next((t for t in token.doc[token.i + 1 :] if t.dep_ == "pobj"), None)
    if sayer is None or sayer.lower_ in {"plan", "schedule", "law"}:
        return
    own = words_under(token) | words_under(sayer)
    if token.dep_ in {"ROOT", "prep", "advmod", "advcl", "pcomp"} and not _inside_noun(token):
        covers = stretch(token) if _edge(own, token) else words_under(_clause_head(token))
    else:
        covers = stretch(token)
    origin = cited(_clause_head(token), sayer)
    yield Frame(token, sayer, covers - own, origin=origin, passed_by=passer(sayer))


def _is_amount(token: "Token") -> bool:
    """Police put the crowd at 5,000."""
    return any(t.dep_ == "dobj" for t in token.children) and any(
        at.lower_ == "at" and any(t.like_num for t in at.subtree) for at in token.children
    )


def _by_account(token: "Token") -> Iterator[Frame]:
    """By X's account; in X's view; in the words of X."""
    if token.dep_ != "pobj" or token.head.lower_ not in {"by", "in", "on"}:
        return
    owners = [t for t in token.children if t.dep_ == "poss"]
    owners += [p for of in token.children if of.lower_ == "of" for p in of.children]
    if owners and owners[0].lower_ not in lex.FIRST_PERSON | {"my", "our", "your"}:
        covers = words_under(_clause_head(token.head)) - words_under(token.head)
        yield Frame(token, owners[0], covers)


def _noun_frames(token: "Token", lemma: str) -> Iterator[Frame]:
    clauses = [
        t
        for t in token.children
        if t.dep_ in {"acl", "ccomp"}
        and any(m.lower_ == "that" and m.dep_ == "mark" for m in t.children)
    ]
    head = lex.VERBS.get(token.head.lemma_)
    if not clauses or (head is not None and head.stance == Stance.DENIED):
        return
    owner = next((t for t in token.children if t.dep_ == "poss"), None)
    if owner is None:
        owner = next(
            (p for by in token.children if by.lower_ in {"by", "from"} for p in by.children), None
        )
    stance = Stance.REPORTED if lemma in lex.REPORTING_NOUNS else Stance.ALLEGED
    if lemma in lex.DENYING_NOUNS:
        stance = Stance.DENIED
    yield Frame(token, owner, words_under(*clauses), stance, (token,))


def _verb_frames(token: "Token", lemma: str) -> Iterator[Frame]:
    charge = charge_at(token)
    if charge is not None:
        yield Frame(token, *charge)
        return
    if is_said_as_quoted(token):
        return
    quoted = quoted_as_saying(token)
    if quoted is not None:
        yield from _quoted(token, quoted)
        return
    agentless = is_passive(token) and not any(t.dep_ == "agent" for t in token.children)
    if agentless and lemma in lex.HEDGING_PASSIVES:
        hedged = impersonal(token, lemma)
        if hedged is not None:
            yield Frame(token, None, *hedged)
            return
    if lemma not in lex.VERBS or (lemma in lex.CITING_VERBS and not is_passive(token)):
        return
    how = lex.VERBS[lemma]
    sayer = sayer_of(token)
    if sayer is not None and _is_no_source(sayer):
        return
    covers = covered_by_verb(token, how, agentless=agentless)
    points_back = not covers and _points_back(token, how)
    if not covers and not points_back:
        return
    stance, hedge = _stance(token, how)
    yield Frame(
        token,
        sayer,
        covers,
        stance,
        hedge,
        origin=cited(token, sayer),
        passed_by=passer_of(token, sayer),
        points_back=points_back,
    )


def _quoted(token: "Token", quoted: Quoted) -> Iterator[Frame]:
    """The Post quoted Roe as saying that; "...," Roe was quoted by the Post as saying."""
    saying = lex.VERBS[quoted.saying.lemma_.lower()]
    covers = covered_by_verb(quoted.saying, saying, agentless=False)
    covers = covers or covered_by_verb(token, lex.VERBS["quote"], agentless=False)
    if covers and not _is_no_source(quoted.whom):
        stance, hedge = _stance(quoted.saying, saying)
        yield Frame(token, quoted.whom, covers, stance, hedge, passed_by=quoted.by)


def _is_no_source(sayer: "Token") -> bool:
    """Nobody, no minister; in a quotation "I" is the speaker himself."""
    return sayer.lower_ in lex.NOBODIES | lex.FIRST_PERSON or any(
        t.dep_ == "det" and t.lower_ == "no" for t in sayer.children
    )


def _stance(token: "Token", how: lex.Reporting) -> tuple[Stance, "tuple[Token, ...]"]:
    is_plain = how.stance == Stance.ASSERTED
    first = governor(token)
    if first is not None and first.lemma_ in lex.REFUSING_VERBS:
        return Stance.UNSAID, () if is_plain else _between(first, token)
    if is_negated(token) or (first is not None and is_negated(first)):
        negation = next(
            (t for v in (token, first) if v is not None for t in v.children if t.dep_ == "neg"),
            token,
        )
        return Stance.UNSAID, () if is_plain else _between(_first_aux(token, negation), token)
    if token.lemma_ in {"ask", "wonder"} and _asks(token):
        return Stance.UNSAID, ()
    return how.stance, () if how.stance == Stance.ASSERTED else (token,)


def _asks(token: "Token") -> bool:
    return any(
        m.lower_ in {"whether", "if", "how", "why", "what", "when", "who", "where"}
        for clause in token.children
        if clause.dep_ in {"ccomp", "advcl"}
        for m in clause.children
        if m.i < clause.i
    )


def _first_aux(token: "Token", negation: "Token") -> "Token":
    auxiliaries = [t for t in token.children if t.dep_ in {"aux", "auxpass"}]
    return min([negation, *auxiliaries], key=lambda t: t.i)


def _between(first: "Token", last: "Token") -> "tuple[Token, ...]":
    return tuple(first.doc[min(first.i, last.i) : max(first.i, last.i) + 1])


def _points_back(token: "Token", how: lex.Reporting) -> bool:
    """This is reported by X; he told reporters at a briefing."""
    if how.needs_words or token.dep_ != "ROOT" or how.stance != Stance.ASSERTED:
        return False
    subject = next((t for t in token.children if t.dep_ == "nsubjpass"), None)
    if subject is not None:
        return subject.lower_ in {"this", "that", "it", "information", "news"} and any(
            t.dep_ == "agent" for t in token.children
        )
    if object_of(token) is not None and token.lemma_ not in {"tell", "inform"}:
        return object_of(token).lower_ in {"this", "so", "it"}  # type: ignore[union-attr]
    return token.lemma_ in {"tell", "write", "say", "report"} and len(token.doc) < 20


def _clause_head(token: "Token") -> "Token":
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.dep_ != "ROOT":
        if token.pos_ == "ADV" and head.pos_ == "ADJ" and head.dep_ == "amod":
            return head.head
        head = head.head
    return head


def _inside_noun(token: "Token") -> bool:
    return token.head.pos_ in {"NOUN", "PROPN"} and token.head.i + 1 == token.i


def _edge(own: frozenset[int], token: "Token") -> bool:
    """Whether a phrase stands at the sentence's beginning or end, set off from the rest."""
    words = [t for t in token.doc if not t.is_punct and not t.is_space]
    return bool(words) and (words[0].i in own or words[-1].i in own)


def covering(frames: Iterable[Frame], index: int) -> list[Frame]:
    """The frames that cover a word, the innermost first."""
    return sorted((f for f in frames if index in f.covers), key=lambda frame: len(frame.covers))
