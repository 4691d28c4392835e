"""One article as it is stored: its canonical text and what is known of its origin.

Knows nothing of files, passages or indexes.
"""

import datetime as dt
import hashlib

from pydantic import BaseModel, ConfigDict, Field, field_validator

Published = dt.datetime | dt.date | None


class Article(BaseModel):
    """An article in its canonical form. Offsets everywhere in newsquote refer to ``text``.

    Attributes:
        id: Stable name of the article in its archive, the same from build to build.
        url: Link to the original, or None.
        title: Headline, one line, possibly empty.
        text: Canonical text: NFC, paragraphs parted by one blank line, page furniture removed.
        published: Aware datetime, or a date where the hour is not known, or None.
        updated: As ``published``, for the last change that the source states.
        outlet: Name of the paper, agency or site, or None.
        authors: Names as printed.
        language: ISO 639-1 code, stated by the source or detected; None if neither is possible.
        section: Section of the outlet, or None.
        source: File or line the article was read from, for people.
        notes: What the reader could not use ("the date '30 February' does not exist").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, max_length=512)
    url: str | None = None
    title: str = ""
    text: str = Field(min_length=1)
    published: Published = None
    updated: Published = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    section: str | None = None
    source: str = ""
    notes: tuple[str, ...] = ()

    @field_validator("published", "updated", mode="before")
    @classmethod
    def _date_only_stays_a_date(cls, value: object) -> object:
        if isinstance(value, str):
            day_only = len(value) == len("2025-01-31")
            return (dt.date if day_only else dt.datetime).fromisoformat(value)
        return value

    @field_validator("*")
    @classmethod
    def _can_be_stored(cls, value: object) -> object:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                text.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, a ValueError
            if isinstance(text, dt.datetime) and text.tzinfo is None:
                raise ValueError("a datetime needs a time zone; give a date if there is none")
        return value

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("the text is blank")
        return text

    @field_validator("url")
    @classmethod
    def _links_to_the_web(cls, url: str | None) -> str | None:
        if url is not None and not url.lower().startswith(("https://", "http://")):
            raise ValueError("a url begins with https:// or http://")
        return url

    @property
    def content_hash(self) -> str:
        """SHA-256 of ``text`` in UTF-8, 64 hex digits: names the revision that offsets refer to."""
        return hash_text(self.text)

    @property
    def published_day(self) -> dt.date | None:
        """The calendar day of publication, as printed by the source (its own time zone)."""
        return day_of(self.published)

    def same_print(self) -> tuple[str, str, str | None, dt.date | None]:
        """What two inputs share when they are the same article of the same outlet, read twice."""
        return (self.content_hash, self.title, self.outlet, self.published_day)


def hash_text(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def day_of(moment: dt.datetime | dt.date | None) -> dt.date | None:
    """The calendar day of a date or datetime, in the datetime's own time zone."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
