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
        cosine: Cosine of question and passage, in [-1, 1].
        bm25: BM25 score; 0 if the passage shares no telling word with the question.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    passage: Passage
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    cosine: float
    bm25: float
