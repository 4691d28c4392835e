"""Draw the sentences that are labelled by hand for attribution and dates.

From five collections of the development data, forty sentences each, at most one of an article:
of ten, six that hold a reporting word, a hedge or a quotation mark, and four drawn from all.
Articles go to the halves by the parity of a digest of their text, so no article is in both.

Example: python -m benchmarks.draw_sentences > /tmp/drawn.jsonl
"""

import json
import random
import re
from collections.abc import Iterable
from typing import NamedTuple

import typer

from benchmarks.data import DATA
from corpus import Article, Span, read_articles, split_sentences

SEED = 20261125
COLLECTIONS = ("realtimeqa", "wikinews", "bbc", "newsqa", "5w1h")
HALVES = ("tune", "test")
TELLING = 12
"""Sentences of a collection and half that hold a word of ``_REPORTING``."""
ANY = 8
"""Sentences of a collection and half drawn from all."""
LONGEST = 500

# Loose on purpose: it must not know which words a system looks for.
_REPORTING = re.compile(
    r"\b(?:sa(?:id|y|ys|ying)|t(?:old|ells?)|according|repor\w+|alleg\w+|accus\w+|den(?:y|ies|ied|ying)"
    r"|confirm\w*|claim\w*|stat(?:ed|es|ing|ement)|announc\w+|warn\w*|believ\w+|suspect\w*|suggest\w*"
    r"|argu\w+|add(?:ed|s|ing)|ask(?:ed|s)|not(?:ed|es)|wr(?:ote|ites?)|tweet\w*|rumou?r\w*"
    r"|apparently|supposedly|purported\w*|insist\w*|admit\w*|explain\w*|estimat\w+|quoted|cit(?:ed|ing))\b"
    r"|[\"“”]",
    re.IGNORECASE,
)


class Drawn(NamedTuple):
    """A sentence to be labelled."""

    half: str
    file: str
    article: Article
    sentence: Span


def half_of(article: Article) -> str:
    """The half that an article belongs to, whatever is drawn from it."""
    return HALVES[int(article.content_hash[:8], 16) % 2]


def draw(collection: str) -> list[Drawn]:
    """Draw a collection's sentences: the telling ones first, in each half."""
    file = f"{collection}/articles.jsonl.gz"
    read = read_articles([DATA / collection / "articles.jsonl.gz"])
    articles = [a for a in read if isinstance(a, Article) and a.language == "en"]
    order = random.Random(f"{SEED}/{collection}")  # noqa: S311 -- drawn again the same
    order.shuffle(articles)
    return [
        Drawn(half, file, article, sentence)
        for half in HALVES
        for article, sentence in _sentences((a for a in articles if half_of(a) == half), order)
    ]


def _sentences(articles: Iterable[Article], order: random.Random) -> Iterable[tuple[Article, Span]]:
    wanted = [True] * TELLING + [False] * ANY
    for article in articles:
        if not wanted:
            return
        fitting = [
            span
            for span in split_sentences(article.text)
            if span.end - span.start <= LONGEST
            and (not wanted[0] or _REPORTING.search(article.text[span.start : span.end]))
        ]
        if fitting:
            wanted.pop(0)
            yield article, order.choice(fitting)


def main() -> None:
    """Print what was drawn, as offsets."""
    for collection in COLLECTIONS:
        for half, file, article, sentence in draw(collection):
            typer.echo(
                json.dumps(
                    {
                        "half": half,
                        "file": file,
                        "article_id": article.id,
                        "content_hash": article.content_hash,
                        "start": sentence.start,
                        "end": sentence.end,
                    }
                )
            )


if __name__ == "__main__":
    main()
