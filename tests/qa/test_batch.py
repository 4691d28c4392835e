import json
from pathlib import Path

import pytest

from corpus import CheckPathsError
from qa import AskAgainError, BatchQuestion, read_questions


def parse(**fields: object) -> BatchQuestion:
    return BatchQuestion.model_validate_json(json.dumps({"id": "1", "question": "Why?"} | fields))


def test_an_id_comes_back_as_it_is() -> None:
    assert parse(id=7).id == 7
    assert parse(id="7").id == "7"


def test_history_may_be_texts_or_messages() -> None:
    assert parse(history=["Who?", "Ann."]).history == ("Who?", "Ann.")
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Who left?"},
        {"role": "assistant", "content": None},
    ]
    assert parse(history=messages).history == ("Who left?", "")
    assert parse(history=None).history == ()


def test_a_file_of_questions_may_begin_with_a_mark_and_hold_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "question": "Who?"}\r\n\r\n{"id": 2, "question": "?"}')
    assert [asked.id for asked in read_questions(path)] == [1, 2]


def test_a_question_without_an_id_goes_by_the_number_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a", "question": "Who?"}\n\n{"question": "Where?"}\n')
    assert [asked.id for asked in read_questions(path)] == ["a", 3]


@pytest.mark.parametrize("line", ["[]", "{}", '{"id": "1"}', "nonsense"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"id": "0", "question": "Who?"}}\n{line}\n')
    with pytest.raises(AskAgainError, match=r"q\.jsonl:2: "):
        read_questions(path)


def test_a_file_that_is_not_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CheckPathsError, match="not UTF-8"):
        read_questions(path)
    with pytest.raises(CheckPathsError, match="cannot be read"):
        read_questions(tmp_path)
