from concurrent.futures import ThreadPoolExecutor

import pytest

from qa.errors import AskAgainError, AskLaterError
from qa.serving import RequestLimit, SizeLimits


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_one_request_too_many_waits_until_the_first_is_a_minute_old() -> None:
    clock = Clock()
    limit = RequestLimit(2, clock)
    limit.admit("ilse")
    clock.now += 20
    limit.admit("ilse")
    clock.now += 10

    with pytest.raises(AskLaterError, match="More than 2 requests in a minute") as caught:
        limit.admit("ilse")
    assert caught.value.seconds == pytest.approx(30)
    clock.now += 30
    limit.admit("ilse")  # a request that was turned away does not count
    with pytest.raises(AskLaterError, match="Ask again in 20 s"):
        limit.admit("ilse")


def test_one_user_does_not_use_up_what_another_may_ask() -> None:
    limit = RequestLimit(1, Clock())
    limit.admit("ilse")
    limit.admit("orla")

    with pytest.raises(AskLaterError):
        limit.admit("ilse")


def test_threads_together_get_no_more_through() -> None:
    limit = RequestLimit(50, Clock())

    def ask(_: int) -> bool:
        try:
            limit.admit("ilse")
        except AskLaterError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(200))) == 50


def test_users_who_are_quiet_are_forgotten() -> None:
    clock = Clock()
    limit = RequestLimit(1, clock)
    for number in range(3_000):
        limit.admit(f"visitor {number}")
        clock.now += 1

    assert len(limit._times) <= 1_001


def test_a_limit_that_lets_nobody_in_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="let nobody in"):
        RequestLimit(0)


def test_sizes_are_looked_at_before_anything_is_read() -> None:
    limits = SizeLimits(question=20, turns=2, history=30)
    limits.check_question("Who left?", ["Who came?", "Ann."])

    with pytest.raises(AskAgainError, match="21 characters; at most 20"):
        limits.check_question("w" * 21)
    with pytest.raises(AskAgainError, match="Start a new one"):
        limits.check_question("Who?", ["a", "b", "c"])
    with pytest.raises(AskAgainError, match="Start a new one"):
        limits.check_question("Who?", ["w" * 31])
