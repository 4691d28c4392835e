"""Check a quote that was saved earlier against the archive as it is now."""

from enum import StrEnum

from index import Retriever
from qa.quote import Quote


class QuoteState(StrEnum):
    """How a saved quote stands today."""

    SAME = "same"
    """The article holds these words at this place."""
    CHANGED = "changed"
    """The quote was exact; the article's text has been changed since."""
    GONE = "gone"
    """The quote was exact; the article is no longer in the index."""
    FALSE = "false"
    """No stored revision of the article holds these words at this place."""


def check_quote(retriever: Retriever, quote: Quote) -> QuoteState:
    """Re-verify a quote.

    Args:
        retriever: The archive.
        quote: A quote from any earlier answer.

    Returns:
        Its state, judged by the stored text alone.
    """
    text = retriever.text(quote.article_id, quote.content_hash, even_withdrawn=True)
    if text is None or text[quote.start : quote.end] != quote.text:
        return QuoteState.FALSE
    article = retriever.article(quote.article_id)
    if article is None:
        return QuoteState.GONE
    return QuoteState.SAME if article.content_hash == quote.content_hash else QuoteState.CHANGED
