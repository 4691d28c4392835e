"""The conversation in the chat, and what a browser keeps of it."""

import html

from hypothesis import given
from hypothesis import strategies as st

from page.cards import answer_pane
from page.spoken import Kept, keep, messages, read_kept, typed
from qa import Assistant, Turn

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


def test_a_conversation_that_was_kept_is_shown_as_it_was(assistant: Assistant) -> None:
    asked = "Who heads the inquiry into the Lady Orla?"
    turns = [Turn(question=asked, answer=assistant.ask(asked))]
    kept = read_kept(keep(turns, "?q=x"))
    again = kept.turns
    assert kept.address == "?q=x"
    assert messages(again) == messages(turns)
    assert answer_pane(again[0].answer, 1) == answer_pane(turns[0].answer, 1)


def test_what_another_version_or_a_stranger_left_is_not_read() -> None:
    strange = [{"question": "<script>", "answer": {"status": "sure"}}]
    assert read_kept({"turns": strange, "address": ""}) == Kept()
    assert read_kept("nonsense") == Kept()
    assert read_kept(None) == Kept()
