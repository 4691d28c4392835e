"""Limits, the log and errors before handlers that know nothing of them."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from corpus import NewsQuoteError
from page import build_page
from page.guard import BROKEN, Guard
from qa import Archive, Assistant, RequestLimit, RequestLog, SizeLimits, Turn


def failing(words: str) -> str:
    raise ValueError(f"{words} in /srv/secret/place.py")


def refusing(words: str) -> str:
    raise NewsQuoteError(f"There is no outlet <b>{words}</b>.")


def stepping(words: str) -> Iterator[str]:
    yield words
    yield words * 2


async def replying(words: str) -> str:
    return words.upper()


def quick(words: str) -> str:
    return words


@pytest.fixture
def handlers() -> dict[str, Any]:
    """Each function above, guarded, two requests a minute; ``quick`` in no named queue."""
    guard = Guard(RequestLog(), SizeLimits(question=50), RequestLimit(2))
    with gr.Blocks(analytics_enabled=False) as page:
        box, button = gr.Textbox(), gr.Button()
        for function in (failing, refusing, stepping):
            button.click(function, box, box, concurrency_id="ask", api_visibility="private")
        button.click(quick, box, box, api_visibility="private")
        gr.api(replying, api_name="replying")  # type: ignore[attr-defined]
    guard.stand_before(page)
    return {f.fn.__name__: f.fn for f in page.fns.values() if f.fn}


def test_an_unknown_error_is_told_without_where_it_happened(handlers: dict[str, Any]) -> None:
    with pytest.raises(gr.Error) as told:
        handlers["failing"]("words")
    assert told.value.message == BROKEN
    assert not told.value.print_exception


def test_a_known_error_is_told_in_its_words_escaped_for_the_page(handlers: dict[str, Any]) -> None:
    with pytest.raises(gr.Error) as told:
        handlers["refusing"]("x")
    assert told.value.message == "There is no outlet &lt;b&gt;x&lt;/b&gt;."


def test_steps_come_through_one_by_one(handlers: dict[str, Any]) -> None:
    assert list(handlers["stepping"]("ab")) == ["ab", "abab"]


def test_all_that_is_asked_counts_together(handlers: dict[str, Any]) -> None:
    list(handlers["stepping"]("ab"))
    # In a thread of its own: a browser test before this one leaves a loop running here.
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: asyncio.run(handlers["replying"]("ab"))).result() == "AB"
    with pytest.raises(gr.Error, match="More than 2 requests"):
        list(handlers["stepping"]("ab"))


def test_what_costs_nothing_does_not_count(handlers: dict[str, Any]) -> None:
    assert [handlers["quick"]("ab") for _ in range(5)] == ["ab"] * 5
    assert [list(handlers["stepping"]("")) for _ in range(5)] == [["", ""]] * 5


def test_a_program_that_asks_nothing_counts_all_the_same(handlers: dict[str, Any]) -> None:
    with ThreadPoolExecutor(1) as other:
        calls = [other.submit(lambda: asyncio.run(handlers["replying"](""))) for _ in range(3)]
    assert [call.exception() is None for call in calls] == [True, True, False]


def test_what_is_too_long_is_not_read(handlers: dict[str, Any]) -> None:
    with pytest.raises(gr.Error, match="51 characters"):
        list(handlers["stepping"]("x" * 51))


def test_lists_and_conversations_have_an_end(
    handlers: dict[str, Any], assistant: Assistant
) -> None:
    answer = assistant.ask("Who heads the inquiry into the Lady Orla?")
    for given, told in (
        ([Turn(question="w" * 300_000, answer=answer)] * 2, "conversation is too long"),
        (["x"] * 1_001, "A list has 1,001 entries"),
    ):
        with pytest.raises(gr.Error, match=told):
            list(handlers["stepping"](given))


def test_every_failure_is_logged_without_its_words(
    handlers: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "newsquote"), pytest.raises(gr.Error):
        handlers["failing"]("herring")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "herring" not in record.getMessage()


def test_what_writes_files_counts_as_what_asks_does(sample_index: Path) -> None:
    page = build_page(Archive(sample_index, []))
    kept = [each for each in page.fns.values() if each.concurrency_id == "keep"]
    Guard(RequestLog(), SizeLimits(), RequestLimit(1)).stand_before(page)
    handlers = {each.fn.__qualname__: each.fn for each in kept if each.fn}
    assert handlers.keys() == {"Saying.send", "Download.wire.<locals>.hand_over"}
    conversation = [object()]
    handlers["Saying.send"](conversation, None, None, None, None)
    with pytest.raises(gr.Error, match="More than 1 requests"):
        handlers["Saying.send"](conversation, None, None, None, None)
