"""The archive that a server answers from."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.sole_builder import sole_builder
from qa import open_sample


def test_a_page_waits_for_another_that_builds_the_sample_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.serving.archive.user_cache_path", lambda name: tmp_path / name)
    articles = open_sample().retriever.summary().articles
    with ThreadPoolExecutor(1) as beside:
        with sole_builder(tmp_path / "newsquote" / "sample.index"):
            opening = beside.submit(open_sample)
            time.sleep(0.5)
            assert not opening.done()
        assert opening.result(timeout=15).retriever.summary().articles == articles
