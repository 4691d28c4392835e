"""What an answer may and may not say of what was read: the real index, reader and grammar."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import Retriever, build_index
from qa import Assistant, Role, Status

Make = Callable[..., Article]


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Assistant]:
    def build(*articles: Article) -> Assistant:
        build_index(articles, tmp_path / "x")
        return Assistant(Retriever.open(tmp_path / "x"))

    return build


@pytest.fixture
def flood(article: Make) -> Article:
    return article(
        "flood",
        "The flood in Norden in March 2025 killed 50 people. Rain fell for days on the river.",
        published="2025-03-14",
        outlet="Herald",
        title="Flood in Norden",
    )


def test_who_denies_a_theft_is_not_named_as_the_thief(
    ask: Callable[..., Assistant], article: Make
) -> None:
    cup = article(
        "cup",
        "A silver cup was stolen from the Halvik museum on Monday."
        " Director Anton Weiss denied that he had stolen the cup.",
        published="2025-03-04",
        title="Cup stolen",
    )
    answer = ask(cup).ask("Who stole the silver cup from the Halvik museum?")

    assert answer.status is not Status.ANSWERED
    assert "Weiss" not in answer.text.splitlines()[0]


def test_another_time_than_the_one_asked_is_no_answer(
    ask: Callable[..., Assistant], flood: Article
) -> None:
    assistant = ask(flood)
    told = assistant.ask("How many people did the flood in Norden kill in March 2025?")
    assert (told.status, told.short) == (Status.ANSWERED, "50")

    for year in ("in March 2024", "in 1850"):
        other = assistant.ask(f"How many people did the flood in Norden kill {year}?")
        assert other.status is not Status.ANSWERED
        assert other.short != "50"


def test_a_changed_figure_is_quoted_from_both_revisions(
    ask: Callable[..., Assistant], article: Make
) -> None:
    def ferry(dead: int) -> Article:
        text = f"The ferry sank off Moen with {dead} people dead, officials said."
        return article("ferry", text, published="2025-05-01", title="Ferry sinks off Moen")

    ask(ferry(14))
    answer = ask(ferry(19)).ask("How many people died when the ferry sank?")

    assert answer.short == "19"
    assert answer.differences is not None
    assert answer.differences.kind == "correction"
    for view in answer.differences.views:
        (quote, *_) = answer.quotes_of(view)
        assert view.short in quote.text
    assert len({quote.content_hash for quote in answer.quotes}) == 2


def test_a_text_changed_after_the_day_asked_for_is_told(
    ask: Callable[..., Assistant], article: Make
) -> None:
    changed = article(
        "a",
        "The ferry sank off Moen with 14 people dead.",
        published="2025-03-01",
        updated="2025-03-10",
        title="Ferry sinks",
    )
    asked = "How many people died when the ferry sank off Moen?"
    assistant = ask(changed)

    assert any("changed on 2025-03-10" in n for n in assistant.ask(asked, as_of="2025-03-05").notes)
    assert not assistant.ask(asked, as_of="2025-03-12").notes


def test_questions_about_quotes_find_the_answer_that_was_shown(
    ask: Callable[..., Assistant], article: Make
) -> None:
    ferry = article("f", "The ferry sank with 19 people dead, officials said.", title="Ferry sinks")
    assistant = ask(ferry)
    asked = "How many people died when the ferry sank?"

    assert assistant.ask("Who said so?", history=[asked, "19"]).short == "officials"
    assert assistant.ask("Who said so?", history=["x", "y", asked]).short == "officials"
    long_ago = assistant.ask("Who said so?", history=["w" * 5_000, ""])
    assert long_ago.status is not Status.ANSWERED
    nothing = assistant.ask("Who said so?")
    assert nothing.text == "There is no earlier answer to ask this of."


def test_an_outlet_that_contradicts_is_no_other_source(assistant: Assistant) -> None:
    asked = "How many people were aboard the Lady Orla?"
    shown = assistant.ask(asked)
    assert {quote.role for quote in shown.quotes} >= {Role.SUPPORTS, Role.DISAGREES}

    other = assistant.ask("Is there another source?", history=[asked, shown.text])
    against = {q.outlet for q in shown.quotes if q.role is Role.DISAGREES}
    assert not against & set((other.short or "").split(", "))


def test_what_is_not_known_is_quoted_beside_an_unsure_answer(
    ask: Callable[..., Assistant], article: Make
) -> None:
    before = article(
        "before",
        "A fire destroyed the old grain store in Norden. The fire in the store broke out shortly"
        " after 2 a.m., the fire chief Olof Brant said. Fourteen firefighters were treated for"
        " smoke. The fire in the grain store was put out at 9.30 a.m. Then the road to the harbour"
        " was closed until Monday noon. The cause of it is not yet known.",
        published="2025-03-03",
        title="Grain store burns",
    )
    after = article(
        "after",
        "The fire in the old grain store of Norden came after a dry week and two nights of sparks"
        " from the forge, Tolk said.",
        published="2025-03-04",
        title="Loss of barley",
    )
    answer = ask(before, after).ask("What caused the fire in the grain store?")
    assert not answer.says_unknown
    assert answer.quotes[-1].text == "The cause of it is not yet known."
    assert len(answer.quotes) <= 5
