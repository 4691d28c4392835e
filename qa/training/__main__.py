"""`python -m qa.training`: train the reader, then export it for the package."""

from pathlib import Path
from typing import Annotated

import typer

from corpus import NewsQuoteError
from qa.reading.onnx_reader import WEIGHTS
from qa.training.export import write_package_files
from qa.training.settings import Settings
from qa.training.train import train

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)


@app.command("train")
def train_command(
    data: Annotated[Path, typer.Option(help="Folder of the training sets.")],
    into: Annotated[Path, typer.Option(help="Folder of the run; an unfinished run goes on.")],
    seed: int = Settings._field_defaults["seed"],
    rate: float = Settings._field_defaults["rate"],
    batch_tokens: int = Settings._field_defaults["batch_tokens"],
    stages: Annotated[str, typer.Option(help="What to teach, in order.")] = Settings().stages,
    begin: Annotated[str, typer.Option(help="Weights to begin from: a run's, or an export.")] = "",
    steps: Annotated[int | None, typer.Option(help="Stop early, to go on later.")] = None,
) -> None:
    """Train the reader, or go on with a run that was stopped.

    Example: python -m qa.training train --data ../shared/data --into runs/reader
    """
    settings = Settings(seed, batch_tokens, rate, stages=stages, begin=begin)
    weights = train(data, into, settings, steps=steps, say=typer.echo)
    typer.echo(f"finished: {weights}" if weights else "stopped early; run again to go on")


@app.command("export")
def export_command(
    run: Annotated[Path, typer.Option(help="Folder of a finished run.")],
    into: Annotated[Path, typer.Option(help="Where the package keeps its reader.")] = WEIGHTS,
    start_share: Annotated[
        float, typer.Option(min=0, max=1, help="How much of the weights it began from to keep.")
    ] = 0.0,
) -> None:
    """Write a finished run's weights as int8 ONNX, with their card.

    Example: python -m qa.training export --run runs/reader
    """
    path = write_package_files(run, into, start_share)
    typer.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    try:
        app()
    except NewsQuoteError as error:
        raise SystemExit(str(error)) from error
