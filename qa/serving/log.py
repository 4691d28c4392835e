"""What a server did, one JSON object a line, without anyone's words unless they are asked for.

Knows nothing of pages or networks.
"""

import datetime as dt
import hashlib
import json
import logging
import secrets
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from corpus import NewsQuoteError

LOGGER = "newsquote"
"""Name of the logger, for those who send its records elsewhere."""

_FIELDS = "newsquote_fields"


class Noted:
    """What a request adds to its line while it runs."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.words: dict[str, str] = {}

    def count(self, **counts: int) -> None:
        """Note numbers: ``quotes=3``."""
        self.counts |= counts

    def say(self, **words: str) -> None:
        """Note questions or texts; they are dropped unless the log was told to keep words."""
        self.words |= words


class RequestLog:
    """Logs requests. Safe to share between threads.

    Args:
        with_words: Whether questions and texts are logged too.
        with_names: Whether users are logged by name; otherwise by a tag that is the same for one
            user until the server stops, and does not lead back to the name.
        logger: Where records go.
    """

    def __init__(
        self,
        *,
        with_words: bool = False,
        with_names: bool = False,
        logger: logging.Logger | None = None,
    ) -> None:
        self._with_words = with_words
        self._with_names = with_names
        self._logger = logger or logging.getLogger(LOGGER)
        self._key = secrets.token_bytes(32)

    @contextmanager
    def request(self, action: str, user: str | None = None) -> Iterator[Noted]:
        """Log one request when it ends, however it ends.

        ``status`` is ``ok``, ``refused`` (a `NewsQuoteError`), ``stopped`` (before it was done) or
        ``failed`` (any other error).

        Args:
            action: What is done: "ask", "build".
            user: A name or address; None if there is none.
        """
        noted = Noted()
        started = time.perf_counter()
        error: BaseException | None = None
        try:
            yield noted
        except BaseException as raised:
            error = raised
            raise
        finally:
            elapsed = (time.perf_counter() - started) * 1000
            self._write(action, user, noted, elapsed, error)

    def user(self, name: str | None) -> str | None:
        """How a user is named in the log."""
        if name is None or self._with_names:
            return name
        return hashlib.blake2b(
            name.encode("utf-8", "surrogatepass"), key=self._key, digest_size=6
        ).hexdigest()

    def _write(
        self,
        action: str,
        user: str | None,
        noted: Noted,
        milliseconds: float,
        error: BaseException | None,
    ) -> None:
        fields: dict[str, Any] = {
            "action": action,
            "user": self.user(user),
            "milliseconds": round(milliseconds, 1),
            "status": _status(error),
            "counts": noted.counts,
        }
        if error is not None:
            fields["error"] = type(error).__name__
        if self._with_words and noted.words:
            fields["words"] = noted.words
        failed = fields["status"] == "failed"
        self._logger.log(
            logging.ERROR if failed else logging.INFO,
            "request",
            extra={_FIELDS: fields},
            exc_info=error if failed else None,
        )


class JsonLines(logging.Formatter):
    """Formats every record as one line of ASCII, so that nothing in it can act on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object: time (UTC), level, then what was logged."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields: Mapping[str, Any] | None = getattr(record, _FIELDS, None)
        line |= fields if fields is not None else {"message": record.getMessage()}
        if record.exc_info and record.exc_info[2]:
            # Where it happened, without the error's own words: they may repeat a text.
            frames = traceback.extract_tb(record.exc_info[2])
            line["at"] = [f"{frame.filename}:{frame.lineno}" for frame in frames]
        return json.dumps(line)


def start_logging(stream: TextIO | None = None, level: int = logging.INFO) -> logging.Handler:
    """Send newsquote's records to a stream as JSON lines, and nowhere else.

    Args:
        stream: By default standard error.
        level: What is less than this is left out.

    Returns:
        The handler, to be given to `stop_logging`.
    """
    logger = logging.getLogger(LOGGER)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Undo `start_logging`."""
    logging.getLogger(LOGGER).removeHandler(handler)


def _status(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    if not isinstance(error, Exception):  # the visitor went away, or the server is stopped
        return "stopped"
    return "refused" if isinstance(error, NewsQuoteError) else "failed"
