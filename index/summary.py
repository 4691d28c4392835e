"""What an index holds, in figures and names, for people and scripts."""

import datetime as dt
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from index.catalogue import Generation
from index.copies import Copies
from index.generation import Manifest
from index.gone import Gone
from index.passage_table import PassageTable


class IndexSummary(BaseModel):
    """What an index holds, for people and scripts.

    ``articles`` and ``passages`` are those that answer; ``withdrawn`` is how many articles are left
    out until they are taken back. ``copied_stories`` is how many stories several articles print;
    ``copies`` how many articles those are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str
    generation: int
    built: str
    articles: int
    passages: int
    withdrawn: int
    copied_stories: int
    copies: int
    outlets: tuple[str, ...]
    sections: tuple[str, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    embedder: str
    splitter: str
    analyser: str
    store: str

    @classmethod
    def of(
        cls,
        folder: Path,
        generation: Generation,
        manifest: Manifest,
        table: PassageTable,
        copies: Copies,
        gone: Gone,
    ) -> Self:
        """Sum up a generation; span, names and copies count withdrawn articles until a build."""
        days = table.days
        copied_stories, copied = copies.counts
        return cls(
            folder=str(folder),
            generation=generation.id,
            built=generation.created,
            articles=manifest.articles - len(gone.articles),
            passages=manifest.passages - len(gone.rows),
            withdrawn=len(gone.ids),
            copied_stories=copied_stories,
            copies=copied,
            outlets=tuple(table.outlets),
            sections=tuple(table.sections.names),
            first_day=days[0] if days else None,
            last_day=days[1] if days else None,
            embedder=manifest.embedder.name,
            splitter=manifest.splitter,
            analyser=manifest.analyser,
            store=manifest.store,
        )
