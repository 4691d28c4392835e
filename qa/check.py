"""Check a quote that was saved earlier against the archive as it is now."""

from enum import StrEnum
from typing import NamedTuple

from corpus import Article
from index import Retriever
from qa.errors import AskAgainError
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
    """No stored revision of the article holds these words at this place, or none that does has
    this headline, outlet, date and link."""


class CheckedWords(NamedTuple):
    """How words stand in an article.

    Attributes:
        state: What the stored text says.
        content_hash: The text they were looked for in; None if the article is unknown.
        start: Where they begin in it; None if they are not there.
        still_says: Whether the article as it is now holds them, anywhere; None if it is gone.
    """

    state: QuoteState
    content_hash: str | None
    start: int | None
    still_says: bool | None


def check_quote(retriever: Retriever, quote: Quote) -> QuoteState:
    """Re-verify a quote.

    Args:
        retriever: The archive.
        quote: A quote from any earlier answer.

    Returns:
        Its state, judged by what is stored alone. What newsquote made of the words (who says them,
        when it happened, who else prints them) is not judged.
    """
    if wrong_in(retriever, quote):
        return QuoteState.FALSE
    return check_words(
        retriever, quote.text, quote.article_id, quote.content_hash, quote.start
    ).state


def wrong_in(retriever: Retriever, quote: Quote) -> tuple[str, ...]:
    """What a quote says of its article that no stored revision with that text bears out.

    Returns:
        "headline", "outlet", "date", "link", as far as they are wrong, and "speaker" where the
        article has no such name. Empty also where no such text is stored.
    """
    stored = retriever.with_text(quote.article_id, quote.content_hash)
    return min((_wrong(quote, article) for article in stored), key=len, default=())


def check_words(
    retriever: Retriever,
    text: str,
    article_id: str,
    content_hash: str | None = None,
    start: int | None = None,
) -> CheckedWords:
    """Check whether words stand in an article, exactly.

    Args:
        retriever: The archive.
        text: The words.
        article_id: The article.
        content_hash: The revision of its text; by default the one of today.
        start: Where they begin in that text; by default they may stand anywhere.

    Raises:
        AskAgainError: There are no words.
    """
    if not text:
        raise AskAgainError("There are no words to check.")
    today = retriever.article(article_id)
    content_hash = content_hash or (today.content_hash if today else None)
    stored = retriever.with_text(article_id, content_hash) if content_hash else []
    body = stored[0].text if stored else ""
    at = body.find(text) if start is None else start
    if at < 0 or not body.startswith(text, at):
        state, at = QuoteState.FALSE, -1
    elif today is None:
        state = QuoteState.GONE
    else:
        is_today = today.content_hash == content_hash
        state = QuoteState.SAME if is_today else QuoteState.CHANGED
    return CheckedWords(
        state, content_hash, at if at >= 0 else None, text in today.text if today else None
    )


def _wrong(quote: Quote, article: Article) -> tuple[str, ...]:
    is_right = {
        "headline": quote.title == article.title,
        "outlet": quote.outlet == article.outlet,
        "date": quote.published == article.published,
        "link": quote.url == article.url,
        # Names are read by a grammar that may read otherwise one day: only whether it is there.
        "speaker": not quote.speaker or quote.speaker in f"{article.title}\n{article.text}",
    }
    return tuple(name for name, right in is_right.items() if not right)
