"""Open questions over a whole archive: short answers, quotes, confidence, and silence.

RealTime QA 2023 with the day each question was asked (`as_of`), over the whole archive: exact
match and F1 of the best answer and of those given, whether a quote holds the answer, how
confidence and correctness go together, and what is said where nothing can be right: the same
questions over the archive without every article that holds an accepted answer, and the
unanswerable queries of MultiHop-RAG.

Example: python -m benchmarks.answers rtqa.index          (12 minutes on two cores)
         python -m benchmarks.answers rtqa.index --table  (again from the kept answers)
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from rich.progress import track

from benchmarks.asking import find, is_right, scores
from benchmarks.data import DATA, AskedQuestion, holds_answer, read_lines
from benchmarks.metrics import expected_calibration_error
from benchmarks.report import RESULTS, publish
from index import Filters, Retriever
from qa import Assistant, Status, judgement
from qa.judgement import confidence, short_answer, verdict
from qa.quoting import choose

PUBLISHED = (
    # RealTime QA, predictions released by its authors, counted in the data folder's
    # baseline-scores.md over the questions kept there.
    ("GPT-3 + Google search, the 565 of the 623 it was run on", 565, 50.3, 57.0),
    ("GPT-3 + Google search, 1,210 of all", 1_210, 27.9, 35.7),
    ("RAG + Google search, 1,210 of all", 1_210, 4.5, 5.4),
    ("GPT-3 closed book, 1,210 of all", 1_210, 14.2, 19.7),
)


class Said(BaseModel):
    """What became of one question.

    Attributes:
        id: The question's.
        group: "whole", "removed" or "null".
        reachable: Whether the answer stands in an article that a search for it returned.
        question: As asked.
        golds: Accepted answers.
        best: The best answer, whatever the verdict.
        short: The short answer as given.
        status: The verdict.
        confidence: In the best answer.
        quotes: As given.
    """

    id: str
    group: str
    reachable: bool
    question: str
    golds: tuple[str, ...]
    best: str
    short: str | None
    status: Status
    confidence: float
    quotes: tuple[str, ...]


def ask(assistant: Assistant, asked: AskedQuestion, group: str, *, reachable: bool) -> Said:
    """Ask one question."""
    filters = Filters.of(as_of=asked.asked)
    found = find(assistant, asked.question, filters, asked.answers if group == "removed" else ())
    ranked = judgement.rank(found.candidates, found.features)
    sure = confidence(ranked)
    status = verdict(sure)
    silent = status is Status.NOT_FOUND
    return Said(
        id=asked.id,
        group=group,
        reachable=reachable,
        question=asked.question,
        golds=asked.answers,
        best=(short_answer(found.question, ranked) or ranked[0].candidate.short) if ranked else "",
        short=None if silent else short_answer(found.question, ranked),
        status=status,
        confidence=sure,
        quotes=() if silent else tuple(choice.words for choice in choose(found.question, ranked)),
    )


def ask_all(index: Path, year: int, every: int) -> Iterable[Said]:
    """Ask every question of every group; of RealTime QA every so-manieth."""
    assistant = Assistant(Retriever.open(index))
    records = read_lines(DATA / "realtimeqa" / f"questions-{year}.jsonl.gz")[::every]
    for record in track(records, f"RealTime QA {year}"):
        asked, reachable = AskedQuestion.model_validate(record), record["answer_in_candidates"]
        yield ask(assistant, asked, "whole", reachable=reachable)
        if reachable:
            yield ask(assistant, asked, "removed", reachable=False)
    for record in read_lines(DATA / "multihop" / "queries_a.jsonl.gz"):
        if record["kind"] == "null_query":
            asked = AskedQuestion(id=record["id"], question=record["question"], answers=())
            yield ask(assistant, asked, "null", reachable=False)


def answer_rows(said: Sequence[Said]) -> list[dict[str, Any]]:
    """Exact match, F1 and quotes, beside the published systems."""
    whole = [item for item in said if item.group == "whole"]
    rows = []
    for name, own in (
        ("newsquote, answer in a candidate article", [s for s in whole if s.reachable]),
        ("newsquote, all questions", whole),
    ):
        best = [scores(item.best, item.golds) for item in own]
        given = [scores(item.short or "", item.golds) for item in own]
        rows.append(
            {
                "system": name,
                "questions": len(own),
                "EM": 100 * fmean(em for em, _ in best),
                "F1": 100 * fmean(f1 for _, f1 in best),
                "EM given": 100 * fmean(em for em, _ in given),
                "F1 given": 100 * fmean(f1 for _, f1 in given),
                "in a quote": 100
                * fmean(any(holds_answer(q, s.golds) for q in s.quotes) for s in own),
            }
        )
    blank = {"EM given": "", "F1 given": "", "in a quote": ""}
    rows += [
        {"system": name, "questions": count, "EM": em, "F1": f1} | blank
        for name, count, em, f1 in PUBLISHED
    ]
    return rows


def silence_rows(said: Sequence[Said]) -> list[dict[str, Any]]:
    """How often nothing is answered, where there is nothing and where the answer is right."""
    whole = [item for item in said if item.group == "whole"]
    groups = {
        "answer removed": [item for item in said if item.group == "removed"],
        "null queries": [item for item in said if item.group == "null"],
        "best answer right, 623": [s for s in whole if s.reachable and is_right(s.best, s.golds)],
        "best answer right, all": [s for s in whole if is_right(s.best, s.golds)],
        "best answer wrong, all": [s for s in whole if not is_right(s.best, s.golds)],
    }
    return [
        {
            "questions": name,
            "count": len(own),
            **{
                status.value: 100 * fmean(item.status is status for item in own)
                for status in Status
            },
        }
        for name, own in groups.items()
        if own
    ]


def reliability_rows(said: Sequence[Said]) -> list[dict[str, Any]]:
    """Confidence against the share of right answers, in steps of a tenth."""
    whole = [item for item in said if item.group == "whole"]
    rows = []
    for low in range(10):
        own = [item for item in whole if low / 10 <= item.confidence < (low + 1) / 10 + (low == 9)]
        if own:
            rows.append(
                {
                    "confidence": f"{low / 10:.1f} to {(low + 1) / 10:.1f}",
                    "answers": len(own),
                    "mean confidence": fmean(item.confidence for item in own),
                    "right": fmean(is_right(item.best, item.golds) for item in own),
                    "exact": fmean(scores(item.best, item.golds)[0] for item in own),
                }
            )
    return rows


def draw_risk(said: Sequence[Said], path: Path) -> None:
    """Picture of risk (share of wrong answers) against coverage (share answered)."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    whole = [item for item in said if item.group == "whole"]
    for name, own in (
        ("answer in a candidate article", [s for s in whole if s.reachable]),
        ("all questions", whole),
    ):
        surest = sorted(own, key=lambda item: -item.confidence)
        wrong, risks = 0, []
        for count, item in enumerate(surest, start=1):
            wrong += not is_right(item.best, item.golds)
            risks.append(wrong / count)
        axes.plot([i / len(own) for i in range(1, len(own) + 1)], risks, label=name)
    axes.set(xlabel="coverage: share answered, surest first", ylabel="risk: share wrong")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    year: int = 2023,
    every: Annotated[int, typer.Option(help="Only every so-manieth question.")] = 1,
    table: Annotated[bool, typer.Option(help="Only print; use the kept answers.")] = False,
) -> None:
    """Ask, print the tables, draw the picture."""
    kept = RESULTS / f"answers-{year}.jsonl"
    if table:
        said = [Said.model_validate_json(line) for line in kept.read_text("utf-8").splitlines()]
    else:
        said = list(ask_all(index, year, every))
        RESULTS.mkdir(exist_ok=True)
        kept.write_text("".join(item.model_dump_json() + "\n" for item in said), "utf-8")
    whole = [item for item in said if item.group == "whole"]
    error = expected_calibration_error(
        [item.confidence for item in whole], [is_right(s.best, s.golds) for s in whole]
    )
    publish(f"answers-{year}", f"Open questions, RealTime QA {year}", answer_rows(said))
    publish(f"silence-{year}", "What is said, in percent", silence_rows(said))
    publish(
        f"reliability-{year}",
        f"Confidence; expected calibration error {error:.3f}",
        reliability_rows(said),
    )
    draw_risk(said, RESULTS / f"risk-coverage-{year}.png")
    typer.echo(json.dumps({"answers": str(kept), "picture": f"risk-coverage-{year}.png"}))


if __name__ == "__main__":
    typer.run(main)
