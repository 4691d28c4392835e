"""Pronouns in a question, and what they mean.

Knows nothing of questions without one.
"""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from qa.conversation.edit import Edit
from qa.conversation.memory import Memory
from qa.conversation.mentions import Mention, Sort, find_mentions

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Resolved(NamedTuple):
    """A question's pronouns.

    Attributes:
        edits: What to put in their places.
        meant: What they mean.
        unresolved: The first one that nothing fits; None if there is none.
    """

    edits: tuple[Edit, ...]
    meant: tuple[Mention, ...]
    unresolved: str | None


_OWNING = ("his", "her", "hers", "its", "their", "theirs")
_LIKE = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
    **dict.fromkeys(("it", "its", "this", "that"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "these", "those"), "they"),
    "there": "there",
}
_GENDERS = {"he": "m", "she": "f"}

# How readily a pronoun means one thing of a sort. Names are sorted by a small model that errs, so
# little is ruled out.
_MEANS: dict[str, dict[Sort, float]] = {
    "person": {
        Sort.PERSON: 1.0,
        Sort.UNKNOWN: 0.6,
        Sort.GROUP: 0.2,
        Sort.PLACE: 0.1,
    },
    "it": {
        Sort.THING: 1.0,
        Sort.GROUP: 0.9,
        Sort.PLACE: 0.9,
        Sort.UNKNOWN: 0.8,
        Sort.PERSON: 0.1,
        Sort.TIME: 0.1,
        Sort.AMOUNT: 0.1,
    },
    "they": {
        Sort.GROUP: 0.9,
        Sort.UNKNOWN: 0.5,
        Sort.PERSON: 0.25,
        Sort.PLACE: 0.3,
        Sort.THING: 0.1,
    },
    "there": {Sort.PLACE: 1.0, Sort.UNKNOWN: 0.3, Sort.GROUP: 0.3, Sort.THING: 0.1},
}
_MEANS_SEVERAL = {Sort.PLACE: 0.6, Sort.TIME: 0.1, Sort.AMOUNT: 0.2}
_IT_FOR_SEVERAL = 0.15
_IT_FOR_PEOPLE = 0.5
_HE_FOR_NO_NAME = 0.5


def agreement(pronoun: str, mention: Mention, gender: str | None) -> float:
    """How well a pronoun and a mention agree in number, gender and sort, in [0, 1]."""
    like = _LIKE[pronoun]
    if like in _GENDERS:
        if mention.is_plural or (gender and gender != _GENDERS[like]):
            return 0.0
        fit = _MEANS["person"].get(mention.sort, 0.0)
        return fit if mention.is_named else fit * _HE_FOR_NO_NAME
    if like == "they" and mention.is_plural:
        return _MEANS_SEVERAL.get(mention.sort, 1.0)
    fit = _MEANS[like].get(mention.sort, 0.0)
    if like == "it" and mention.sort is Sort.GROUP and not mention.is_named:
        fit *= _IT_FOR_PEOPLE  # "parliament" acts; it is seldom what "it" means
    return fit * _IT_FOR_SEVERAL if mention.is_plural and like == "it" else fit


def resolve(doc: "Doc", memory: Memory) -> Resolved:
    """Find out what the pronouns of a question mean.

    One that means something named before it in the question itself is left, and so is one that
    means the same as another before it ("Did Holm lose her seat?").
    """
    own = find_mentions(doc)
    edits: list[Edit] = []
    meant: dict[str, Mention] = {}
    unresolved = None
    for token in _pronouns(doc):
        like = _LIKE[token.lower_]
        if like in meant or _is_meant_within(token, own, memory):
            continue
        taken = {m.key for m in (*own, *meant.values())}
        mention = _best(token, memory, taken)
        if mention is None:
            unresolved = unresolved or token.text
            continue
        if like in _GENDERS:
            memory.learn_gender(mention, _GENDERS[like])
        edits.append(_edit(token, mention))
        meant[like] = mention
    edits.extend(_named_fully(doc, memory))
    counted = _counted_noun(doc, memory)
    if counted:
        edits.append(counted)
    return Resolved(tuple(edits), tuple(meant.values()), unresolved)


_THINGS_ACT = 0.6  # things can do something, but people do more


def _does(token: "Token") -> bool:
    return bool(token.dep_ == "nsubj" and token.head.lemma_ != "be")


def _best(token: "Token", memory: Memory, taken: Collection[str]) -> Mention | None:
    def present(mention: Mention) -> float:
        if mention.key in taken:
            return 0.0
        acts = mention.sort is Sort.THING and token.lower_ == "they" and _does(token)
        fit = agreement(token.lower_, mention, memory.gender(mention))
        return fit * _THINGS_ACT if acts else fit

    return memory.best(present)


_EMPTY_IT = re.compile(
    r"\b(?:does|did|will|would) it (?:cost|take)\b(?=.{1,80}\b(?:to|for|until)\b)"
    r"|\b(?:is|was|will|would) it (?:be )?(?:true|possible|likely|known|clear|important|necessary"
    r"|legal|rain\w*|snow\w*)\b"
    r"|\bit (?:is|was) (?:true|possible|likely|said|reported|known|clear) (?:that|to)\b"
    r"|\bwhat (?:time|day|year) (?:is|was) it\b",
    re.IGNORECASE,
)


