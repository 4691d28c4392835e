"""What the `Dockerfile` runs of ours is there; whether an image can be built is not tested."""

import ast
import importlib
import re
from pathlib import Path

DOCKERFILE = Path(__file__).parents[1] / "Dockerfile"
_IN_A_SHELL = re.compile(r'python -c "([^"]*)"')
_AS_A_LIST = re.compile(r'"python", "-c", "([^"]*)"')


def test_all_that_its_lines_of_python_import_is_there() -> None:
    text = DOCKERFILE.read_text(encoding="utf-8")
    lines = _IN_A_SHELL.findall(text) + _AS_A_LIST.findall(text)
    assert len(lines) == len(re.findall(r'-c"?,? "', text)) >= 2
    for line in lines:
        compile(line, str(DOCKERFILE), "exec")
        imports = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.ImportFrom)]
        assert imports, line
        for node in imports:
            module = importlib.import_module(str(node.module))
            assert all(hasattr(module, alias.name) for alias in node.names), line
