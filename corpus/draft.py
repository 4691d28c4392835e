"""A draft: what a reader found in a file, before it becomes an article.

This is where untrusted input is checked: field names of many exports, odd types, dates, links.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from corpus.article import Article, Published
from corpus.dates import UnclearDateError, parse_published
from corpus.language import detect_language
from corpus.outcome import Rejected
from corpus.text import canonical_line, canonical_text

LONGEST_ARTICLE = 5_000_000
"""Characters: some forty novels. What is longer is a database dump or a mistake."""

_LANGUAGE_TAG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]*)?", re.IGNORECASE)


class Draft(BaseModel):
    """The fields of an article under the names that news exports use; other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    url: str | None = Field(None, validation_alias=AliasChoices("url", "link", "canonical_url"))
    title: str = Field("", validation_alias=AliasChoices("title", "headline"))
    text: str = Field(
        "",
        validation_alias=AliasChoices(
            "text", "body", "content", "articleBody", "articlebody", "article"
        ),
    )
    published: Any = Field(
        None,
        validation_alias=AliasChoices(
            "published",
            "date",
            "published_at",
            "publish_date",
            "pubDate",
            "pubdate",
            "datePublished",
            "datepublished",
        ),
    )
    updated: Any = Field(
        None,
        validation_alias=AliasChoices(
            "updated", "updated_at", "modified", "dateModified", "datemodified"
        ),
    )
    outlet: str | None = Field(
        None,
        validation_alias=AliasChoices(
            "outlet", "publisher", "publication", "newspaper", "sitename", "source"
        ),
    )
    authors: tuple[str, ...] = Field(
        (), validation_alias=AliasChoices("authors", "author", "byline")
    )
    language: str | None = Field(None, validation_alias=AliasChoices("language", "lang"))
    section: str | None = Field(None, validation_alias=AliasChoices("section", "category"))

    @field_validator("authors", mode="before")
    @classmethod
    def _one_author_is_a_list_of_one(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(filter(None, map(str.strip, value.split(";"))))
        people = value if isinstance(value, list | tuple) else [value]
        names = (person.get("name") if isinstance(person, Mapping) else person for person in people)
        return tuple(name for name in names if name is not None)

    @field_validator("title", "text", mode="before")
    @classmethod
    def _nothing_is_empty(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("outlet", mode="before")
    @classmethod
    def _feeds_nest_the_outlet(cls, value: object) -> object:
        return value.get("name") if isinstance(value, Mapping) else value

    @field_validator("id", "title", "text", "url", "outlet", "language", "section", mode="before")
    @classmethod
    def _booleans_are_no_text(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool):
            raise ValueError(f"{info.field_name} is true or false, not text")
        return value


def finish(
    fields: Mapping[str, Any], *, source: str, identity: str | None, note: str = ""
) -> Article | Rejected:
    """Turn the fields that a reader found into an article.

    Args:
        fields: Names and values as found.
        source: File or line, for messages.
        identity: What names this input from build to build when it has neither an id nor a
            link of its own: the file's path inside the folder given, or None to go by the
            title, outlet and date.
        note: What the reader itself had to do to the input, for the ledger.

    Returns:
        The article, or why there is none.
    """
    try:
        filled = {name: value for name, value in fields.items() if value is not None}
        draft = Draft.model_validate(filled)
    except ValidationError as error:
        return Rejected.failed(source, _first_problem(error))
    if len(draft.text) > LONGEST_ARTICLE:
        return Rejected.failed(
            source,
            f"the text has {len(draft.text):,} characters, the most is {LONGEST_ARTICLE:,}; "
            "split it into articles",
        )
    text = canonical_text(draft.text)
    if not text:
        names = ", ".join(map(repr, list(filled)[:8])) or "none"
        reason = (
            "the text is empty"
            if "text" in draft.model_fields_set
            else (f"no text: expected a field 'text' (or body, content), found {names[:200]}")
        )
        return Rejected.skipped(source, reason)
    return _article(draft, text, source, identity, [note] if note else [])


def _article(
    draft: Draft, text: str, source: str, identity: str | None, notes: list[str]
) -> Article | Rejected:
    published = _date(draft.published, notes)
    url = _link(draft.url, notes)
    title = canonical_line(draft.title)[:1_000]
    outlet = _line_or_none(draft.outlet)
    article_id = canonical_line(draft.id or "")
    if len(article_id) > 512:
        return Rejected.failed(source, "the id is longer than 512 characters; shorten it")
    return Article(
        id=article_id or _stable_id(url or identity, title, outlet, published, text),
        url=url,
        title=title,
        text=text,
        published=published,
        updated=_date(draft.updated, notes),
        outlet=outlet,
        authors=tuple(filter(None, map(canonical_line, draft.authors))),
        language=_language_code(draft.language) or detect_language(text),
        section=_line_or_none(draft.section),
        source=source,
        notes=tuple(notes),
    )


def _language_code(stated: str | None) -> str | None:
    """ISO 639-1 code of a language tag: "en" of "en-GB", "EN", "en_US"; None of "English"."""
    match = _LANGUAGE_TAG.fullmatch(canonical_line(stated or ""))
    return match[1].lower() if match else None


def _line_or_none(value: str | None) -> str | None:
    return canonical_line(value or "")[:200] or None


def _date(value: object, notes: list[str]) -> Published:
    try:
        return parse_published(value)
    except UnclearDateError as error:
        notes.append(f"{error}; stored without it. Write dates as 2025-03-31")
        return None


def _link(url: str | None, notes: list[str]) -> str | None:
    """Keep web links only: a page must never hold a `javascript:` or `file:` link."""
    url = canonical_line(url or "")
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        notes.append(f"the link {url[:60]!r} is not a web address; stored without it")
        return None
    return urlunsplit(parts)


def _stable_id(
    identity: str | None, title: str, outlet: str | None, published: Published, text: str
) -> str:
    if identity is None:
        # A line of a file moves when lines are added, so it is known by what it carries.
        identity = f"{title}\n{outlet}\n{published}" if title else text
    # A file name may hold bytes that are no UTF-8.
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(map(str, problem["loc"])) or "article"
    return f"field {field!r}: {problem['msg']}"
