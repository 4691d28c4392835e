"""Serve the page: listen, say where, stop cleanly."""

import sys
from pathlib import Path

from corpus import NewsQuoteError
from page.archive import Archive, open_sample
from page.layout import build_page, page_options


class ServeElsewhereError(NewsQuoteError):
    """The page cannot be served there: choose another address or port."""


def serve_page(index: Path | None, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted.

    Args:
        index: Folder of the index; None for the built-in sample archive.
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        ServeElsewhereError: The port is taken, or the address is not this machine's.
        BuildIndexError: There is no index in the folder.
    """
    archive = Archive(index) if index else open_sample()
    page = build_page(archive)
    try:
        page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            **page_options(),
        )
    except OSError as error:
        raise ServeElsewhereError(
            f"Port {port} on {host} cannot be used. Choose another with --port."
        ) from error
    sys.stdout.write(f"newsquote is at http://{host}:{port} (stop with Ctrl+C)\n")
    sys.stdout.flush()
    page.block_thread()
