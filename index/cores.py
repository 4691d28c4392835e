"""How many processor cores this process may use."""

import os


def usable_cores() -> int:
    """Cores this process may run on, at least 1; in a container, those it was given."""
    if hasattr(os, "sched_getaffinity"):  # counts what a container allows; not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
