"""A port that cannot be had."""

import gc
import socket

import pytest

from page import ServeElsewhereError, Serving, serve_page


def test_a_taken_port_is_told_and_leaves_the_process_as_it_was() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeElsewhereError, match=f"Port {port}"):
            serve_page(None, Serving(port=port))
    assert gc.isenabled()
