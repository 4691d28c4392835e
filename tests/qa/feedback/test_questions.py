from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import SampleQuestion
from qa import Assistant, Turn, answer_batch, read_questions
from qa.feedback import Feedback, FeedbackQuestion, Verdict, as_question, make_feedback
from qa.feedback import write_questions as write

CUP = "Where was the stolen cup found?"


@pytest.fixture
def say(assistant: Assistant) -> Callable[..., Feedback]:
    def make(
        verdict: Verdict,
        question: str = CUP,
        note: str = "",
        quoted: tuple[int, ...] = (),
        **filters: str,
    ) -> Feedback:
        answer = assistant.ask(question, after=filters.get("after"))
        turn = Turn(question=question, answer=answer)
        return make_feedback(
            assistant.retriever, assistant.reader.name, [turn], verdict, note=note, quoted=quoted
        )

    return make


def test_a_helpful_answer_is_expected_from_then_on(
    say: Callable[..., Feedback], assistant: Assistant
) -> None:
    said = say(Verdict.HELPFUL, note="exactly")
    line = as_question(said, assistant.retriever).line()
    question = SampleQuestion.model_validate_json(line)  # the sample's form, nothing more

    assert question.id == f"feedback-{said.id}"
    assert (question.question, question.kind) == (CUP, "place")
    assert question.short == said.answer.short
    assert [quote.text for quote in question.quotes] == [q.text for q in said.answer.quotes]
    assert question.quotes[0].url == said.answer.quotes[0].url
    assert question.note == f"helpful, {said.time:%Y-%m-%d}: exactly"


def test_only_the_quotes_that_were_meant_are_expected(
    say: Callable[..., Feedback], assistant: Assistant
) -> None:
    said = say(Verdict.HELPFUL, quoted=(0,))

    assert len(said.answer.quotes) > 1
    assert len(as_question(said, assistant.retriever).quotes) == 1


def test_of_a_wrong_answer_nothing_is_expected_yet(
    say: Callable[..., Feedback], assistant: Assistant
) -> None:
    wrong = as_question(say(Verdict.WRONG_ANSWER), assistant.retriever)
    misquoted = as_question(say(Verdict.WRONG_QUOTE, quoted=(1,)), assistant.retriever)

    assert (wrong.kind, wrong.short, wrong.quotes) == ("open", None, ())
    assert wrong.wrong_short == assistant.ask(CUP).short
    assert wrong.wrong_quotes == ()
    assert (misquoted.kind, misquoted.wrong_short) == ("open", None)
    assert [quote.text for quote in misquoted.wrong_quotes] == [assistant.ask(CUP).quotes[1].text]


def test_that_the_archive_does_not_say_may_be_helpful(
    say: Callable[..., Feedback], assistant: Assistant
) -> None:
    said = say(Verdict.HELPFUL, "Which comet was seen over Antarctica?")

    assert as_question(said, assistant.retriever).kind == "none"


def test_a_file_of_questions_is_asked_again_with_the_same_filters(
    say: Callable[..., Feedback], assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "questions.jsonl"
    entries = [say(Verdict.HELPFUL), say(Verdict.WRONG_ANSWER, after="2025-06-01")]
    assert write(entries, assistant.retriever, path) == 2

    answers = list(answer_batch(assistant, read_questions(path)))
    assert [answer.id for answer in answers] == [f"feedback-{entry.id}" for entry in entries]
    assert [answer.quotes for answer in answers] == [entry.answer.quotes for entry in entries]
    assert [answer.searched for answer in answers] == [entry.answer.searched for entry in entries]
    lines = path.read_text().splitlines()
    assert FeedbackQuestion.model_validate_json(lines[1]).after == "2025-06-01"


def test_an_article_without_a_link_is_named_by_its_file(
    say: Callable[..., Feedback], assistant: Assistant
) -> None:
    said = say(Verdict.HELPFUL, "How many people were moved from Lisec?")
    files = [quote.file for quote in as_question(said, assistant.retriever).quotes]
    links = [quote.url for quote in said.answer.quotes]

    assert [file is None for file in files] == [link is not None for link in links]
