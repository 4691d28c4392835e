"""How far a build is."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Progress(BaseModel):
    """``done`` of ``total``: inputs read (total unknown), articles embedded, or files written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Literal["reading", "embedding", "writing"]
    done: int
    total: int | None = None
