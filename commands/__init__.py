"""The commands of `newsquote`: read arguments, call the library, print. Decide nothing."""

from commands.asking import ask, batch
from commands.building import build
from commands.finding import search, timeline
from commands.printing import print_note, tell_version
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
    "print_note",
    "restore",
    "search",
    "serve",
    "tell_version",
    "timeline",
    "verify",
    "withdraw",
]
