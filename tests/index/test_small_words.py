import pytest

from index.small_words import is_telling


@pytest.mark.parametrize("piece", ["ferry", "##ing", "1388", "not", "before", "two", "[CLS]", "ö"])
def test_what_says_something_by_itself(piece: str) -> None:
    assert is_telling(piece)


@pytest.mark.parametrize("piece", ["the", "of", "said", "s", ",", "##,", "“", "—"])
def test_what_does_not(piece: str) -> None:
    assert not is_telling(piece)
