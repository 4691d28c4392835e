import datetime as dt

import pytest

from corpus import Article, day_of, read_articles, sample_archive
from qa.dating import find_times


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [item for item in read_articles([sample_archive()]) if isinstance(item, Article)]


@pytest.mark.parametrize(
    ("address", "words", "day"),
    [
        ("odegran-resigns", "4 November", "2024-11-04"),
        ("astrow-heron-3", "16 December", "2024-12-16"),
        ("ferry-search-ends", "The next day", "2025-01-19"),
        ("ferry-toll-nineteen", "Sunday", "2025-01-19"),
        ("election-eve", "Sunday", "2025-06-29"),
        ("posts-moved", "Easter Monday", "2025-04-21"),
        ("hallam-dam", "15 October", "2025-10-15"),
    ],
)
def test_a_date_without_a_year_in_the_sample_is_the_one_meant(
    articles: list[Article], address: str, words: str, day: str
) -> None:
    (article,) = [a for a in articles if address in f"{a.url} {a.source}"]
    published = day_of(article.published)
    assert isinstance(published, dt.date)
    found = [m for m in find_times(article.text, published) if m.words == words]
    assert found
    assert {str(moment.first) for moment in found} == {day}
