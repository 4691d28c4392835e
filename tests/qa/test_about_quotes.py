import datetime as dt
from collections.abc import Callable

import pytest

from corpus import Article, Span
from index import Filters
from qa import Answer, Attribution, Moment, Precision, Quote, Role, Searched, Status
from qa.about_quotes import about_quotes

Make = Callable[..., Article]


def answer(*quotes: Quote) -> Answer:
    searched = Searched(generation=1, articles=1, passages=1, filters=Filters(), read=1, nearest=())
    return Answer(
        question="How many barges sank?",
        status=Status.ANSWERED,
        text="five",
        short="five",
        confidence=0.5,
        quotes=quotes,
        searched=searched,
        timings_ms={},
    )


@pytest.fixture
def quote(article: Make) -> Callable[..., Quote]:
    def make(outlet: str | None = "Gazette", **fields: object) -> Quote:
        made = article("a", "Five barges sank.", outlet=outlet, published="2025-03-02")
        return Quote.cut(made, Span(0, 17)).model_copy(update=fields)

    return make


def test_who_said_so_names_the_speaker_of_the_first_quote(quote: Callable[..., Quote]) -> None:
    said = about_quotes("speaker", "Who said so?", answer(quote(speaker="Ilse Brandt")))
    assert said.short == "Ilse Brandt"
    assert said.quotes[0].text == "Five barges sank."


def test_where_nobody_is_named_the_outlet_speaks_itself(quote: Callable[..., Quote]) -> None:
    said = about_quotes("speaker", "Who said so?", answer(quote()))
    assert said.short == "Gazette"
    assert said.notes == ("Gazette states it itself; it names no speaker.",)


def test_an_unnamed_source_is_told_as_such(quote: Callable[..., Quote]) -> None:
    hedged = quote(attribution=Attribution(hedge="allegedly", phrase="Allegedly (no source named)"))
    said = about_quotes("speaker", "Who said so?", answer(hedged))
    assert said.short == "Allegedly (no source named)"


def test_when_gives_the_resolved_day_and_the_words(quote: Callable[..., Quote]) -> None:
    day = dt.date(2025, 3, 1)
    when = Moment(first=day, last=day, precision=Precision.DAY, words="Five", start=0, end=4)
    assert about_quotes("time", "When?", answer(quote(when=when))).short == "1 March 2025 (“Five”)"


def test_without_a_time_the_day_of_publication_is_no_answer(quote: Callable[..., Quote]) -> None:
    said = about_quotes("time", "When was that?", answer(quote()))
    assert said.short is None
    assert said.status is Status.PARTLY
    assert said.notes == ("The text does not say when. It was published on 2 March 2025.",)


def test_other_sources_are_outlets_that_say_it_too(quote: Callable[..., Quote]) -> None:
    same, other, context = quote(), quote("Courier"), quote("Post", role=Role.CONTEXT)
    said = about_quotes("other_source", "Any other source?", answer(quote(), same, other, context))
    assert said.short == "Courier"
    assert [q.outlet for q in said.quotes] == ["Courier", "Gazette"]

    alone = about_quotes("other_source", "Any other source?", answer(quote(), same))
    assert alone.short is None
    assert "No other outlet" in alone.notes[0]


def test_an_answer_without_quotes_says_so() -> None:
    assert "no quotes" in about_quotes("speaker", "Who said so?", answer()).notes[0]
