"""The sentence in which somebody denies what another sentence of the article claims.

Found by denying words and shared terms. Knows nothing of who made the claim.
"""

import re
from typing import NamedTuple

from corpus import Article, Span
from qa.attribution import lexicon as lex
from qa.attribution.said import Stance
from qa.attribution.story import Story

_FAR = 15  # sentences
_BESIDE = 2
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|" + "|".join(lex.DENYING_FORMS) + r")\b", re.I
)
_SILENT = re.compile(
    r"\b(?:declined? to (?:comment|discuss|answer)|declined comment|no comment|refus\w+ to comment"
    r"|(?:did|do|does|has|have|had)(?: not|n['’]t)(?: immediately| yet)? "
    r"(?:respond|repl(?:y|ied)|answer|return|comment|dispute|den(?:y|ied))\w*"
    r"|could not be reached|not been reached|would not (?:comment|confirm|discuss))\b",
    re.I,
)
_TERM = re.compile(r"[^\W\d_][\w’'-]{2,}|\d[\d.,]*\d|\d")


class _Found(NamedTuple):
    is_denial: bool
    score: float
    sentence: Span


def find_denial(article: Article, sentence: Span) -> Span | None:
    """Find the denial that stands beside a claim.

    Args:
        article: The article.
        sentence: The claim: a sentence of it, or a few.

    Returns:
        The sentence in which somebody denies, rejects or disputes something in terms that the
        claim has too, within fifteen sentences; failing that, one in which somebody named in the
        claim declines to comment or does not respond. None if there is none, if the claim is
        itself a denial, and for text that is not English.
    """
    if article.language not in (None, "en") or not 0 <= sentence.start < len(article.text):
        return None
    story = Story(article)
    if _DENIES.search(story.words(sentence)):
        return None
    terms, names = _terms(story.words(sentence)), _names(story.words(sentence))
    found = [
        judged
        for distance, other in _neighbours(story, sentence)
        if (judged := _judge(story, other, distance, terms, names)) is not None
    ]
    return max(found, key=lambda f: f[:2]).sentence if found else None


def _neighbours(story: Story, sentence: Span) -> list[tuple[int, Span]]:
    before = list(enumerate(story.before(sentence, _FAR), start=1))
    after = list(enumerate(story.following(sentence, _FAR), start=1))
    return after + before  # at equal scores the later sentence: max takes the first


def _judge(
    story: Story, other: Span, distance: int, terms: set[str], names: set[str]
) -> _Found | None:
    words = story.words(other)
    if _SILENT.search(words):
        shared_names = len(names & _names(words))
        near = 1 if distance <= _BESIDE else 0
        return _Found(False, shared_names + near, other) if shared_names else None
    if not _DENIES.search(words):
        return None
    shared = len(terms & _terms(words))
    needed = 1 if distance <= _BESIDE else 2
    if shared < needed or not any(f.stance == Stance.DENIED for f in story.frames(other)):
        return None
    return _Found(True, shared - distance / _FAR, other)


def _terms(words: str) -> set[str]:
    """Beginnings of the content words, so that "flooded" and "flooding" are one."""
    return {
        word.lower().removesuffix("'s").removesuffix("’s")[:6]
        for word in _TERM.findall(words)
        if word.lower() not in lex.CUES | lex.STOP_WORDS
    }


def _names(words: str) -> set[str]:
    """Capitalised words and heads of bodies."""
    return {
        word.removesuffix("'s").removesuffix("’s").lower()
        for word in _TERM.findall(words)
        if (word[0].isupper() or word.lower() in lex.BODY_NOUNS)
        and word.lower() not in lex.STOP_WORDS | lex.TITLES
    }
