"""Import Gradio in half the time; to be imported before anything else that imports it.

For each of its components Gradio parses its own source and compares it with a stub for type
checkers, at every start; that takes longer than all the rest. It leaves out components without a
source file, so while it is imported none has one. Objects made meanwhile live as long as the
process, so looking through them for garbage is put off too.
"""

import contextlib
import gc
import inspect
import sys
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def _without_stubs() -> Iterator[None]:
    find = inspect.getfile

    def find_others(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError("no stub is wanted")
        return find(thing)

    inspect.getfile = find_others  # type: ignore[assignment]
    gc.disable()
    try:
        yield
    finally:
        inspect.getfile = find
        gc.enable()


if "gradio" not in sys.modules:
    with contextlib.suppress(OSError), _without_stubs():  # then it is imported as it always was
        import gradio  # noqa: F401
