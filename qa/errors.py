"""What a caller can do about a question that cannot be asked."""

from corpus import NewsQuoteError


class AskAgainError(NewsQuoteError):
    """The question is empty or too long: ask another."""
