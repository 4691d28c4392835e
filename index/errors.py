"""What a caller can do about an index that cannot be used as asked."""

from corpus import LedgerEntry, NewsQuoteError


class NothingToIndexError(NewsQuoteError):
    """No input gave an article; ``ledger`` tells why for each."""

    def __init__(self, message: str, ledger: tuple[LedgerEntry, ...]) -> None:
        super().__init__(message)
        self.ledger = ledger


class BuildIndexError(NewsQuoteError):
    """There is no usable index at that path: build one there."""


class RebuildIndexError(NewsQuoteError):
    """The index does not fit this newsquote or this embedder: build again."""


class RestoreIndexError(NewsQuoteError):
    """Files of the index are missing or damaged: build again, or restore a copy."""


class WaitForBuildError(NewsQuoteError):
    """Another build holds the index: wait for it."""


class ChooseEmbedderError(NewsQuoteError):
    """The embedder cannot be loaded: name another, or mend its folder."""


class ChooseFilterError(NewsQuoteError):
    """A filter asks for something that cannot be, or that the archive does not hold."""


class ChooseArticleError(NewsQuoteError):
    """An article that the index does not hold, or that is not withdrawn: name another."""


class ChooseUploadError(NewsQuoteError):
    """What was handed in cannot be kept: hand in other files, or fewer."""


class ChooseStoreError(NewsQuoteError):
    """The store named cannot be: name another."""


class ReachStoreError(NewsQuoteError):
    """The store of an index cannot be reached: start it, free it, or install its client."""
