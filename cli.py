"""The `newsquote` command: reads arguments, calls the library, prints. No logic of its own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

# The library is imported where it is used, so that --help answers at once.
if TYPE_CHECKING:
    from corpus import LedgerEntry
    from index import Hit, Progress, Retriever
    from qa import Accounts, Answer, Assistant, CheckedQuote, Feedback, Timeline

app = typer.Typer(
    name="newsquote",
    help="Ask an archive of news articles; get exact quotes, or that the archive does not say.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_PROBLEMS_SHOWN = 20
_SECONDS_BETWEEN_LINES = 20.0

Index = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the index.")]
After = Annotated[str | None, typer.Option(metavar="DATE", help="First day of publication.")]
Before = Annotated[str | None, typer.Option(metavar="DATE", help="Last day of publication.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published by then.")
]
Outlet = Annotated[
    list[str] | None, typer.Option("--outlet", metavar="X", help="Only this outlet; repeatable.")
]
Section = Annotated[
    list[str] | None, typer.Option("--section", metavar="X", help="Only this section; repeatable.")
]
ArticleId = Annotated[
    list[str] | None, typer.Option("--article", metavar="ID", help="Only this article; repeatable.")
]
Reader = Annotated[
    str | None,
    typer.Option(metavar="PATH", help="Another extractive question answering model."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files and folders with articles."),
    ] = None,
    *,
    into: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the index.")],
    embedder: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_PATH", help="Another sentence-transformers model."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="STORE",
            help="Where vectors and keywords go: local, milvus:NAME.db or milvus:http://HOST:19530."
            " By default where they are, or local.",
        ),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop articles that PATH no longer holds.")
    ] = False,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Check what is stored, and make the index anew from it."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Build an index from articles, or bring it up to date.

    Reads .txt, .md, .html, .json, .jsonl and .csv, also gzipped, and folders of them. With
    --repair no PATH is needed; with one, damaged articles are taken from there.

    Example: newsquote build clippings/ --into news.index
    """
    from corpus import count_outcomes, read_articles
    from index import build_index

    if not paths and not repair:
        raise typer.BadParameter("name the files or folders with articles", param_hint="PATH")
    with _progress_bar() as on_progress:
        report = build_index(
            read_articles(paths or []),
            into,
            embedder=embedder,
            store=store,
            prune=prune,
            repair=repair,
            on_progress=on_progress,
            on_notice=_note,
        )
    counts = count_outcomes(report.ledger)
    if as_json:
        _print_json(report.model_dump(mode="json") | {"counts": counts})
        return
    _print_problems(report.ledger)
    typer.echo(
        f"{into}: {report.articles:,} articles in {report.passages:,} passages"
        f" ({report.embedded:,} embedded) in {report.seconds:.1f} s."
    )
    total = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    typer.echo(f"{len(report.ledger):,} inputs: {total}.")


@app.command()
def search(
    index: Index,
    query: Annotated[str, typer.Argument(help="A question or some words.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    after: After = None,
    before: Before = None,
    outlet: Outlet = None,
    section: Section = None,
    article: ArticleId = None,
    as_json: Json = False,
) -> None:
    """Find the passages that best match a question.

    Example: newsquote search news.index "ferry radar" -k 5 --after 2025-02-01
    """
    retriever = _open(index)
    hits = retriever.search(
        query,
        k,
        after=after,
        before=before,
        outlets=outlet or (),
        sections=section or (),
        article_ids=article or (),
    )
    rows = [_hit_fields(retriever, hit) for hit in hits]
    if as_json:
        _print_json({"query": query, "hits": rows})
        return
    if not rows:
        typer.echo("Nothing found.")
        return
    from qa import copies_told

    for number, row in enumerate(rows, start=1):
        paper, day = row["outlet"] or "outlet not named", (row["published"] or "no date")[:10]
        typer.echo(f"{number}. {row['title'] or '(no headline)'}")
        typer.echo(f"   {paper}, {day}  id {row['article_id']}  score {row['score']:.3f}")
        if row["also_in"]:
            typer.echo(f"   {copies_told(row['also_in'])}: {', '.join(row['also_in'])}")
        typer.echo(f"   {_one_line(row['text'])}\n")


@app.command()
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
        _print_json(answer.model_dump(mode="json"))
        return
    _print_answer(answer)


@app.command()
def check(
    index: Index,
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="A .json or .md export.")],
    as_json: Json = False,
) -> None:
    """Check the quotes of an export: same, changed, gone, or false. Exit code 0 if all are same.

    Example: newsquote check news.index ferry.md
    """
    from qa import check_export, read_export

    exported = read_export(export)
    report = check_export(_open(index), exported)
    counts = report.counts()
    if as_json:
        _print_json(report.model_dump(mode="json") | {"counts": counts})
    else:
        for each in report.quotes:
            typer.echo(_checked_line(each))
        total = ", ".join(f"{count:,} {state}" for state, count in counts.items())
        typer.echo(f"{export}: {len(report.quotes):,} quotes: {total}.")
    if not report.all_same:
        raise typer.Exit(1)


