"""Drafts: untrusted fields become an article, or a reason."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from corpus import Article, Outcome, Rejected, hash_text
from corpus.draft import LONGEST_ARTICLE, finish


def article_of(fields: Mapping[str, Any], identity: str | None = None) -> Article:
    article = finish(fields, source="in.jsonl:1", identity=identity)
    assert isinstance(article, Article), article
    return article


def rejection_of(fields: Mapping[str, Any]) -> Rejected:
    rejected = finish(fields, source="in.jsonl:1", identity=None)
    assert isinstance(rejected, Rejected), rejected
    return rejected


@pytest.mark.parametrize(
    "fields",
    [
        {
            "url": "https://a.example/1",
            "title": "Ferry sinks",
            "text": "Nobody was hurt.",
            "published": "2025-03-12",
            "updated": "2025-03-13",
            "outlet": "The Courier",
            "authors": ["Ilse Vey", "Jo Grøn"],
            "language": "en",
            "section": "Home",
        },
        {
            "link": "https://a.example/1",
            "headline": "Ferry sinks",
            "articleBody": "Nobody was hurt.",
            "datePublished": "2025-03-12",
            "dateModified": "2025-03-13",
            "publisher": {"@type": "Organization", "name": "The Courier"},
            "author": [{"@type": "Person", "name": "Ilse Vey"}, {"name": "Jo Grøn"}],
            "lang": "en",
            "category": "Home",
        },
        {
            "canonical_url": "https://a.example/1",
            "title": " Ferry\nsinks ",
            "body": "Nobody was hurt.\n",
            "pubDate": "12 March 2025",
            "modified": "13 March 2025",
            "source": "The Courier",
            "byline": "Ilse Vey; Jo Grøn",
            "language": "en",
            "section": "Home",
        },
    ],
)
def test_the_field_names_of_many_exports_give_the_same_article(fields: dict[str, Any]) -> None:
    article = article_of(fields)

    assert article == Article(
        id=article.id,
        url="https://a.example/1",
        title="Ferry sinks",
        text="Nobody was hurt.",
        published=dt.date(2025, 3, 12),
        updated=dt.date(2025, 3, 13),
        outlet="The Courier",
        authors=("Ilse Vey", "Jo Grøn"),
        language="en",
        section="Home",
        source="in.jsonl:1",
    )


@pytest.mark.parametrize("author", [{"name": "Ilse Vey"}, "Ilse Vey", ["Ilse Vey", None]])
def test_one_author_is_a_list_of_one(author: object) -> None:
    assert article_of({"text": "It rained.", "author": author}).authors == ("Ilse Vey",)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "file:///etc/passwd",
        "file://a.example/x",
        "data:text/html,x",
        "/2025/03/12/ferry",
        "http://[x",
        "https:",
    ],
)
def test_a_link_that_is_no_web_address_is_dropped_with_a_note(link: str) -> None:
    article = article_of({"text": "It rained.", "url": link})

    assert article.url is None
    assert len(article.notes) == 1
    assert "is not a web address" in article.notes[0]


def test_a_date_that_is_none_is_dropped_with_a_note() -> None:
    article = article_of({"text": "It rained.", "date": "30 February 2025"})

    assert article.published is None
    assert article.notes == (
        "the date '30 February 2025' does not exist or is not understood; stored without it. "
        "Write dates as 2025-03-31",
    )


def test_an_id_given_is_the_id() -> None:
    assert article_of({"id": 47, "url": "https://a.example/1", "text": "It rained."}).id == "47"


def test_the_link_names_an_article_whatever_becomes_of_its_text() -> None:
    first = article_of({"url": "https://a.example/1", "text": "It rained."}, "in/a.txt")
    later = article_of({"url": "https://a.example/1", "text": "It poured."}, "in/b.txt")
    other = article_of({"url": "https://a.example/2", "text": "It rained."}, "in/a.txt")

    assert first.id == later.id != other.id


def test_without_a_link_the_file_names_the_article() -> None:
    first = article_of({"text": "It rained."}, "in/a.txt")

    assert article_of({"text": "It poured."}, "in/a.txt").id == first.id
    assert article_of({"text": "It rained."}, "in/b.txt").id != first.id


def test_a_line_without_a_link_is_named_by_title_outlet_and_date() -> None:
    fields = {"title": "Rain", "outlet": "Courier", "date": "2025-03-12", "text": "It rained."}
    first = article_of(fields)

    assert article_of(fields | {"text": "It poured."}).id == first.id
    for change in ({"title": "Hail"}, {"outlet": "Lantern"}, {"date": "2025-03-13"}):
        assert article_of(fields | change).id != first.id


def test_a_line_without_a_title_is_named_by_its_text() -> None:
    assert article_of({"text": "It rained."}).id == article_of({"text": "It rained. "}).id
    assert article_of({"text": "It rained."}).id != article_of({"text": "It poured."}).id


def test_an_article_longer_than_a_shelf_of_books_fails() -> None:
    rejected = rejection_of({"text": "x" * (LONGEST_ARTICLE + 1)})

    assert rejected.outcome is Outcome.FAILED
    assert "5,000,001 characters, the most is 5,000,000; split it" in rejected.reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": "Rain", "words": "It rained."}, "expected a field 'text' (or body, content)"),
        ({"title": "Rain", "words": "It rained."}, "found 'title', 'words'"),
        ({}, "found none"),
        ({"text": None}, "found none"),
        ({"text": "\n\ufeff"}, "the text is empty"),
        ({"text": "Comments (0)\n\nShare this"}, "the text is empty"),
    ],
)
def test_what_has_no_text_is_skipped_with_the_reason(fields: dict[str, Any], reason: str) -> None:
    rejected = rejection_of(fields)

    assert rejected.outcome is Outcome.SKIPPED
    assert reason in rejected.reason


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ["It rained."]}, "text"),
        ({"text": True}, "text"),
        ({"text": "It rained.", "title": {"en": "Rain"}}, "title"),
        ({"text": "It rained.", "authors": [["Vey"]]}, "authors.0"),
        ({"text": "It rained.", "url": ["https://a.example"]}, "url"),
    ],
)
def test_a_field_of_the_wrong_type_fails_by_name(fields: dict[str, Any], field: str) -> None:
    rejected = rejection_of(fields)

    assert rejected.outcome is Outcome.FAILED
    assert f"'{field}'" in rejected.reason


def test_an_id_too_long_fails() -> None:
    assert "longer than 512" in rejection_of({"id": "x" * 513, "text": "It rained."}).reason


def test_the_language_stated_wins_and_else_is_detected() -> None:
    spanish = "El barco volcó el viernes por la noche frente al cabo, dijo la policía."

    assert article_of({"text": spanish}).language == "es"
    assert article_of({"text": spanish, "lang": "gl"}).language == "gl"
    assert article_of({"text": "Sí."}).language is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-GB", "en"), ("EN", "en"), ("en_US", "en"), (" pt-BR ", "pt"), ("zh-Hant-TW", "zh")],
)
def test_a_language_tag_is_cut_down_to_its_code(stated: str, code: str) -> None:
    assert article_of({"text": "Sí.", "lang": stated}).language == code


@pytest.mark.parametrize("stated", ["English", "eng", "e", "12", "-", "x-klingon"])
def test_what_is_no_language_code_counts_as_not_stated(stated: str) -> None:
    spanish = "El barco volcó el viernes por la noche frente al cabo, dijo la policía."

    assert article_of({"text": "Sí.", "lang": stated}).language is None
    assert article_of({"text": spanish, "lang": stated}).language == "es"


def test_the_content_hash_is_sha256_of_the_text() -> None:
    article = article_of({"text": "abc\n", "title": "Not hashed"})

    assert article.content_hash == hash_text("abc")
    assert article.content_hash.startswith("ba7816bf8f01cfea")  # FIPS 180-4, the "abc" example


@pytest.mark.parametrize("published", ["2025-03-12", "2025-03-12T09:30:00+02:00", None])
def test_an_article_survives_being_stored_as_json(published: str | None) -> None:
    article = article_of({"text": "It rained.", "published": published})

    stored = Article.model_validate_json(article.model_dump_json())

    assert stored == article
    assert type(stored.published) is type(article.published)
