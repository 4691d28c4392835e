"""The commands of `newsquote`: read arguments, call the library, print. Decide nothing."""

from commands.asking import ask, batch
from commands.building import build
from commands.finding import search, timeline
from commands.reviewing import check, feedback
from commands.serving import account, serve
from commands.tending import info, restore, verify, withdraw

__all__ = [
    "account",
    "ask",
    "batch",
    "build",
    "check",
    "feedback",
    "info",
    "restore",
    "search",
    "serve",
    "timeline",
    "verify",
    "withdraw",
]
