"""What all commands print alike: results on stdout, notes on stderr. Knows nothing of answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from corpus import LedgerEntry, Outcome

_PROBLEMS_SHOWN = 20


def print_line(line: str, indent: int = 0) -> None:
    """Print a line that holds untrusted text, with what would steer a terminal made visible."""
    from qa import visible

    typer.echo(" " * indent + visible(line))


def print_note(line: str) -> None:
    """Print a line on stderr; what would steer a terminal is made visible."""
    from qa import visible

    typer.echo(visible(line), err=True)


def tell_version(is_asked: bool) -> None:
    """Print the version and be done, if that was asked for."""
    if is_asked:
        from qa import newsquote_version

        typer.echo(f"newsquote {newsquote_version()}")
        raise typer.Exit


def print_json(value: dict[str, Any]) -> None:
    """Print a value as JSON, its letters as they are."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def one_line(text: str, longest: int = 300) -> str:
    """A text on one line, cut between words after at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " ..."


def outcomes_told(counts: "dict[Outcome, int]") -> str:
    """What became of a build's inputs, as in "3 indexed, 1 failed"."""
    return ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)


def print_problems(ledger: "Sequence[LedgerEntry]") -> None:
    """Print the inputs that were not indexed with why, the first of them if they are many."""
    problems = [entry for entry in ledger if entry.reason]
    for entry in problems[:_PROBLEMS_SHOWN]:
        print_line(f"{entry.outcome}: {entry.source}: {entry.reason}")
    if len(problems) > _PROBLEMS_SHOWN:
        typer.echo(f"... and {len(problems) - _PROBLEMS_SHOWN:,} more; --json lists all.")
