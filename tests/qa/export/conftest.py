"""Conversations on the sample archive, asked once, and a way to make hostile ones."""

import datetime as dt
from collections.abc import Callable

import pytest

from index import Filters
from qa import Answer, Assistant, Quote, Searched, Status, Turn
from qa.export import CitedArticle, Export, export_turns

MADE = dt.datetime(2025, 11, 25, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


@pytest.fixture(scope="session")
def sample_export(assistant: Assistant) -> Export:
    questions = [
        "How much fertiliser was held up by the port strike?",
        "Who heads the inquiry into the Lady Orla?",
        "Which comet was seen over Antarctica?",
    ]
    turns = [Turn(question=q, answer=assistant.ask(q)) for q in questions]
    return export_turns(assistant.retriever, assistant.reader.name, turns)


@pytest.fixture(scope="session")
def export_of() -> Callable[..., Export]:
    """Make an export of one answer from the fields of its quotes."""

    def make(
        *quotes: Quote, question: str = "Why?", authors: tuple[str, ...] = (), **fields: object
    ) -> Export:
        answer = Answer.model_validate(
            {
                "question": question,
                "status": Status.ANSWERED if quotes else Status.NOT_FOUND,
                "text": "The archive does not say.",
                "confidence": 0.5,
                "quotes": quotes,
                "searched": Searched(
                    generation=1, articles=1, passages=1, filters=Filters(), read=1, nearest=()
                ),
                "timings_ms": {},
            }
            | fields
        )
        return Export(
            made=MADE,
            newsquote="0.0",
            reader="a reader",
            turns=(Turn(question=question, answer=answer),),
            articles=tuple(
                CitedArticle(article_id=name, authors=authors)
                for name in dict.fromkeys(quote.article_id for quote in quotes)
            ),
        )

    return make


@pytest.fixture(scope="session")
def quote_of() -> Callable[..., Quote]:
    """Make a quote from its words; any other field may be given."""

    def make(text: str, **fields: object) -> Quote:
        return Quote.model_validate(
            {
                "article_id": "a1",
                "content_hash": "f" * 64,
                "start": 10,
                "end": 10 + len(text),
                "text": text,
                "title": "Bridge to close",
                "outlet": "The Quarry Post",
                "published": dt.date(2025, 3, 3),
                "url": "https://post.example/bridge",
            }
            | fields
        )

    return make
