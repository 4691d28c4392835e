"""Whether a request comes from this machine's own pages, where nobody signs in.

A page of the web could otherwise have its visitor's browser write here: under a name of its own
that leads to this machine (DNS rebinding), or from its own place.
"""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

_READS = ("GET", "HEAD", "OPTIONS")
_ELSEWHERE = "This server answers to this machine's own names only: use localhost, or pass --open."
_FOREIGN = "Another page may not write here."


def why_foreign(method: str, headers: Mapping[bytes, bytes]) -> str:
    """Why a request is not answered by a server that only this machine is to use.

    Args:
        method: As "POST".
        headers: Names in lower case.

    Returns:
        A sentence; empty if it is answered.
    """
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if not _is_loopback(host):
        return _ELSEWHERE
    origin = headers.get(b"origin")
    if method in _READS or origin is None:
        return ""
    return "" if origin.decode("latin-1").lower().partition("://")[2] == host else _FOREIGN


def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
