import pytest

from qa.attribution.quotation import find_quotations


def quoted(text: str, depth: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"]),
        ('"Go," he said. "Now."', ['"Go,"', '"Now."']),
        ("«Go», he said.", ["«Go»"]),
        ("'Go,' he said.", ["'Go,'"]),
        ("The dockers' union and the bank's head met.", []),
        ("It’s the workers’ day.", []),
        ("No marks.", []),
    ],
)
def test_quotations_are_found_and_apostrophes_are_not(text: str, outer: list[str]) -> None:
    assert quoted(text) == outer


def test_a_quotation_inside_another_is_deeper() -> None:
    text = "“He said, ‘Go,’ and I went,” she said."

    assert quoted(text) == ["“He said, ‘Go,’ and I went,”"]
    assert quoted(text, depth=1) == ["‘Go,’"]


def test_a_quotation_that_runs_on_is_open_to_the_end_of_its_paragraph() -> None:
    first, second = find_quotations("“One.\n\n“Two.” Three.")

    assert not first.is_closed
    assert (first.start, first.end) == (0, 5)
    assert second.is_closed


@pytest.mark.parametrize("mark", ["'", "‘"])
def test_a_hundred_thousand_apostrophes_are_gone_through_once(mark: str) -> None:
    text = f"{mark}tis " * 100_000  # in steps that grow with the square: hours

    assert find_quotations(text) == []
    (outer, *_) = find_quotations(f"{text}done.’ ‘Go,’ he said.")
    assert (outer.start, outer.depth) == ((0, 0) if mark == "‘" else (len(text) + 7, 0))
