"""The passages of one generation as columns on disk, memory-mapped; their text is elsewhere.

Row numbers are the names that the vectors and the keyword index know passages by.
"""

import datetime as dt
import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from corpus import Span
from index.errors import ChooseFilterError
from index.filters import Filters
from index.sections import Sections

Mask = NDArray[np.bool_]

PASSAGES = "passages.npy"
SENTENCES = "sentences.npy"
ARTICLES = "articles.npy"
NAMES = "names.json"
TABLE_FILES = (PASSAGES, SENTENCES, ARTICLES, NAMES)

PASSAGE = np.dtype(
    [
        ("article", "<i4"),
        ("start", "<i4"),
        ("end", "<i4"),
        ("first_sentence", "<i8"),
        ("sentence_count", "<i4"),
    ]
)
ARTICLE = np.dtype([("revision", "<i8"), ("day", "<i4"), ("outlet", "<i4"), ("story", "<i4")])
NO_DAY = 0  # proleptic ordinals begin at 1
NO_OUTLET = -1


class PassageRow(NamedTuple):
    """Where a passage stands: the catalogue's revision number, and offsets into its text."""

    revision_id: int
    start: int
    end: int
    sentences: tuple[Span, ...]


class PassageTable:
    """The table of a finished generation, read-only."""

    def __init__(
        self,
        passages: NDArray[np.void],
        sentences: NDArray[np.int32],
        articles: NDArray[np.void],
        article_ids: list[str],
        outlets: list[str],
        read_sections: Callable[[], Mapping[int, str]],
    ) -> None:
        self._passages = passages
        self._sentences = sentences
        self._articles = articles
        self._outlets = outlets
        self._read_sections = read_sections
        self._ids = article_ids
        self._article_numbers = {name: number for number, name in enumerate(article_ids)}

    @classmethod
    def open(cls, folder: Path, read_sections: Callable[[], Mapping[int, str]] = dict) -> Self:
        """Map the files of a generation's folder.

        Args:
            folder: The generation's.
            read_sections: Gives the section of each revision that names one. The files do not
                hold them; the catalogue does, and is asked when first a section is.
        """
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        return cls(
            np.load(folder / PASSAGES, mmap_mode="r"),
            np.load(folder / SENTENCES, mmap_mode="r"),
            np.load(folder / ARTICLES, mmap_mode="r"),
            names["article_ids"],
            names["outlets"],
            read_sections,
        )

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    @property
    def outlets(self) -> list[str]:
        """Names of all outlets, in alphabetical order."""
        return sorted(self._outlets, key=str.casefold)

    @cached_property
    def sections(self) -> Sections:
        """The sections of the articles."""
        return Sections.of(self._articles["revision"], self._read_sections())

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of publication; None if no article has a date."""
        days = self._articles["day"][self._articles["day"] != NO_DAY]
        if not len(days):
            return None
        return dt.date.fromordinal(int(days.min())), dt.date.fromordinal(int(days.max()))

    @property
    def day_counts(self) -> dict[dt.date, int]:
        """How many articles each day of publication has, oldest first; undated ones left out."""
        days, counts = np.unique(self._articles["day"], return_counts=True)
        pairs = zip(days.tolist(), counts.tolist(), strict=True)
        return {dt.date.fromordinal(day): count for day, count in pairs if day != NO_DAY}

    @cached_property
    def revisions(self) -> dict[int, int]:
        """The article number of each revision."""
        return {int(r): number for number, r in enumerate(self._articles["revision"])}

    def article(self, number: int) -> tuple[tuple[str, int, int, str | None], NDArray[np.int32]]:
        """An article: its id, revision, day and outlet; the sentences of its passages."""
        revision, day, outlet, _ = self._articles[number].tolist()
        rows = self.rows_of(number)
        name = None if outlet == NO_OUTLET else self._outlets[outlet]
        begin = int(self._passages["first_sentence"][rows.start])
        final = self._passages[rows.stop - 1]
        end = int(final["first_sentence"] + final["sentence_count"])
        return (self._ids[number], revision, day, name), self._sentences[begin:end]

    def rows_of(self, number: int) -> range:
        """The rows of an article's passages."""
        # Keys of another type would have the whole column converted first.
        keys = np.array([number, number + 1], dtype=self._passages.dtype["article"])
        first, last = np.searchsorted(self._passages["article"], keys).tolist()
        return range(first, last)

    def passages(self, rows: range) -> NDArray[np.void]:
        """A copy of neighbouring rows."""
        return self._passages[rows.start : rows.stop].copy()

    def row(self, number: int) -> PassageRow:
        """Where the passage of a row stands."""
        passage = self._passages[number]
        first = int(passage["first_sentence"])
        spans = self._sentences[first : first + int(passage["sentence_count"])]
        return PassageRow(
            revision_id=int(self._articles[int(passage["article"])]["revision"]),
            start=int(passage["start"]),
            end=int(passage["end"]),
            sentences=tuple(Span(int(start), int(end)) for start, end in spans),
        )

    def number_of(self, article_id: str) -> int | None:
        """The number of an article of this generation; None if it is not in it."""
        return self._article_numbers.get(article_id)

    def revision_of(self, article_id: str) -> int | None:
        """Revision number of an article of this generation; None if it is not in it."""
        number = self.number_of(article_id)
        return None if number is None else int(self._articles[number]["revision"])

    @property
    def stories(self) -> NDArray[np.int32]:
        """For each article the number of the one that stands for its story."""
        stories: NDArray[np.int32] = self._articles["story"]
        return stories

    def article_of(self, row: int) -> int:
        """The article number of a row."""
        return int(self._passages[row]["article"])

    def outside(self, lengths: Mapping[int, int]) -> list[int]:
        """Rows that do not lie inside their text, given each revision's number of characters."""
        revisions = self._articles["revision"][self._passages["article"]]
        longest = np.array([lengths.get(int(revision), 0) for revision in revisions])
        start, end = self._passages["start"], self._passages["end"]
        wrong = (start < 0) | (start >= end) | (end > longest)
        return [int(row) for row in np.flatnonzero(wrong)]

    def newest(self, count: int) -> list[int]:
        """Revision numbers of the articles published last, newest first."""
        order = np.argsort(-self._articles["day"], kind="stable")[:count]
        return [int(revision) for revision in self._articles["revision"][order]]

    def check(self, filters: Filters) -> None:
        """Refuse filters that name what the archive does not hold.

        Raises:
            ChooseFilterError: An outlet, section or article that the archive does not hold.
        """
        self._outlet_codes(filters.outlets)
        self._section_codes(filters.sections)
        for name in filters.article_ids:
            self._article_number(name)

    def select(self, filters: Filters) -> Mask | None:
        """The passages that filters let through.

        Returns:
            One truth value a row, or None when every passage passes.

        Raises:
            ChooseFilterError: An outlet, section or article that the archive does not hold.
        """
        if filters == Filters():
            return None
        selected: Mask = self.passing(filters)[self._passages["article"]]
        return selected

    def passing(self, filters: Filters) -> Mask:
        """The articles that filters let through, one truth value each; as `select`."""
        passing: Mask = np.ones(len(self._articles), dtype=np.bool_)
        day = self._articles["day"]
        if filters.after:
            passing &= day >= filters.after.toordinal()
        if filters.before:
            passing &= (day <= filters.before.toordinal()) & (day != NO_DAY)
        if filters.outlets:
            passing &= np.isin(self._articles["outlet"], self._outlet_codes(filters.outlets))
        if filters.sections:
            wanted = self._section_codes(filters.sections)
            passing &= np.isin(self.sections.codes, wanted)
        if filters.article_ids:
            chosen = [self._article_number(name) for name in filters.article_ids]
            passing &= np.isin(np.arange(len(passing)), chosen)
        return passing

    def ids_passing(self, filters: Filters) -> list[str]:
        """The ids of the articles that filters let through; as `select`."""
        return [self._ids[number] for number in np.flatnonzero(self.passing(filters))]

    def _outlet_codes(self, wanted: Sequence[str]) -> list[int]:
        return _codes("outlet", wanted, self._outlets)

    def _section_codes(self, wanted: Sequence[str]) -> list[int]:
        return _codes("section", wanted, self.sections.names) if wanted else []

    def _article_number(self, article_id: str) -> int:
        number = self._article_numbers.get(article_id)
        if number is None:
            raise ChooseFilterError(
                f"No article {article_id!r} in this archive. Ids stand in the output of"
                " `newsquote search --json`."
            )
        return number


def _codes(what: str, wanted: Sequence[str], names: Sequence[str]) -> list[int]:
    """The places of names in a list, upper and lower case alike.

    Raises:
        ChooseFilterError: One is not in it.
    """
    folded: dict[str, list[int]] = {}
    for code, name in enumerate(names):
        folded.setdefault(name.casefold(), []).append(code)
    codes: list[int] = []
    for name in wanted:
        if name.casefold() not in folded:
            near = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.4)
            offers = ", ".join(names[folded[n][0]] for n in near) or "see newsquote info"
            raise ChooseFilterError(f"No {what} {name!r} in this archive. It has: {offers}.")
        codes += folded[name.casefold()]
    return codes
