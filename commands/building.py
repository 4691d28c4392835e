"""`build`: articles into an index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Json
from commands.printing import outcomes_told, print_json, print_note, print_problems
from commands.progress import build_bar

if TYPE_CHECKING:
    from index import BuildReport

_Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders with articles.")
]
_Into = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the index.")]
_Embedder = Annotated[
    str | None,
    typer.Option(metavar="NAME_OR_PATH", help="Another sentence-transformers model."),
]
_Store = Annotated[
    str | None,
    typer.Option(
        metavar="STORE",
        help="Where vectors and keywords go: local, milvus:NAME.db or milvus:http://HOST:19530."
        " By default where they are, or local.",
    ),
]
_Prune = Annotated[bool, typer.Option("--prune", help="Drop articles that PATH no longer holds.")]
_Repair = Annotated[
    bool,
    typer.Option("--repair", help="Check what is stored, and make the index anew from it."),
]


def build(
    paths: _Paths = None,
    *,
    into: _Into,
    embedder: _Embedder = None,
    store: _Store = None,
    prune: _Prune = False,
    repair: _Repair = False,
    as_json: Json = False,
) -> None:
    """Build an index from articles, or bring it up to date.

    Reads .txt, .md, .html, .json, .jsonl and .csv, also gzipped, and folders of them. With
    --repair no PATH is needed; with one, damaged articles are taken from there.

    Example: newsquote build clippings/ --into news.index
    """
    from corpus import read_articles
    from index import build_index

    if not paths and not repair:
        raise typer.BadParameter("name the files or folders with articles", param_hint="PATH")
    with build_bar() as on_progress:
        report = build_index(
            read_articles(paths or []),
            into,
            embedder=embedder,
            store=store,
            prune=prune,
            repair=repair,
            on_progress=on_progress,
            on_notice=print_note,
        )
    _print_report(report, into, as_json)


def _print_report(report: "BuildReport", into: Path, as_json: bool) -> None:
    from corpus import count_outcomes
    from qa import counted

    counts = count_outcomes(report.ledger)
    if as_json:
        print_json(report.model_dump(mode="json") | {"counts": counts})
        return
    print_problems(report.ledger)
    articles, passages = counted(report.articles, "article"), counted(report.passages, "passage")
    typer.echo(
        f"{into}: {articles} in {passages}"
        f" ({report.embedded:,} embedded) in {report.seconds:.1f} s."
    )
    typer.echo(f"{counted(len(report.ledger), 'input')}: {outcomes_told(counts)}.")
