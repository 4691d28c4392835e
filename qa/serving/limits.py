"""How much one user may ask of a server: requests a minute, and sizes.

Counts live in this process alone. Knows nothing of pages, accounts or networks.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict, Field

from index import MOST_BYTES
from qa.errors import AskAgainError, AskLaterError

_WINDOW = 60.0
_SWEPT_ABOVE = 1_000  # users remembered before those who have been quiet are forgotten


class RequestLimit:
    """Lets each user through so many times in any sixty seconds. Safe to share between threads.

    Args:
        per_minute: How many times, at least 1.
        clock: Seconds, never backwards.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        if per_minute < 1:
            raise ValueError(f"{per_minute} requests a minute let nobody in")
        self.per_minute = per_minute
        self._clock = clock
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def admit(self, user: str) -> None:
        """Count one request; one that is turned away does not count.

        Args:
            user: A name, or an address where there are no names.

        Raises:
            AskLaterError: There were too many in the last minute; it says when to come back.
        """
        with self._lock:
            now = self._clock()
            if len(self._times) > _SWEPT_ABOVE:
                self._forget_the_quiet(now)
            times = self._times.setdefault(user, deque())
            while times and times[0] <= now - _WINDOW:
                times.popleft()
            if len(times) >= self.per_minute:
                wait = times[0] + _WINDOW - now
                raise AskLaterError(
                    f"More than {self.per_minute} requests in a minute. Ask again in"
                    f" {math.ceil(wait)} s.",
                    wait,
                )
            times.append(now)

    def _forget_the_quiet(self, now: float) -> None:
        self._times = {
            user: times for user, times in self._times.items() if times[-1] > now - _WINDOW
        }


class SizeLimits(BaseModel):
    """What is turned away unread for its size.

    Attributes:
        question: Characters of a question as sent; `understand` has a tighter limit of its own.
        turns: Questions and answers of a conversation sent along.
        history: Their characters in all.
        names: Outlets, sections, articles or texts in one list.
        upload_bytes: Bytes of all files that are handed in at once, packed and unpacked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: int = Field(10_000, gt=0)
    turns: int = Field(200, gt=0)
    history: int = Field(500_000, gt=0)
    names: int = Field(1_000, gt=0)
    upload_bytes: int = Field(MOST_BYTES, gt=0)

    def check_question(self, question: str, history: Sequence[str] = ()) -> None:
        """Look at a question's size before anything is done with it.

        Raises:
            AskAgainError: It is too long, or the conversation is.
        """
        if len(question) > self.question:
            raise AskAgainError(
                f"The question has {len(question):,} characters; at most {self.question:,} are"
                " taken. Ask for one thing at a time."
            )
        if len(history) > self.turns or sum(map(len, history)) > self.history:
            raise AskAgainError("The conversation is too long. Start a new one.")

    def check_names(self, names: Sequence[object]) -> None:
        """Look at how many names a list has, before anything is done with it.

        Raises:
            AskAgainError: There are too many.
        """
        if len(names) > self.names:
            raise AskAgainError(
                f"A list has {len(names):,} entries; at most {self.names:,} are taken."
                " Choose fewer."
            )
