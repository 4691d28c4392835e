"""Answers as HTML: what stands there, in which order, and that nothing of it is taken for HTML."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Span
from index import Filters
from page.cards import answer_pane, credited, waiting
from qa import (
    Answer,
    Attribution,
    Differences,
    Moment,
    NearArticle,
    Precision,
    Quote,
    Role,
    Searched,
    Side,
    Status,
    Step,
    View,
)

Make = Callable[..., Article]
TOLD = "Nine barges sank at the quay of Moen. The harbour master counted eleven, he said on Monday."


@pytest.fixture
def mill(article: Make) -> Article:
    return article(
        "a", TOLD, title="Barges lost", outlet="Moen Post", published="2025-03-03",
        url="https://post.example/barges",
    )  # fmt: skip


def searched(near: tuple[NearArticle, ...] = ()) -> Searched:
    return Searched(generation=1, articles=7, passages=9, filters=Filters(), read=9, nearest=near)


def answer(*quotes: Quote, **fields: object) -> Answer:
    given_fields: dict[str, object] = {
        "question": "How many barges sank?",
        "status": Status.ANSWERED if quotes else Status.NOT_FOUND,
        "text": "",
        "confidence": 0.5,
        "quotes": quotes,
        "searched": searched(),
        "timings_ms": {},
    }
    return Answer.model_validate(given_fields | fields)


def read(pane: str) -> str:
    """The words of a pane, one space apart."""
    return " ".join(re.sub(r"<[^>]+>", " ", pane).split())


def test_the_short_answer_comes_first_then_the_quotes_then_what_was_searched(mill: Article) -> None:
    quotes = Quote.cut(mill, Span(0, 37)), Quote.cut(mill, Span(38, 91), Role.DISAGREES)
    shown = read(answer_pane(answer(*quotes, short="Nine barges"), 0))
    parts = ["Nine barges", TOLD[:37], TOLD[38:91], "Searched 7 articles"]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert shown.index("differs") > places[2]


def test_only_the_open_quote_is_marked_as_open(mill: Article) -> None:
    quotes = Quote.cut(mill, Span(0, 37)), Quote.cut(mill, Span(38, 91))
    pane = answer_pane(answer(*quotes), 1)
    pressed = re.findall(r'data-quote="(\d)" aria-pressed="(\w+)"', pane)
    assert pressed == [("0", "false"), ("1", "true")]


def test_a_card_says_who_says_it_and_when_it_was(mill: Article) -> None:
    day = dt.date(2025, 3, 3)
    start = TOLD.index("Monday")
    when = Moment(
        first=day, last=day, precision=Precision.DAY, words="Monday", start=start, end=start + 6
    )
    quote = Quote.cut(mill, Span(38, 91)).model_copy(
        update={
            "attribution": Attribution(phrase="According to the harbour master"),
            "speaker": "The harbour master",
            "when": when,
        }
    )
    shown = read(answer_pane(answer(quote), 0))
    assert "According to the harbour master" in shown
    assert "Monday :" in shown
    unnamed = quote.model_copy(update={"attribution": None, "when": None})
    assert "The harbour master Moen Post" in read(answer_pane(answer(unnamed), 0))


def test_a_card_says_where_else_the_story_is(mill: Article) -> None:
    quote = Quote.cut(mill, Span(0, 37), also_in=("Courier", "<img src=x>", "${x}"))
    pane = answer_pane(answer(quote), 0)
    assert "also in 3 outlets" in pane
    assert "Courier" in pane
    assert "<img" not in pane
    assert "${" not in pane
    assert "also in" not in answer_pane(answer(Quote.cut(mill, Span(0, 37))), 0)


def test_the_headline_leads_to_the_original_at_the_words(mill: Article) -> None:
    pane = answer_pane(answer(Quote.cut(mill, Span(0, 16))), 0)
    assert 'href="https://post.example/barges#:~:text=Nine%20barges%20sank"' in pane
    local = mill.model_copy(update={"url": "file:///home/barges.txt"})
    assert "href" not in answer_pane(answer(Quote.cut(local, Span(0, 16))), 0)


def test_differing_answers_stand_oldest_first_and_lead_to_their_quotes(mill: Article) -> None:
    quotes = Quote.cut(mill, Span(0, 37)), Quote.cut(mill, Span(38, 91))
    views = (
        View(
            short="Nine barges", quoted=(0,), outlets=("Moen Post", "Courier"), independent=2,
            first=dt.date(2025, 3, 3), last=dt.date(2025, 3, 5),
        ),
        View(short="eleven", quoted=(1,), outlets=(), independent=1, first=None, last=None),
    )  # fmt: skip
    told = answer(*quotes, differences=Differences(kind="disagreement", views=views))
    pane = answer_pane(told, 0)
    shown = read(pane)
    assert "The archive’s answers differ Nine barges Moen Post, Courier" in shown
    assert "3 March 2025 to 5 March 2025 Quote 1 eleven outlet not named no date Quote 2" in shown
    assert re.findall(r'nq-number" data-quote="(\d)"', pane) == ["0", "1"]


def test_what_is_compared_stands_side_by_side(mill: Article) -> None:
    sides = (
        Side(question="When did the barges sink?", short="Monday", quoted=(0,)),
        Side(question="When did the mill close?"),
    )
    pane = answer_pane(answer(Quote.cut(mill, Span(0, 37)), sides=sides), 0)
    assert pane.count("<li><h3") == 2
    assert "When did the barges sink? Monday Quote 1" in read(pane)
    assert "When did the mill close? The archive does not say" in read(pane)


def test_notes_are_shown_with_and_without_quotes(mill: Article) -> None:
    note = "“Monday” was read as 3 March 2025."
    assert note in read(answer_pane(answer(notes=(note,)), 0))
    assert note in read(answer_pane(answer(Quote.cut(mill, Span(0, 37)), notes=(note,)), 0))


def test_what_was_not_found_is_said_with_the_nearest_articles(mill: Article) -> None:
    shown = read(answer_pane(answer(searched=searched((NearArticle.of(mill),))), 0))
    assert shown.startswith("The archive does not say.")
    assert "Nearest articles Barges lost Moen Post , 3 March 2025" in shown


def test_an_outlet_cannot_turn_its_date_around(mill: Article) -> None:
    turned = mill.model_copy(update={"outlet": "Post\u202e"})
    assert credited(NearArticle.of(turned)) == "<bdi>Post\u202e</bdi>, 3 March 2025"


@given(st.text(st.sampled_from("<>&\"'`${}\u202ea\n "), min_size=1))
def test_no_field_of_an_answer_is_taken_for_html(hostile: str) -> None:
    made = Article(
        id="a", text=f"x{hostile}x", title=hostile, outlet=hostile,
        url=f"https://a.example/?{hostile}", source="a.txt",
    )  # fmt: skip
    quote = Quote.cut(made, Span(0, len(made.text)), also_in=(hostile,)).model_copy(
        update={"speaker": hostile, "attribution": Attribution(phrase=hostile)}
    )
    view = View(
        short=hostile, quoted=(0,), outlets=(hostile,), independent=1, first=None, last=None
    )
    sides = (Side(question=hostile, short=hostile, quoted=(0,)),)
    told = answer(
        quote,
        short=hostile,
        notes=(hostile,),
        sides=sides,
        differences=Differences(kind="correction", views=(view, view)),
    )
    known = {
        "p", "ul", "ol", "li", "h2", "h3", "button", "bdi", "div", "a", "details", "summary",
    }  # fmt: skip
    pane = answer_pane(told, 0)
    assert set(re.findall(r"</?([^\s>]*)", pane)) <= known
    assert not set("`$") & set(pane)


def test_a_step_is_said_to_those_who_do_not_see_it() -> None:
    assert f'data-say="{Step.READING}"' in waiting(Step.READING)
