"""Whom a pronoun means: the nearest fitting person, body or thing in the sentences before.

Fitting is by number, and by sex where a title, a noun or a common first name tells it. Names that
stand inside quotations are not taken: those are whom a speaker speaks of.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.naming import is_person_name, phrase_words, source_at
from qa.attribution.story import Place, Story

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 10  # sentences looked back; 95 of 100 speakers' pronouns in news mean somebody nearer


def find_antecedent(story: Story, place: Place) -> Place | None:
    """Find what a pronoun stands for.

    Args:
        story: The article.
        place: The pronoun.

    Returns:
        A noun or name, or None if nothing fits within ten sentences.
    """
    pronoun = place.token.lower_
    earlier = [t for t in place.token.doc if t.i < place.token.i]
    here = _best(story, place, earlier, pronoun)
    if here is not None and here.token.dep_ in {"nsubj", "nsubjpass"}:
        return here
    earlier_sentences = story.before(place.sentence, _FAR)
    for near in (earlier_sentences[:2], earlier_sentences[2:]):
        weak: Place | None = None
        for sentence in near:
            doc = story.doc(sentence)
            found = _best(story, Place(sentence, place.token), list(doc), pronoun)
            if found is not None and _weight(found)[0] > 1:
                return found
            goes_on = any(t.lower_ == pronoun and t.dep_ in {"nsubj", "nsubjpass"} for t in doc)
            weak = weak or (None if goes_on else found)
        if weak is not None:
            return weak
    return here


def _best(story: Story, at: Place, tokens: "list[Token]", pronoun: str) -> Place | None:
    candidates = [
        Place(at.sentence, token)
        for token in tokens
        if _may_be(token)
        and story.quotation_at(at.sentence.start + token.idx) is None
        and _fits(story, Place(at.sentence, token), pronoun)
    ]
    return max(candidates, key=_weight, default=None)


def _may_be(token: "Token") -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "npadvmod", "nmod"}


def _weight(place: Place) -> tuple[int, int]:
    token = place.token
    if token.dep_ in {"nsubj", "nsubjpass"}:
        speaks = token.head.lemma_ in lex.VERBS
        rank = 4 if speaks else 3 if token.head.dep_ == "ROOT" else 2
    else:
        rank = 2 if token.dep_ == "appos" and token.head.dep_ in {"nsubj", "nsubjpass"} else 1
    if token.dep_ == "poss":
        rank = 1
    return rank, -token.i


def _fits(story: Story, place: Place, pronoun: str) -> bool:
    token = place.token
    is_person = is_person_name(token) or token.lemma_.lower() in lex.PERSON_NOUNS
    if pronoun in lex.HE | lex.SHE and not is_person:
        is_person = _acts_as_person(story, token)
    is_many = token.tag_ in {"NNS", "NNPS"} or any(t.dep_ == "conj" for t in token.children)
    if pronoun in lex.HE | lex.SHE:
        if is_many or not is_person:
            return False
        sex = _sex(story, place)
        return sex is None or sex == ("m" if pronoun in lex.HE else "f")
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "CARDINAL", "PERCENT", "ORDINAL", "QUANTITY"}:
        return False
    if pronoun in lex.THEY:
        return is_many and (token.ent_type_ == "ORG" or _can_speak(token))
    return (
        not is_person and not is_many and (token.ent_type_ in {"ORG", "GPE"} or _can_speak(token))
    )


def _acts_as_person(story: Story, token: "Token") -> bool:
    """Whether a bare name does something, whatever it is taken for: no body is called "he"."""
    return (
        (token.pos_ == "PROPN" or _is_capitalised(story, token.text))
        and token.dep_ in {"nsubj", "nsubjpass"}
        and token.ent_type_ in {"PERSON", "ORG", ""}
        and token.lower_ not in lex.BODY_NOUNS
        and not token.text.isupper()
        and not any(t.dep_ == "det" for t in token.children)
    )


def _is_capitalised(story: Story, word: str) -> bool:
    """Whether a word is a name by its capital, in the middle of some sentence."""
    return word[0].isupper() and bool(re.search(rf"[a-z,] {re.escape(word)}\b", story.text))


def _can_speak(token: "Token") -> bool:
    """Whether a noun is the subject of a reporting verb or names people or a body."""
    lemma = token.lemma_.lower()
    return lemma in lex.PERSON_NOUNS | lex.BODY_NOUNS or (
        token.dep_ == "nsubj" and token.head.lemma_ in lex.VERBS
    )


def _sex(story: Story, place: Place) -> str | None:
    words = set(phrase_words(place.token))
    if is_person_name(place.token):
        words |= {w.lower() for w in source_at(story, place).name.split()[:1]}
    found = set(_sexes(words))
    return found.pop() if len(found) == 1 else None


def _sexes(words: set[str]) -> Iterator[str]:
    if words & (lex.MALE_WORDS | lex.MALE_NAMES):
        yield "m"
    if words & (lex.FEMALE_WORDS | lex.FEMALE_NAMES):
        yield "f"
