"""What a search gives back."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus import Article, Passage


class Hit(BaseModel):
    """A passage that was found, and how.

    Attributes:
        passage: The passage.
        score: Fused score, ``cosine + BM25 / 13``: orders the hits of one search.
        dense_rank: Place in the ranking by meaning, counted from 1; None if not in its reach.
        keyword_rank: Place in the ranking by words, counted from 1; None if not in its reach.
        cosine: Cosine of question and passage, in [-1, 1].
        bm25: BM25 score; 0 if the passage shares no telling word with the question.
        story: Id of the article that stands for all copies of this one; its own if it has none.
        also_in: Other outlets that print the same story, as far as the filters let them through;
            by name, each once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    passage: Passage
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    cosine: float
    bm25: float
    story: str = Field(default_factory=lambda hit: hit["passage"].article_id)
    also_in: tuple[str, ...] = ()

    def told(self, article: Article | None) -> dict[str, Any]:
        """The hit in one JSON object for other programs: passage, particulars, scores.

        Args:
            article: Its article, as far as the archive still holds it.
        """
        details = {"title", "outlet", "published", "url"}
        return (
            self.passage.model_dump(mode="json", exclude={"sentences"})
            | (article.model_dump(mode="json", include=details) if article else {})
            | self.model_dump(mode="json", exclude={"passage"})
        )
