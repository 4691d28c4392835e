"""Write the passage table of a generation, article by article."""

import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from index.passage_table import (
    ARTICLE,
    ARTICLES,
    NAMES,
    NO_DAY,
    NO_OUTLET,
    PASSAGE,
    PASSAGES,
    SENTENCES,
    PassageTable,
)


class TableWriter:
    """Collects the passages of a generation, article by article, in row order."""

    def __init__(self) -> None:
        self._articles: list[tuple[int, int, int]] = []
        self._passages: list[NDArray[np.void]] = []
        self._sentences: list[NDArray[np.int32]] = []
        self._passage_count = 0
        self._sentence_count = 0
        self._ids: list[str] = []
        self._outlets: dict[str, int] = {}

    def add(self, revision_id: int, article: Article, passages: Sequence[Passage]) -> None:
        """Add an article and all its passages."""
        counts = [len(passage.sentences) for passage in passages]
        firsts = [0, *itertools.accumulate(counts)][:-1]
        places = [
            (0, passage.start, passage.end, first, count)
            for passage, first, count in zip(passages, firsts, counts, strict=True)
        ]
        spans = [span for passage in passages for span in passage.sentences]
        day = article.published_day
        self._append(
            (article.id, revision_id, day.toordinal() if day else NO_DAY, article.outlet),
            np.array(places, dtype=PASSAGE),
            np.array(spans, dtype="<i4").reshape(-1, 2),
        )

    def copy(self, table: PassageTable, number: int) -> None:
        """Add an article as another generation holds it."""
        facts, sentences = table.article(number)
        passages = table.passages(table.rows_of(number))
        passages["first_sentence"] -= passages["first_sentence"][0]
        self._append(facts, passages, sentences)

    def __len__(self) -> int:
        """How many passages there are so far."""
        return self._passage_count

    def _append(
        self,
        facts: tuple[str, int, int, str | None],
        passages: NDArray[np.void],
        sentences: NDArray[np.int32],
    ) -> None:
        article_id, revision_id, day, outlet = facts
        code = self._outlets.setdefault(outlet, len(self._outlets)) if outlet else NO_OUTLET
        passages["article"] = len(self._articles)
        passages["first_sentence"] += self._sentence_count
        self._passages.append(passages)
        self._sentences.append(sentences)
        self._passage_count += len(passages)
        self._sentence_count += len(sentences)
        self._articles.append((revision_id, day, code))
        self._ids.append(article_id)

    @property
    def ids(self) -> list[str]:
        """The id of each article, by article number."""
        return self._ids

    @property
    def outlets(self) -> list[str | None]:
        """The outlet of each article; None where not named."""
        names = list(self._outlets)
        return [None if code == NO_OUTLET else names[code] for *_, code in self._articles]

    def write(self, folder: Path, stories: NDArray[np.int32]) -> None:
        """Write the table's files into a folder.

        Args:
            folder: A generation's.
            stories: For each article the number of the one that stands for its story.
        """
        np.save(folder / PASSAGES, np.concatenate(self._passages))
        np.save(folder / SENTENCES, np.concatenate(self._sentences))
        rows = [(*a, s) for a, s in zip(self._articles, stories.tolist(), strict=True)]
        np.save(folder / ARTICLES, np.array(rows, dtype=ARTICLE))
        names = {"article_ids": self._ids, "outlets": list(self._outlets)}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
