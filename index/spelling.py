"""Names that are spelt in several ways: Velázquez and Velasquez, Venč and Vench.

Two spellings are taken for one name if they differ only in letters that transcriptions and
typewriters exchange. A fixed key, not a distance: by distance Johnson would be Johnston.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from anyascii import anyascii

from index.analyser import question_terms, terms
from index.bm25 import inverse_frequency

Weights = Callable[[Iterable[str]], dict[str, float]]

_SHORTEST = 4  # letters; shorter names have too many neighbours
_COMMON_FROM = 50  # passages that hold a word before it can be too common for a name
_COMMON_SHARE = 0.03  # share of the passages that makes it so
_EXCHANGED = (
    *(("sch", "s"), ("tch", "c"), ("ch", "c"), ("zh", "z"), ("sh", "s"), ("kh", "k")),
    *(("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("cz", "c"), ("ts", "c"), ("tz", "z")),
    *(("ou", "u"), ("oe", "o"), ("ae", "a"), ("ue", "u"), ("ij", "i"), ("dj", "j"), ("dzh", "j")),
)
_ALIKE = str.maketrans("zwyjqc", "sviikk")
_DOUBLE = re.compile(r"(.)\1+")
_FIRST = {"s": "sztc", "v": "vw", "i": "ijyd", "k": "kcqt", "f": "fp", "j": "jd"}
_CAPITALISED = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """What the spellings of one name share; no word of any language.

    Args:
        word: One word, in any script, case or spelling.
    """
    key = anyascii(word).casefold()
    for letters, letter in _EXCHANGED:
        if letters in key:
            key = key.replace(letters, letter)
    return _DOUBLE.sub(r"\1", key.translate(_ALIKE))


def are_spellings(word: str, other: str) -> bool:
    """Whether two words may be one name spelt in two ways; case does not matter."""
    if min(len(word), len(other)) < _SHORTEST or not (word.isalpha() and other.isalpha()):
        return anyascii(word).casefold() == anyascii(other).casefold()
    return spelling_key(word) == spelling_key(other)


class Spellings:
    """The spellings of names in one archive's search terms.

    Args:
        vocabulary: All search terms.
        passages: How many passages there are.
        weights: How telling terms are, as `Store.weights`.
    """

    def __init__(self, vocabulary: Sequence[str], passages: int, weights: Weights) -> None:
        self._vocabulary = vocabulary
        most = min(passages, max(_COMMON_FROM, int(passages * _COMMON_SHARE)))
        self._least = float(inverse_frequency(passages, most))
        self._weights = weights
        self._keyed = lru_cache(maxsize=64)(self._keyed_by_letter)

    def of(self, name: str) -> tuple[str, ...]:
        """Other spellings of a name's words, as search terms; empty if the archive has none."""
        own = terms(name)
        found: dict[str, None] = {}
        for term in own:
            if len(term) >= _SHORTEST and term.isalpha():
                key = spelling_key(term)
                found |= dict.fromkeys(self._keyed(key[:1]).get(key, ()))
        weights = self._weights(found)
        return tuple(t for t in found if t not in own and weights[t] >= self._least)

    def in_question(self, question: str) -> tuple[str, ...]:
        """Other spellings of the names in a question: its words with a capital letter."""
        names = [word for word in _CAPITALISED.findall(question) if word[0].isupper()]
        telling = set(question_terms(question))
        kept = [name for name in names if telling & set(terms(name))]
        found = dict.fromkeys(t for name in kept for t in self.of(name))
        return tuple(term for term in found if term not in telling)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for term in self._vocabulary:
            if len(term) >= _SHORTEST:
                found[term[0]].append(term)
        return found

    def _keyed_by_letter(self, first: str) -> dict[str, list[str]]:
        """Terms by key, of those whose keys begin with a letter."""
        found: dict[str, list[str]] = defaultdict(list)
        for letter in _FIRST.get(first, first):
            for term in self._by_letter.get(letter, ()):
                if term.isalpha():
                    found[spelling_key.__wrapped__(term)].append(term)
        return {key: alike for key, alike in found.items() if len(alike) > 1}
