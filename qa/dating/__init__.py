"""When: the times that texts and questions name, resolved to days."""

from qa.dating.finding import Times, Unresolved, find_times, read_times
from qa.dating.rule import Reason
from qa.dating.wording import format_moment

__all__ = [
    "Reason",
    "Times",
    "Unresolved",
    "find_times",
    "format_moment",
    "read_times",
]
