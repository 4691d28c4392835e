"""What a user pastes first: the README's example; and what the container runs."""

import re
import subprocess
import sys
from pathlib import Path

from qa import Assistant, Status

README = Path(__file__).parents[1] / "README.md"
API = README.parent / "docs" / "api.md"


def test_the_python_example_gives_the_right_answer_and_its_quote(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer, first_quote, *_ = done.stdout.splitlines()
    assert answer.startswith("900 tonnes")
    assert "900 tonnes of fertiliser" in first_quote


def test_the_questions_shown_are_answered_from_the_sample(assistant: Assistant) -> None:
    shown = re.findall(r'newsquote ask \S+ "([^"]+)"', README.read_text(encoding="utf-8"))
    shown += re.findall(r'question="([^"]+)"', API.read_text(encoding="utf-8"))
    compared = re.findall(r'"(Did[^"]+\?)"', README.read_text(encoding="utf-8"))
    assert len(shown) >= 3
    assert compared
    for question in {" ".join(each.split()) for each in [*shown, *compared]}:
        answer = assistant.ask(question)
        assert (question, answer.status) == (question, Status.ANSWERED)
    before = assistant.ask(" ".join(compared[0].split()))
    assert before.short == "before"
