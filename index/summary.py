"""What an index holds, in figures and names, for people and scripts."""

import datetime as dt

from pydantic import BaseModel, ConfigDict


class IndexSummary(BaseModel):
    """What an index holds, for people and scripts.

    ``copied_stories`` is how many stories several articles print; ``copies`` how many articles
    those are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str
    generation: int
    built: str
    articles: int
    passages: int
    copied_stories: int
    copies: int
    outlets: tuple[str, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    embedder: str
    splitter: str
    analyser: str
    store: str
