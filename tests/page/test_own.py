"""Which requests a server without accounts, for this machine alone, answers."""

import pytest

from page.own import why_foreign


def told(method: str = "GET", **headers: str) -> str:
    return why_foreign(method, {k.encode(): v.encode("latin-1") for k, v in headers.items()})


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:7860", "127.0.0.1:7860", "[::1]:7860", "127.0.0.2"]
)
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert told(host=host) == told("POST", host=host) == ""
    assert told("POST", host=host, origin=f"http://{host}") == ""


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "localhost.evil.example", "192.168.1.7:7860", "[::1", "127.0.0.1.é"],
)
def test_other_names_are_not_answered_even_if_they_lead_here(host: str) -> None:
    assert "this machine's own names" in told(host=host)
    assert "this machine's own names" in told()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", ""])
def test_other_pages_may_look_but_not_write(origin: str) -> None:
    assert told("GET", host="127.0.0.1:7860", origin=origin) == ""
    assert "may not write" in told("POST", host="127.0.0.1:7860", origin=origin)
