"""The example in docs/api.md does what it says, on a real server."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.page.serving import PATIENCE, ROOT, Server

DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    return found.group(1)


@pytest.fixture(scope="module")
def server(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(sample_index, tmp_path_factory.mktemp("log") / "stderr").until_ready()


def test_the_examples_run(server: Server) -> None:
    here = f"127.0.0.1:{server.port}"
    code = block("python").replace("127.0.0.1:7860", here)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert re.search(r"\n(The )?[^\n]+ https://", done.stdout), "quotes with links"
    assert done.stdout.splitlines()[-1] == "same"

    searched = subprocess.run(
        ["bash", "-c", block("sh").replace("127.0.0.1:7860", here)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert searched.stdout.count('"article_id"') == 5
    assert server.stop() == 0
    assert server.stderr == ""