@app.command()
def feedback(
    index: Index,
    on: Annotated[
        Path | None,
        typer.Option(metavar="EXPORT", help="Say something of the last answer of this export."),
    ] = None,
    say: Annotated[
        str | None, typer.Option(metavar="VERDICT", help="helpful, wrong_quote or wrong_answer.")
    ] = None,
    quote: Annotated[
        list[int] | None,
        typer.Option(metavar="N", help="Which quote is meant, from 1; repeatable."),
    ] = None,
    note: Annotated[str, typer.Option(help="In words.")] = "",
    as_questions: Annotated[
        Path | None,
        typer.Option(
            "--as-questions", metavar="FILE", help="Write test questions for `newsquote batch`."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what was said of answers, turn it into test questions, or add to it.

    Example: newsquote feedback news.index --as-questions questions.jsonl

    Example: newsquote feedback news.index --on ferry.json --say wrong_quote --quote 2
    """
    from qa import FeedbackBox, Verdict, make_feedback, read_export, write_questions

    box = FeedbackBox(index)
    if on or say:
        if not on or say not in list(Verdict):
            raise typer.BadParameter(f"give --on EXPORT and --say {', '.join(Verdict)}")
        export = read_export(on).export
        meant = [number - 1 for number in quote or ()]
        said = make_feedback(
            _open(index), export.reader, export.turns, Verdict(say), note=note, quoted=meant
        )
        box.add(said)
        typer.echo(f"{box.path}: {said.id} added.")
        return
    read = box.read()
    for problem in read.problems:
        _note(problem)
    if as_questions:
        written = write_questions(read.entries, _open(index), as_questions)
        typer.echo(f"{as_questions}: {written:,} question{'' if written == 1 else 's'}.")
    elif as_json:
        _print_json({"feedback": [entry.model_dump(mode="json") for entry in read.entries]})
    else:
        for entry in read.entries:
            _print_feedback(entry)
        entries = len(read.entries)
        typer.echo(f"{box.path}: {entries:,} entr{'y' if entries == 1 else 'ies'}.")


@app.command()
def account(
    name: Annotated[str, typer.Argument(help="Who.")],
    role: Annotated[str, typer.Option(help="ask, or tend: may also change the archive.")] = "ask",
) -> None:
    """Print a line for a file of accounts; the password is asked for, or read from stdin.

    Example: newsquote account ilse --role tend >> accounts.txt
    """
    from qa import AccountRole, account_line

    if role not in list(AccountRole):
        raise typer.BadParameter(f"{role!r} is neither ask nor tend", param_hint="--role")
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    typer.echo(account_line(name, AccountRole(role), password))


@app.command()
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
    from qa import answer_batch, read_questions

    asked = read_questions(questions)
    assistant = _assistant(index, reader)
    refused = 0
    with _open_for_writing(out, unlike=questions) as stream, _count_bar(len(asked)) as advance:
        for answer in answer_batch(assistant, asked):
            stream.write(answer.model_dump_json() + "\n")
            stream.flush()
            advance()
            if not answer.was_asked:
                refused += 1
                _note(f"{answer.id}: {answer.text}")
    questions_refused = f"{refused:,} question{'' if refused == 1 else 's'}"
    typer.echo(f"{out}: {len(asked):,} answers, {questions_refused} could not be asked.")
    if asked and refused == len(asked):
        raise typer.Exit(1)


@app.command()
def timeline(
    index: Index,
    topic: Annotated[str, typer.Argument(help="A few words, such as a name or an event.")],
    most: Annotated[int, typer.Option("-n", min=1, max=200, help="How many events.")] = 20,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it: .svg, .png or .pdf.")
    ] = None,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    section: Section = None,
    article: ArticleId = None,
    as_json: Json = False,
) -> None:
    """Lay out the dated events on a topic in order, each as a quote.

    Example: newsquote timeline news.index "coastal radar" --plot radar.svg
    """
    from qa import build_timeline, draw_timeline

    found = build_timeline(
        _open(index),
        topic,
        most=most,
        after=after,
        before=before,
        as_of=as_of,
        outlets=outlet or (),
        sections=section or (),
        article_ids=article or (),
    )
    if as_json:
        _print_json(found.model_dump(mode="json"))
    else:
        _print_timeline(found)
    if plot:
        draw_timeline(found, plot)
        _note(f"drawn: {plot}")


@app.command()
def info(index: Index, as_json: Json = False) -> None:
    """Say what an index holds, and what became of every input of its last build.

    Example: newsquote info news.index
    """
    from corpus import count_outcomes

    retriever = _open(index)
    summary = retriever.summary()
    ledger = retriever.ledger()
    counts = count_outcomes(ledger)
    if as_json:
        problems = [entry.model_dump(mode="json") for entry in ledger if entry.reason]
        withdrawn = [withdrawal.model_dump(mode="json") for withdrawal in retriever.withdrawals()]
        told = {"counts": counts, "problems": problems, "withdrawals": withdrawn}
        _print_json(summary.model_dump(mode="json") | told)
        return
    typer.echo(f"{summary.folder}: generation {summary.generation}, built {summary.built}")
    typer.echo(f"{summary.articles:,} articles in {summary.passages:,} passages")
    if summary.copies:
        stories = f"{summary.copied_stories:,} stor{'y' if summary.copied_stories == 1 else 'ies'}"
        typer.echo(f"{stories} printed by several articles ({summary.copies:,} in all)")
    if summary.first_day:
        typer.echo(f"published {summary.first_day} to {summary.last_day}")
    typer.echo("outlets: " + (", ".join(summary.outlets) or "none named"))
    _say("sections: " + (", ".join(summary.sections) or "none named"))
    typer.echo(f"embedder: {summary.embedder}")
    typer.echo(f"store: {summary.store}")
    for withdrawal in retriever.withdrawals():
        typer.echo(f"{withdrawal.article_id}: {withdrawal.told}")
    total = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    typer.echo(f"last build: {len(ledger):,} inputs: {total}")
    _print_problems(ledger)


@app.command()
def withdraw(
    index: Index,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the index.")] = "",
) -> None:
    """Leave articles out of all answers, at once and in later builds, until they are taken back.

    Their texts stay in the index's catalogue, so that quotes saved earlier can still be checked.

    Example: newsquote withdraw news.index a1b2c3 --note "wrong person named"
    """
    from index import withdraw_articles

    for withdrawal in withdraw_articles(index, ids, note):
        title = withdrawal.title or "(no headline)"
        typer.echo(f"{withdrawal.article_id}: {_one_line(title)}: {withdrawal.told}")


@app.command()
def restore(
    index: Index,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")],
) -> None:
    """Take withdrawn articles back.

    Example: newsquote restore news.index a1b2c3
    """
    from index import restore_articles

    later = set(restore_articles(index, ids))
    for article_id in dict.fromkeys(ids):
        when = "comes back with the next build" if article_id in later else "answers again"
        typer.echo(f"{article_id} {when}.")


@app.command()
def verify(index: Index, as_json: Json = False) -> None:
    """Check an index: catalogue, checksums, and quotes cut anew from the stored texts.

    Example: newsquote verify news.index
    """
    from index import verify_index

    report = verify_index(index)
    if as_json:
        _print_json(report.model_dump(mode="json"))
    else:
        for line in (*report.problems, *report.notes):
            typer.echo(line)
        checked = (
            f"{report.texts:,} texts, {report.files} files and {report.passages_cut:,} passages"
        )
        verdict = f"{len(report.problems)} problem(s)" if report.problems else "all whole"
        typer.echo(f"{index}: checked {checked}: {verdict}.")
    if report.problems:
        raise typer.Exit(1)


@app.command()
def serve(
    index: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help="Folder of the index; the built-in sample if left out."
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
    accounts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who may come in; or set NEWSQUOTE_ACCOUNTS."),
    ] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Let others in without accounts.")
    ] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Take no feedback, change no archive.")
    ] = False,
    allow_folder: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="May be read into the archive from the page; repeat it."),
    ] = None,
    requests_per_minute: Annotated[
        int, typer.Option(min=0, help="Of one user, or one address without accounts; 0: any.")
    ] = 60,
    max_question: Annotated[int, typer.Option(min=1, help="Characters of a question.")] = 10_000,
    max_upload: Annotated[int, typer.Option(min=1, help="MiB of one upload.")] = 500,
    max_waiting: Annotated[int, typer.Option(min=1, help="Questions that may wait.")] = 100,
    log: Annotated[bool, typer.Option("--log", help="Log requests on stderr, as JSON.")] = False,
    log_questions: Annotated[
        bool, typer.Option("--log-questions", help="Log requests with their questions.")
    ] = False,
    log_names: Annotated[
        bool, typer.Option("--log-names", help="Log requests with their users' names.")
    ] = False,
    root_path: Annotated[
        str, typer.Option(metavar="PATH", help="Where a proxy shows the page, as /archive.")
    ] = "",
    mcp: Annotated[bool, typer.Option("--mcp", help="Offer tools to language models.")] = False,
) -> None:
    """Serve the web page on an index, to yourself or, with accounts, to others.

    Example: newsquote serve news.index --host 0.0.0.0 --accounts accounts.txt --log
    """
    from app import Serving, serve_page
    from qa import SizeLimits

    sizes = SizeLimits(question=max_question, upload_bytes=max_upload * 2**20)
    serving = Serving(
        host=host,
        port=port,
        accounts=_accounts(accounts),
        is_open=is_open,
        read_only=read_only,
        allowed_folders=tuple(allow_folder or ()),
        requests_per_minute=requests_per_minute,
        sizes=sizes,
        queue=max_waiting,
        log=log or log_questions or log_names,
        log_words=log_questions,
        log_names=log_names,
        root_path=root_path,
        mcp=mcp,
    )
    serve_page(index, serving)


def main() -> None:
    """Run the command; a `NewsQuoteError` becomes one clear line and exit code 1."""
    try:
        app()
    except Exception as error:
        from corpus import NewsQuoteError  # late, so that --help need not load it

        if not isinstance(error, NewsQuoteError):
            raise
        typer.echo(f"newsquote: {error}", err=True)
        sys.exit(1)


def _accounts(path: Path | None) -> "Accounts | None":
    """Accounts from a file, or else from the environment."""
    import os

    from qa import parse_accounts, read_accounts

    if path:
        return read_accounts(path)
    held = os.environ.get("NEWSQUOTE_ACCOUNTS")
    return parse_accounts(held, "NEWSQUOTE_ACCOUNTS") if held is not None else None


def _open(index: Path) -> "Retriever":
    from index import Retriever

    return Retriever.open(index)


def _assistant(index: Path, reader: str | None) -> "Assistant":
    from qa import Assistant, open_reader

    return Assistant(_open(index), open_reader(reader) if reader else None)


def _hit_fields(retriever: "Retriever", hit: "Hit") -> dict[str, Any]:
    article = retriever.article(hit.passage.article_id)
    details = {"title", "outlet", "published", "url"}
    return (
        hit.passage.model_dump(mode="json", exclude={"sentences"})
        | (article.model_dump(mode="json", include=details) if article else {})
        | hit.model_dump(exclude={"passage"})
    )


def _one_line(text: str, longest: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " ..."


def _print_answer(answer: "Answer") -> None:
    from qa import Status, copies_told, credit, describe_search, in_marks, lead

    for note in answer.notes:
        _say(f"({note})")
    if answer.status is Status.NOT_FOUND:
        for line in answer.text.splitlines():
            _say(line)
        return
    if first := lead(answer):
        _say(first)
    for line in (*_sides_told(answer), *_views_told(answer)):
        _say(line)
    for number, quote in enumerate(answer.quotes, start=1):
        _say(f"{number}. {in_marks(quote.text)}")
        _say(f"{credit(quote)}: {quote.title or '(no headline)'}", indent=3)
        if quote.attribution and quote.attribution.phrase:
            _say(quote.attribution.phrase, indent=3)
        if quote.also_in:
            _say(f"{copies_told(quote.also_in)}: {', '.join(quote.also_in)}", indent=3)
        if quote.url:
            _say(quote.url, indent=3)
    _say(f"Confidence {answer.confidence:.2f}. {describe_search(answer.searched)}")


def _say(line: str, indent: int = 0) -> None:
    """Print a line that holds untrusted text."""
    from qa import visible

    typer.echo(" " * indent + visible(line))


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


def _print_timeline(found: "Timeline") -> None:
    from qa import credit, format_day, in_marks

    if not found.events:
        typer.echo("The archive has no dated event on this topic.")
    for event in found.events:
        day = format_day(event.first)
        if event.last != event.first:
            day += f" to {format_day(event.last)}"
        _say(day if event.is_told else f"{day} (day of publication)")
        _say(in_marks(event.quote.text), indent=3)
        also = f"; {event.independent} sources" if event.independent > 1 else ""
        _say(f"{credit(event.quote)}: {event.quote.title or '(no headline)'}{also}", indent=3)
    if found.undated:
        typer.echo(f"{found.undated:,} passages were left out: their articles have no date.")


def _export(assistant: "Assistant", question: str, answer: "Answer", path: Path) -> None:
    from corpus import canonical_line
    from qa import Turn, export_turns, write_export

    turn = Turn(question=canonical_line(question), answer=answer)
    write_export(export_turns(assistant.retriever, assistant.reader.name, [turn]), path)
    _note(f"{path}: written.")


def _checked_line(checked: "CheckedQuote") -> str:
    from qa import QuoteState, credit, visible

    said = f"{checked.turn}.{checked.number} “{_one_line(visible(checked.quote.text), 100)}”"
    line = f"{checked.state:8}{said} ({visible(credit(checked.quote))})"
    if checked.state is QuoteState.CHANGED:
        line += f"; its words are {'still' if checked.still_says else 'no longer'} there"
    if not checked.is_in_file:
        line += "; the export file no longer shows it as it was"
    return line


def _print_feedback(entry: "Feedback") -> None:
    from qa import visible

    typer.echo(f"{entry.time:%Y-%m-%d %H:%M}  {entry.verdict}  {visible(entry.question)}")
    quotes = [entry.answer.quotes[number] for number in entry.quoted]
    typer.echo(f"  id {entry.id}; answer: {visible(entry.answer.short or entry.answer.status)}")
    for quote in quotes:
        typer.echo(f"  “{_one_line(visible(quote.text), 100)}”")
    if entry.note:
        typer.echo(f"  {visible(entry.note)}")


def _print_problems(ledger: "tuple[LedgerEntry, ...] | list[LedgerEntry]") -> None:
    problems = [entry for entry in ledger if entry.reason]
    for entry in problems[:_PROBLEMS_SHOWN]:
        typer.echo(f"{entry.outcome}: {entry.source}: {entry.reason}")
    if len(problems) > _PROBLEMS_SHOWN:
        typer.echo(f"... and {len(problems) - _PROBLEMS_SHOWN:,} more; --json lists all.")


def _print_json(value: dict[str, Any]) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _note(line: str) -> None:
    typer.echo(line, err=True)


@contextmanager
def _open_for_writing(out: Path, *, unlike: Path) -> Iterator[Any]:
    from corpus import CheckPathsError

    try:
        if out.exists() and out.samefile(unlike):
            raise CheckPathsError(f"{out} holds the questions. Name another file with --out.")
        with out.open("w", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise CheckPathsError(f"{out} cannot be written: {error.strerror}.") from error


@contextmanager
def _progress_bar() -> Iterator["Callable[[Progress], None]"]:
    """A bar with rate and time left on a terminal; elsewhere a line now and then."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=_stderr(),
        disable=not sys.stderr.isatty(),
    ) as bar:
        tasks: dict[str, Any] = {}
        said = 0.0

        def show(progress: "Progress") -> None:
            nonlocal said
            begins = progress.stage not in tasks
            if begins:
                tasks[progress.stage] = bar.add_task(progress.stage, total=progress.total, rate="")
            task = tasks[progress.stage]
            bar.update(task, completed=progress.done, total=progress.total)
            speed = bar.tasks[task].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")
            if bar.disable and (begins or bar.get_time() - said >= _SECONDS_BETWEEN_LINES):
                said = bar.get_time()
                _note(_progress_line(progress, speed))

        yield show


def _progress_line(progress: "Progress", speed: float | None) -> str:
    if not progress.done:
        return f"{progress.stage} ..."
    of = f" of {progress.total:,}" if progress.total else ""
    line = f"{progress.stage}: {progress.done:,}{of}"
    if speed:
        line += f", {speed:,.0f}/s"
    if speed and progress.total:
        line += f", {(progress.total - progress.done) / speed / 60:.0f} min left"
    return line


@contextmanager
def _count_bar(total: int) -> Iterator[Callable[[], None]]:
    from rich.progress import Progress

    with Progress(console=_stderr(), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda: bar.advance(task)


def _stderr() -> Any:
    from rich.console import Console

    return Console(stderr=True)


if __name__ == "__main__":
    main()
