from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import Retriever, build_index, withdraw_articles
from qa import AskAgainError, QuoteState, check_words

FERRY = "The ferry to Sandvik sails again. The ferry to Moen does not."


def test_words_without_a_place_may_stand_anywhere_in_the_text_of_today(
    article: Callable[..., Article], tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    build_index([article("ferry", FERRY)], folder)
    retriever = Retriever.open(folder)

    there = check_words(retriever, "The ferry to Moen", "ferry")
    assert (there.state, there.start) == (QuoteState.SAME, FERRY.index("The ferry to Moen"))
    elsewhere = check_words(retriever, "The ferry to Moen", "ferry", there.content_hash, 0)
    assert (elsewhere.state, elsewhere.start) == (QuoteState.FALSE, None)
    assert elsewhere.still_says
    assert check_words(retriever, "The ferry", "unknown") == (QuoteState.FALSE, None, None, None)
    assert check_words(retriever, "sails", "ferry", start=-3).state is QuoteState.FALSE
    with pytest.raises(AskAgainError, match="no words"):
        check_words(retriever, "", "ferry")


def test_words_of_a_text_that_was_changed_or_withdrawn_are_known_by_its_hash(
    article: Callable[..., Article], tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    old = article("ferry", FERRY)
    build_index([old], folder)
    build_index([article("ferry", FERRY.replace("does not", "does, too"))], folder)
    retriever = Retriever.open(folder)

    changed = check_words(retriever, "does not", "ferry", old.content_hash)
    assert (changed.state, changed.still_says) == (QuoteState.CHANGED, False)
    withdraw_articles(folder, ["ferry"])
    gone = check_words(retriever, "does not", "ferry", old.content_hash)
    assert (gone.state, gone.still_says) == (QuoteState.GONE, None)
