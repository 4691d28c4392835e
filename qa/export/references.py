"""What a bibliography says of each article that an export cites. Knows no format of one."""

import datetime as dt
import re
from collections.abc import Collection
from typing import NamedTuple

from anyascii import anyascii

from corpus import day_of
from qa.export.record import CitedArticle, Export
from qa.export.visible import visible, web_link
from qa.quote import Quote

_LONGEST_PART = 24
_READ_FOR_A_KEY = 200


class Reference(NamedTuple):
    """An article that is cited.

    Attributes:
        key: ASCII letters, digits and hyphens; no other reference of the export has it.
        title: Headline, one line; may be empty.
        outlet: Who published it, or None.
        authors: Names as printed.
        language: ISO 639-1 code, or None.
        section: Section of the outlet, or None.
        published: Calendar day, or None.
        url: Link, ASCII, or None.
        accessed: Day of the export, UTC.
        note: Where the quotes stand, so that anyone can find and check them.
    """

    key: str
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    language: str | None
    section: str | None
    published: dt.date | None
    url: str | None
    accessed: dt.date
    note: str


def references(export: Export) -> list[Reference]:
    """One reference for each article cited, in the order in which they are first quoted."""
    quoted: dict[str, list[Quote]] = {}
    for quote in export.quotes():
        quoted.setdefault(quote.article_id, []).append(quote)
    accessed = export.made.astimezone(dt.UTC).date()
    details = {article.article_id: article for article in export.articles}
    made: dict[str, Reference] = {}
    for article_id, quotes in quoted.items():
        article = details.get(article_id) or CitedArticle(article_id=article_id)
        key = _free_key(quotes[0], made)
        made[key] = _reference(key, quotes, article, accessed)
    return list(made.values())


def _reference(
    key: str, quotes: list[Quote], article: CitedArticle, accessed: dt.date
) -> Reference:
    first = quotes[0]
    return Reference(
        key=key,
        title=visible(first.title),
        outlet=visible(first.outlet or "") or None,
        authors=tuple(filter(None, map(visible, article.authors))),
        language=visible(article.language or "") or None,
        section=visible(article.section or "") or None,
        published=day_of(first.published),
        url=web_link(first.url),
        accessed=accessed,
        note=_note(article.article_id, quotes),
    )


def _note(article_id: str, quotes: list[Quote]) -> str:
    places: dict[str, dict[str, None]] = {}
    for quote in quotes:
        spans = places.setdefault(quote.content_hash, {})
        spans[f"{quote.start}-{quote.end}"] = None
    found = "; ".join(f"{', '.join(spans)} of SHA-256 {text}" for text, spans in places.items())
    return visible(f"Article {article_id}; characters {found}")


def _free_key(quote: Quote, taken: Collection[str]) -> str:
    day = day_of(quote.published)
    parts = [_slug(quote.outlet or ""), str(day.year) if day else "", _slug(quote.title)]
    key = "-".join(part for part in parts if part) or "article"
    number = 1
    free = key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _slug(text: str) -> str:
    """The first words of a text, in ASCII, parted by hyphens."""
    words = re.findall(r"[a-z0-9]+", anyascii(text[:_READ_FOR_A_KEY]).lower())
    slug = words[0][:_LONGEST_PART] if words else ""
    for word in words[1:]:
        if len(slug) + 1 + len(word) > _LONGEST_PART:
            break
        slug += f"-{word}"
    return slug
