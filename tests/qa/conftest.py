"""Passages as if found and read, built by hand from a text and the words that answer."""

from collections.abc import Callable

import pytest

from corpus import Article, split_passages
from index import Hit
from qa import FoundSpan, Reading
from qa.evidence import Read


@pytest.fixture
def read(article: Callable[..., Article]) -> Callable[..., Read]:
    """Make what was read: an id, a text, then pairs of an answer's words and its margin."""

    def make(
        id: str,  # noqa: A002 - the field's name
        text: str,
        *answers: tuple[str, float],
        score: float = 1.0,
        cosine: float = 0.5,
        relevance: float = 0.0,
        says: tuple[float, float] = (0.0, 0.0),
        words: int = 130,
        part: int = 0,
        story: str | None = None,
        also_in: tuple[str, ...] = (),
        **fields: object,
    ) -> Read:
        made = article(id, text, **fields)
        passage = split_passages(made, words=words)[part]
        spans = [
            FoundSpan(start, start + len(answer), margin)
            for answer, margin in answers
            for start in [passage.text.index(answer)]
        ]
        hit = Hit(
            passage=passage,
            score=score,
            cosine=cosine,
            bm25=0.0,
            story=story or id,
            also_in=also_in,
        )
        return Read(hit, made, Reading(tuple(spans), relevance, *says))

    return make
