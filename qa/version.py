"""Which newsquote this is, for records that are read later."""

from importlib.metadata import PackageNotFoundError, version


def newsquote_version() -> str:
    """The installed version; ``unknown`` where newsquote runs without being installed."""
    try:
        return version("newsquote")
    except PackageNotFoundError:
        return "unknown"
