"""When two short answers say the same: "15" and "fifteen", "Dec. 22" and "December 22".

Knows nothing of passages or scores.
"""

import re
import unicodedata

from anyascii import anyascii
from text_to_num import alpha2digit

from index import are_spellings

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH = {name[:length]: name for name in _MONTHS for length in (3, len(name))} | {
    "sept": "september"
}
_MONTH_WORD = re.compile(rf"\b({'|'.join(sorted(_MONTH, key=len, reverse=True))})\b\.?")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(_MONTHS)})\b")
_ORDINAL_DAY = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)\b")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_SCALED = re.compile(r"\b(\d+(?:\.\d+)?)(?:[ -]?(thousand|million|billion|trillion|bn)|(k|m))\b")
_FOREIGN = re.compile(r"[À-ÖØ-öø-ɏͰ-ӿḀ-ỿ]+")  # letters with a plain counterpart in English
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
# One question asks for one unit, so that "40%" and "40", "$5" and "5 dollars" say the same.
_UNIT = re.compile(r"%|\bper ?cent\b|\bpercentage points?\b|(?:\bus)?\$|\b(?:usd|dollars?)\b")
_LEADING = re.compile(
    r"^(?:(?:about|around|approximately|roughly|some|nearly|almost|more than|over|at least|up to"
    r"|in|on|at|by|to|from|for|of|with|because of|the|a|an|his|her|their|its|our)\s+)+"
)
_ARTICLES_AND_TITLES = """
the a an of and in on at for to mr mrs ms dr sir president minister prime senator sen rep gov
governor king queen prince princess pope gen general
"""
_NOT_TELLING = frozenset(_ARTICLES_AND_TITLES.split())


def answer_key(answer: str) -> str:
    """The form in which answers that say the same are equal.

    Args:
        answer: A few words.

    Returns:
        Lower case without accents, numbers in digits, dates as "december 22 2023", no units of
        money or share, no articles, no leading "about" or "in", no punctuation; empty if no letter
        or digit is left.
    """
    text = unicodedata.normalize("NFKC", answer).casefold().replace("’", "'")
    text = _FOREIGN.sub(lambda found: anyascii(found[0]).casefold(), text)
    text = re.sub(r"'s\b", "", text)
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = re.sub(r"(?<![\w.])\.(?=\d)", "0.", re.sub(r"(?<!\w)[-–−](?=\.?\d)", "minus ", text))
    text = _MONTH_WORD.sub(lambda found: _MONTH[found[1]], text)
    text = _SCALED.sub(_spell_out, _GROUPED.sub("", text))
    text = alpha2digit(text.replace("-", " "), "en")
    text = re.sub(r"\bfirst\b", "1st", re.sub(r"\bsecond\b", "2nd", text))
    text = _UNIT.sub(" ", text) if any(map(str.isdigit, text)) else text
    text = _DAY_FIRST.sub(r"\2 \1", text)
    text = _ORDINAL_DAY.sub(r"\1 \2", text)
    text = " ".join(re.sub(r"[^\w.]|_|\.(?!\d)|(?<!\d)\.", " ", text).split())
    text = _LEADING.sub("", f"{text} ").strip() or text
    return "1" if text == "one" else text


def _spell_out(found: re.Match[str]) -> str:
    whole, _, part = found[1].partition(".")
    zeros = _SCALES[found[2] or found[3]]
    if len(part) > zeros:
        return found[0]
    return (whole + part.ljust(zeros, "0")).lstrip("0") or "0"


def telling_words(key: str) -> frozenset[str]:
    """The words of an answer key that make it this answer: no articles, no titles."""
    return frozenset(key.split()) - _NOT_TELLING


def one_holds_the_other(key: str, other: str) -> bool:
    """Whether one answer is the other with words left out ("Biden", "President Joe Biden").

    Spellings of one name are one word, and an initial stands for a name that begins with it, if
    the last words are the same.
    """
    a, b = telling_words(key), telling_words(other)
    if not a or not b:
        return False
    if a <= b or b <= a:
        return True
    fewer, more = sorted((a, b), key=len)
    if not all(map(str.isalpha, fewer ^ more)):
        return False
    return all(any(_same_word(word, w) for w in more) for word in fewer) or _initials_fit(
        key, other
    )


def _same_word(word: str, other: str) -> bool:
    """Whether two words are one, or one name spelt in two ways."""
    return word == other or (len(word) >= _NAME_LETTERS and are_spellings(word, other))


_NAME_LETTERS = 4


def _initials_fit(key: str, other: str) -> bool:
    """Whether initials stand for given names ("j r tamsin", "joanna tamsin")."""
    a, b = ([w for w in k.split() if w not in _NOT_TELLING] for k in (key, other))
    if not (a and b and _same_word(a[-1], b[-1]) and len(a[-1]) >= _NAME_LETTERS):
        return False
    given, also = sorted((a[:-1], b[:-1]), key=lambda words: len(words[0]) if words else 0)
    return bool(given and also) and len(given[0]) <= 2 and also[0][0] == given[0][0]
