"""The `newsquote` command: its name, its commands in the order that help shows, its exit codes."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

import commands

_COMMANDS: tuple[Callable[..., None], ...] = (
    commands.build,
    commands.search,
    commands.ask,
    commands.check,
    commands.feedback,
    commands.account,
    commands.batch,
    commands.timeline,
    commands.info,
    commands.withdraw,
    commands.restore,
    commands.verify,
    commands.serve,
)

# Commands import the library where they use it, so that --help answers at once.
app = typer.Typer(
    name="newsquote",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in _COMMANDS:
    app.command()(command)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=commands.tell_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Ask an archive of news articles; get exact quotes, or that the archive does not say."""


def main() -> None:
    """Run the command; a `NewsQuoteError` becomes one clear line and exit code 1."""
    try:
        app()
    except Exception as error:
        from corpus import NewsQuoteError  # late, so that --help need not load it

        if not isinstance(error, NewsQuoteError):
            raise
        commands.print_note(f"newsquote: {error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
