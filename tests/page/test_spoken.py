"""The conversation in the chat, and what a browser keeps of it."""

import html
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Retriever, withdraw_articles
from page.cards import answer_pane
from page.spoken import Kept, keep, messages, read_kept, typed
from qa import Assistant, SayAgainError, Turn, Verdict, make_feedback

ANY = st.text() | st.text(st.sampled_from("<>&amplt;#\"' "))


@given(ANY)
def test_what_is_typed_is_shown_and_given_back_as_it_was(question: str) -> None:
    content = messages([], question + "?")[0]["content"]
    assert "<" not in content
    assert html.unescape(content) == html.unescape(html.escape(question + "?"))
    assert typed(content) == question + "?"


def test_quotation_marks_stay_readable_for_who_edits_the_question() -> None:
    asked = 'What did the judge\'s "inquiry" find?'
    assert messages([], asked)[0]["content"] == asked


def turn(assistant: Assistant, asked: str = "Who heads the inquiry into the Lady Orla?") -> Turn:
    return Turn(question=asked, answer=assistant.ask(asked))


def test_a_conversation_that_was_kept_is_shown_as_it_was(assistant: Assistant) -> None:
    nowhere = turn(assistant, "Which telescope photographed the moons of Neptune?")
    turns = [turn(assistant), nowhere]
    kept = read_kept(keep(turns, "?q=x"), assistant.retriever)
    assert kept.turns == turns
    again = kept.turns
    assert kept.address == "?q=x"
    assert messages(again) == messages(turns)
    assert answer_pane(again[0].answer, 1) == answer_pane(turns[0].answer, 1)


def test_words_that_no_article_holds_are_not_shown_again(assistant: Assistant) -> None:
    true = turn(assistant)
    first = true.answer.quotes[0]
    forged = first.model_copy(update={"text": first.text[:-1] + "!"})
    told = true.answer.model_copy(update={"quotes": (forged, *true.answer.quotes[1:])})
    kept = keep([true.model_copy(update={"answer": told}), true], "")
    assert read_kept(kept, assistant.retriever).turns == [true]


def test_headline_outlet_and_text_are_those_of_the_archive(assistant: Assistant) -> None:
    true = turn(assistant)
    credit = {"outlet": "The Forger", "title": "Forged", "url": "https://forger.example"}
    quotes = tuple(quote.model_copy(update=credit) for quote in true.answer.quotes)
    forged = true.answer.model_copy(update={"quotes": quotes})
    told = true.answer.model_copy(update={"text": "The minister fled."})
    kept = keep([true.model_copy(update={"answer": each}) for each in (forged, told)], "")
    assert read_kept(kept, assistant.retriever).turns == [true]


def test_an_answer_without_the_quotes_it_speaks_of_is_not_shown(assistant: Assistant) -> None:
    true = turn(assistant)
    told = true.answer.model_copy(update={"quotes": ()})
    kept = keep([true.model_copy(update={"answer": told})], "")
    assert read_kept(kept, assistant.retriever) == Kept()


def test_words_of_a_removed_article_are_not_shown_again(sample_index: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sample_index, tmp_path / "x.index"))
    assistant = Assistant(Retriever.open(folder))
    true = turn(assistant)
    first = true.answer.quotes[0]
    withdraw_articles(folder, [first.article_id], "wrong")
    (again,) = read_kept(keep([true], ""), assistant.retriever).turns
    assert again.question == true.question
    assert "has been removed from the archive" in messages([again])[1]["content"]
    shown = answer_pane(again.answer, 0)
    assert "has been removed from the archive" in shown
    assert html.escape(first.text) not in shown + again.model_dump_json()
    with pytest.raises(SayAgainError, match="not any more"):
        make_feedback(assistant.retriever, "r", [true], Verdict.HELPFUL)


def test_a_conversation_that_is_far_too_large_is_not_read(assistant: Assistant) -> None:
    true = turn(assistant)
    for length, shown in ((10_000, 1), (2_000_000, 0)):
        kept = keep([true.model_copy(update={"question": "w" * length})], "")
        assert len(read_kept(kept, assistant.retriever).turns) == shown


def test_what_another_version_or_a_stranger_left_is_not_read(assistant: Assistant) -> None:
    strange = [{"question": "<script>", "answer": {"status": "sure"}}]
    for left in ({"turns": strange, "address": ""}, "nonsense", None):
        assert read_kept(left, assistant.retriever) == Kept()
