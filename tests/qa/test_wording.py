"""The words around quotes: no guess where hardly one is right, nobody as their own source."""

import pytest

from index import Filters
from qa import Answer, Attribution, Quote, Status
from qa.answer import Searched
from qa.attribution import Stance
from qa.wording import lead


def an_answer(status: Status, confidence: float, phrase: str | None = None) -> Answer:
    words = "The weir was opened by the miller, the miller said."
    attribution = Attribution(chain=("the miller",), stance=Stance.REPORTED, phrase=phrase)
    quote = Quote(
        article_id="a",
        content_hash="0" * 64,
        start=0,
        end=len(words),
        text=words,
        title="The weir",
        outlet=None,
        published=None,
        url=None,
        speaker="the miller",
        attribution=attribution if phrase else None,
    )
    return Answer(
        question="Who opened the weir?",
        status=status,
        short="the miller",
        text="",
        confidence=confidence,
        quotes=(quote,),
        searched=Searched(
            generation=1, articles=1, passages=1, filters=Filters(), read=1, nearest=()
        ),
        timings_ms={},
    )


@pytest.mark.parametrize(("confidence", "is_guessed"), [(0.1, False), (0.149, False), (0.15, True)])
def test_an_unclear_answer_is_put_in_words_only_if_it_may_be_right(
    confidence: float, is_guessed: bool
) -> None:
    assert ("Perhaps: the miller." in lead(an_answer(Status.PARTLY, confidence))) is is_guessed


def test_nobody_is_named_as_the_source_of_their_own_name() -> None:
    assert lead(an_answer(Status.ANSWERED, 0.6, "According to the miller")) == "the miller"
