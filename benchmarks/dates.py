"""Times in text, resolved to days: the sentences labelled by hand, and *when* phrases of 5W1H.

A time is right if an expression that overlaps it has the same first and last day. Each text is
read on its own, with the day of publication; what needs other sentences counts as missed.

Example: python -m benchmarks.dates --half tune --errors
"""

import datetime as dt
import time
from collections.abc import Sequence
from statistics import fmean, median
from typing import Annotated, Any, NamedTuple

import typer

from benchmarks.attribution import Half
from benchmarks.labelled import LabelledTime, labelled_sentences, when_phrases
from benchmarks.report import publish
from corpus import Span, split_sentences
from qa.moment import Moment


class Reading(NamedTuple):
    """A text, the times labelled in it, those found, and how long that took."""

    text: str
    reference: dt.date | None
    labels: tuple[LabelledTime, ...]
    found: list[Moment]
    milliseconds: float

    def near(self, label: LabelledTime) -> list[Moment]:
        """What was found at a label's place."""
        return [m for m in self.found if m.start < label.span.end and label.span.start < m.end]

    def is_right(self, label: LabelledTime) -> bool:
        """Whether the label's days were found, at its place."""
        return any((m.first, m.last) == (label.first, label.last) for m in self.near(label))

    def strays(self) -> list[Moment]:
        """What was found where no time is labelled."""
        marked = {id(m) for label in self.labels for m in self.near(label)}
        return [m for m in self.found if id(m) not in marked]


def read_times(text: str, reference: dt.date | None, labels: Sequence[LabelledTime]) -> Reading:
    """Find the times of a text."""
    from qa.dating import find_times

    started = time.perf_counter()
    found = find_times(text, reference)
    return Reading(text, reference, tuple(labels), found, (time.perf_counter() - started) * 1000)


def sentence_readings(half: str) -> list[Reading]:
    """The labelled sentences, read."""
    return [
        read_times(label.text, label.article.published_day, label.times)
        for label in labelled_sentences(half)
    ]


def phrase_readings(half: str) -> tuple[list[Reading], list[Reading]]:
    """The sentences of 5W1H's *when* phrases, read: with our days, and with the data's."""
    ours, theirs = [], []
    for phrase in when_phrases(half):
        start, end = phrase.time.span
        sentence = next(
            s for s in split_sentences(phrase.text) if s.start <= start and start < s.end
        )
        span = Span(start - sentence.start, min(end, sentence.end) - sentence.start)
        label = phrase.time._replace(span=span)
        text = phrase.text[sentence.start : sentence.end]
        reading = read_times(text, phrase.published, [label])
        ours.append(reading)
        if phrase.parsed:
            given = label._replace(first=phrase.parsed, last=phrase.parsed)
            theirs.append(reading._replace(labels=(given,)))
    return ours, theirs


def measures(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """The table's rows for the labelled sentences."""
    counted = [
        (r, label) for r in readings for label in r.labels if not label.is_optional and label.first
    ]
    days = [(r, label) for r, label in counted if label.precision == "day"]
    unknown = [
        (r, label)
        for r in readings
        for label in r.labels
        if not label.is_optional and not label.first
    ]
    found = [m for r in readings for m in r.found]
    strays = [m for r in readings for m in r.strays()]
    times = [r.milliseconds for r in readings]
    return [
        _share("right to the day", [r.is_right(label) for r, label in counted]),
        _share("expressions found", [bool(r.near(label)) for r, label in counted]),
        _share("single days right", [r.is_right(label) for r, label in days]),
        _share("single days found", [bool(r.near(label)) for r, label in days]),
        _share("resolved though the text does not allow it", [bool(r.near(u)) for r, u in unknown]),
        {"measure": "false expressions", "value": len(strays), "of": len(found)},
        {"measure": "ms per sentence, median", "value": median(times), "of": len(times)},
    ]


def phrase_measures(ours: Sequence[Reading], theirs: Sequence[Reading]) -> list[dict[str, Any]]:
    """The table's rows for 5W1H."""
    right = [r.is_right(r.labels[0]) for r in ours]
    found = [bool(r.near(r.labels[0])) for r in ours]
    as_given = [r.is_right(r.labels[0]) for r in theirs]
    return [
        _share("5W1H when: right to the day, as we read the phrase", right),
        _share("5W1H when: found", found),
        _share("5W1H when: the data's own day, often not the phrase's", as_given),
    ]


def _share(measure: str, values: Sequence[bool]) -> dict[str, Any]:
    return {"measure": measure, "value": fmean(values) if values else 0.0, "of": len(values)}


def show_errors(readings: Sequence[Reading]) -> None:
    """Print what is wrong, to the terminal only: texts of the data stay out of files."""
    for reading in readings:
        lines = [
            f"{reading.text[label.span.start : label.span.end]!r} is {label.first} to {label.last},"
            f" found {_shown(reading.near(label))}"
            for label in reading.labels
            if not label.is_optional
            and (bool(reading.near(label)) if not label.first else not reading.is_right(label))
        ]
        if strays := reading.strays():
            lines.append(f"no time: {_shown(strays)}")
        if lines:
            typer.echo(f"[{reading.reference}] {reading.text}")
            typer.echo("".join(f"  {line}\n" for line in lines))


def _shown(moments: Sequence[Moment]) -> str:
    return "; ".join(f"{m.words!r} {m.first} to {m.last}" for m in moments) or "nothing"


def main(
    half: Annotated[Half, typer.Option(help="tune to develop, test to report.")] = Half.TUNE,
    errors: Annotated[bool, typer.Option(help="Print the errors to the terminal.")] = False,
) -> None:
    """Measure and publish."""
    readings = sentence_readings(half)
    ours, theirs = phrase_readings(half)
    if errors:
        show_errors(readings)
        show_errors([r._replace(found=r.near(r.labels[0])) for r in ours])
    rows = measures(readings) + phrase_measures(ours, theirs)
    publish(f"dates-{half}", f"Times in text, {half} half", rows, digits=3)


if __name__ == "__main__":
    typer.run(main)
