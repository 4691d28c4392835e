"""What a caller can do about a question that cannot be asked."""

from corpus import NewsQuoteError


class AskAgainError(NewsQuoteError):
    """The question is empty or too long: ask another."""


class TrainReaderError(NewsQuoteError):
    """Training cannot go on: mend the data or the folder that is named."""


class ChooseReaderError(NewsQuoteError):
    """The reader cannot be opened: mend its files or choose another."""
