"""Which sentence dates an event, and what stands in where none does."""

import datetime as dt

from qa.comparing import Comparison, Found, Part, Relation, Seeks, Side, answer_parts
from qa.quote import Quote


def a_quote(
    text: str, published: dt.date | None = dt.date(2025, 3, 20), article: str = "a1"
) -> Quote:
    return Quote(
        article_id=article,
        content_hash="0" * 64,
        start=0,
        end=len(text),
        text=text,
        title="News of the port",
        outlet="The Daily Lantern",
        published=published,
        url=None,
    )


def a_quote_within(text: str, start: int) -> Quote:
    return a_quote(text).model_copy(update={"start": start, "end": start + len(text)})


def side_of(
    question: str, *quotes: Quote, short: str | None = None, seeks: Seeks = Seeks.TIME
) -> Side:
    part = Part(question=question, label="it", seeks=seeks)
    comparison = Comparison(relation=Relation.ORDER, parts=(part, part))
    return answer_parts(comparison, lambda _: Found(quotes, short, yes=0.9))[0]


def test_a_weekday_is_resolved_against_the_day_of_publication() -> None:
    side = side_of("When did Odo Sarn resign?", a_quote("Odo Sarn resigned on Wednesday."))

    assert (side.first, side.last) == (dt.date(2025, 3, 19), dt.date(2025, 3, 19))
    assert side.when is not None
    assert side.when.words in side.quotes[0].text


def test_the_time_of_a_side_counts_the_articles_characters() -> None:
    text = "Odo Sarn resigned on Wednesday."
    side = side_of("When did Odo Sarn resign?", a_quote_within(text, 400))

    assert side.when is not None
    assert text[side.when.start - 400 : side.when.end - 400] == side.when.words == "Wednesday"


def test_a_sentence_about_another_person_dates_nothing() -> None:
    side = side_of("When did Lena Brandt resign?", a_quote("Odo Sarn was ill on Wednesday."))

    assert side.quotes == ()
    assert side.last is None


def test_the_sentence_with_the_events_words_goes_before_the_likelier_one() -> None:
    near = a_quote("The queue outside the Mutual was long on Monday.")
    told = a_quote("The Mutual was put into administration on Tuesday.", article="a2")

    side = side_of("When was the Mutual put into administration?", near, told)

    assert side.quotes[0] is told
    assert side.first == dt.date(2025, 3, 18)


def test_since_names_no_day_of_the_event() -> None:
    side = side_of(
        "When did the government fall?",
        a_quote("It is the first time since 1978 that a government has fallen."),
        short="1978",
    )

    assert side.when is None
    assert (side.by_report, side.last) == (True, dt.date(2025, 3, 20))


def test_the_day_of_publication_does_not_stand_for_what_is_to_come() -> None:
    side = side_of("When will the bridge open?", a_quote("The bridge will open, Sarn said."))

    assert side.last is None


def test_without_a_day_of_publication_nothing_stands_in() -> None:
    side = side_of("When did the bridge open?", a_quote("The bridge opened.", published=None))

    assert (side.first, side.last, side.by_report) == (None, None, False)


def test_a_figure_from_a_sentence_about_something_else_is_no_figure() -> None:
    other = a_quote("About 1,400 people had been moved to schools.")
    side = side_of(
        "How many people died in the ferry disaster?", other, short="1,400", seeks=Seeks.NUMBER
    )

    assert side.quotes == ()


def test_only_statements_have_a_yes() -> None:
    assert side_of("When did Sarn go?", a_quote("Sarn went on Monday.")).yes == 0
    statement = side_of("Did Sarn go?", a_quote("Sarn went."), seeks=Seeks.STATEMENT)
    assert statement.yes == 0.9


def test_the_day_of_another_thing_is_not_that_of_the_event() -> None:
    report = "In an interim report the judge blamed nobody for the capsize of 17 January."
    assert side_of("When was the interim report?", a_quote(report), short="17 January").when is None
    capsize = side_of("When was the capsize?", a_quote(report), short="17 January")
    assert capsize.when is not None
    assert capsize.when.words == "17 January"
    evening = a_quote("The interim report came out on the evening of 17 January.")
    assert side_of("When was the interim report?", evening, short="17 January").when is not None
