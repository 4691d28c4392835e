"""`ask` and `batch`: questions answered with quotes, printed, exported or as JSON lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from commands.options import After, ArticleId, AsOf, Before, Index, Json, Outlet, Reader, Section
from commands.printing import print_json, print_line, print_note
from commands.progress import count_bar

if TYPE_CHECKING:
    from qa import Answer, Assistant


def ask(
    index: Index,
    question: Annotated[str, typer.Argument(help="The question.")],
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    section: Section = None,
    article: ArticleId = None,
    reader: Reader = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the answer as .md, .json, .bib or .csl.json."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question with exact quotes, or say that the archive does not say.

    Example: newsquote ask news.index "How many people were on the ferry?" --export ferry.md
    """
    if export:
        from qa import export_format

        export_format(export)  # a name that will not do is said before the archive is asked
    assistant = _assistant(index, reader)
    answer = assistant.ask(
        question,
        after=after,
        before=before,
        as_of=as_of,
        outlets=outlet or (),
        sections=section or (),
        article_ids=article or (),
    )
    if export:
        _export(assistant, question, answer, export)
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        _print_answer(answer)


def batch(
    index: Index,
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.JSONL")],
    out: Annotated[Path, typer.Option(metavar="ANSWERS.JSONL", help="Where answers go.")],
    reader: Reader = None,
) -> None:
    """Answer many questions: one JSON object a line in, one a line out, in the same order.

    A line: {"id", "question", "as_of"?, "after"?, "before"?, "outlets"?, "sections"?,
    "article_ids"?, "history"?}.

    Example: newsquote batch news.index questions.jsonl --out answers.jsonl
    """
    from qa import answer_batch, counted, read_questions

    asked = read_questions(questions)
    assistant = _assistant(index, reader)
    refused = 0
    with _open_for_writing(out, unlike=questions) as stream, count_bar(len(asked)) as advance:
        for answer in answer_batch(assistant, asked):
            stream.write(answer.model_dump_json() + "\n")
            stream.flush()
            advance()
            if not answer.was_asked:
                refused += 1
                print_note(f"{answer.id}: {answer.text}")
    answers, not_asked = counted(len(asked), "answer"), counted(refused, "question")
    typer.echo(f"{out}: {answers}, {not_asked} could not be asked.")
    if asked and refused == len(asked):
        raise typer.Exit(1)


def _assistant(index: Path, reader: str | None) -> "Assistant":
    from index import Retriever
    from qa import Assistant, open_reader

    return Assistant(Retriever.open(index), open_reader(reader) if reader else None)


def _export(assistant: "Assistant", question: str, answer: "Answer", path: Path) -> None:
    from corpus import canonical_line
    from qa import Turn, export_turns, write_export

    turn = Turn(question=canonical_line(question), answer=answer)
    write_export(export_turns(assistant.retriever, assistant.reader.name, [turn]), path)
    print_note(f"{path}: written.")


def _print_answer(answer: "Answer") -> None:
    from qa import Status, copies_told, credit, describe_search, in_marks, lead

    for each in answer.notes:
        print_line(f"({each})")
    if answer.status is Status.NOT_FOUND:
        for line in answer.text.splitlines():
            print_line(line)
        return
    if first := lead(answer):
        print_line(first)
    for line in (*_sides_told(answer), *_views_told(answer)):
        print_line(line)
    for number, quote in enumerate(answer.quotes, start=1):
        print_line(f"{number}. {in_marks(quote.text)}")
        print_line(f"{credit(quote)}: {quote.title or '(no headline)'}", indent=3)
        if quote.attribution and quote.attribution.phrase:
            print_line(quote.attribution.phrase, indent=3)
        if quote.also_in:
            print_line(f"{copies_told(quote.also_in)}: {', '.join(quote.also_in)}", indent=3)
        if quote.url:
            print_line(quote.url, indent=3)
    print_line(f"Confidence {answer.confidence:.2f}. {describe_search(answer.searched)}")


def _sides_told(answer: "Answer") -> Iterator[str]:
    """What a comparison compares, one line each."""
    from qa import side_told

    for side in answer.sides:
        places = ", ".join(str(n + 1) for n in side.quoted)
        yield f"{side.question} {side_told(answer, side)}" + (f" ({places})" if places else "")


def _views_told(answer: "Answer") -> Iterator[str]:
    """How the archive's answers differ, oldest first, one line each."""
    from qa import DIFFERENCES_TOLD, format_day

    if answer.differences is None:
        return
    yield f"{DIFFERENCES_TOLD[answer.differences.kind]}:"
    for view in answer.differences.views:
        outlets = ", ".join(view.outlets) or "outlet not named"
        places = ", ".join(str(n + 1) for n in view.quoted)
        yield f"{view.short}: {outlets}, {format_day(view.first)} ({places})"


@contextmanager
def _open_for_writing(out: Path, *, unlike: Path) -> Iterator[TextIO]:
    from corpus import CheckPathsError

    try:
        if out.exists() and out.samefile(unlike):
            raise CheckPathsError(f"{out} holds the questions. Name another file with --out.")
        with out.open("w", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise CheckPathsError(f"{out} cannot be written: {error.strerror}.") from error
