"""The answer made of two sides: times, hedges, and sentences that serve both."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from corpus import Article, Span
from index import Filters
from qa import Answer, understand
from qa.answer import Searched, Status
from qa.comparing import Found, Part, Seeks, answer_part
from qa.comparing import Side as FoundSide
from qa.evidence import Read
from qa.quote import Quote
from qa.side_by_side import Compared, reply_compared

Make = Callable[..., Read]
NOTHING = Searched(generation=1, articles=1, passages=1, filters=Filters(), read=1, nearest=())
OPENING = "The quay was quiet in the morning. "


def quote_of(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote.cut(article, Span(start, start + len(words)))


def dated(question: str, article: Article, words: str) -> FoundSide:
    part = Part(question=question, label="it", seeks=Seeks.TIME)
    return answer_part(part, lambda _: Found((quote_of(article, words),)))


def stated(question: str, article: Article, words: str, yes: float, no: float) -> FoundSide:
    part = Part(question=question, label="it", seeks=Seeks.STATEMENT)
    return answer_part(part, lambda _: Found((quote_of(article, words),), None, yes, no))


def replied(sides: Sequence[FoundSide], *reads: Read, conclusion: str | None = "before") -> Answer:
    question = understand("Did Odo Sarn resign before the ferry sank?")
    return reply_compared(question, Compared(tuple(sides), conclusion, list(reads)), NOTHING)


SARN = "Odo Sarn resigned as harbour master on 3 March 2025."
FERRY = "The ferry Brunn sank off Moen on 9 April 2025."


def test_the_time_of_a_side_is_a_slice_of_the_article_and_its_quotes_time(read: Make) -> None:
    sarn = read("a", OPENING + SARN, published="2025-05-01")
    ferry = read("b", OPENING + FERRY, published="2025-05-01")
    sides = [
        dated("When did Odo Sarn resign?", sarn.article, SARN),
        dated("When did the ferry Brunn sink?", ferry.article, FERRY),
    ]

    answer = replied(sides, sarn, ferry)

    for side, item, words in zip(
        answer.sides, (sarn, ferry), ("3 March 2025", "9 April 2025"), strict=True
    ):
        assert side.when is not None
        assert item.article.text[side.when.start : side.when.end] == words
        assert answer.quotes_of(side)[0].when == side.when


def test_a_quote_keeps_the_time_that_its_sentence_gives(read: Make) -> None:
    item = read("a", OPENING + SARN, published="2025-05-01")

    answer = replied([stated("Did Odo Sarn resign?", item.article, SARN, 0.9, 0.0)] * 2, item)

    assert answer.quotes[0].when is not None
    assert answer.quotes[0].when.first == dt.date(2025, 3, 3)


@pytest.mark.parametrize(
    ("yes", "no", "short"), [(0.9, 0.05, "Yes"), (0.05, 0.9, "No"), (0.5, 0.4, None)]
)
def test_a_statement_is_answered_yes_or_no(
    read: Make, yes: float, no: float, short: str | None
) -> None:
    item = read("a", OPENING + SARN, published="2025-05-01")

    answer = replied([stated("Did Odo Sarn resign?", item.article, SARN, yes, no)], item)

    assert answer.sides[0].short == short


def test_one_sentence_for_two_sides_is_quoted_once(read: Make) -> None:
    both = "Odo Sarn resigned on 3 March 2025 and the ferry Brunn sank on 9 April 2025."
    item = read("a", OPENING + both, published="2025-05-01")
    sides = [
        dated("When did Odo Sarn resign?", item.article, both),
        dated("When did the ferry Brunn sink?", item.article, both),
    ]

    answer = replied(sides, item)

    assert [quote.text for quote in answer.quotes] == [both]
    assert [side.quoted for side in answer.sides] == [(0,), (0,)]


def test_a_conclusion_from_an_allegation_says_so(read: Make) -> None:
    alleged = "Odo Sarn allegedly resigned on 3 March 2025."
    sarn = read("a", OPENING + alleged, published="2025-05-01")
    ferry = read("b", OPENING + FERRY, published="2025-05-01")
    sides = [
        dated("When did Odo Sarn resign?", sarn.article, alleged),
        dated("When did the ferry Brunn sink?", ferry.article, FERRY),
    ]

    answer = replied(sides, sarn, ferry)

    assert answer.short == "before"
    assert answer.notes == ("One side rests on what is alleged (“allegedly”).",)


DENIED = "Odo Sarn denied that he had resigned on 3 March 2025."


def test_nothing_is_concluded_from_a_denial(read: Make) -> None:
    sarn = read("a", OPENING + DENIED, published="2025-05-01")
    ferry = read("b", OPENING + FERRY, published="2025-05-01")
    sides = [
        dated("When did Odo Sarn resign?", sarn.article, DENIED),
        dated("When did the ferry Brunn sink?", ferry.article, FERRY),
    ]

    answer = replied(sides, sarn, ferry)

    assert (answer.short, answer.status) == (None, Status.PARTLY)
    assert answer.confidence == 0
    assert answer.notes == ("One side rests on what is denied (“denied”).",)


def test_a_denial_that_was_asked_for_is_no_bar(read: Make) -> None:
    item = read("a", OPENING + DENIED, published="2025-05-01")
    sides = [stated("Did Odo Sarn deny that he resigned?", item.article, DENIED, 0.9, 0.0)]

    assert replied(sides, item, conclusion="Yes").short == "Yes"


def test_what_is_plainly_stated_has_no_note(read: Make) -> None:
    item = read("a", OPENING + SARN, published="2025-05-01")
    side = dated("When did Odo Sarn resign?", item.article, SARN)

    assert replied([side], item).notes == ()
