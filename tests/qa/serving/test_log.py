import datetime as dt
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from qa.errors import AskAgainError
from qa.serving import RequestLog, start_logging, stop_logging


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = start_logging(written)
    yield written
    stop_logging(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    assert stream.getvalue().isascii()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_time_user_action_and_counts(stream: io.StringIO) -> None:
    log = RequestLog(with_names=True)
    with log.request("ask", "ilse") as noted:
        noted.count(quotes=3, read=20)

    [line] = lines(stream)
    assert dt.datetime.fromisoformat(line.pop("time")).tzinfo == dt.UTC
    assert 0 <= line.pop("milliseconds") < 1_000
    assert line == {
        "level": "info",
        "action": "ask",
        "user": "ilse",
        "status": "ok",
        "counts": {"quotes": 3, "read": 20},
    }


def test_words_and_names_are_left_out_unless_asked_for(stream: io.StringIO) -> None:
    for log in (RequestLog(), RequestLog(with_words=True)):
        with log.request("ask", "ilse") as noted:
            noted.say(question="Who leaked the letter?\n\x1b[31m")

    silent, telling = lines(stream)
    assert "leaked" not in json.dumps(silent)
    assert "ilse" not in stream.getvalue()
    assert telling["words"] == {"question": "Who leaked the letter?\n\x1b[31m"}


def test_a_users_tag_is_the_same_in_one_log_and_another_in_the_next() -> None:
    log = RequestLog()

    assert log.user("ilse") == log.user("ilse") != log.user("orla")
    assert RequestLog().user("ilse") != log.user("ilse")
    assert log.user(None) is None


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words(
    stream: io.StringIO,
) -> None:
    log = RequestLog()
    with pytest.raises(ValueError, match="a secret headline"), log.request("ask"):
        raise ValueError("a secret headline")
    with pytest.raises(AskAgainError), log.request("ask"):
        raise AskAgainError("too long: a secret question")
    with pytest.raises(GeneratorExit), log.request("ask"):
        raise GeneratorExit

    failed, refused, stopped = lines(stream)
    assert (failed["status"], failed["error"], failed["level"]) == ("failed", "ValueError", "error")
    assert any("test_log.py:" in place for place in failed["at"])
    assert (refused["status"], refused["error"]) == ("refused", "AskAgainError")
    assert "at" not in refused
    assert stopped["status"] == "stopped"
    assert "secret" not in stream.getvalue()


def test_other_records_of_newsquote_become_json_too_and_go_nowhere_else(
    stream: io.StringIO,
) -> None:
    elsewhere = io.StringIO()
    handler = logging.StreamHandler(elsewhere)
    logging.getLogger().addHandler(handler)
    try:
        logging.getLogger("newsquote").warning("built %d articles", 5)
    finally:
        logging.getLogger().removeHandler(handler)

    assert [line["message"] for line in lines(stream)] == ["built 5 articles"]
    assert elsewhere.getvalue() == ""
