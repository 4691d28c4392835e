"""Corrections: what an outlet takes back, and what it says instead.

Knows nothing of questions; sees statements that answer one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus import Article, split_passages
from index import terms
from qa.evidence import Read
from qa.reading import NOTHING_READ
from qa.statement import DAY_UNIT, Statement, statements_of
from qa.value import agree


class Correction(NamedTuple):
    """A figure or day that was taken back.

    Attributes:
        wrong: Where it stands; the notice itself if the report is not among what was read.
        right: What holds: the words of the notice first, then others that say the same.
    """

    wrong: tuple[Statement, ...]
    right: tuple[Statement, ...]


_OWNS_UP = re.compile(
    r"\b(?:we|this newspaper|our (?:report|article|story)|an? (?:earlier|previous|article|report)"
    r"(?: version)?|the (?:same )?(?:article|report|story))\b[^.]{0,120}?\b(?:said|reported|stated"
    r"|gave|misstated|wrote|incorrectly|wrongly|mistakenly)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\bcorrect(?:ion|ions|ed)\b|\bclarifications?\b", re.IGNORECASE)


def find_correction(
    answering: Sequence[Statement], statements: Sequence[Statement]
) -> Correction | None:
    """The first correction among statements.

    Args:
        answering: Those that answer a question.
        statements: All that were read; the right figure may name nothing that was asked.

    Returns:
        None if no outlet owns up to a mistake in one of them.
    """
    for wrong in answering:
        article = wrong.read.article
        sentence = article.text[wrong.sentence.start : wrong.sentence.end]
        owns_up = _OWNS_UP.search(sentence)
        if not owns_up or not _CORRECTS.search(f"{article.title} {sentence}"):
            continue
        right = _set_right(wrong, statements)
        if right is None:
            continue
        taken_back = [s for s in answering if agree(s.value, wrong.value) and s.value != right.value
                      and agree(s.value, right.value) is False and s is not wrong]  # fmt: skip
        standing = [s for s in answering if s.value.low == right.value.low and s is not right]
        return Correction(tuple(taken_back) or (wrong,), (right, *standing))
    return None


def _set_right(wrong: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The first figure after the wrong one that contradicts it, at most a sentence on."""
    text = wrong.read.article.text
    for other in statements:
        if other.read is wrong.read and other.value.start > wrong.value.end:
            passed = text[wrong.sentence.end : other.sentence.start].strip()
            if not passed and agree(other.value, wrong.value) is False:
                return other
    return None


_SAME_SENTENCE = 0.6  # share of a sentence's words that its earlier wording has


def find_revision(statement: Statement, earlier: Sequence[Article]) -> Correction | None:
    """What an article said before it was changed, in the sentence that makes a statement.

    Args:
        statement: As the article makes it now.
        earlier: The article as it was, oldest first.

    Returns:
        None if the sentence gave the same figure, or did not stand there.
    """
    days = statement.value.unit == DAY_UNIT
    now = _words(statement)
    for article in earlier:
        for passage in split_passages(article):
            hit = statement.read.hit.model_copy(update={"passage": passage})
            for old in statements_of(Read(hit, article, NOTHING_READ), {}, days=days):
                is_same = len(now & _words(old)) >= _SAME_SENTENCE * len(now | _words(old))
                counts_same = days or old.counted == statement.counted
                if is_same and counts_same and agree(old.value, statement.value) is False:
                    return Correction((old,), (statement,))
    return None


def _words(statement: Statement) -> frozenset[str]:
    """The words of a statement's sentence without figures."""
    span = statement.sentence
    found = terms(statement.read.article.text[span.start : span.end])
    return frozenset(term for term in found if not term[0].isdigit())
