"""The gate: quality may rise, and falls only if someone lowers a floor here and says why.

The sample's questions are always measured. The TIME collection is measured where the development
data lies beside the repository; its digest is pinned, so that a changed file is no improvement.
"""

import hashlib
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks import attribution, dates
from benchmarks.data import DATA
from benchmarks.differences import look, sample, sample_rows
from benchmarks.labelled import labelled_sentences
from benchmarks.retrieval import collection_scores
from corpus import SampleQuestion, sample_questions
from qa import Answer, Assistant, Status

GOLD_QUOTED_FLOOR = 0.45
ABSTAINED_FLOOR = 0.90
TIME_FLOORS = {"keyword": 0.73, "dense": 0.71, "fused": 0.78}
"""Dense was 0.72, fused 0.77, while passages kept their small words in all layers."""
SPEAKER_FLOOR, HEDGE_FLOOR = 0.82, 0.96
"""On sentences that were not looked at while the rules were made."""
TIMES_FLOOR, WHEN_FLOOR = 0.90, 0.95
TIME_DIGEST = "dd5240a868fbfcfc5ea0648c77dc5d5c3748e28122cad0c4ce2c57291323e2b2"


@pytest.fixture(scope="module")
def answered(assistant: Assistant) -> list[tuple[SampleQuestion, Answer]]:
    return [
        (asked, assistant.ask(asked.question, history=asked.history, as_of=asked.as_of))
        for asked in sample_questions()
    ]


def quotes_gold(asked: SampleQuestion, answer: Answer) -> bool:
    """Whether a quote and one of the right ones hold one another, in the same article."""
    return any(
        (gold.text in quote.text or quote.text in gold.text) and gold.url in (None, quote.url)
        for gold in asked.quotes
        for quote in answer.quotes
    )


def test_the_sample_questions_are_answered_with_the_right_quotes(
    answered: list[tuple[SampleQuestion, Answer]],
) -> None:
    found = fmean(quotes_gold(asked, answer) for asked, answer in answered if asked.quotes)
    assert found >= GOLD_QUOTED_FLOOR, f"{found:.3f}"


def test_questions_without_an_answer_are_not_answered(
    answered: list[tuple[SampleQuestion, Answer]],
) -> None:
    silent = fmean(
        answer.status is not Status.ANSWERED for asked, answer in answered if not asked.quotes
    )
    assert silent >= ABSTAINED_FLOOR, f"{silent:.3f}"


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not on this machine")
def test_retrieval_on_time_keeps_its_floors(tmp_path: Path) -> None:
    digest = hashlib.sha256()
    for path in sorted((DATA / "retrieval" / "time").iterdir()):
        digest.update(path.read_bytes())
    assert digest.hexdigest() == TIME_DIGEST
    scores = collection_scores("time", tmp_path / "x")
    assert all(scores[way] >= floor for way, floor in TIME_FLOORS.items()), scores


def test_planted_differences_are_found_and_no_others(assistant: Assistant) -> None:
    rows = {str(row["what"]): row for row in sample_rows([look(assistant, q) for q in sample()])}
    for what in ("disagreement", "development", "correction"):
        assert rows[what]["found"] == rows[what]["planted"], rows[what]
    others = {what: row["which others"] for what, row in rows.items()}
    assert others == {
        "disagreement": "",
        "development": "sample-03, sample-04",  # not planted, and true
        "correction": "",
        "stated unknown": "",
    }
    assert int(str(rows["stated unknown"]["found"])) >= 5, rows["stated unknown"]


def share(rows: list[dict[str, object]], measure: str) -> float:
    return float(str(next(row["value"] for row in rows if row["measure"] == measure)))


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not on this machine")
def test_speakers_and_hedges_keep_their_floors() -> None:
    rows = attribution.measures(attribution.run(labelled_sentences("test")))
    assert share(rows, "speaker right") >= SPEAKER_FLOOR, rows
    assert share(rows, "hedge right") >= HEDGE_FLOOR, rows


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not on this machine")
def test_times_in_texts_keep_their_floors() -> None:
    rows = dates.measures(dates.sentence_readings("test"))
    assert share(rows, "right to the day") >= TIMES_FLOOR, rows
    ours, theirs = dates.phrase_readings("test")
    phrases = dates.phrase_measures(ours, theirs)
    assert share(phrases, "5W1H when: right to the day, as we read the phrase") >= WHEN_FLOOR
