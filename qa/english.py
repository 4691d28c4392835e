"""Whether a question is one that an English reader can read."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST_WORDS = 4  # with fewer, names and dates alone would pass for a foreign tongue

# Words that nearly every English question holds one of, and few questions in other languages.
_COMMON = """
the and to are were been did does have has how what when where which who whom whose why with would
could should can than that this these those they there their for from by about after before
between during his its our your you she it any many much most happened said says tell into under
since until according
"""
_ENGLISH = frozenset(_COMMON.split())


def is_english(question: str) -> bool:
    """Whether a question seems to be in English.

    One in another script is not. One in Latin letters is taken as English unless it has four
    words or more beside names, none of them common in English, and a language detector agrees.
    """
    letters = [char for char in question if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    if 2 * latin < len(letters):
        return False
    words = _WORD.findall(question)
    if _ENGLISH.intersection(map(str.casefold, words)):
        return True
    if len([word for i, word in enumerate(words) if word.islower() or i == 0]) < _FEWEST_WORDS:
        return True
    import py3langid  # only for the rare question that reaches this line

    return str(py3langid.classify(question)[0]) == "en"
