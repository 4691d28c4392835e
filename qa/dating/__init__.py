"""When: the times that texts and questions name, resolved to days."""

from qa.dating.anchor import Anchor, Relation, anchor_of
from qa.dating.asked import window_of
from qa.dating.event import best_time, event_time, times_near
from qa.dating.finding import Times, Unresolved, find_times, read_times
from qa.dating.rule import Reason
from qa.dating.window import Binding, Bounds, Window
from qa.dating.wording import format_day, format_moment

__all__ = [
    "Anchor",
    "Binding",
    "Bounds",
    "Reason",
    "Relation",
    "Times",
    "Unresolved",
    "Window",
    "anchor_of",
    "best_time",
    "event_time",
    "find_times",
    "format_day",
    "format_moment",
    "read_times",
    "times_near",
    "window_of",
]
