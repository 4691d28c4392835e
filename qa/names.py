"""People's names as papers print them: spelt in several ways, with titles, shortened.

Knows nothing of who the people are: that two names can be one person's says only that nothing in
them speaks against it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from anyascii import anyascii

from index import are_spellings, question_terms, terms

_TITLES_LIST = """
mr mrs ms miss dr prof professor sir dame lord lady judge justice president vice minister prime
premier pm chancellor governor senator sen rep representative congressman congresswoman king queen
prince princess pope cardinal archbishop bishop sister father rev reverend general gen colonel col
captain capt commander lieutenant major sergeant inspector officer detective secretary chief
executive director manager mayor ambassador commissioner deputy foreign finance health defence
defense transport interior attorney speaker former ex the
"""
_TITLES = frozenset(_TITLES_LIST.split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = re.compile(r"\b[^\W\d_][^\W\d_]{3,}\b")
_SHORTEST_GIVEN = 3  # letters from which "Ben" can stand for "Benjamin"
_POSSESSIVE = re.compile(r"['’]s$")


class Spelling(NamedTuple):
    """A name in a question, and how else the articles spell it.

    Attributes:
        asked: The word as the question has it.
        others: Other spellings as printed, the most frequent first.
    """

    asked: str
    others: tuple[str, ...]


def same_person(name: str, other: str) -> bool:
    """Whether two names can be one person's.

    "Prime Minister Anselm Korda", "Mr. Korda" and "Korda" can; so can "J. R. Tamsin" and "Joanna
    Tamsin", "Lucija Venč" and "Lucia Vench". "John Reed" and "Mary Reed" cannot.

    Args:
        name: A name, titles and all.
        other: Another.

    Returns:
        False too if either has nothing but titles.
    """
    a, b = _parts(name), _parts(other)
    if not a or not b or not are_spellings(a[-1], b[-1]):
        return False
    given, also = a[:-1], b[:-1]
    if not given or not also:
        return True
    return _given_alike(given[0], also[0])


def _parts(name: str) -> list[str]:
    """The words of a name without titles, folded to plain letters."""
    words = [anyascii(_POSSESSIVE.sub("", w)).casefold() for w in _WORD.findall(name)]
    return [w for w in words if w not in _TITLES and w not in _SUFFIXES]


def _given_alike(a: str, b: str) -> bool:
    """Whether two given names can be one: alike, an initial, or cut short ("Chris")."""
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if are_spellings(a, b):
        return True
    return len(short) >= _SHORTEST_GIVEN and long.startswith(short)


def other_spellings(question: str, texts: Iterable[str]) -> tuple[Spelling, ...]:
    """How else the names of a question are spelt in texts.

    Args:
        question: As asked; its words with a capital letter are taken for names.
        texts: Articles that were read.

    Returns:
        Only names that are spelt in another way somewhere; empty if none is.
    """
    telling = set(question_terms(question))
    names = [w for w in _NAME.findall(question) if w[0].isupper() and telling & set(terms(w))]
    if not names:
        return ()
    printed = Counter(w for text in texts for w in _NAME.findall(text) if w[0].isupper())
    return tuple(
        Spelling(name, others)
        for name in dict.fromkeys(names)
        if (others := _spelt_otherwise(name, printed))
    )


def _spelt_otherwise(name: str, printed: Counter[str]) -> tuple[str, ...]:
    """Other spellings of a name among printed words, each in its most frequent case."""
    found: dict[str, str] = {}
    for word, _ in printed.most_common():
        if word.casefold() != name.casefold() and are_spellings(word, name):
            found.setdefault(word.casefold(), word)
    return tuple(found.values())
