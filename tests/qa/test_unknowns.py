from collections.abc import Callable

import pytest

from index import Retriever
from qa import understand
from qa.evidence import Read
from qa.unknowns import find_unknown, outweighs
from tests.qa.ranked import by_margin

Make = Callable[..., Read]


def said(question: str, retriever: Retriever, *reads: Read) -> str | None:
    found = find_unknown(understand(question), reads, retriever)
    return found and found.read.article.text[found.sentence.start : found.sentence.end]


@pytest.mark.parametrize(
    ("question", "before", "sentence"),
    [
        ("How much was the baker Tolk paid?", "Tolk the baker was paid a fee.",
         "The amount has not been disclosed."),
        ("Who opened the weir gate?", "", "It was not clear who had opened the weir gate."),
        ("Who opened the weir gate?", "", "Nobody knows who opened the gate of the weir."),
        ("Where is Osric Tolk?", "Osric Tolk left on Friday.",
         "His brother declined to say where."),
        ("When will the Porthmoor bridge reopen?", "The Porthmoor bridge is to reopen.",
         "No date has been set."),
        ("Why did the mill at Porthmoor burn?", "The mill at Porthmoor burned down.",
         "The cause remains unknown."),
        ("Did Tolk know of the leak at the mill?", "",
         "Whether Tolk knew of the leak at the mill could not be established."),
        ("What did Osric Tolk say about the leak?", "Osric Tolk hid the leak, the report says.",
         "Tolk did not respond to a request for comment."),
    ],
)  # fmt: skip
def test_a_stated_unknown_of_the_kind_asked_for_is_found(
    question: str, before: str, sentence: str, read: Make, retriever: Retriever
) -> None:
    text = f"{before} {sentence} The rain went on.".strip()
    assert said(question, retriever, read("a", text, relevance=1.0)) == sentence


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who opened the weir gate?", "It was not clear how many gates the weir had."),
        ("Who opened the weir gate?", "Nobody knows who wrote the letter to the bishop."),
        ("How many gates has the weir?", "Tolk declined to comment on the weir and its gates."),
        ("Who opened the weir gate?", "Tolk opened the weir gate. He did not sleep."),
        ("When did the weir break?", "It was unknown to Tolk, but they later found the day."),
    ],
)
def test_other_unknown_things_are_passed_over(
    question: str, text: str, read: Make, retriever: Retriever
) -> None:
    assert said(question, retriever, read("a", text)) is None


def test_what_is_not_known_may_belong_to_the_passage_before(
    read: Make, retriever: Retriever
) -> None:
    text = "The weir at Porthmoor got a loan from Tolk. But the sum is not specified."
    cut = read("a", text, words=8, part=1)
    assert cut.hit.passage.text == "But the sum is not specified."
    for question in ("How much is the loan?", "What is the amount of the loan for the weir?"):
        assert said(question, retriever, cut) == cut.hit.passage.text
    assert said("How much was the fine?", retriever, cut) is None


def test_a_later_answer_stands_against_an_unknown(read: Make, retriever: Retriever) -> None:
    early = read("a", "It was not clear who had opened the weir gate.", published="2031-03-02",
                 relevance=1.0)  # fmt: skip
    late = read("b", "Tolk opened the weir gate.", ("Tolk", 3.0), published="2031-03-09")
    asked = understand("Who opened the weir gate?")
    unknown = find_unknown(asked, [early, late], retriever)
    (best,) = by_margin(late)
    assert unknown is not None
    assert not outweighs(unknown, asked, best, 0.2)
    assert outweighs(unknown, asked, best, 0.01)
    assert outweighs(unknown, asked, None, 0.0)


def test_a_sure_answer_stands_against_an_unknown_of_any_day(
    read: Make, retriever: Retriever
) -> None:
    early = read("b", "Tolk opened the weir gate.", ("Tolk", 3.0), published="2031-03-01")
    late = read("a", "It was not clear who had opened the weir gate.", published="2031-03-02",
                relevance=1.0)  # fmt: skip
    asked = understand("Who opened the weir gate?")
    unknown = find_unknown(asked, [late], retriever)
    (best,) = by_margin(early)
    assert unknown is not None
    assert outweighs(unknown, asked, best, 0.2)
    assert not outweighs(unknown, asked, best, 0.6)


def test_an_answer_of_another_kind_gives_way_to_an_unknown(
    read: Make, retriever: Retriever
) -> None:
    asked = understand("How much was the loan for the weir?")
    told = read("a", "The weir got a loan for ten years. The amount was not disclosed.",
                ("ten years", 3.0), published="2031-03-02")  # fmt: skip
    unknown = find_unknown(asked, [told], retriever)
    assert unknown is not None
    (best,) = by_margin(told)
    assert outweighs(unknown, asked, best, 0.6)
    since = read("b", "The loan for the weir runs for ten years.", ("ten years", 3.0),
                 published="2031-03-09")  # fmt: skip
    (best,) = by_margin(since)
    assert not outweighs(unknown, asked, best, 0.6)
