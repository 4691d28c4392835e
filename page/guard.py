"""What stands before every handler of page and API: limits, the log, errors as a sentence.

Handlers know nothing of it. A handler counts as a request if it is one of the API, or waits in a
queue that has a name (``concurrency_id``): those are the ones that cost.
"""

import asyncio
import functools
import html
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from corpus import NewsQuoteError
from page.access import counted_as
from page.spoken import history
from qa import Answer, Noted, RequestLimit, RequestLog, SizeLimits, Turn

BROKEN = "Something went wrong here, not with your request. The server's log says what."
STOPPING = "The server is stopping. Ask again later."

_TOLD_SECONDS = 30


@dataclass(frozen=True)
class Guard:
    """Looks at each request before its handler does.

    Attributes:
        log: Where requests are noted.
        sizes: What is too long to be read.
        limit: How many a minute one user may send; None for any number.
    """

    log: RequestLog
    sizes: SizeLimits
    limit: RequestLimit | None = None

    def stand_before(self, page: gr.Blocks) -> None:
        """Wrap every handler of a page that has been laid out."""
        for function in page.fns.values():
            if not callable(function.fn):
                continue
            is_api = function.api_visibility == "public"
            # Gradio numbers the queues that have no name.
            counts = is_api or not str(function.concurrency_id).isdigit()
            function.fn = self._before(function.fn, counts, is_api)

    def _before(
        self, handler: Callable[..., Any], counts: bool, is_api: bool
    ) -> Callable[..., Any]:
        action = getattr(handler, "__qualname__", type(handler).__name__)
        request = functools.partial(self._request, action, counts, is_api)
        wrapped: Callable[..., Any]
        if inspect.isgeneratorfunction(handler):

            def wrapped(*given: Any, **named: Any) -> Iterator[Any]:
                with request(given) as noted:
                    for value in handler(*given, **named):
                        _count(noted, value)
                        yield value

        elif inspect.isasyncgenfunction(handler):

            async def wrapped(*given: Any, **named: Any) -> Any:
                with request(given) as noted:
                    async for value in handler(*given, **named):
                        _count(noted, value)
                        yield value

        elif inspect.iscoroutinefunction(handler):

            async def wrapped(*given: Any, **named: Any) -> Any:
                with request(given) as noted:
                    value = await handler(*given, **named)
                    _count(noted, value)
                    return value

        else:

            def wrapped(*given: Any, **named: Any) -> Any:
                with request(given) as noted:
                    value = handler(*given, **named)
                    _count(noted, value)
                    return value

        return functools.wraps(handler)(wrapped)

    @contextmanager
    def _request(
        self, action: str, counts: bool, is_api: bool, given: tuple[Any, ...]
    ) -> Iterator[Noted]:
        # Nothing typed, nothing asked: Gradio also calls handlers of a page when it opens.
        is_empty = not is_api and bool(given) and not given[0]
        if not counts or is_empty:
            with _as_a_sentence(is_api), self._noted_if_it_fails(action) as noted:
                yield noted
            return
        user = counted_as(LocalContext.request.get(None))
        with _as_a_sentence(is_api), self.log.request(action, user) as noted:
            if self.limit:
                self.limit.admit(user)
            asked = given[0] if given and isinstance(given[0], str) else ""
            self._check_sizes(asked, given)
            if asked:
                noted.say(asked=asked)
            yield noted

    def _check_sizes(self, asked: str, given: tuple[Any, ...]) -> None:
        """Look at the lists that come with a question: a conversation, or names.

        Raises:
            AskAgainError: One of them, or the question, is too long.
        """
        for value in given:
            if isinstance(value, list) and value and isinstance(value[0], Turn):
                self.sizes.check_question(asked, history(value))
            elif isinstance(value, list):
                self.sizes.check_names(value)
        self.sizes.check_question(asked)

    @contextmanager
    def _noted_if_it_fails(self, action: str) -> Iterator[Noted]:
        try:
            yield Noted()
        except (NewsQuoteError, gr.Error):
            raise
        except Exception:
            with self.log.request(action):
                raise


@contextmanager
def _as_a_sentence(is_api: bool) -> Iterator[None]:
    """Errors as Gradio shows them to people: what to do next, never where in the code."""
    try:
        yield
    except asyncio.CancelledError as error:  # the server stops; Gradio would print where
        raise gr.Error(STOPPING, print_exception=False) from error
    except NewsQuoteError as error:
        words = str(error) if is_api else html.escape(str(error))
        raise gr.Error(
            words, title="Not now", duration=_TOLD_SECONDS, print_exception=False
        ) from error
    except gr.Error as error:
        error.print_exception = False
        raise
    except Exception as error:
        raise gr.Error(BROKEN, print_exception=False) from error


def _count(noted: Noted, value: Any) -> None:
    """Count the quotes of an answer in what a handler returns."""
    values = value.values() if isinstance(value, dict) else (value,)
    for each in values:
        last = each[-1] if isinstance(each, list) and each else each
        answer = last.answer if isinstance(last, Turn) else last
        if isinstance(answer, Answer):
            noted.count(quotes=len(answer.quotes))
    if isinstance(value, dict):
        noted.count(**{k: len(v) for k, v in value.items() if k in _COUNTED and v is not None})


_COUNTED = ("hits", "quotes", "events")
