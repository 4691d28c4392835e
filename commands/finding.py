"""`search` and `timeline`: passages and dated events on a topic. No question is answered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import After, ArticleId, AsOf, Before, Index, Json, Outlet, Section
from commands.printing import one_line, print_json, print_line, print_note

if TYPE_CHECKING:
    from qa import Timeline


def search(
    index: Index,
    query: Annotated[str, typer.Argument(help="A question or some words.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    section: Section = None,
    article: ArticleId = None,
    as_json: Json = False,
) -> None:
    """Find the passages that best match a question.

    Example: newsquote search news.index "ferry radar" -k 5 --after 2025-02-01
    """
    from index import Retriever

    retriever = Retriever.open(index)
    hits = retriever.search(
        query,
        k,
        after=after,
        before=before,
        as_of=as_of,
        outlets=outlet or (),
        sections=section or (),
        article_ids=article or (),
    )
    rows = [hit.told(retriever.article(hit.passage.article_id)) for hit in hits]
    if as_json:
        print_json({"query": query, "hits": rows})
    else:
        _print_hits(rows)


def timeline(
    index: Index,
    topic: Annotated[str, typer.Argument(help="A few words, such as a name or an event.")],
    most: Annotated[int, typer.Option("-n", min=1, max=200, help="How many events.")] = 20,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it: .svg, .png or .pdf.")
    ] = None,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    section: Section = None,
    article: ArticleId = None,
    as_json: Json = False,
) -> None:
    """Lay out the dated events on a topic in order, each as a quote.

    Example: newsquote timeline news.index "coastal radar" --plot radar.svg
    """
    from index import Retriever
    from qa import build_timeline, draw_timeline, picture_path

    if plot:
        picture_path(plot)  # a name that will not do is refused before the search
    found = build_timeline(
        Retriever.open(index),
        topic,
        most=most,
        after=after,
        before=before,
        as_of=as_of,
        outlets=outlet or (),
        sections=section or (),
        article_ids=article or (),
    )
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        _print_timeline(found)
    if plot:
        draw_timeline(found, plot)
        print_note(f"drawn: {plot}")


def _print_hits(rows: list[dict[str, Any]]) -> None:
    if not rows:
        typer.echo("Nothing found.")
        return
    from qa import copies_told

    for number, row in enumerate(rows, start=1):
        paper, day = row["outlet"] or "outlet not named", (row["published"] or "no date")[:10]
        print_line(f"{number}. {row['title'] or '(no headline)'}")
        print_line(f"{paper}, {day}; id {row['article_id']}; score {row['score']:.3f}", indent=3)
        if row["also_in"]:
            print_line(f"{copies_told(row['also_in'])}: {', '.join(row['also_in'])}", indent=3)
        print_line(one_line(row["text"]), indent=3)
        typer.echo()


def _print_timeline(found: "Timeline") -> None:
    from qa import counted, credit, format_day, in_marks

    if not found.events:
        typer.echo("The archive has no dated event on this topic.")
    for event in found.events:
        day = format_day(event.first)
        if event.last != event.first:
            day += f" to {format_day(event.last)}"
        print_line(day if event.is_told else f"{day} (day of publication)")
        print_line(in_marks(event.quote.text), indent=3)
        also = f"; {event.independent} sources" if event.independent > 1 else ""
        print_line(f"{credit(event.quote)}: {event.quote.title or '(no headline)'}{also}", indent=3)
    if found.undated:
        left_out = counted(found.undated, "passage")
        typer.echo(f"Left out, for want of a date: {left_out}.")
