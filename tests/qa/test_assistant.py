import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Article, canonical_text, sample_questions, split_sentences
from index import Retriever, build_index
from qa import (
    Answer,
    AskAgainError,
    Assistant,
    Quote,
    QuoteState,
    Status,
    check_quote,
    understand,
)

Make = Callable[..., Article]


def assert_every_quote_is_a_slice(answer: Answer, retriever: Retriever) -> None:
    for quote in answer.quotes:
        text = retriever.text(quote.article_id, quote.content_hash)
        assert text is not None
        assert text[quote.start : quote.end] == quote.text
        assert check_quote(retriever, quote) is QuoteState.SAME


@pytest.fixture(scope="module")
def sample_answers(assistant: Assistant) -> dict[str, Answer]:
    return {
        asked.id: assistant.ask(asked.question, history=asked.history, as_of=asked.as_of)
        for asked in sample_questions()
    }


def test_every_quote_of_every_sample_answer_is_a_slice(
    sample_answers: dict[str, Answer], retriever: Retriever
) -> None:
    assert sum(len(answer.quotes) for answer in sample_answers.values()) > 100
    for answer in sample_answers.values():
        assert_every_quote_is_a_slice(answer, retriever)


def test_answers_have_at_most_five_quotes_no_words_twice(
    sample_answers: dict[str, Answer],
) -> None:
    for answer in sample_answers.values():
        texts = [quote.text for quote in answer.quotes]
        assert len(texts) == len(set(texts)) <= 5


def test_quotes_come_from_more_than_one_article_where_there_are(
    sample_answers: dict[str, Answer],
) -> None:
    full = [answer for answer in sample_answers.values() if len(answer.quotes) >= 4]
    assert len(full) > 10
    assert all(len({quote.article_id for quote in answer.quotes}) > 1 for answer in full)


def test_status_and_quotes_agree(sample_answers: dict[str, Answer]) -> None:
    for answer in sample_answers.values():
        assert (answer.status is Status.NOT_FOUND) == (not answer.quotes)
        assert 0 <= answer.confidence <= 1
        step = "sides" if answer.sides else "read"
        assert answer.timings_ms["total"] >= answer.timings_ms[step] > 0


def test_a_short_answer_stands_in_the_quotes_or_is_yes_or_no(
    sample_answers: dict[str, Answer],
) -> None:
    plain = [answer for answer in sample_answers.values() if answer.short and not answer.sides]
    assert len(plain) > 20
    for answer in plain:
        quoted = [quote.text for quote in answer.quotes]
        short = str(answer.short).removeprefix("No: ")
        if short not in ("Yes", "No") and not any(short in text for text in quoted):
            items = re.split(", | or ", short)
            assert all(any(item in text for text in quoted) for item in items), answer.short


def test_the_text_is_made_of_the_quotes(sample_answers: dict[str, Answer]) -> None:
    for answer in sample_answers.values():
        assert all(quote.text in answer.text for quote in answer.quotes)


def test_what_was_searched_is_said_when_nothing_is_found(assistant: Assistant) -> None:
    answer = assistant.ask("What is the capital of Peru?", outlets=["The Daily Lantern"])
    assert answer.status is Status.NOT_FOUND
    assert answer.quotes == ()
    assert answer.text.startswith("The archive does not say. Searched 50 articles")
    assert "only The Daily Lantern" in answer.text
    assert 1 <= len(answer.searched.nearest) <= 3
    assert {near.outlet for near in answer.searched.nearest} == {"The Daily Lantern"}


def test_as_of_hides_what_came_later(assistant: Assistant) -> None:
    answer = assistant.ask("How many died on the Lady Orla?", as_of="2025-01-19")
    days = [quote.published for quote in answer.quotes]
    assert days
    assert all(str(day)[:10] <= "2025-01-19" for day in days)


def test_a_window_without_articles_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("Who resigned?", after="1990-01-01", before="1990-12-31")
    assert answer.status is Status.NOT_FOUND
    assert (answer.confidence, answer.searched.read, answer.searched.nearest) == (0, 0, ())


def test_wire_copies_are_not_quoted_twice(tmp_path: Path, article: Make) -> None:
    words = "The harbour master of Sandvik, Jonna Reve, was dismissed on Friday."
    build_index([article(f"a{n}", words, outlet=f"Paper {n}") for n in range(4)], tmp_path / "x")
    answer = Assistant(Retriever.open(tmp_path / "x")).ask("Who was dismissed in Sandvik?")
    assert [quote.text for quote in answer.quotes] == [words]


@pytest.mark.parametrize("question", ["ferry", "渡し船で何人が死亡しましたか", "¿Quién dimitió?"])
def test_any_script_and_any_length_gets_an_answer_object(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).question == question


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (" ", "The question is empty"),
        ("?!", "The question is empty"),
        ("渡し船で何人が死亡しましたか", "not in English"),
        ("Wie viele Menschen kamen auf der Fähre ums Leben?", "not in English"),
    ],
)
def test_a_question_that_cannot_be_read_is_not_found_and_says_why(
    assistant: Assistant, question: str, reason: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.quotes, answer.searched.read) == (Status.NOT_FOUND, (), 0)
    assert reason in answer.text


def test_an_endless_question_asks_for_another(assistant: Assistant) -> None:
    with pytest.raises(AskAgainError):
        assistant.ask("w" * 5_000)


def test_an_old_quote_says_that_the_article_changed(tmp_path: Path, article: Make) -> None:
    index = tmp_path / "x"
    build_index([article("a", "The toll is 14."), article("b", "Rain fell.")], index)
    quote = Assistant(Retriever.open(index)).ask("What is the toll?").quotes[0]
    assert check_quote(Retriever.open(index), quote) is QuoteState.SAME
    build_index([article("a", "The toll is 19.")], index)
    assert check_quote(Retriever.open(index), quote) is QuoteState.CHANGED
    build_index([article("b", "Rain fell.")], index, prune=True)
    assert check_quote(Retriever.open(index), quote) is QuoteState.GONE


def test_a_forged_quote_is_false(assistant: Assistant, retriever: Retriever) -> None:
    quote = assistant.ask("How many died on the Lady Orla?").quotes[0]
    letter = "x" if quote.text[0] != "x" else "y"
    forged = quote.model_copy(update={"text": letter + quote.text[1:]})
    assert check_quote(retriever, forged) is QuoteState.FALSE
    lent = quote.model_copy(update={"article_id": "another-article"})
    assert check_quote(retriever, lent) is QuoteState.FALSE


def test_a_quote_must_be_as_long_as_its_span(assistant: Assistant) -> None:
    fields = assistant.ask("Who resigned?").quotes[0].model_dump()
    with pytest.raises(ValueError, match="as long as its span"):
        Quote.model_validate(fields | {"text": fields["text"] + "!"})


@settings(max_examples=60, deadline=None)
@given(raw=st.text(min_size=1, max_size=400))
def test_any_sentence_of_any_text_makes_a_true_quote(raw: str) -> None:
    text = canonical_text(raw)
    if not text:
        return
    made = Article(id="a", text=text)
    for span in split_sentences(text):
        quote = Quote.cut(made, span)
        assert quote.text == text[quote.start : quote.end]
        assert Quote.model_validate_json(quote.model_dump_json()) == quote


def test_history_reaches_the_search(assistant: Assistant) -> None:
    history = ["Who resigned as transport minister?", "Ødegran."]
    answer = assistant.ask("Why did he resign?", history=history)
    assert answer.question == understand("Why did he resign?", history).understood
    assert any("degran" in quote.text + quote.title for quote in answer.quotes)
