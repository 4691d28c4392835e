"""Before or after, which came first, how long between, compare: questions with two sides.

Sixty questions made by hand, over the RealTime QA archive and the sample, and the temporal and
comparison questions of MultiHop-RAG, with their evidence as the archive: one small article for each
fact, all in one index. Two in three of those are to be answered "yes": read the share of right
conclusions beside what always saying so would reach.

Example: python -m benchmarks.order /tmp/rtqa.index --half tune --errors
"""

import re
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Annotated, Any, NamedTuple

import typer

from benchmarks.attribution import Half
from benchmarks.labelled import read_labels
from benchmarks.multihop import read_queries, two_sided
from benchmarks.report import publish
from corpus import Article, Span, canonical_text, read_articles, sample_archive
from index import Retriever, build_index
from qa import Answer, Assistant

_WORDS = re.compile(r"\w+")
_EMPTY = frozenset(_WORDS.findall("the a an of in on at to and that was were is are it s"))
_YES = frozenset({"yes", "true", "agree"})
_NO = frozenset({"no", "false"})


class Place(NamedTuple):
    """A sentence that shows a side, or a whole small article."""

    article_id: str
    span: Span | None


class Asked(NamedTuple):
    """A question with two sides.

    Attributes:
        id: Its name.
        group: What it is reported with.
        question: As asked.
        answers: Accepted conclusions, any is right.
        sides: Where each side stands; any place of a side will do.
    """

    id: str
    group: str
    question: str
    answers: tuple[str, ...]
    sides: tuple[tuple[Place, ...], ...]


class Told(NamedTuple):
    """A question, its answer, and how long that took."""

    asked: Asked
    answer: Answer
    milliseconds: float

    @property
    def sides(self) -> Sequence[Any]:
        """What the question was taken apart into; none if it was not."""
        sides: Sequence[Any] = getattr(self.answer, "sides", ())
        return sides

    @property
    def is_concluded(self) -> bool:
        """Whether sides were found and something was made of them."""
        return len(self.sides) > 1 and self.answer.short is not None

    @property
    def is_right(self) -> bool:
        """Whether the conclusion is an accepted one."""
        return is_accepted(self.answer.short or "", self.asked.answers)

    @property
    def both_are_quoted(self) -> bool:
        """Whether every side, of two or more, has a quote."""
        return len(self.sides) > 1 and all(side.quoted for side in self.sides)

    @property
    def both_are_where_expected(self) -> bool:
        """Whether each labelled side is quoted from an article that is labelled for it."""
        quoted = {quote.article_id for side in self.sides for quote in self.answer.quotes_of(side)}
        return all(quoted & {place.article_id for place in side} for side in self.asked.sides)


def is_accepted(given: str, answers: Iterable[str]) -> bool:
    """Whether a conclusion says what an accepted one says.

    "Before" and "after", "yes" and "no" must be the only one of the two that is said, and a yes or
    no must come first. Of other answers, all words must be there.
    """
    words = [word.casefold() for word in _WORDS.findall(given)]
    return any(_says(words, answer.casefold()) for answer in answers)


def _says(words: Sequence[str], answer: str) -> bool:
    if answer in ("before", "after"):
        return [w for w in words if w in ("before", "after")][:1] == [answer]
    if answer in _YES | _NO:
        return bool(words) and words[0] in (_YES if answer in _YES else _NO)
    return set(_WORDS.findall(answer)) - _EMPTY <= set(words)


def hand_made(half: str, archive: str) -> list[Asked]:
    """The questions of a half over an archive."""
    return [
        Asked(
            record["id"],
            archive,
            record["question"],
            (record["answer"], *record["also"]),
            tuple(
                tuple(
                    Place(name, Span(*span))
                    for name, span in zip(side["article_ids"], side["spans"], strict=True)
                )
                for side in record["sides"]
            ),
        )
        for record in read_labels(f"order-{half}")
        if record["archive"] == archive
    ]


