"""What Gradio would print of an error goes to the log, where it is one line without words.

It prints where a value could not be read, and with it the value: what somebody typed or chose.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOG = logging.getLogger("newsquote.page")


@contextmanager
def tracebacks_logged() -> Iterator[None]:
    """While this is open, `traceback.print_exc` logs, for all threads."""
    printing = traceback.print_exc
    traceback.print_exc = _logged
    try:
        yield
    finally:
        traceback.print_exc = printing


def _logged(*_given: Any, **_named: Any) -> None:
    _LOG.error("What was sent could not be read.", exc_info=True)
