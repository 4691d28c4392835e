"""The sample archive, as the readers read it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, SampleQuestion, read_articles, sample_archive, sample_questions

_FURNITURE = re.compile(
    r"Comments \(|Share this|Read more:|Advertisement|Sign up to our newsletter|Follow us on"
)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    records = list(read_articles([sample_archive()]))
    assert all(isinstance(record, Article) for record in records), records
    return [record for record in records if isinstance(record, Article)]


def named(articles: list[Article], url: str | None, file: str | None) -> Iterator[Article]:
    for article in articles:
        if article.url == url if url else article.source.endswith(f"/{file}"):
            yield article


def test_fifty_articles_of_five_outlets_are_read(articles: list[Article]) -> None:
    outlets = Counter(
        Path(article.source).relative_to(sample_archive()).parts[0] for article in articles
    )

    assert outlets == {"courier": 11, "lantern": 8, "ledger": 8, "provincial": 8, "wire": 15}
    assert len({article.outlet for article in articles if article.outlet}) == 5
    assert len({article.id for article in articles}) == 50


def test_every_quote_is_in_the_article_that_it_names(articles: list[Article]) -> None:
    for question in sample_questions():
        for quote in question.quotes:
            [article] = named(articles, quote.url, quote.file)
            assert quote.text in article.text, (question.id, article.source)


def test_there_are_questions_of_every_sort_and_some_without_an_answer() -> None:
    questions = sample_questions()
    unanswered = [question for question in questions if not question.quotes]

    assert len(questions) >= 60
    assert len({question.id for question in questions}) == len(questions)
    assert len(unanswered) >= 12
    assert {question.kind for question in unanswered} == {"none"}
    assert all(len(question.history) % 2 == 0 for question in questions)


def test_a_short_answer_comes_with_quotes() -> None:
    def stray(question: SampleQuestion) -> bool:
        return question.short is not None and not question.quotes

    assert [question.id for question in sample_questions() if stray(question)] == []


def test_no_line_of_furniture_survives(articles: list[Article]) -> None:
    raw = "".join(path.read_text() for path in sample_archive().rglob("*.*"))

    assert len(set(_FURNITURE.findall(raw))) == 6
    for article in articles:
        for paragraph in article.text.split("\n\n"):
            assert not _FURNITURE.match(paragraph), article.source


def test_only_the_impossible_date_is_noted(articles: list[Article]) -> None:
    noted = [article for article in articles if article.notes]

    assert [Path(article.source).name for article in noted] == ["country-diary-swans.txt"]
    assert "30 February 2025" in noted[0].notes[0]
    assert noted[0].published is None


def test_all_but_two_articles_have_a_date(articles: list[Article]) -> None:
    undated = [article.source for article in articles if article.published is None]

    assert len(undated) == 2  # the country diary and "harbour-levy-explained"


def test_every_article_has_a_title_that_does_not_open_its_text(articles: list[Article]) -> None:
    for article in articles:
        assert article.title, article.source
        assert not article.text.startswith(article.title + "\n"), article.source


def test_one_article_is_spanish(articles: list[Article]) -> None:
    assert Counter(article.language for article in articles) == {"en": 49, "es": 1}
