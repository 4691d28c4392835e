"""Handlers that can be stopped in the middle of a step. Knows nothing of what they do."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from anyio import to_thread

P = ParamSpec("P")
T = TypeVar("T")


def stoppable(handler: Callable[P, Iterator[T]]) -> Callable[P, AsyncIterator[T]]:
    """Run each step of a generator in a thread that is left to itself when it is stopped.

    Gradio waits for the running step of a plain generator before it takes the next question.
    """

    @wraps(handler)
    async def run(*given: P.args, **named: P.kwargs) -> AsyncIterator[T]:
        steps = handler(*given, **named)
        end = object()
        while True:
            step = await to_thread.run_sync(next, steps, end, abandon_on_cancel=True)
            if step is end:
                return
            yield step  # type: ignore[misc]

    return run
