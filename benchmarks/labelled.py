"""Sentences of the development data with hand-made labels: who says it, when it was.

The labels are offsets (`benchmarks/labels/README.md` has the rules); texts are read from the data
beside the repository. Knows nothing of what is measured with them.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from benchmarks.data import DATA, read_lines
from corpus import Article, Span, read_articles

LABELS = Path(__file__).parent / "labels"
UNNAMED = "unresolved"


class LabelledTime(NamedTuple):
    """A time that a text names.

    Attributes:
        span: Where it stands, in the text that the label speaks of.
        first: First day meant; None if the text does not allow to tell.
        last: Last day meant, or None.
        precision: day, week, month, season, year, decade or span.
        is_optional: Neither finding it nor missing it counts.
    """

    span: Span
    first: dt.date | None
    last: dt.date | None
    precision: str
    is_optional: bool = False


class LabelledSentence(NamedTuple):
    """A sentence, and what a reader found in it.

    Attributes:
        article: Its article.
        sentence: Where it stands in the article's text.
        speaker: Accepted names, the fullest first; `UNNAMED`; or None where the outlet tells.
        chain: Further sources up to the reader, each with its accepted names.
        speech: "direct", "indirect" or None.
        hedge: The hedging, denying or confirming words, or None.
        times: Spans count from the sentence's start.
        is_doubtful: Whether another reader might well decide otherwise.
    """

    article: Article
    sentence: Span
    speaker: tuple[str, ...] | Literal["unresolved"] | None
    chain: tuple[tuple[str, ...], ...]
    speech: str | None
    hedge: str | None
    times: tuple[LabelledTime, ...]
    is_doubtful: bool

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article.text[self.sentence.start : self.sentence.end]


class Phrase(NamedTuple):
    """A phrase of 5W1H that answers "when", in its field of the raw record."""

    article_id: str
    text: str
    published: dt.date | None
    time: LabelledTime
    parsed: dt.date | None


def read_labels(name: str) -> list[dict[str, Any]]:
    """Records of ``benchmarks/labels/NAME.jsonl``."""
    lines = (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def labelled_sentences(half: str) -> list[LabelledSentence]:
    """The sentences of a half, with their articles.

    Raises:
        ValueError: An article is gone or its text is not what was labelled.
    """
    records = read_labels(f"attribution-{half}")
    articles = _articles(records)
    return [_sentence(record, articles) for record in records]


def _articles(records: Iterable[dict[str, Any]]) -> dict[str, Article]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for record in records:
        wanted[record["file"]].add(record["article_id"])
    return {
        article.id: article
        for file, ids in wanted.items()
        for article in read_articles([DATA / file])
        if isinstance(article, Article) and article.id in ids
    }


def _sentence(record: dict[str, Any], articles: dict[str, Article]) -> LabelledSentence:
    article = articles.get(record["article_id"])
    if article is None or article.content_hash != record["content_hash"]:
        raise ValueError(f"{record['article_id']} is not the text that was labelled")
    speaker = record["speaker"]
    hedge = record["hedge"]
    return LabelledSentence(
        article=article,
        sentence=Span(record["start"], record["end"]),
        speaker=_names(article, speaker) if isinstance(speaker, list) else speaker,
        chain=tuple(_names(article, link) for link in record["chain"]),
        speech=record["speech"],
        hedge=article.text[hedge[0] : hedge[1]] if hedge else None,
        times=tuple(_time(time, record["start"]) for time in record["times"]),
        is_doubtful=record.get("doubtful", False),
    )


def _names(article: Article, spans: list[list[Any]]) -> tuple[str, ...]:
    texts = (article.title if "title" in span else article.text for span in spans)
    return tuple(text[span[0] : span[1]] for text, span in zip(texts, spans, strict=True))


def _time(record: dict[str, Any], offset: int) -> LabelledTime:
    start, end = record["span"]
    return LabelledTime(
        Span(start - offset, end - offset),
        _day(record["first"]),
        _day(record["last"]),
        record["precision"],
        record.get("optional", False),
    )


def when_phrases(half: str) -> list[Phrase]:
    """A half of 5W1H's *when* phrases that can be resolved, with the days that we read in them."""
    articles = {r["id"]: r for r in read_lines(DATA / "5w1h" / "articles.jsonl.gz")}
    parsed = {
        (record["article_id"], phrase["field"], phrase["start"]): phrase.get("parsed")
        for record in read_lines(DATA / "5w1h" / "annotations.jsonl.gz")
        for phrase in record["when"]
    }
    return [
        Phrase(
            label["article_id"],
            articles[label["article_id"]][label["field"]],
            _day((articles[label["article_id"]]["published"] or "")[:10] or None),
            LabelledTime(
                Span(label["start"], label["end"]),
                _day(label["first"]),
                _day(label["last"]),
                "day" if label["first"] == label["last"] else "longer",
            ),
            _day(parsed[label["article_id"], label["field"], label["start"]]),
        )
        for label in read_labels(f"when-{half}")
    ]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
