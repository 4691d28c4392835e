"""`python app.py` starts the page; what the page does is tested in `tests/page`."""

import subprocess
import sys
from pathlib import Path

import app
import page

ROOT = Path(__file__).parents[1]


def test_the_app_offers_the_page_and_nothing_of_its_own() -> None:
    assert set(app.__all__) <= set(page.__all__)
    assert all(getattr(app, name) is getattr(page, name) for name in app.__all__)


def test_a_folder_without_an_index_is_told_in_one_line(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "app.py", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("newsquote: ")
    assert len(ran.stderr.splitlines()) == 1
    assert str(tmp_path) in ran.stderr
