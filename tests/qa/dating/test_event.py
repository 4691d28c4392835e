import datetime as dt

import pytest

from corpus import Span, split_sentences
from qa.dating import best_time, event_time
from qa.moment import Moment, Precision

SATURDAY = dt.date(2025, 11, 1)


def spans(text: str, words: str) -> tuple[Span, Span]:
    """The sentence that holds some words, and the words."""
    start = text.index(words)
    sentence = next(s for s in split_sentences(text) if s.start <= start < s.end)
    return sentence, Span(start, start + len(words))


def time_of(text: str, words: str) -> str | None:
    moment = event_time(text, *spans(text, words), SATURDAY)
    return moment.words if moment else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The dam broke on Friday and flooded 80 houses.", "80 houses", "Friday"),
        ("Police said on Tuesday that 14 people died on Sunday.", "14 people", "Sunday"),
        ("Police said on Tuesday that 14 people died on Sunday.", "Police", "Tuesday"),
        ("Police said on Tuesday that 14 people had died.", "14 people", None),
        ("The bridge, which cost 40 million, opened on Friday.", "40 million", "Friday"),
        ("The mayor, who took office in March, resigned over it.", "The mayor", None),
        ("The boat sank off Orm with 80 aboard.", "80 aboard", None),
    ],
)
def test_a_time_belongs_to_the_clause_it_stands_in(
    text: str, words: str, expected: str | None
) -> None:
    assert time_of(text, words) == expected


def test_a_sentence_that_goes_on_takes_the_time_of_the_one_before() -> None:
    text = "On 3 May the boat sank. Minutes later a second one capsized. It was never found."
    assert time_of(text, "a second one") == "3 May"
    assert time_of(text, "never found") is None


def test_the_answer_to_when_is_the_resolved_time_of_its_words() -> None:
    text = "On October 24 the bombers left. The next day, the carrier followed."
    moment = best_time(text, *spans(text, "next day"), SATURDAY)
    assert moment == Moment(
        first=dt.date(2025, 10, 25),
        last=dt.date(2025, 10, 25),
        precision=Precision.DAY,
        words="The next day",
        start=text.index("The next"),
        end=text.index(", the carrier"),
    )


def test_offsets_count_the_whole_text_however_long_it_is() -> None:
    text = "It rained. " * 400 + "The boat sank on 3 May with nine aboard."
    moment = event_time(text, *spans(text, "nine"), SATURDAY)
    assert moment is not None
    assert text[moment.start : moment.end] == "3 May"
