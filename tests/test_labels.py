"""What the labels and the scoring of benchmarks/ promise; needs none of the development data."""

from typing import Any

import pytest

from benchmarks.attribution import Half, same_name
from benchmarks.labelled import read_labels
from benchmarks.multihop import two_sided
from benchmarks.order import is_accepted

HALVES = ("tune", "test")
NAMES = ("file", "article_id", "content_hash", "speech", "first", "last", "precision")


def strings_in(value: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(key, value)]
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in strings_in(inner, name)]
    inside = value if isinstance(value, list) else []
    return [found for inner in inside for found in strings_in(inner, key)]


@pytest.mark.parametrize("half", HALVES)
def test_attribution_labels_hold_offsets_and_no_text(half: str) -> None:
    allowed = {("speaker", "unresolved"), ("speaker", "title"), ("chain", "title")}
    records = read_labels(f"attribution-{half}")

    found = {pair for record in records for pair in strings_in(record) if pair[0] not in NAMES}

    assert len(records) == 100
    assert found <= allowed


def test_no_article_is_in_both_halves() -> None:
    tune, test = ({r["article_id"] for r in read_labels(f"attribution-{half}")} for half in HALVES)

    assert not tune & test


def test_labelled_spans_of_hedges_and_times_lie_in_their_sentence() -> None:
    records = [r for half in HALVES for r in read_labels(f"attribution-{half}")]
    spans = [
        (span, record)
        for record in records
        for span in [record["hedge"], *(time["span"] for time in record["times"])]
        if span
    ]

    assert len(spans) > 50
    assert all(r["start"] <= span[0] < span[1] <= r["end"] for span, r in spans)


@pytest.mark.parametrize(
    ("given", "accepted", "same"),
    [
        ("Ms. Ilvar", "Dana Ilvar, the harbour master", True),
        ("the harbour master", "harbour master", True),
        ("Mr. Orsk", "a spokeswoman for Mr. Orsk", False),
        ("President Orsk", "President Ilvar", False),
        ("police", "the coastguard", False),
    ],
)
def test_a_speaker_is_told_by_name_or_role_and_not_by_title(
    given: str, accepted: str, same: bool
) -> None:
    assert same_name(given, accepted) is same


@pytest.mark.parametrize(
    ("given", "answers", "right"),
    [
        ("Before", ["before"], True),
        ("Before: the vote came after the strike", ["after"], False),
        ("Yes, before", ["yes"], True),
        ("After", ["yes"], False),
        ("the theft of the crown", ["theft"], True),
        ("8 days", ["8 days", "eight days"], True),
        ("18 days", ["8 days", "eight days"], False),
        ("", ["yes"], False),
    ],
)
def test_a_conclusion_is_right_if_it_says_what_an_accepted_one_says(
    given: str, answers: list[str], right: bool
) -> None:
    assert is_accepted(given, answers) is right


def test_a_questions_line_decides_its_half_whatever_its_kind() -> None:
    kinds = ["inference_query", "temporal_query", "comparison_query", "temporal_query"]
    records = [{"id": str(line), "kind": kind} for line, kind in enumerate(kinds)]

    assert [record["id"] for record in two_sided(records, Half.TUNE)] == ["2"]
    assert [record["id"] for record in two_sided(records, Half.TEST)] == ["1", "3"]
