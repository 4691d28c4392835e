"""`check` and `feedback`: whether the quotes of an answer still stand, and what was said of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Index, Json
from commands.printing import one_line, print_json, print_note

if TYPE_CHECKING:
    from qa import CheckedQuote, Export, Feedback, FeedbackBox

_On = Annotated[
    Path | None,
    typer.Option(metavar="EXPORT", help="Say something of the last answer of this export."),
]
_Say = Annotated[
    str | None, typer.Option(metavar="VERDICT", help="helpful, wrong_quote or wrong_answer.")
]
_Quote = Annotated[
    list[int] | None,
    typer.Option(metavar="N", help="Which quote is meant, from 1; repeatable."),
]
_AsQuestions = Annotated[
    Path | None,
    typer.Option(
        "--as-questions", metavar="FILE", help="Write test questions for `newsquote batch`."
    ),
]


def check(
    index: Index,
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="A .json or .md export.")],
    as_json: Json = False,
) -> None:
    """Check the quotes of an export: same, changed, gone, or false.

    Exit code 0 if all are same, and a Markdown file is as it was exported; else 1.

    Example: newsquote check news.index ferry.md
    """
    from index import Retriever
    from qa import check_export, counted, read_export

    exported = read_export(export)
    report = check_export(Retriever.open(index), exported)
    counts = report.counts()
    if as_json:
        print_json(report.model_dump(mode="json") | {"counts": counts})
    else:
        for each in report.quotes:
            typer.echo(_checked_line(each))
        total = ", ".join(f"{count:,} {state}" for state, count in counts.items())
        typer.echo(f"{export}: {counted(len(report.quotes), 'quote')}: {total}.")
        if report.changed_line:
            typer.echo(_changed_told(report.changed_line, exported.export))
    if not report.all_same:
        raise typer.Exit(1)


def feedback(
    index: Index,
    on: _On = None,
    say: _Say = None,
    quote: _Quote = None,
    note: Annotated[str, typer.Option(help="In words.")] = "",
    as_questions: _AsQuestions = None,
    as_json: Json = False,
) -> None:
    """List what was said of answers, turn it into test questions, or add to it.

    Example: newsquote feedback news.index --as-questions questions.jsonl

    Example: newsquote feedback news.index --on ferry.json --say wrong_quote --quote 2
    """
    from index import Retriever
    from qa import FeedbackBox, write_questions

    box = FeedbackBox(index)
    if on or say:
        _add_feedback(box, index, on, say, quote or [], note)
        return
    read = box.read()
    for problem in read.problems:
        print_note(problem)
    if as_questions:
        written = write_questions(read.entries, Retriever.open(index), as_questions)
        typer.echo(f"{as_questions}: {written:,} question{'' if written == 1 else 's'}.")
    elif as_json:
        print_json({"feedback": [entry.model_dump(mode="json") for entry in read.entries]})
    else:
        for entry in read.entries:
            _print_feedback(entry)
        entries = len(read.entries)
        typer.echo(f"{box.path}: {entries:,} entr{'y' if entries == 1 else 'ies'}.")


def _checked_line(checked: "CheckedQuote") -> str:
    from qa import QuoteState, credit, visible

    said = f"{checked.turn}.{checked.number} “{one_line(visible(checked.quote.text), 100)}”"
    line = f"{checked.state:8}{said} ({visible(credit(checked.quote))})"
    if checked.state is QuoteState.CHANGED:
        line += f"; its words are {'still' if checked.still_says else 'no longer'} there"
    if checked.wrong:
        line += f"; not as the archive has it: {', '.join(checked.wrong)}"
    if not checked.is_in_file:
        line += "; the export file no longer shows it as it was"
    return line


def _changed_told(line: int, export: "Export") -> str:
    from qa import newsquote_version, visible

    told = f"The Markdown is not as it was exported, from line {line:,} on"
    if export.newsquote == newsquote_version():
        return f"{told}: someone has changed it."
    return f"{told}: someone has changed it, or newsquote {visible(export.newsquote)} wrote it so."


def _add_feedback(
    box: "FeedbackBox", index: Path, on: Path | None, say: str | None, quote: list[int], note: str
) -> None:
    from index import Retriever
    from qa import Verdict, make_feedback, read_export

    if not on or say not in list(Verdict):
        raise typer.BadParameter(f"give --on EXPORT and --say {', '.join(Verdict)}")
    export = read_export(on).export
    meant = [number - 1 for number in quote]
    said = make_feedback(
        Retriever.open(index), export.reader, export.turns, Verdict(say), note=note, quoted=meant
    )
    box.add(said)
    typer.echo(f"{box.path}: {said.id} added.")


def _print_feedback(entry: "Feedback") -> None:
    from qa import visible

    typer.echo(f"{entry.time:%Y-%m-%d %H:%M}  {entry.verdict}  {visible(entry.question)}")
    quotes = [entry.answer.quotes[number] for number in entry.quoted]
    typer.echo(f"  id {entry.id}; answer: {visible(entry.answer.short or entry.answer.status)}")
    for quote in quotes:
        typer.echo(f"  “{one_line(visible(quote.text), 100)}”")
    if entry.note:
        typer.echo(f"  {visible(entry.note)}")
