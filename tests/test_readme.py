"""What a user pastes first: the README's example; and what the container runs."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


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


def test_what_the_container_imports_is_there() -> None:
    dockerfile = (README.parent / "Dockerfile").read_text(encoding="utf-8")
    found = re.findall(r"from (\S+) import (\w+)", dockerfile)
    ours = [(module, name) for module, name in found if module != "urllib.request"]
    assert ours
    assert all(hasattr(importlib.import_module(module), name) for module, name in ours)