def multihop(half: Half) -> tuple[list[Article], list[Asked]]:
    """Every fact of MultiHop-RAG as a small article, and the questions of a half."""
    records = read_queries()
    articles: dict[tuple[str, str], Article] = {}
    for record in records:
        for fact in record["evidence"]:
            key = (fact["article_id"], fact["fact"])
            articles.setdefault(key, _small_article(fact, len(articles)))
    questions = [
        Asked(
            record["id"],
            f"MultiHop {record['kind'].removesuffix('_query')}",
            record["question"],
            tuple(record["answers"]),
            tuple(
                (Place(articles[fact["article_id"], fact["fact"]].id, None),)
                for fact in record["evidence"]
            ),
        )
        for record in two_sided(records, half)
    ]
    return list(articles.values()), questions


def _small_article(fact: dict[str, Any], number: int) -> Article:
    return Article(
        id=f"{fact['article_id']}-{number}",
        url=fact["url"],
        title=fact["title"],
        text=canonical_text(fact["fact"]),
        published=fact["published"],
        outlet=fact["outlet"],
        language="en",
        source="multihop",
    )


def ask_all(index: Path, questions: Iterable[Asked]) -> list[Told]:
    """Put questions to an archive."""
    assistant = Assistant(Retriever.open(index))
    told = []
    for asked in questions:
        started = time.perf_counter()
        answer = assistant.ask(asked.question)
        told.append(Told(asked, answer, (time.perf_counter() - started) * 1000))
    return told


def row(group: str, told: Sequence[Told]) -> dict[str, Any]:
    """One row of the table."""
    concluded = [t for t in told if t.is_concluded]
    unparted = [t for t in told if not t.sides and t.answer.short is not None]
    return {
        "questions": group,
        "of": len(told),
        "concluded": _share([t.is_concluded for t in told]),
        "right of these": _share([t.is_right for t in concluded]),
        "both quoted": _share([t.both_are_quoted for t in told]),
        "of concluded": _share([t.both_are_quoted for t in concluded]),
        "where expected": _share([t.both_are_where_expected for t in told]),
        "answered whole": _share([t in unparted for t in told]),
        "ms p50": median(t.milliseconds for t in told),
    }


def _share(values: Sequence[bool]) -> float:
    return fmean(values) if values else 0.0


def show_errors(told: Iterable[Told]) -> None:
    """Print what is wrong or open, to the terminal only."""
    for t in told:
        if t.is_concluded and t.is_right:
            continue
        state = "wrong" if t.is_concluded else "open" if t.sides else "not taken apart"
        typer.echo(f"{t.asked.id} {state}: {t.asked.question}")
        typer.echo(f"  {t.answer.short!r}, expected {t.asked.answers[0]!r}")
        for side in t.sides:
            for quote in t.answer.quotes_of(side)[:1]:
                typer.echo(f"  [{quote.published}] {quote.article_id}: {quote.text[:160]}")
        typer.echo("")


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    half: Annotated[Half, typer.Option(help="tune to develop, test to report.")] = Half.TUNE,
    errors: Annotated[bool, typer.Option(help="Print the errors to the terminal.")] = False,
) -> None:
    """Measure and publish."""
    with tempfile.TemporaryDirectory() as folder:
        sample, facts = Path(folder) / "sample", Path(folder) / "facts"
        build_index(read_articles([sample_archive()]), into=sample)
        articles, questions = multihop(half)
        build_index(articles, into=facts)
        told = ask_all(index, hand_made(half, "realtimeqa"))
        told += ask_all(sample, hand_made(half, "sample"))
        told += ask_all(facts, questions)
    if errors:
        show_errors(told)
    made = [t for t in told if not t.asked.group.startswith("MultiHop")]
    groups = {t.asked.group: [u for u in told if u.asked.group == t.asked.group] for t in told}
    rows = [row(group, of_group) for group, of_group in groups.items()]
    rows += [row("made by hand", made), row("all", told)]
    publish(f"order-{half}", f"Two sides, {half} half, index {index}", rows, digits=2)


if __name__ == "__main__":
    typer.run(main)
