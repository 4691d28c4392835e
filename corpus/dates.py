"""Dates of publication as sources write them.

A date is taken only when it can mean one day; a wrong date is worse than none.
"""

import contextlib
import datetime as dt
import email.utils
import re

_EARLIEST = dt.date(1450, 1, 1)  # no news in print before Gutenberg
_LEAD = dt.timedelta(days=366)  # dated ahead: magazines, embargoes
_EPOCH_MILLISECONDS = 100_000_000_000
_EPOCH_TEXT = re.compile(r"[0-9]{10}(?:[0-9]{3})?")
_ALL_DIGITS = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")


class UnclearDateError(ValueError):
    """The text names no single day; its message says why, for the ledger."""


def parse_published(value: object) -> dt.datetime | dt.date | None:
    """Read a date of publication.

    Args:
        value: Text in ISO 8601, e-mail form or words ("12 March 2025, 10:30 CET", in any of the
            languages dateparser knows), seconds or milliseconds since 1970, a date, or None.

    Returns:
        An aware datetime where the source gives an hour (UTC if it names no zone), else a date;
        None for None or an empty text.

    Raises:
        UnclearDateError: Not a date, not a possible date, one with two meanings, or absurd.
    """
    moment = _parse(value)
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    if not _EARLIEST <= day <= dt.date.today() + _LEAD:
        raise UnclearDateError(f"the date {value!r} is not plausible")
    return moment


def _parse(value: object) -> dt.datetime | dt.date | None:
    match value:
        case None | "":
            return None
        case dt.datetime():
            return _aware(value)
        case dt.date():
            return value
        case bool():
            raise UnclearDateError(f"the date {value!r} is not a date")
        case int() | float():
            return _from_epoch(value)
        case str():
            return _from_text(value.strip())
        case _:
            # Never shown in full: a nested value can be too deep, or far too long, to print.
            raise UnclearDateError(f"the date is a {type(value).__name__}, not a date")


def _from_epoch(value: float) -> dt.datetime:
    try:
        seconds = value / 1000 if abs(value) >= _EPOCH_MILLISECONDS else value
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnclearDateError("the date is a number that names no day") from error


def _from_text(text: str) -> dt.datetime | dt.date | None:
    if not text:
        return None
    if _EPOCH_TEXT.fullmatch(text):  # else "1711010100000" would be read as 1 January 1711
        return _from_epoch(int(text))
    with contextlib.suppress(ValueError):
        return dt.date.fromisoformat(text)
    with contextlib.suppress(ValueError):
        return _aware(dt.datetime.fromisoformat(text))
    with contextlib.suppress(ValueError, OverflowError):
        moment = email.utils.parsedate_to_datetime(text)
        if moment.tzinfo:  # it drops the zones that it does not know, such as CET
            return moment
    return _from_words(text)


def _from_words(text: str) -> dt.datetime | dt.date:
    import dateparser  # slow to import, and seldom needed

    if numbers := _ALL_DIGITS.search(text):
        first, second = int(numbers[1]), int(numbers[2])
        if len(numbers[3]) == 2:
            raise UnclearDateError(f"the date {text[:60]!r} has a year of two digits")
        if max(first, second) <= 12 and first != second:
            raise UnclearDateError(f"the date {text[:60]!r} could be day-month or month-day")
    moment = dateparser.parse(
        text[:100],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    if moment is None:
        raise UnclearDateError(f"the date {text[:60]!r} does not exist or is not understood")
    return moment.date() if moment.time() == dt.time() else _aware(moment)


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
