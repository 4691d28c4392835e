"""Names that are spelt in several ways: Velázquez and Velasquez, Venč and Vench.

Two spellings are taken for one name if they differ only in letters that transcriptions and
typewriters exchange. A fixed key, not a distance: by distance Johnson would be Johnston.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.analyser import question_terms, terms
from index.bm25 import inverse_frequency

Weights = Callable[[Iterable[str]], dict[str, float]]

_SHORTEST = 4  # letters; shorter names have too many neighbours
_LONGER = 5  # letters that one of two spellings has at least
_LONG = 6  # the same where letters of one sound are exchanged ("fish" is no "Phish")
_NAME_SHARE = 0.002  # share of the passages above which a word is found well enough as it is
_COMMON_SHARE = 0.01  # share of the passages above which a word is no other spelling of a name
_FEW = 50  # passages that hold a word before either share counts
_DROPPED = (("tch", "c"), ("ch", "c"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("dzh", "j"))
_EXCHANGED = (("ph", "f"), ("ck", "k"), ("kh", "h"), ("th", "t"), ("tz", "z"))
_ALIKE = str.maketrans("zwqc", "svkk")
_SOUNDS = (("iy", "i"), ("yy", "i"), ("ij", "i"), ("y", "i"), ("ii", "i"))
_UMLAUTS = re.compile(r"(?<=[^aeiou][aou])e(?=[^aeiou])")
_DOUBLE = re.compile(r"([bcdfgklmnprstvz])\1+(?=.)")
_ALIKE_FIRST = ("sz", "vw", "kcq", "fp", "iy", "ct", "jd")
_FIRST = {
    a: "".join(sorted({b for g in _ALIKE_FIRST if a in g for b in g})) for a in "szvwkcqfpiytjd"
}
_MOST_EDITS = 3  # letters: two spellings are no farther apart
_CAPITALISED = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")


class SpellingKeys(NamedTuple):
    """What spellings of one name share: either is enough.

    Attributes:
        plain: With what a typewriter drops dropped: "vench" is "venc", as "Venč" becomes.
        sound: With letters of one sound exchanged: "velazquez" is "velaskuez".
    """

    plain: str
    sound: str


@lru_cache(maxsize=50_000)
def spelling_keys(word: str) -> SpellingKeys:
    """The keys of one word, in any script, case or spelling."""
    word = _DOUBLE.sub(r"\1", anyascii(word).casefold())
    for letters, letter in _SOUNDS:
        if letters in word:
            word = word.replace(letters, letter)
    if len(word) > _LONGER:
        word = _UMLAUTS.sub("", word)
    plain = sound = word
    if "h" in word:
        for letters, letter in _DROPPED:
            plain = plain.replace(letters, letter)
    for letters, letter in _EXCHANGED:
        sound = sound.replace(letters, letter)
    if "ch" in sound:
        sound = sound.replace("ch", "#").translate(_ALIKE).replace("#", "ch")
    else:
        sound = sound.translate(_ALIKE)
    return SpellingKeys(plain, sound)


def are_spellings(word: str, other: str) -> bool:
    """Whether two words may be one name spelt in two ways; case does not matter."""
    a, b = anyascii(word).casefold(), anyascii(other).casefold()
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST or max(len(a), len(b)) < _LONGER:
        return False
    if not (a.isalpha() and b.isalpha()):
        return False
    keys, others = spelling_keys(word), spelling_keys(other)
    is_long = max(len(a), len(b)) >= _LONG
    return keys.plain == others.plain or (is_long and keys.sound == others.sound)


class Spellings:
    """The spellings of names in one archive's search terms.

    Args:
        vocabulary: All search terms.
        passages: How many passages there are.
        weights: How telling terms are, as `Store.weights`.
    """

    def __init__(self, vocabulary: Sequence[str], passages: int, weights: Weights) -> None:
        self._vocabulary = vocabulary
        few, many = (
            min(passages, max(_FEW, int(passages * share)))
            for share in (_NAME_SHARE, _COMMON_SHARE)
        )
        self._rare_from = float(inverse_frequency(passages, few))
        self._name_from = float(inverse_frequency(passages, many))
        self._weights = weights

    def of(self, name: str) -> tuple[str, ...]:
        """Other spellings of a name's words, as search terms; empty if the archive has none.

        A word that many passages hold has none: it is found well enough as it is.
        """
        own = [t for t in terms(name) if len(t) >= _SHORTEST and t.isalpha()]
        rare = [term for term, weight in self._weights(own).items() if weight >= self._rare_from]
        found = dict.fromkeys(other for term in rare for other in self._alike(term))
        weights = self._weights(found)
        return tuple(t for t in found if t not in own and weights[t] >= self._name_from)

    def in_question(self, question: str) -> tuple[str, ...]:
        """Other spellings of the names in a question: its words with a capital letter."""
        names = [word for word in _CAPITALISED.findall(question) if word[0].isupper()]
        telling = set(question_terms(question))
        kept = [name for name in names if telling & set(terms(name))]
        found = dict.fromkeys(t for name in kept for t in self.of(name))
        return tuple(term for term in found if term not in telling)

    def _alike(self, term: str) -> list[str]:
        found: list[str] = []
        for letter in _FIRST.get(term[0], term[0]):
            near = process.extract(
                term,
                self._by_letter.get(letter, ()),
                scorer=Levenshtein.distance,
                score_cutoff=_MOST_EDITS,
                limit=None,
            )
            found += sorted(other for other, *_ in near if are_spellings(term, other))
        return found

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for term in self._vocabulary:
            if len(term) >= _SHORTEST:
                found[term[0]].append(term)
        return found
