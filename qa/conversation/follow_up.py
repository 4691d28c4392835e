"""The way of a follow-up, from what was typed to a question that stands alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus import canonical_line
from index import question_terms
from qa.conversation.bare import bare_word, join_bare, on
from qa.conversation.completion import complete, main_topic
from qa.conversation.edit import edited
from qa.conversation.ellipsis import complete_fragment
from qa.conversation.memory import Memory
from qa.conversation.mentions import Mention, Role, find_mentions
from qa.conversation.pronouns import resolve
from qa.conversation.quotes_asked import quotes_asked
from qa.conversation.rewrite import Rewrite
from qa.conversation.turns import Turn, recent_turns
from qa.english import is_english
from qa.grammar import parse

_LONGEST = 2_000  # as long as a question may be
_IN_ANSWER = 0.45  # what an answer mentions counts less than what the user speaks of


class _Understood(NamedTuple):
    rewrite: Rewrite
    meant: tuple[Mention, ...] = ()


def stand_alone(question: str, history: Sequence[str]) -> Rewrite:
    """Make a question stand alone.

    Each earlier question is made to stand alone first, so that "it" in the fourth may be what "it"
    was in the third. Nothing is put in but words of the question, of the history, and function
    words ("did", "the", "as for").

    Args:
        question: As typed.
        history: What was said before, oldest first: question, answer, question, answer ... Answers
            may be empty. Of long histories the first turn and the last seven are read, of long
            turns the beginning.

    Returns:
        The question; unchanged if it stands alone, or if nothing fits (see ``unresolved``).
    """
    asked = canonical_line(question)
    if len(asked) > _LONGEST or not any(map(str.isalnum, asked)) or not is_english(asked):
        return Rewrite(text=asked)
    memory, last = _heard(recent_turns(history))
    if not last.question and not last.answer:
        return _first(asked)
    return _understood(asked, memory, last).rewrite


def _first(asked: str) -> Rewrite:
    """The first question of a conversation: nothing that it leaves open can be known."""
    unresolved = resolve(parse(asked), Memory()).unresolved
    return Rewrite(text=asked, refers=quotes_asked(asked), unresolved=unresolved)


def _heard(turns: Sequence[Turn]) -> tuple[Memory, Turn]:
    """What is in mind after a conversation, and its last turn, standing alone."""
    memory = Memory()
    last = Turn("", "")
    for question, answer in turns:
        standing = ""
        if question:
            found = _understood(question, memory, last)
            standing = found.rewrite.text
            if found.rewrite.new_topic:
                memory.fade()
            memory.hear(find_mentions(parse(standing)))
            memory.hear(mention._replace(role=Role.SUBJECT) for mention in found.meant)
        if answer:
            memory.hear(_answered(question, answer), _IN_ANSWER)
        last = Turn(standing or last.question, answer)
        memory.fade()
    return memory, last


_ASKS_NAME = re.compile(
    r"^(?:\W{0,3}\w+\W{1,3}){0,2}?"
    r"(?:who|which|what (?!is|are|was|were|did|do|does|has|have|had))\b",
    re.IGNORECASE,
)


def _answered(question: str, answer: str) -> list[Mention]:
    """What an answer speaks of: the first thing is what was asked for, if a name was."""
    mentions = find_mentions(parse(answer))
    if mentions and _ASKS_NAME.match(question):
        mentions[0] = mentions[0]._replace(role=Role.TOPIC)
    return mentions


def _understood(asked: str, memory: Memory, last: Turn) -> _Understood:
    """A question after what was said; the first way that fits it is taken."""
    refers = quotes_asked(asked)
    word = bare_word(asked)
    if last.question and word:
        text = join_bare(word, last.question, last.answer)
        return _Understood(Rewrite(text=text, changed=True, refers=refers))
    if last.question and refers:
        return _Understood(Rewrite(text=on(last.question, asked), changed=True, refers=refers))
    doc = parse(asked)
    found = resolve(doc, memory)
    text = edited(asked, found.edits)
    whole = complete_fragment(text, last.question)
    if whole:
        rewrite = Rewrite(text=whole, changed=True, unresolved=found.unresolved)
        return _Understood(rewrite, found.meant)
    if found.edits or found.unresolved:
        rewrite = Rewrite(
            text=text,
            changed=text != asked,
            refers=refers,
            search_terms=_search_terms(text, memory),
            unresolved=found.unresolved,
        )
        return _Understood(rewrite, found.meant)
    done = complete(doc, memory)
    rewrite = Rewrite(
        text=done.text,
        changed=done.text != asked,
        new_topic=done.new_topic,
        refers=refers,
        search_terms=_search_terms(done.text, memory) if done.leans else (),
    )
    return _Understood(rewrite)


def _search_terms(text: str, memory: Memory) -> tuple[str, ...]:
    """The words of what the conversation is most about, where the question has none of them.

    They are not shown: "Did she resign?" is no question about a ferry, but in a talk about a ferry
    its answer is likely found there. The words of the last question or answer were tried as well:
    the question's found no more, the answer's found the answer again.
    """
    topic = main_topic(memory)
    if topic is None:
        return ()
    words = _words(topic.text)
    return () if set(question_terms(text)) & set(question_terms(topic.text)) else words


_SMALL_WORDS = ("", "the", "a", "an", "of", "and")


def _words(text: str) -> tuple[str, ...]:
    words = [word.strip("\"“”'‘’(),.;:") for word in text.split()]
    return tuple(word for word in words if word.lower() not in _SMALL_WORDS)
