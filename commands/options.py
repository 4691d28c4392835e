"""Arguments and options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

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
