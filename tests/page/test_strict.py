"""Arguments of wrong types, on the functions that programs call."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from page.api import Api
from page.strict import strictly
from qa import Archive, AskAgainError, SizeLimits


@pytest.fixture(scope="module")
def api(sample_index: Path) -> Api:
    return Api(Archive(sample_index, []), most_waiting=10, sizes=SizeLimits(turns=4))


def call(function: Any, *given: object, **named: object) -> Any:
    # In a thread of its own: a browser test before this one leaves a loop running here.
    with ThreadPoolExecutor(1) as other:
        return other.submit(lambda: asyncio.run(strictly(function)(*given, **named))).result()


def test_what_is_null_has_its_default(api: Api) -> None:
    assert len(call(api.search, "radar", None, None)["hits"]) == 10
    assert len(call(api.search, "radar", k=3)["hits"]) == 3


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("search", ("radar", "5"), "k: Input should be a valid integer"),
        ("search", ("radar", True), "k: Input should be a valid integer"),
        ("search", (5,), "query: Input should be a valid string"),
        ("search", ("radar", 5, 20250401), "after: Input should be a valid string"),
        ("search", ("radar", 5, None, None, None, [["x"]]), r"outlets\.0: Input should be a"),
        ("search", ("radar", 5, None, None, None, "x"), "outlets: Input should be a valid list"),
        ("ask", ("And he?", [1, 2]), r"history\.0: Input should be a valid string"),
        ("check_quote", ("radar", "x", None, 0.5), "start: Input should be a valid integer"),
        ("ask", ("And he?", ["Who?", "x", "Why?", "x", "How?"]), "conversation is too long"),
        ("ask", (None,), "Ask something: question is empty"),
        ("search", ("",), "Ask something: query is empty"),
    ],
)
def test_what_is_wrong_is_named(api: Api, name: str, given: tuple[Any, ...], told: str) -> None:
    with pytest.raises(AskAgainError, match=told):
        call(getattr(api, name), *given)
