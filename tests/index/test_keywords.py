"""The keyword index is the same however many terms are counted at a time."""

from pathlib import Path

import pytest

from index.keywords import KeywordIndex

TEXTS = (
    "The dam broke.",
    "",
    "The dam holds, the dam of Orrin; the ferry waits.",
    "Ferry, ferry, dam and ferry.",
    "",
)


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_a_few_terms_at_a_time_give_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    KeywordIndex.write(TEXTS, tmp_path / "whole")
    monkeypatch.setattr("index.keywords._COUNTED_AT_ONCE", at_once)
    KeywordIndex.write(TEXTS, tmp_path / "lots")
    whole, lots = (
        {p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("whole", "lots")
    )
    assert len(whole) > 4
    assert lots == whole


def test_empty_passages_match_nothing(tmp_path: Path) -> None:
    KeywordIndex.write(TEXTS, tmp_path)
    found = dict(KeywordIndex.open(tmp_path).search("dam", 9))
    assert list(found) == sorted(found, key=lambda row: -found[row])
    assert set(found) == {0, 2, 3}
