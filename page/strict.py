"""What programs send, held against what a function takes, before the function sees it.

Gradio hands on whatever JSON came. Knows nothing of what the functions do.
"""

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qa import AskAgainError

Called = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def strictly(function: Called) -> Called:
    """The same function, which refuses arguments of other types than it says.

    What is null has its default, if there is one. The first argument, in words, must not be empty.

    Raises:
        AskAgainError: By the function that is returned: it names the argument and its type.
    """
    signature = inspect.signature(function, eval_str=True)
    takes = {
        name: TypeAdapter(parameter.annotation) for name, parameter in signature.parameters.items()
    }
    first = next(iter(takes))

    @functools.wraps(function)
    async def strict(*given: Any, **named: Any) -> dict[str, Any]:
        arguments = signature.bind(*given, **named).arguments
        if arguments[first] is None or arguments[first] == "":
            raise AskAgainError(f"Ask something: {first} is empty.")
        for name, value in arguments.items():
            default = signature.parameters[name].default
            if value is None and default is not inspect.Parameter.empty:
                arguments[name] = default
                continue
            try:
                takes[name].validate_python(value, strict=True)
            except ValidationError as error:
                wrong = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(map(str, (name, *wrong["loc"])))
                raise AskAgainError(f"{where}: {wrong['msg']}.") from error
        return await function(**arguments)

    return strict
