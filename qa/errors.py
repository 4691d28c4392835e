"""What a caller can do about a question that cannot be asked."""

from corpus import NewsQuoteError


class AskAgainError(NewsQuoteError):
    """The question is empty or too long: ask another."""


class TrainReaderError(NewsQuoteError):
    """Training cannot go on: mend the data or the folder that is named."""


class ChooseReaderError(NewsQuoteError):
    """The reader cannot be opened: mend its files or choose another."""


class ChooseExportError(NewsQuoteError):
    """The file is no export, or its name asks for a format that there is not: choose another."""


class SayAgainError(NewsQuoteError):
    """The feedback cannot be stored as given: mend what is named, or the folder."""


class MendAccountsError(NewsQuoteError):
    """An account cannot be read or made: mend the line, name or password that is named."""


class AskLaterError(NewsQuoteError):
    """Too many questions in a short time: wait for ``seconds``.

    Attributes:
        seconds: Until the next one is let through.
    """

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds
