"""Draw a timeline as a picture: each event a dot on its day, beside its words.

Titles are untrusted: they are drawn as plain text, without matplotlib's mathematics.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import CheckPathsError
from qa.dating import format_day
from qa.timeline import Event, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FORMATS = (".svg", ".png", ".pdf")
_LONGEST_LABEL = 70
_ROW_INCHES = 0.34
_TOLD, _PUBLISHED = "#1d4ed8", "#94a3b8"


def picture_path(path: str | os.PathLike[str]) -> Path:
    """A name for a picture of a timeline, so that it can be refused before anything is done.

    Raises:
        CheckPathsError: It ends in another suffix than .svg, .png or .pdf.
    """
    target = Path(path)
    if target.suffix.lower() not in _FORMATS:
        raise CheckPathsError(f"{target}: end the name in one of {', '.join(_FORMATS)}.")
    return target


def draw_timeline(timeline: Timeline, path: str | os.PathLike[str]) -> None:
    """Write a picture of a timeline.

    Args:
        timeline: At least one event.
        path: Where to; the suffix says how: .svg, .png or .pdf.

    Raises:
        CheckPathsError: Another suffix, nothing to draw, or the file cannot be written.
    """
    target = picture_path(path)
    if not timeline.events:
        raise CheckPathsError(f"{target} was not written: the archive has no event on this topic.")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = 1.6 + _ROW_INCHES * len(timeline.events)
    figure = Figure(figsize=(11, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _draw_events(axes, timeline.events)
    axes.set_title(_title(timeline), fontsize=9, parse_math=False)
    figure.autofmt_xdate(rotation=0, ha="center")
    try:
        figure.savefig(target)
    except OSError as error:
        raise CheckPathsError(f"{target} cannot be written: {error.strerror}.") from error


def _draw_events(axes: "Axes", events: Sequence[Event]) -> None:
    """One row for each event, the first one on top."""
    from matplotlib.dates import date2num

    for row, event in enumerate(events):
        color = _TOLD if event.is_told else _PUBLISHED
        first, last = date2num(event.first), date2num(event.last)
        axes.plot([first, last], [row, row], "-", color=color, linewidth=3)
        axes.plot([first], [row], "o", color=color, markersize=5 + 2 * event.independent)
    axes.xaxis_date()
    axes.set_yticks(
        range(len(events)),
        [f"{_label(e.quote.text)}\n{e.quote.outlet or 'outlet not named'}" for e in events],
        fontsize=8,
        parse_math=False,
    )
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)


def _title(timeline: Timeline) -> str:
    events = timeline.events
    last = max(event.last for event in events)
    return (
        f"{timeline.topic}: {format_day(events[0].first)} to {format_day(last)}\n"
        "blue: the text names the day; grey: day of publication; size: independent sources"
    )


def _label(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else line[:_LONGEST_LABEL].rpartition(" ")[0] + " …"
