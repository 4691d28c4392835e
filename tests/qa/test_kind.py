import pytest

from qa import Kind
from qa.kind import fits_kind


@pytest.mark.parametrize(
    ("kind", "answer", "fits"),
    [
        (Kind.NUMBER, "fifteen people", True),
        (Kind.NUMBER, "$4m", True),
        (Kind.NUMBER, "no one", True),
        (Kind.NUMBER, "the mayor", False),
        (Kind.TIME, "on Friday", True),
        (Kind.TIME, "last week", True),
        (Kind.TIME, "in 1998", True),
        (Kind.TIME, "at 9:30 p.m.", True),
        (Kind.TIME, "May 4", True),
        (Kind.TIME, "you may leave", False),
        (Kind.TIME, "Karsholm", False),
        (Kind.PERSON, "Jonna Reve", True),
        (Kind.PERSON, "Ødegran", True),
        (Kind.PERSON, "her brother", False),
        (Kind.PERSON, "15 Swedes", False),
        (Kind.PLACE, "off Karsholm", True),
        (Kind.PLACE, "at sea", False),
        (Kind.REASON, "the storm", None),
        (Kind.MANNER, "by rope", None),
        (Kind.YES_NO, "it sank", None),
        (Kind.OTHER, "bread", None),
    ],
)
def test_an_answer_fits_the_kind_asked_for(kind: Kind, answer: str, fits: bool | None) -> None:
    assert fits_kind(kind, answer) is fits
