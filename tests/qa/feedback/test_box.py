"""Feedback is kept: through builds, beside other processes, and past a line that was cut off."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import Article
from index import BuildIndexError, Retriever, build_index, verify_index
from qa import Assistant, Turn
from qa.errors import SayAgainError
from qa.feedback import Feedback, FeedbackBox, Verdict, make_feedback

ROOT = Path(__file__).parents[3]
FERRY = "The ferry to Sandvik sails again on Friday."
DAM = "The dam above Lisec closes on Monday."
QUESTION = "When does the ferry to Sandvik sail again?"


@pytest.fixture
def folder(article: Callable[..., Article], tmp_path: Path) -> Path:
    build_index([article("ferry", FERRY), article("dam", DAM)], tmp_path / "x.index")
    return tmp_path / "x.index"


def asked(assistant: Assistant, *questions: str) -> list[Turn]:
    return [Turn(question=each, answer=assistant.ask(each)) for each in questions]


@pytest.fixture(scope="session")
def helpful(assistant: Assistant) -> Feedback:
    turns = asked(assistant, "Who heads the inquiry into the Lady Orla?")
    return make_feedback(assistant.retriever, assistant.reader.name, turns, Verdict.HELPFUL)


def test_feedback_read_back_is_what_was_added(folder: Path) -> None:
    assistant = Assistant(Retriever.open(folder))
    turns = asked(assistant, "Who owns the dam?", QUESTION)
    said = make_feedback(
        assistant.retriever,
        assistant.reader.name,
        turns,
        Verdict.WRONG_QUOTE,
        note=" not\nthat ferry ",
        quoted=(0,),
    )
    box = FeedbackBox(folder)
    assert box.read() == ((), ())
    box.add(said)

    assert box.read() == ((said,), ())
    assert said.note == "not that ferry"
    assert said.question == QUESTION
    assert said.history == ("Who owns the dam?", turns[0].answer.text)
    assert said.answer.quotes[0].text == FERRY
    assert said.archive is not None
    assert said.archive.generation == assistant.retriever.generation.id
    assert said.archive.embedder_fingerprint == assistant.retriever.embedder.fingerprint
    assert said.reader_fingerprint is not None
    assert len(said.reader_fingerprint) == 64


def test_feedback_outlives_builds_and_is_no_damage(
    folder: Path, helpful: Feedback, article: Callable[..., Article]
) -> None:
    FeedbackBox(folder).add(helpful)
    assert verify_index(folder).problems == ()

    build_index([article("ferry", FERRY)], folder, prune=True)
    build_index([article("mill", "The mill burns.")], folder)
    build_index([], folder, repair=True)
    assert verify_index(folder).problems == ()
    assert FeedbackBox(folder).read().entries == (helpful,)

    for path in folder.iterdir():  # all that a build makes is lost
        if path.name != "feedback.jsonl":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    build_index([article("ferry", FERRY)], folder)
    assert FeedbackBox(folder).read().entries == (helpful,)


def test_an_answer_of_an_earlier_build_is_not_ascribed_to_the_present_one(
    folder: Path, article: Callable[..., Article]
) -> None:
    assistant = Assistant(Retriever.open(folder))
    turns = asked(assistant, QUESTION)
    build_index([article("mill", "The mill burns.")], folder)
    said = make_feedback(Retriever.open(folder), "newsquote-reader", turns, Verdict.HELPFUL)

    assert said.archive is None
    assert said.answer.searched.generation == assistant.retriever.generation.id


def test_threads_and_processes_that_write_at_once_lose_nothing(
    folder: Path, helpful: Feedback
) -> None:
    line = folder.parent / "one.json"
    line.write_text(helpful.model_dump_json())
    script = (
        "import sys; from pathlib import Path; from qa.feedback import Feedback, FeedbackBox\n"
        "said = Feedback.model_validate_json(Path(sys.argv[2]).read_text())\n"
        "for _ in range(25): FeedbackBox(sys.argv[1]).add(said)"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", script, str(folder), str(line)], cwd=ROOT)
        for _ in range(2)
    ]
    box = FeedbackBox(folder)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(box.add, [helpful] * 40))
    assert [other.wait(60) for other in others] == [0, 0]

    assert box.read() == ((helpful,) * 90, ())


def test_a_line_that_was_cut_off_is_named_and_hides_no_other(
    folder: Path, helpful: Feedback
) -> None:
    box = FeedbackBox(folder)
    box.add(helpful)
    whole = box.path.read_bytes()
    box.path.write_bytes(whole + whole[:100])  # killed as it wrote
    box.add(helpful)

    read = box.read()
    assert read.entries == (helpful, helpful)
    assert len(read.problems) == 1
    assert read.problems[0].startswith(f"{box.path}:2: ")


def test_a_folder_that_cannot_be_written_is_explained(folder: Path, helpful: Feedback) -> None:
    box = FeedbackBox(folder)
    if os.geteuid() == 0:
        box.path.mkdir()  # root may write anywhere, but not into a folder
    else:
        folder.chmod(0o500)
    try:
        with pytest.raises(SayAgainError, match="Feedback needs a folder that may be written"):
            box.add(helpful)
    finally:
        folder.chmod(0o700)


def test_there_is_no_box_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(BuildIndexError, match="is not a newsquote index"):
        FeedbackBox(tmp_path)


def test_feedback_that_cannot_be_meant_is_refused(assistant: Assistant) -> None:
    turns = asked(assistant, "Who heads the inquiry into the Lady Orla?")
    retriever = assistant.retriever
    with pytest.raises(SayAgainError, match="There is no quote 9"):
        make_feedback(retriever, "r", turns, Verdict.WRONG_QUOTE, quoted=(8,))
    with pytest.raises(SayAgainError, match="at most 2,000"):
        make_feedback(retriever, "r", turns, Verdict.HELPFUL, note="w" * 2_001)
    with pytest.raises(SayAgainError, match="Ask first"):
        make_feedback(retriever, "r", [], Verdict.HELPFUL)


def test_feedback_that_the_first_version_stored_is_still_read(folder: Path) -> None:
    shutil.copy(Path(__file__).parent / "kept" / "version1.jsonl", folder / "feedback.jsonl")
    [said], problems = FeedbackBox(folder).read()

    assert problems == ()
    assert (said.verdict, said.quoted, said.note) == (Verdict.WRONG_QUOTE, (1,), "another bridge")
    assert said.answer.quotes[1].published == dt.date(2025, 3, 4)


def test_an_entry_that_is_far_too_large_is_not_stored(folder: Path, helpful: Feedback) -> None:
    endless = helpful.model_copy(update={"history": ("w" * 10**6,)})
    with pytest.raises(SayAgainError, match="at most 1,000,000"):
        FeedbackBox(folder).add(endless)
    assert FeedbackBox(folder).read() == ((), ())
