"""What a search gives back."""

from pydantic import BaseModel, ConfigDict

from corpus import Passage


class Hit(BaseModel):
    """A passage that was found, and how.

    Attributes:
        passage: The passage.
        score: Fused score, ``cosine + BM25 / 13``: orders the hits of one search.
        dense_rank: Place in the ranking by meaning, counted from 1; None if not in its reach.
        keyword_rank: Place in the ranking by words, counted from 1; None if not in its reach.
        cosine: Cosine of question and passage, in [-1, 1]; None if not in the dense reach.
        bm25: BM25 score, 0 or more; None if not in the keyword reach.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    passage: Passage
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    cosine: float | None = None
    bm25: float | None = None
