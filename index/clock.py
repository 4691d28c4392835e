"""The time, as an index writes it down."""

import datetime as dt


def utc_now() -> str:
    """The time, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
