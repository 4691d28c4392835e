"""Words to search terms: the same for passages and questions.

Case, diacritics and endings do not matter to the keyword search: Velázquez, Velasquez's and
VELAZQUEZ share what they can.
"""

import re
from functools import lru_cache

import Stemmer
from anyascii import anyascii

ANALYSER = "words/anyascii/snowball-english/1"
"""Names this way of making terms. Change it whenever the terms of some text change."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_TERM = 60
_STEMMER = Stemmer.Stemmer("english", 0)  # no cache of its own: `_term` has one

# Words that questions are made of, whatever they ask about.
_QUESTION_WORDS = """
a an and are as at be been but by can could did do does for from had has have he her him
his how i if in into is it its many me much my no not of on or our she should so some
such than that the their them then there these they this those to us was we were what
when where which who whom whose why will with would you your
"""


def terms(text: str) -> list[str]:
    """The search terms of a text, in order, repeated as often as they occur."""
    return [term for word in _WORD.findall(text) if (term := _term(word))]


def question_terms(question: str) -> list[str]:
    """The distinct terms that say what a question is about; all of them if there are no others."""
    found = dict.fromkeys(terms(question))
    telling = [term for term in found if term not in _STEMMED_QUESTION_WORDS]
    return telling or list(found)


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    plain = anyascii(word).casefold().replace("’", "'")
    return _STEMMER.stemWord(plain) if len(plain) <= _LONGEST_TERM else ""


_STEMMED_QUESTION_WORDS = frozenset(map(_term, _QUESTION_WORDS.split()))
