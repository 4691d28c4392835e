"""The sentence in which somebody denies what another sentence of the article claims.

Found by denying words and shared terms. Knows nothing of who made the claim.
"""

import re
from typing import NamedTuple

from corpus import Article, Span
from qa.attribution import lexicon as lex
from qa.attribution.said import Stance
from qa.attribution.story import Story, is_english

_FAR = 15  # sentences
_REACH = 4_000  # characters
_BESIDE = 2
_NEAR = 6
_SHORT = 4  # terms; of so short a denial one shared term is enough
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|" + "|".join(sorted(lex.DENYING_FORMS)) + r")\b", re.I
)
_SILENT = re.compile(
    r"\b(?:declined? to (?:comment|discuss|answer)|declined comment|refused to comment"
    r"|(?:did|has|have|had)(?: not|n['’]t)(?: immediately| yet)? "
    r"(?:respond|repl|answer|return|comment)"
    r"|could not be reached|would not comment|was not available for comment)",
    re.I,
)
_ACCUSES = re.compile(r"\b(?:alleg|accus|claim|charged|suspect|arrest)\w*", re.I)
_NO_TERMS = lex.CUES | lex.STOP_WORDS | lex.BODY_NOUNS | lex.TITLES
_TERM = re.compile(r"[^\W\d_][\w’'-]{2,}|\d[\d.,]*\d|\d")


class Denial(NamedTuple):
    """What answers a claim.

    Attributes:
        span: The sentence in the article's text.
        is_silence: Nobody denies anything in it: somebody declines to comment or does not respond.
    """

    span: Span
    is_silence: bool


class _Found(NamedTuple):
    is_denial: bool
    score: float
    sentence: Span


def find_denial(article: Article, sentence: Span) -> Denial | None:
    """Find the denial that stands beside a claim.

    Args:
        article: The article.
        sentence: The claim: a sentence of it, or a few.

    Returns:
        The sentence in which somebody denies, rejects or disputes something in terms that the
        claim has too, or "the charges" near an accusation, within fifteen sentences; failing that,
        as silence, one in which somebody named in the claim declines to comment or does not
        respond. None if there is none, if the claim is itself a denial, and for text that is not
        English.
    """
    if not is_english(article) or not 0 <= sentence.start < len(article.text):
        return None
    story = Story(article)
    claim = story.words(sentence)
    if _DENIES.search(claim):
        return None
    found = [
        judged
        for distance, other in _neighbours(story, sentence)
        if (judged := _judge(story, other, distance, claim)) is not None
    ]
    best = max(found, key=lambda f: f[:2], default=None)
    return None if best is None else Denial(best.sentence, is_silence=not best.is_denial)


def _neighbours(story: Story, sentence: Span) -> list[tuple[int, Span]]:
    """Sentences with a denying word, and how many sentences away each stands; the later first."""
    near = _denying(story, sentence)
    if not near:
        return []
    before = enumerate(story.before(sentence, _FAR), start=1)
    after = enumerate(story.following(sentence, _FAR), start=1)
    return [
        (distance, other)
        for distance, other in (*after, *before)
        if any(other.start <= at < other.end for at in near)
    ]


def _denying(story: Story, sentence: Span) -> list[int]:
    """Where denying words stand near a sentence: most articles have none, and are done with."""
    first, last = max(0, sentence.start - _REACH), sentence.end + _REACH
    return [
        m.start() for form in (_DENIES, _SILENT) for m in form.finditer(story.text, first, last)
    ]


def _judge(story: Story, other: Span, distance: int, claim: str) -> _Found | None:
    words = story.words(other)
    silent = _SILENT.search(words)
    if silent:
        shared = len(_names(claim) & _names(words[: silent.start()]))
        return _Found(False, shared - distance / _FAR, other) if shared else None
    if not _DENIES.search(words):
        return None
    denied = " ".join(
        f.cue.doc[i].text
        for f in story.frames(other)
        if f.stance == Stance.DENIED
        for i in sorted(f.covers)
    )
    terms = _terms(denied)
    shared = len(terms & _terms(claim))
    needed = 1 if distance <= _BESIDE and len(terms) <= _SHORT else min(2, len(terms) or 2)
    is_answer = (
        distance <= _NEAR
        and bool(_ACCUSES.search(claim))
        and bool(set(denied.lower().split()) & lex.CHARGES)
    )
    if shared >= needed or is_answer:
        return _Found(True, shared - distance / _FAR, other)
    return None


def _terms(words: str) -> set[str]:
    """Beginnings of the content words, so that "flooded" and "flooding" are one."""
    return {
        word.lower().removesuffix("'s").removesuffix("’s")[:6]
        for word in _TERM.findall(words)
        if word.lower() not in _NO_TERMS
    }


def _names(words: str) -> set[str]:
    """Capitalised words that are not titles or the like."""
    return {
        word.removesuffix("'s").removesuffix("’s").lower()
        for word in _TERM.findall(words)
        if word[0].isupper() and word.lower() not in lex.STOP_WORDS | lex.TITLES
    }
