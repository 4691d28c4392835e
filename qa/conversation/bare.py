"""Bare question words ("Why?", "When was that?") joined to what was asked before.

Knows nothing of pronouns.
"""

import re
from typing import TYPE_CHECKING

from qa.conversation.mentions import Sort, find_mentions
from qa.grammar import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BARE = re.compile(
    r"^(?:(?:and|but|so|or|ok|okay|then|also|hmm|wow|oh|really|interesting)\b[,.;:!?]?\s+){0,3}"
    r"(?P<word>why not|why|when|where|how come|how long ago|how long|how often|how far|how much"
    r"|how many|how|who|since when|until when|(?:by|for|with|from|to) whom|(?:with|for) what"
    r"|(?:in |on )?(?:what|which) (?:year|month|day|date|city|country|place))"
    r"(?: exactly| then| so| else)?"
    r"(?: (?:is|was|were|did|does|do|has|had|would|will) (?:that|this|so)"
    r"(?: happen| happened| be| occur| take place| go| possible| the case)?)?\s*[?.!]*$",
    re.IGNORECASE,
)


def bare_word(question: str) -> str | None:
    """The question word of a question that has no content of its own; None if it has."""
    match = _BARE.match(question)
    return match["word"] if match else None


def join_bare(word: str, before: str, answer: str) -> str:
    """Ask a bare question word of what was asked before.

    Args:
        word: "Why"
        before: The question before, standing alone: "Did the minister resign?"
        answer: What was answered; may be empty.

    Returns:
        "Why did the minister resign?"; where the two cannot be made one sentence, the question
        before is named: "On “Who won?”: why?".
    """
    joined = _joined(word, parse(before), answer)
    if joined is None:
        return on(before, word)
    return joined[0].upper() + joined[1:].rstrip(" ?.!") + "?"


def on(before: str, question: str) -> str:
    """A question under the one it belongs to."""
    asked = question[0].lower() + question[1:].rstrip(" ?.!")
    return f"On “{before.rstrip(' .')}”: {asked}?"


_ASKS_THING = ("how many", "how much", "who")  # the place of its answer cannot be known
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b",
    re.IGNORECASE,
)


def _joined(word: str, doc: "Doc", answer: str) -> str | None:
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if word.lower() in _ASKS_THING:
        return None
    if _AUXILIARY.match(doc.text):
        return f"{word} {doc[0].lower_}{doc[0].whitespace_}{doc[1:].text}"
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return None
    asked = _asked_words(doc)
    if not asked:
        return None
    after = asked[-1].i + 1
    if after >= len(doc):
        return None
    following = doc[after]
    subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    if subject.i > after and following.pos_ == "AUX":
        return _inverted(word, doc, root, asked, after)
    if subject.i < after:
        return _of_subject(word, doc, root, asked, answer)
    return None


def _asked_words(doc: "Doc") -> list["Token"]:
    """The question word and what goes with it: "How many radars"."""
    if doc[0].tag_ not in ("WP", "WDT", "WRB", "WP$"):
        return []
    for chunk in doc.noun_chunks:
        if chunk.start == 0:
            return list(chunk)
    end = 1
    while end < len(doc) and doc[end].pos_ in ("ADJ", "ADV") and doc[0].lower_ == "how":
        end += 1
    return list(doc[:end])


_NO_NOUN = ("who", "what", "whom", "which", "how", "why", "when", "where", "many", "much", "whose")


def _left_over(asked: list["Token"]) -> str:
    """What was asked for, without the question word: "radars"; "the bank" for "which bank"."""
    nouns = [token for token in asked if token.lower_ not in _NO_NOUN]
    if not any(token.pos_ in ("NOUN", "PROPN") for token in nouns):
        return ""
    words = " ".join(token.text for token in nouns)
    return words if asked[0].lower_ == "how" else f"the {words}"


def _inverted(word: str, doc: "Doc", root: "Token", asked: list["Token"], after: int) -> str | None:
    """From "How many radars did Iran buy?": "When did Iran buy radars?"."""
    if asked[0].tag_ == "WRB" and len(asked) == 1:
        return f"{word} {doc[after:].text}"
    if root.pos_ == "AUX":
        return None  # "What is the cause?"
    last = max([root.i] + [t.i for t in root.children if t.dep_ == "prt"])
    thing = _left_over(asked) or ("that" if asked[0].tag_ == "WP" else "")
    if asked[0].lower_ == "how" and not _left_over(asked):
        thing = ""
    tail = doc[last + 1 :].text
    return f"{word} {doc[after : last + 1].text} {thing} {tail}".replace("  ", " ")


def _of_subject(
    word: str, doc: "Doc", root: "Token", asked: list["Token"], answer: str
) -> str | None:
    """From "How many radars came?": "When did radars come?"."""
    subject = _left_over(asked) or _someone(answer)
    if not subject:
        return None
    start = asked[-1].i + 1
    phrase = ""
    while start < root.i and doc[start].pos_ not in ("AUX", "VERB", "ADV"):
        phrase += " " + doc[start].text
        start += 1
    following = doc[start]
    if following.pos_ == "AUX":
        return f"{word} {following.text} {subject}{phrase} {doc[start + 1 :].text}"
    form = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(root.tag_)
    if form is None or start > root.i:
        return None
    adverbs = doc[start : root.i].text
    between = f"{adverbs} " if adverbs else ""
    return f"{word} {form} {subject}{phrase} {between}{root.lemma_} {doc[root.i + 1 :].text}"


def _someone(answer: str) -> str:
    if not answer:
        return ""
    people = [
        m
        for m in find_mentions(parse(answer))
        if m.is_named and m.sort in (Sort.PERSON, Sort.GROUP, Sort.UNKNOWN)
    ]
    return people[0].text if people else ""
