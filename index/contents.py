"""The articles of a generation as a list: counted by outlet and language, found by headline.

Reads the catalogue, not the passages; made for people who look after an archive.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from index.catalogue import Catalogue


class Listed(NamedTuple):
    """An article in a list; ``published`` is its calendar day."""

    id: str
    title: str
    outlet: str | None
    language: str | None
    published: dt.date | None


class Share(BaseModel):
    """How many articles are of one kind; ``name`` is None where it is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None
    articles: int


class Holdings(BaseModel):
    """What the articles are, most first.

    Attributes:
        outlets: How many each outlet printed.
        languages: How many are in each language, by its code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outlets: tuple[Share, ...]
    languages: tuple[Share, ...]


class Contents:
    """The articles of one generation but for those that were withdrawn.

    Args:
        catalogue: Where they are.
        generation_id: The generation.
        withdrawn: Ids to leave out.
    """

    def __init__(
        self, catalogue: Catalogue, generation_id: int, withdrawn: Collection[str]
    ) -> None:
        self._catalogue = catalogue
        self._generation_id = generation_id
        self._withdrawn = withdrawn

    def __iter__(self) -> Iterator[Listed]:
        rows = self._catalogue.database.each(
            "SELECT article_id, title, outlet, language, published"
            " FROM member JOIN revision ON revision.id = revision_id WHERE generation_id = ?",
            (self._generation_id,),
        )
        for name, title, outlet, language, published in rows:
            if name not in self._withdrawn:
                day = dt.date.fromisoformat(published[:10]) if published else None
                yield Listed(name, title, outlet, language, day)

    def holdings(self) -> Holdings:
        """How many articles there are of each outlet and in each language."""
        outlets: Counter[str | None] = Counter()
        languages: Counter[str | None] = Counter()
        for article in self:
            outlets[article.outlet] += 1
            languages[article.language] += 1
        return Holdings(outlets=_shares(outlets), languages=_shares(languages))

    def find(self, words: str, most: int = 50) -> list[Listed]:
        """Articles by their id, or by words of their headline; newest first.

        Args:
            words: An id, or parts of words in any order, upper and lower case alike; empty finds
                none.
            most: How many at most.
        """
        name, wanted = words.strip(), words.casefold().split()
        found = [
            article
            for article in self
            if wanted and (article.id == name or all(w in article.title.casefold() for w in wanted))
        ]
        found.sort(key=lambda a: (a.id != name, -(a.published or dt.date.min).toordinal()))
        return found[:most]


def _shares(counts: Counter[str | None]) -> tuple[Share, ...]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], (pair[0] or "").casefold()))
    return tuple(Share(name=name, articles=count) for name, count in ordered)
