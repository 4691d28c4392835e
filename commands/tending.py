"""`info`, `verify`, `withdraw`, `restore`: looking after an index that stands."""

from typing import Annotated

import typer

from commands.options import Index, Json
from commands.printing import one_line, outcomes_told, print_json, print_line, print_problems

_Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.")]


def info(index: Index, as_json: Json = False) -> None:
    """Say what an index holds, and what became of every input of its last build.

    Example: newsquote info news.index
    """
    from corpus import count_outcomes
    from index import Retriever
    from qa import counted

    retriever = Retriever.open(index)
    summary = retriever.summary()
    ledger = retriever.ledger()
    counts = count_outcomes(ledger)
    if as_json:
        problems = [entry.model_dump(mode="json") for entry in ledger if entry.reason]
        withdrawn = [withdrawal.model_dump(mode="json") for withdrawal in retriever.withdrawals()]
        told = {"counts": counts, "problems": problems, "withdrawals": withdrawn}
        print_json(summary.model_dump(mode="json") | told)
        return
    typer.echo(f"{summary.folder}: generation {summary.generation}, built {summary.built}")
    articles, passages = counted(summary.articles, "article"), counted(summary.passages, "passage")
    typer.echo(f"{articles} in {passages}")
    if summary.copies:
        stories = f"{summary.copied_stories:,} stor{'y' if summary.copied_stories == 1 else 'ies'}"
        typer.echo(f"{stories} printed by several articles ({summary.copies:,} in all)")
    if summary.first_day:
        typer.echo(f"published {summary.first_day} to {summary.last_day}")
    print_line("outlets: " + (", ".join(summary.outlets) or "none named"))
    print_line("sections: " + (", ".join(summary.sections) or "none named"))
    typer.echo(f"embedder: {summary.embedder}")
    typer.echo(f"store: {summary.store}")
    for withdrawal in retriever.withdrawals():
        print_line(f"{withdrawal.article_id}: {withdrawal.told}")
    typer.echo(f"last build: {counted(len(ledger), 'input')}: {outcomes_told(counts)}")
    print_problems(ledger)


def verify(index: Index, as_json: Json = False) -> None:
    """Check an index: catalogue, checksums, and quotes cut anew from the stored texts.

    Example: newsquote verify news.index
    """
    from index import verify_index
    from qa import counted

    report = verify_index(index)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        for line in (*report.problems, *report.notes):
            print_line(line)
        texts, files = counted(report.texts, "text"), counted(report.files, "file")
        checked = f"{texts}, {files} and {counted(report.passages_cut, 'passage')}"
        verdict = counted(len(report.problems), "problem") if report.problems else "all whole"
        typer.echo(f"{index}: checked {checked}: {verdict}.")
    if report.problems:
        raise typer.Exit(1)


def withdraw(
    index: Index,
    ids: _Ids,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the index.")] = "",
) -> None:
    """Leave articles out of all answers, at once and in later builds, until they are taken back.

    Their texts stay in the index's catalogue, so that quotes saved earlier can still be checked.

    Example: newsquote withdraw news.index a1b2c3 --note "wrong person named"
    """
    from index import withdraw_articles

    for withdrawal in withdraw_articles(index, ids, note):
        title = withdrawal.title or "(no headline)"
        print_line(f"{withdrawal.article_id}: {one_line(title)}: {withdrawal.told}")


def restore(index: Index, ids: _Ids) -> None:
    """Take withdrawn articles back.

    Example: newsquote restore news.index a1b2c3
    """
    from index import restore_articles

    later = set(restore_articles(index, ids))
    for article_id in dict.fromkeys(ids):
        when = "comes back with the next build" if article_id in later else "answers again"
        print_line(f"{article_id} {when}.")
