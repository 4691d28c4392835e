import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import Filters, Retriever, build_index
from qa import Assistant, understand
from qa.anchoring import anchored

ANY = Filters()


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("How many had died before the end of the search?", None, dt.date(2025, 1, 25)),
        ("How many had died until the end of the search?", None, dt.date(2025, 1, 25)),
        ("How many were found after the end of the search?", dt.date(2025, 1, 25), None),
    ],
)
def test_an_event_named_in_a_few_words_narrows_the_search(
    assistant: Assistant, question: str, after: dt.date | None, before: dt.date | None
) -> None:
    found = anchored(understand(question), ANY, assistant, 20)
    assert found is not None
    assert (found.filters.after, found.filters.before) == (after, before)
    assert found.note == "“the end of the search” was taken to be of 25 January 2025."


@pytest.mark.parametrize(
    "question",
    [
        "Who was named captain after beating the champion of Karsholm?",
        "Which minister resigned after it emerged that the radar was dark?",
        "Who heads the inquiry into the Lady Orla?",
        "What was agreed before the coronation of the queen of Marrenland?",
    ],
)
def test_what_is_no_event_or_has_no_day_narrows_nothing(
    assistant: Assistant, question: str
) -> None:
    assert anchored(understand(question), ANY, assistant, 20) is None


def test_the_user_s_own_window_stands(assistant: Assistant) -> None:
    asked = understand("How many were found after the end of the search?")
    assert anchored(asked, Filters(before=dt.date(2025, 1, 20)), assistant, 20) is None


def test_an_event_on_the_calendars_last_day_leaves_the_end_open(
    tmp_path: Path, article: Callable[..., Article]
) -> None:
    text = "The vigil at Moen was held on 9999-12-31. Forty people prayed there."
    build_index([article("a", text, title="The vigil at Moen")], tmp_path / "x")
    opened = Assistant(Retriever.open(tmp_path / "x"))

    found = anchored(understand("How many prayed during the vigil?"), ANY, opened, 20)

    assert found is not None
    assert (found.filters.after, found.filters.before) == (dt.date(9999, 12, 31), None)


def test_the_answer_tells_what_was_taken_for_the_event(assistant: Assistant) -> None:
    answer = assistant.ask("How many people had died before the end of the search?")
    assert any("25 January 2025" in note for note in answer.notes)
    assert all(str(quote.published)[:10] <= "2025-01-25" for quote in answer.quotes)
