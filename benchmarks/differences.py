"""Disagreements, developments, corrections and stated unknowns: what is found, and what is false.

Over the sample archive with its planted cases, or over the RealTime QA archive, where every
difference is printed to be read; a reader's verdicts are kept by question in
`benchmarks/differences-read.json`, and counted.

Example: python -m benchmarks.differences sample.index
         python -m benchmarks.differences rtqa.index --realtime 100
         python -m benchmarks.differences rtqa.index --realtime 120 --figures
"""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Annotated, NamedTuple

import typer
from rich.progress import track

from benchmarks.data import realtime_questions
from benchmarks.report import publish
from corpus import sample_questions
from index import Filters, Retriever
from qa import Assistant, Kind, understand
from qa.assistant import PASSAGES_READ
from qa.evidence import Read
from qa.judgement import Ranked, confidence
from qa.question import Question
from qa.unknowns import find_unknown, outweighs
from qa.views import Differences, find_differences

PLANTED = {
    "sample-02": ("development", ("nine", "FOURTEEN", "19", "22", "23")),
    "sample-05": ("disagreement", ("83", "86")),
    "sample-18": ("correction", ("seventy", "17")),
    "sample-22": ("disagreement", ("1,200", "1,400")),
    "sample-23": ("disagreement", ("3 February", "13 February")),
    "sample-26": ("development", ("Fifteen", "23", "41")),
    "sample-30": ("correction", ("240 million", "204 million")),
    "sample-35": ("disagreement", ("3.5 million", "less than two million")),
    "sample-39": ("disagreement", ("28,400", "28,140")),
    "sample-41": ("disagreement", ("140", "190")),
}
"""The differences planted in the sample archive, by the question that asks for them."""

READ = Path(__file__).parent / "differences-read.json"
"""Verdicts on what was found over RealTime QA, by question: true or false."""


class Asked(NamedTuple):
    """A question, and what is known of its answer."""

    id: str
    question: str
    history: tuple[str, ...]
    as_of: str | None
    kind: str


class Found(NamedTuple):
    """What was found for a question."""

    asked: Asked
    differences: Differences | None
    unknown: str | None
    ms: tuple[float, float]


def sample() -> list[Asked]:
    """The questions of the sample archive."""
    return [Asked(q.id, q.question, q.history, q.as_of, q.kind) for q in sample_questions()]


def realtime(year: int, count: int, *, figures: bool) -> list[Asked]:
    """Questions of RealTime QA, drawn with a fixed seed.

    Args:
        year: Whose.
        count: How many at most.
        figures: Only those that ask for a figure or a time, of both years.
    """
    questions = realtime_questions(year)
    if figures:
        both = [*realtime_questions(2022), *realtime_questions(2023)]
        questions = [q for q in both if understand(q.question).kind in (Kind.NUMBER, Kind.TIME)]
    random.Random(7 if figures else 5).shuffle(questions)  # noqa: S311 - a draw, not a secret
    return [Asked(q.id, q.question, (), q.asked, "realtime") for q in questions[:count]]


def look(assistant: Assistant, asked: Asked) -> Found:
    """Ask, and look for what differs and what is stated to be unknown."""
    question = understand(asked.question, asked.history)
    filters = Filters.of(as_of=asked.as_of)
    hits = assistant.retriever.search_filtered(question.understood, PASSAGES_READ, filters)
    reads = assistant.read(question, hits)
    ranked = assistant.rank(question, reads, filters)
    begun = time.perf_counter()
    unknown = _stated(question, reads, ranked, assistant.retriever)
    between = time.perf_counter()
    archive = assistant.retriever
    # What is stated to be unknown is the answer; figures beside it answer something else.
    differences = (
        None
        if unknown
        else find_differences(question, ranked, archive.term_weights, archive.earlier)
    )
    ended = time.perf_counter()
    return Found(asked, differences, unknown, ((between - begun) * 1000, (ended - between) * 1000))


