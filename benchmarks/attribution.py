"""Who said it: attribution on sentences labelled by hand.

A speaker is right if his name is an accepted one or shares a telling word with it (a name or a
role, not "the" or "Mr", and nothing after "of" or a comma); a sentence that the outlet itself tells
must get none. A hedge is right if both see none, or the words overlap.

Example: python -m benchmarks.attribution --half tune --errors
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from statistics import fmean, median
from typing import Annotated, Any, NamedTuple, Protocol

import typer

from benchmarks.labelled import UNNAMED, LabelledSentence, labelled_sentences
from benchmarks.report import publish
from corpus import Article, Span

_WORDS = re.compile(r"\w+(?:-\w+)*")
_TAIL = re.compile(r",| (?:of|for|from|at|in|with|to|on|who)\b", re.IGNORECASE)
_EMPTY = frozenset(
    _WORDS.findall(
        "a an the his her its their our my this that was were is are been be it as of to by s "
        "mr mrs ms miss dr prof sir lord lady president sen rep gov gen col lt judge minister "
        "former senior chief"
    )
)


class Half(StrEnum):
    """Which sentences."""

    TUNE = "tune"
    TEST = "test"


class Named(Protocol):
    """Somebody who speaks or hands on."""

    @property
    def name(self) -> str | None:
        """As the text has it."""


class Attributed(Protocol):
    """What is measured here."""

    @property
    def speaker(self) -> Named | None:
        """Who makes the statement; None where the outlet does."""

    @property
    def chain(self) -> Sequence[Named]:
        """Further sources."""

    @property
    def speech(self) -> str | None:
        """Direct or indirect."""

    @property
    def hedge(self) -> str | None:
        """The word that keeps it from being fact."""


class Outcome(NamedTuple):
    """A labelled sentence and what the system says of it."""

    label: LabelledSentence
    given: Attributed
    milliseconds: float


def telling(name: str) -> set[str]:
    """The words that tell one speaker from another."""
    words = {w.casefold() for w in _WORDS.findall(_TAIL.split(name.strip(), maxsplit=1)[0])}
    return words - _EMPTY or words


def same_name(given: str, accepted: str) -> bool:
    """Whether two names can be taken for the same speaker."""
    return given.strip().casefold() == accepted.strip().casefold() or bool(
        telling(given) & telling(accepted)
    )


def name_of(speaker: Named | None) -> str | None:
    """A speaker's name, None if there is none or nobody."""
    return (speaker.name or None) if speaker is not None else None


def speaker_is_right(outcome: Outcome) -> bool:
    """Whether the speaker is one of those accepted, or rightly none."""
    given, accepted = name_of(outcome.given.speaker), outcome.label.speaker
    if accepted is None:
        return outcome.given.speaker is None
    if accepted == UNNAMED:
        return given is None
    return given is not None and any(same_name(given, name) for name in accepted)


def hedge_is_right(outcome: Outcome) -> bool:
    """Whether both see no hedge, or the same."""
    given, label = outcome.given.hedge, outcome.label.hedge
    if given is None or label is None:
        return given is label
    return bool(telling(given) & telling(label))


def speech_is_right(outcome: Outcome) -> bool:
    """Whether both see direct, indirect, or nobody's speech."""
    return (outcome.given.speech or None) == outcome.label.speech


def links_found(outcome: Outcome) -> list[bool]:
    """For each labelled source between speaker and reader, whether the system names it."""
    given = [link.name for link in outcome.given.chain if link.name]
    return [
        any(same_name(name, accepted) for name in given for accepted in link)
        for link in outcome.label.chain
    ]


def run(labels: Iterable[LabelledSentence]) -> list[Outcome]:
    """Attribute every sentence; the grammar is loaded before the clock starts."""
    from qa.attribution import attribute

    ask: Callable[[Article, Span], Attributed] = attribute
    outcomes = []
    for number, label in enumerate(labels):
        if number == 0:
            ask(label.article, Span(0, min(50, len(label.article.text))))
        started = time.perf_counter()
        given = ask(label.article, label.sentence)
        outcomes.append(Outcome(label, given, (time.perf_counter() - started) * 1000))
    return outcomes


def measures(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The table's rows."""
    spoken = [o for o in outcomes if o.label.speaker is not None]
    told = [o for o in outcomes if o.label.speaker is None]
    clear = [o for o in outcomes if not o.label.is_doubtful]
    hedged = [o for o in outcomes if o.label.hedge]
    plain = [o for o in outcomes if not o.label.hedge]
    links = [found for o in outcomes for found in links_found(o)]
    times = [o.milliseconds for o in outcomes]
    return [
        _share("speaker right", [speaker_is_right(o) for o in outcomes]),
        _share("speaker right, without doubtful labels", [speaker_is_right(o) for o in clear]),
        _share("speaker right where somebody speaks", [speaker_is_right(o) for o in spoken]),
        _share("narration given a speaker", [o.given.speaker is not None for o in told]),
        _share("hedge right", [hedge_is_right(o) for o in outcomes]),
        _share("hedges found", [hedge_is_right(o) for o in hedged]),
        _share("hedge seen where there is none", [o.given.hedge is not None for o in plain]),
        _share("direct or indirect right", [speech_is_right(o) for o in spoken]),
        _share("chain: sources found", links),
        {"measure": "ms per sentence, median", "value": median(times), "of": len(times)},
        {"measure": "ms per sentence, mean", "value": fmean(times), "of": len(times)},
    ]


def _share(measure: str, values: Sequence[bool]) -> dict[str, Any]:
    return {"measure": measure, "value": fmean(values) if values else 0.0, "of": len(values)}


def show_errors(outcomes: Iterable[Outcome]) -> None:
    """Print what is wrong, to the terminal only: texts of the data stay out of files."""
    for outcome in outcomes:
        label, given = outcome.label, outcome.given
        wrong = [
            f"{what}: {found!r}, not {meant!r}"
            for what, is_right, found, meant in (
                ("speaker", speaker_is_right(outcome), name_of(given.speaker), label.speaker),
                ("hedge", hedge_is_right(outcome), given.hedge, label.hedge),
                ("speech", speech_is_right(outcome), given.speech, label.speech),
                (
                    "chain",
                    all(links_found(outcome)),
                    [link.name for link in given.chain],
                    label.chain,
                ),
            )
            if not is_right
        ]
        if wrong:
            doubt = " (doubtful label)" if label.is_doubtful else ""
            typer.echo(f"{label.article.id} {label.sentence.start}{doubt}\n  {label.text}")
            typer.echo("".join(f"  {line}\n" for line in wrong))


def main(
    half: Annotated[Half, typer.Option(help="tune to develop, test to report.")] = Half.TUNE,
    errors: Annotated[bool, typer.Option(help="Print the errors to the terminal.")] = False,
) -> None:
    """Measure and publish."""
    outcomes = run(labelled_sentences(half))
    if errors:
        show_errors(outcomes)
    publish(f"attribution-{half}", f"Attribution, {half} half", measures(outcomes), digits=3)


if __name__ == "__main__":
    typer.run(main)
