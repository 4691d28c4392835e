"""News questions by distant supervision: passages of articles that hold the answer string.

RealTime QA gives questions, answers and articles a search returned, but no spans. A passage of
such an article, printed about when the question was asked and near to it in words, that holds
the answer is taken as answering it; one that lacks it, as not.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus import Article, Span, split_passages
from qa.training.example import Example, answered, unanswered
from qa.training.negatives import nearest_by_words
from qa.training.sources import read_records

LAST_TRAINING_DAY = dt.date(2022, 9, 30)
"""Later questions are kept for fitting and calibrating what is built on the reader."""

_EARLIEST, _LATEST = dt.timedelta(days=-14), dt.timedelta(days=3)
_SHORTEST_ANSWER = 3  # characters; shorter strings stand anywhere


def read_news_questions(data: Path) -> list[Example]:
    """Questions of 2022 up to `LAST_TRAINING_DAY` on the passages nearest to them."""
    folder = data / "realtimeqa"
    asked = [
        record
        for record in read_records(folder / "questions-2022.jsonl.gz")
        if dt.date.fromisoformat(record["asked"]) <= LAST_TRAINING_DAY
        and record["answer_in_candidates"]
        and not record["needs_choices"]
    ]
    wanted = {id_ for record in asked for id_ in record["candidate_article_ids"]}
    articles = {a.id: a for a in _read_articles(data) if a.id in wanted}
    examples: list[Example] = []
    for record in asked:
        day = dt.date.fromisoformat(record["asked"])
        near = [
            article
            for id_ in record["candidate_article_ids"]
            if (article := articles.get(id_)) and _about_then(article, day)
        ]
        examples += _examples(record, near)
    return examples


def _read_articles(data: Path) -> Iterator[Article]:
    for record in read_records(data / "realtimeqa" / "articles.jsonl.gz"):
        yield Article(
            id=record["id"],
            title=record["title"],
            text=record["text"],
            published=record["published"],
            source="realtimeqa",
        )


def _about_then(article: Article, day: dt.date) -> bool:
    published = article.published_day
    return published is not None and _EARLIEST <= published - day <= _LATEST


def _examples(record: dict[str, Any], articles: Sequence[Article]) -> Iterable[Example]:
    passages = [passage for article in articles for passage in split_passages(article)]
    if not passages:
        return
    titles = {article.id: article.title for article in articles}
    question = record["question"]
    (nearest,) = nearest_by_words([question], [p.text for p in passages])
    for passage in (passages[row] for row in nearest):
        title, text = titles[passage.article_id], passage.text
        answer = _find(record["answers"], text)
        # The reader is shown the headline before each passage of the news.
        shown = f"{title}\n{text}"
        if answer is not None:
            shift = len(title) + 1
            place = Span(answer.start + shift, answer.end + shift)
            yield answered(question, shown, place, "realtimeqa")
        else:
            yield unanswered(question, shown, "realtimeqa")


def _find(answers: Iterable[str], text: str) -> Span | None:
    for answer in sorted(answers, key=len, reverse=True):
        if len(answer) >= _SHORTEST_ANSWER:
            match = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE)
            if match:
                return Span(*match.span())
    return None