def _stated(
    question: Question, reads: list[Read], ranked: list[Ranked], retriever: Retriever
) -> str | None:
    unknown = find_unknown(question, reads, retriever)
    best = ranked[0] if ranked else None
    if unknown is None or not outweighs(unknown, question, best, confidence(ranked)):
        return None
    return unknown.read.article.text[unknown.sentence.start : unknown.sentence.end]


def lines_of(found: Found) -> Iterator[str]:
    """What was found, to be read."""
    if found.unknown:
        yield f"  unknown: {found.unknown}"
    if found.differences:
        yield f"  {found.differences.kind}"
        for view in found.differences.views:
            taken_back = " (taken back)" if view.is_corrected else ""
            yield f"    {view.short}{taken_back}: {', '.join(view.outlets)}, {view.first_published}"
            for support in view.supports[:2]:
                text, span = support.read.article.text, support.sentence
                yield f"      | {text[span.start : span.end]}"


def sample_rows(found: list[Found]) -> Iterator[dict[str, object]]:
    """Planted cases found whole, and what else was reported."""
    by_id = {f.asked.id: f for f in found}
    for kind in ("disagreement", "development", "correction"):
        planted = [k for k, (wanted, _) in PLANTED.items() if wanted == kind]
        whole = [k for k in planted if _is_whole(by_id[k].differences, *PLANTED[k])]
        more = [f for f in found if f.differences and f.differences.kind == kind]
        others = sorted({f.asked.id for f in more} - set(planted))
        yield {"what": kind, "planted": len(planted), "found": len(whole), "others": len(others),
               "which others": ", ".join(others)}  # fmt: skip
    unknown = [f for f in found if f.asked.kind == "unknown"]
    false = sorted(f.asked.id for f in found if f.unknown and f.asked.kind != "unknown")
    yield {"what": "stated unknown", "planted": len(unknown),
           "found": sum(f.unknown is not None for f in unknown), "others": len(false),
           "which others": ", ".join(false)}  # fmt: skip


def _is_whole(differences: Differences | None, kind: str, sides: tuple[str, ...]) -> bool:
    if differences is None or differences.kind != kind:
        return False
    printed = [view.short for view in differences.views]
    return len(printed) == len(sides) and all(any(s in p for p in printed) for s in sides)


def realtime_rows(found: list[Found]) -> Iterator[dict[str, object]]:
    """How many of each kind were found, and how many a reader held to be false."""
    verdicts = json.loads(READ.read_text(encoding="utf-8")) if READ.exists() else {}
    groups: dict[str, list[Found]] = {"disagreement": [], "development": [], "correction": []}
    for each in found:
        if each.differences:
            groups[each.differences.kind].append(each)
    groups["stated unknown"] = [f for f in found if f.unknown]
    for kind, members in groups.items():
        read = [verdicts.get(f"{f.asked.id} {kind}") for f in members]
        yield {
            "what": kind,
            "questions": len(found),
            "found": len(members),
            "true": read.count(True),
            "false": read.count(False),
            "unread": read.count(None),
        }


def main(
    index: Path,
    realtime_count: Annotated[int, typer.Option("--realtime", help="How many of them.")] = 0,
    year: Annotated[int, typer.Option(help="Of RealTime QA.")] = 2023,
    figures: Annotated[bool, typer.Option("--figures", help="Ask for figures and times.")] = False,
) -> None:
    """Print and count what differs."""
    assistant = Assistant(Retriever.open(index))
    asked = realtime(year, realtime_count, figures=figures) if realtime_count else sample()
    found = [look(assistant, each) for each in track(asked, "asking")]
    for each in found:
        if each.differences or each.unknown:
            typer.echo("\n".join([f"{each.asked.id} {each.asked.question}", *lines_of(each)]))
    rows = list(realtime_rows(found) if realtime_count else sample_rows(found))
    kind = "figures" if figures else str(year)
    name = f"differences-{kind}" if realtime_count else "differences"
    publish(name, "Differences and stated unknowns", rows)
    typer.echo(
        f"ms a question: unknowns {fmean(f.ms[0] for f in found):.1f},"
        f" differences {fmean(f.ms[1] for f in found):.1f}"
    )


if __name__ == "__main__":
    typer.run(main)
