"""Whether passages speak of the event that a question means, or of one and the same event.

Judged by the names they share. Knows nothing of answers.
"""

import re
from collections.abc import Callable, Iterable

from index import question_terms, terms
from qa.evidence import Read

Rarity = Callable[[Iterable[str]], dict[str, float]]
"""How telling terms are in the archive, as `Retriever.term_weights` says."""

SAME_NEWS = 5
"""Days between two reports of one event that speak of the same state of things."""

LAST_NEWS = 120
"""Days between two reports of one event, as it develops."""

_NAMES_SHARED = 3
_EVENT_FROM = 0.3  # share of the rarer names of one passage that another on the same event has
_OLD_EVENT_FROM = 0.4  # the same for one printed weeks before or after
_WORDS_SHARED = 0.4  # share of a question's words in a headline and passage, if it has no names
_NAME = re.compile(r"(?<!^)(?<![.?!:\n] )(?<![“\"‘'\n])\b[A-ZÀ-ÞĀ-Ž][\w-]+")
_LEAD = 400  # characters of an article's beginning, which says what it is about


def names_in(text: str) -> frozenset[str]:
    """Search terms of the capitalised words that do not begin a sentence."""
    return frozenset(t for name in _NAME.findall(text) for t in terms(name)) - _NO_NAMES


_NO_NAMES = frozenset(
    terms(
        "January February March April May June July August September October November December"
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A I It He She They Mr Mrs"
        " Ms Dr President Minister Prime But And In On"
    )
)


def _told(read: Read) -> str:
    """What the passage is about: headline, beginning of the article, passage."""
    article = read.article
    return f"{article.title}\n{article.text[:_LEAD]}\n{read.hit.passage.text}"


def on_event(question: str) -> Callable[[Read], bool]:
    """Whether a passage speaks of what the question names; without names, of its words."""
    names = names_in(question)
    others = frozenset(question_terms(question))

    def speaks_of_it(read: Read) -> bool:
        here = set(terms(_told(read)))
        if names:
            return len(names & here) * 2 >= len(names)
        return len(others & here) >= _WORDS_SHARED * len(others)

    return speaks_of_it


def same_event(a: Read, b: Read, rarity: Rarity) -> bool:
    """Whether two articles name the same people and places, rare ones above all."""
    days = days_apart(a, b)
    if days > LAST_NEWS:
        return False
    here, there = names_in(_told(a)), names_in(_told(b))
    weights = rarity(here | there)
    shared = sum(weights[name] for name in here & there)
    smaller = min(sum(map(weights.__getitem__, side)) for side in (here, there))
    needed = _EVENT_FROM if days <= SAME_NEWS else _OLD_EVENT_FROM
    return len(here & there) >= _NAMES_SHARED and shared >= needed * smaller


def days_apart(a: Read, b: Read) -> float:
    """Days between the publication of two articles; infinite if one has no date."""
    one, other = a.article.published_day, b.article.published_day
    return abs((one - other).days) if one and other else float("inf")
