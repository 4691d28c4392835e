"""Questions that leave out what they are about ("What are the side effects?"), and new topics.

Knows nothing of pronouns and fragments.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from index import question_terms
from qa.conversation.ellipsis import as_for
from qa.conversation.memory import Memory
from qa.conversation.mentions import Mention, Role, Sort, find_mentions
from qa.conversation.pronouns import definite

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NO_TOPIC = 0.05
_UNNAMED = 0.6
_UNNAMED_GROUP = 0.3  # "parliament", "police": they act in any story
_DEFINES = re.compile(
    r"^(?:(?:what|who)(?: is|['’]s| are| was| were)|tell me (?:more )?about|describe|explain) "
    r"(?!(?:the|some|other|another)\b)(?!.*\b(?:the|other|else|most|more)\b)",
    re.IGNORECASE,
)
_MANY_TERMS = 6
_NO_NAMES = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL")
_END = re.compile(r"[\s?.!]*$")


class Completed(NamedTuple):
    """A question without pronouns, beside its history.

    Attributes:
        text: The question, with what it left out.
        leans: Whether the topic helps to find what it asks for.
        new_topic: Whether it is about something else.
    """

    text: str
    leans: bool
    new_topic: bool


def complete(doc: "Doc", memory: Memory) -> Completed:
    """Add what a question leaves out.

    One that names something, defines something or says a lot stands by itself; it opens a new
    topic if it shares no word with what was spoken of. In others the topic is put where English
    has a place for it; where there is none, it is left to the search.
    """
    question = doc.text
    topic = main_topic(memory)
    terms = set(question_terms(question))
    known = set(question_terms(" ".join(mention.text for mention in memory)))
    if topic is None or not terms:
        return Completed(question, leans=False, new_topic=False)
    if terms & set(question_terms(topic.text)):
        return Completed(question, leans=False, new_topic=False)
    if _stands(doc, terms):
        is_linked = bool(terms & known)
        return Completed(question, leans=is_linked, new_topic=not is_linked)
    return Completed(_with_topic(doc, topic), leans=True, new_topic=False)


def main_topic(memory: Memory) -> Mention | None:
    """What the conversation is most about."""

    def fit(mention: Mention) -> float:
        if mention.sort in (Sort.TIME, Sort.AMOUNT):
            return _NO_TOPIC
        if mention.is_named:
            return 1.0
        return _UNNAMED_GROUP if mention.sort is Sort.GROUP else _UNNAMED

    return memory.best(fit)


def _stands(doc: "Doc", terms: set[str]) -> bool:
    named = any(entity.label_ not in _NO_NAMES for entity in doc.ents) or any(
        token.pos_ == "PROPN" and token.ent_type_ not in _NO_NAMES for token in doc[1:]
    )
    return named or bool(_DEFINES.match(doc.text)) or len(terms) >= _MANY_TERMS


def _with_topic(doc: "Doc", topic: Mention) -> str:
    question = doc.text
    own = find_mentions(doc)
    end = _END.search(question)
    at = end.start() if end else len(question)
    last = own[-1] if own else None
    if last and last.end == at and last.text.lower().startswith("the "):
        root = doc.char_span(last.start, last.end)
        if root is not None and root.root.head.lemma_ == "be" and last.role is Role.TOPIC:
            return f"{question[:at]} of {definite(topic)}{question[at:]}"
    return question if own else as_for(definite(topic), question)
