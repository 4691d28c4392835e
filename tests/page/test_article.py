"""The article beside the chat: the quote marked where it stands, whatever became of the article."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Article, Span
from index import Filters, Retriever, build_index, withdraw_articles
from page.article import article_pane, quote_in_article
from qa import Answer, Quote, Searched, Status

Make = Callable[..., Article]
TOLD = "Nine barges sank at Moen. The quay is shut until Friday. Nobody was hurt, the mayor said."


def answer(*quotes: Quote) -> Answer:
    return Answer(
        question="What sank?",
        status=Status.ANSWERED,
        text="",
        confidence=0.5,
        quotes=quotes,
        searched=Searched(
            generation=1, articles=1, passages=1, filters=Filters(), read=1, nearest=()
        ),
        timings_ms={},
    )


@pytest.fixture
def barges(article: Make) -> Article:
    return article(
        "barges", TOLD, title="Barges lost", outlet="Moen Post", published="2025-03-03",
        authors=("Ada Lund",), url="https://post.example/barges",
    )  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path, barges: Article) -> Iterator[Retriever]:
    build_index([barges], tmp_path / "x")
    retriever = Retriever.open(tmp_path / "x")
    yield retriever
    retriever.close()


def marks(pane: str) -> list[tuple[str, str]]:
    return re.findall(r'<mark class="nq-(\w+)">(.*?)</mark>', pane)


def test_the_chosen_quote_is_marked_and_the_others_fainter(
    opened: Retriever, barges: Article
) -> None:
    both = answer(Quote.cut(barges, Span(0, 25)), Quote.cut(barges, Span(26, 56)))
    assert marks(article_pane(opened, both, 1)) == [("other", TOLD[:25]), ("chosen", TOLD[26:56])]
    pane = article_pane(opened, both, 0)
    assert marks(pane) == [("chosen", TOLD[:25]), ("other", TOLD[26:56])]
    assert "Ada Lund" in pane
    assert "#:~:text=Nine%20barges%20sank%20at%20Moen." in pane
    assert re.findall(r'class="nq-(back|on)" data-quote="(\d)"', pane) == [
        ("back", "1"),
        ("on", "1"),
    ]


def test_where_quotes_overlap_the_chosen_one_is_marked_whole(
    opened: Retriever, barges: Article
) -> None:
    both = answer(Quote.cut(barges, Span(0, 25)), Quote.cut(barges, Span(5, 56)))
    assert marks(article_pane(opened, both, 1)) == [("chosen", TOLD[5:56])]


def test_a_single_quote_has_no_steps_to_others(opened: Retriever, barges: Article) -> None:
    pane = article_pane(opened, answer(Quote.cut(barges, Span(0, 25))), 0)
    assert "Next quote" not in pane
    assert "Only this article" in pane


def test_a_text_that_has_changed_is_shown_as_it_was_quoted_and_that_is_said(
    opened: Retriever, barges: Article, tmp_path: Path
) -> None:
    told = answer(Quote.cut(barges, Span(0, 25)))
    assert "has changed since" not in article_pane(opened, told, 0)
    build_index([barges.model_copy(update={"text": TOLD.replace("Nine", "Ten")})], tmp_path / "x")
    newer = opened.latest()
    pane = article_pane(newer, told, 0)
    newer.close()
    assert "The article has changed since." in pane
    assert marks(pane) == [("chosen", TOLD[:25])]


def test_a_text_that_was_never_in_the_archive_is_not_made_up(
    opened: Retriever, article: Make
) -> None:
    stranger = Quote.cut(article("other", TOLD), Span(0, 25))
    assert "Ask again" in article_pane(opened, answer(stranger), 0)


def test_of_a_removed_article_only_that_is_told(
    opened: Retriever, barges: Article, tmp_path: Path
) -> None:
    first, second = Quote.cut(barges, Span(0, 25)), Quote.cut(barges, Span(26, 56))
    withdraw_articles(tmp_path / "x", ["barges"], "wrong harbour")
    for pane in (
        article_pane(opened, answer(first, second), 0),
        quote_in_article(opened, first),
    ):
        assert "has been removed from the archive" in pane
        assert "built anew" not in pane
        assert not any(
            words in pane for words in ("barges", "quay", "mayor", "Ada Lund", "harbour")
        )
    assert 'data-quote="1"' in article_pane(opened, answer(first, second), 0), "a way on"
