"""Reading alone: how well the reader finds the answer in a text that is handed to it.

    python -m benchmarks.reading                      the reader of the package
    python -m benchmarks.reading --reader FOLDER      another model; --sample 300 for a quick look

XQuAD (English) and the NewsQA articles are all answerable: the best span counts. The SQuAD 2.0
half is half unanswerable: below the threshold nothing is answered, and nothing is right where
there is nothing to find. NewsQA is read as whole articles, in overlapping windows. Of the yes/no
questions (BoolQ validation) only those count as given on which a bare yes or no would be said.
"""

import argparse
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from rich.progress import track

from benchmarks.data import DATA, read_lines
from benchmarks.metrics import best_of, exact_match, token_f1
from benchmarks.report import publish
from qa import DEFAULT_READER, FoundSpan, Page, Reader, open_reader
from qa.judgement import BARE_FROM

SETS = {
    "XQuAD en": DATA / "reader" / "dev" / "xquad_en.jsonl.gz",
    "SQuAD2 half": DATA / "reader" / "dev" / "squad2_dev_half.jsonl.gz",
    "NewsQA dev, whole article": DATA / "newsqa" / "dev.jsonl.gz",
}
YES_NO = "BoolQ validation"
MARGIN_FROM = 0.0
"""Log odds below which "no answer" is the answer; where the model itself is undecided."""


class _Score(NamedTuple):
    em: float
    f1: float


def best_span(reader: Reader, record: dict[str, Any]) -> tuple[str, float]:
    """The words of the best span, and its margin; empty if there is none."""
    text = record["context"]
    spans: Sequence[FoundSpan] = reader.read(record["question"], [Page("", text)])[0].spans
    return (text[spans[0].start : spans[0].end], spans[0].margin) if spans else ("", -20.0)


def measure(reader: Reader, name: str, sample: int | None) -> dict[str, Any]:
    """Exact match and F1 on one set, in percent."""
    records = read_lines(SETS[name])
    if sample:
        records = Random(1).sample(records, min(sample, len(records)))  # noqa: S311
    found = [best_span(reader, record) for record in track(records, name)]
    row: dict[str, Any] = {"set": name, "questions": len(records)}
    answerable = [
        (record, words)
        for record, (words, _) in zip(records, found, strict=True)
        if record["answers"]
    ]
    golds = [[answer["text"] for answer in record["answers"]] for record, _ in answerable]
    row["EM"] = 100 * _mean(
        best_of(exact_match, w, g) for (_, w), g in zip(answerable, golds, strict=True)
    )
    row["F1"] = 100 * _mean(
        best_of(token_f1, w, g) for (_, w), g in zip(answerable, golds, strict=True)
    )
    if len(answerable) < len(records):
        row |= {f"{k} with no-answer": v for k, v in _with_silence(records, found).items()}
    return row


def _with_silence(
    records: Sequence[dict[str, Any]], found: Sequence[tuple[str, float]]
) -> dict[str, float]:
    """Scores where an unanswerable question is right only if nothing is answered.

    "best F1" is that of the threshold that suits these very questions, as SQuAD 2.0's own script
    gives it.
    """
    rows: list[tuple[float, _Score, _Score, bool]] = []
    for record, (words, margin) in zip(records, found, strict=True):
        golds = [answer["text"] for answer in record["answers"]] or [""]
        given, silent = (
            _Score(best_of(exact_match, said, golds), best_of(token_f1, said, golds))
            for said in (words, "")
        )
        rows.append((margin, given, silent, not record["answers"]))

    def f1_from(threshold: float) -> float:
        return _mean(given.f1 if m >= threshold else silent.f1 for m, given, silent, _ in rows)

    answered = [given if m >= MARGIN_FROM else silent for m, given, silent, _ in rows]
    return {
        "EM": 100 * _mean(score.em for score in answered),
        "F1": 100 * _mean(score.f1 for score in answered),
        "best F1": 100 * max(f1_from(step / 4) for step in range(-20, 41)),
        "silent when right": 100 * _mean(m < MARGIN_FROM for m, *_, empty in rows if empty),
    }


def measure_yes_no(reader: Reader, sample: int | None) -> dict[str, Any]:
    """How often yes or no is said, and how often it is right, in percent."""
    records = read_lines(DATA / "yesno" / "boolq_val.jsonl.gz")
    if sample:
        records = Random(1).sample(records, min(sample, len(records)))  # noqa: S311
    right, said = [], []
    for record in track(records, YES_NO):
        question = f"{record['question'].strip()}?"
        (reading,) = reader.read(question, [Page("", record["context"])])
        right.append((reading.yes >= reading.no) == (record["label"] == "yes"))
        said.append(max(reading.yes, reading.no) >= BARE_FROM)
    given = [correct for correct, spoken in zip(right, said, strict=True) if spoken]
    return {
        "set": YES_NO,
        "questions": len(records),
        "EM": 100 * _mean(right),
        "said": 100 * _mean(said),
        "right when said": 100 * _mean(given),
    }


def _mean(values: Any) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


def main() -> None:
    """Measure all sets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--set", choices=[*SETS, YES_NO], action="append")
    arguments = parser.parse_args()
    reader = open_reader(arguments.reader)
    rows = [
        measure_yes_no(reader, arguments.sample)
        if name == YES_NO
        else measure(reader, name, arguments.sample)
        for name in arguments.set or [*SETS, YES_NO]
    ]
    columns = dict.fromkeys(column for row in rows for column in row)
    rows = [{column: row.get(column, "") for column in columns} for row in rows]
    publish("reading", f"Reading alone, {reader.name}", rows)


if __name__ == "__main__":
    main()