def _pronouns(doc: "Doc") -> Iterator["Token"]:
    """The pronouns that stand for something; not "it" in "Is it true that ...?"."""
    empty = [match.span() for match in _EMPTY_IT.finditer(doc.text)]
    asks = "?" in doc.text
    for token in doc:
        word = token.lower_
        if word not in _LIKE or (asks and not _is_asking(token.sent)):
            continue
        if any(start <= token.idx < end for start, end in empty):
            continue
        if word == "there" and (token.dep_ == "expl" or token.tag_ == "EX" or token.i == 0):
            continue
        if word in ("this", "that", "these", "those") and not _stands_alone(token):
            continue
        yield token


def _is_asking(sentence: "Span") -> bool:
    """Whether a sentence asks; in "That's sad. Who did it?" the first one only remarks."""
    return any(token.text == "?" for token in sentence[-2:])


def _stands_alone(token: "Token") -> bool:
    """Whether "that" is a pronoun: not "that law", "the law that", "says that"."""
    if token.dep_ == "dobj" and token.head.lemma_ == "do":
        return False  # "do that" stands for a whole sentence
    return token.tag_ == "DT" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr")


_SURE = 0.5


def _is_meant_within(token: "Token", own: list[Mention], memory: Memory) -> bool:
    """Whether a pronoun means something that its own question names before it.

    Not what stands in the same clause: "Does Holm like her?" speaks of two people (principle B of
    binding theory); but in "Does Holm like her house?" it is hers.
    """
    for mention in own:
        if mention.end > token.idx or mention.is_asked:
            continue
        if agreement(token.lower_, mention, memory.gender(mention)) < _SURE:
            continue
        span = token.doc.char_span(mention.start, mention.end)
        owns = token.tag_ == "PRP$" and mention.sort is Sort.PERSON
        if span is not None and (owns or _clause(span.root) != _clause(token)):
            return True
    return False


_CLAUSES = ("ROOT", "advcl", "ccomp", "relcl", "xcomp", "acl", "conj")


def _clause(token: "Token") -> int:
    while token.dep_ not in _CLAUSES and token.head.i != token.i:
        token = token.head
    return int(token.i)


def _edit(token: "Token", mention: Mention) -> Edit:
    words = definite(mention)
    if mention.is_plural and not mention.is_named and token.i and token.nbor(-1).lower_ == "of":
        words = words if _ARTICLE.match(words) else f"the {words}"
    if token.lower_ == "there":
        words = f"in {words}"
    if token.lower_ in _OWNING and (token.tag_ == "PRP$" or token.lower_ in ("hers", "theirs")):
        words += "’" if mention.is_plural and words.endswith("s") else "’s"
    if token.i == 0:
        words = words[0].upper() + words[1:]
    return Edit(token.idx, token.idx + len(token), words)


_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)


def definite(mention: Mention) -> str:
    """How a thing is named again: "a bomb" is "the bomb" now."""
    match = _ARTICLE.match(mention.text)
    if match and not (mention.is_named and match.group().startswith("The")):
        return f"the {mention.text[match.end() :]}"
    if not match and mention.is_role:
        return f"the {mention.text}"
    return mention.text


def _counted_noun(doc: "Doc", memory: Memory) -> Edit | None:
    """The noun that "how many" lacks ("How many died?")."""
    for token in doc[:-1]:
        if token.lower_ == "many" and token.i and token.nbor(-1).lower_ == "how":
            if token.nbor().pos_ not in ("AUX", "VERB"):
                return None
            noun = memory.best(lambda m: 1.0 if m.is_plural and not m.is_named else 0.0)
            end = token.idx + len(token)
            return Edit(end, end, f" {_ARTICLE.sub('', noun.text)}") if noun else None
    return None


def _named_fully(doc: "Doc", memory: Memory) -> Iterator[Edit]:
    """What a question calls by one noun ("that law"), and history by more ("the fishing law")."""
    for chunk in doc.noun_chunks:
        if len(chunk) != 2 or chunk[0].lower_ not in ("the", "this", "that", "these", "those"):
            continue
        head = chunk.root.lemma_.casefold()
        if chunk.root.pos_ != "NOUN" or any(t.dep_ == "prep" for t in chunk.root.rights):
            continue
        full = memory.best(lambda m, head=head: _names_more(m, head))  # type: ignore[misc]
        if full is not None and full.is_plural == (chunk.root.tag_ == "NNS"):
            words = f"the {_ARTICLE.sub('', full.text)}"
            if chunk.start == 0:
                words = words[0].upper() + words[1:]
            yield Edit(chunk.start_char, chunk.end_char, words)


def _names_more(mention: Mention, head: str) -> float:
    own = _ARTICLE.sub("", mention.text).split()
    return 1.0 if mention.head == head and len(own) > 1 and not mention.is_asked else 0.0
