"""Passages: runs of whole sentences of one article, the unit that is embedded and searched.

Knows nothing of vectors. The passages of an article tile its text: between two neighbours there
is only white space, so nothing is lost and no character is quoted twice.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from corpus.article import Article
from corpus.sentences import LONGEST_SENTENCE, Span, split_sentences

PASSAGE_WORDS = 130
SPLITTER = f"syntok-1.4.4/sentences-{LONGEST_SENTENCE}/words-{PASSAGE_WORDS}/2"
"""Names this way of splitting. Change it whenever the passages of some text change."""

# Scripts without spaces write about one word in two signs; the embedder counts every sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:[-'’][^\W_]+)*")
_CHARACTERS_PER_WORD = 8


class Passage(BaseModel):
    """A slice of one revision of an article.

    Attributes:
        article_id: The article.
        content_hash: The revision of it that the offsets refer to.
        start: First character, in the article's canonical text.
        end: One past the last character.
        sentences: The sentences inside, as offsets into the article's text, in order.
        text: ``article.text[start:end]``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    content_hash: str
    start: int
    end: int
    sentences: tuple[Span, ...]
    text: str

    def slice(self, span: Span) -> str:
        """The words of a span (offsets into the article) that lies inside this passage."""
        return self.text[span.start - self.start : span.end - self.start]


def split_passages(article: Article, *, words: int = PASSAGE_WORDS) -> list[Passage]:
    """Cut an article into passages of whole sentences.

    Args:
        article: Its ``text`` is split; the title is never part of a passage.
        words: Size aimed at. Passages of one article come out about equally long; one passes
            the size only by its last sentence.

    Returns:
        At least one passage; together they hold every sentence of the text once, in order.
    """
    content_hash = article.content_hash
    return [
        Passage(
            article_id=article.id,
            content_hash=content_hash,
            start=group[0].start,
            end=group[-1].end,
            sentences=tuple(group),
            text=article.text[group[0].start : group[-1].end],
        )
        for group in _even_groups(article.text, split_sentences(article.text), words)
    ]


def count_words(text: str) -> int:
    """Words in a text.

    A sign of a script without spaces counts as one, and so do 8 characters of an endless "word",
    so that the count bounds what an embedder must read.
    """
    return max(sum(1 for _ in _WORD.finditer(text)), len(text) // _CHARACTERS_PER_WORD)


def _even_groups(text: str, sentences: list[Span], words: int) -> Iterator[list[Span]]:
    sizes = [count_words(text[s.start : s.end]) for s in sentences]
    left = sum(sizes)
    group: list[Span] = []
    filled = 0
    goal = _even_share(left, words)
    for sentence, size in zip(sentences, sizes, strict=True):
        # Close where that comes nearer to the goal than taking one more sentence would.
        if group and filled + size / 2 > goal:
            yield group
            left -= filled
            group, filled, goal = [], 0, _even_share(left, words)
        group.append(sentence)
        filled += size
    if group:
        yield group


def _even_share(total: int, words: int) -> float:
    return total / max(1, round(total / words))
