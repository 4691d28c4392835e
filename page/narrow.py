"""What a search is narrowed to: days of publication, as-of day, outlets, sections, articles.

The fields, what they say in words, and the archive over time behind the days.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import gradio as gr
import pandas as pd
from gradio.blocks import Block

from corpus import UnclearDateError, day_of, parse_published
from index import ChooseFilterError, Filters, Retriever
from page.address import Looking
from page.markup import aside
from qa import Archive, format_day, sections_told

_LONGEST_HEADLINE = 80
_MOST_BARS = 60
_BARS = ((1, "day"), (7, "week"), (30, "month of 30 days"), (91, "quarter"), (365, "year"))
_AS_OF_TOLD = (
    '<p class="nq-credit">“As of” answers as if it were that day: from what had been published by'
    " then, and “last month” counts from it.</p>"
)


class Narrowed(NamedTuple):
    """The line above the conversation that says what the search is narrowed to."""

    row: gr.Row
    words: gr.HTML
    clear: gr.Button


class Narrowing(NamedTuple):
    """The fields, in the order in which their values are handed on."""

    after: gr.DateTime
    before: gr.DateTime
    as_of: gr.DateTime
    outlets: gr.Dropdown
    sections: gr.Dropdown
    articles: gr.Dropdown

    @staticmethod
    def looking(
        after: str | None,
        before: str | None,
        as_of: str | None,
        outlets: list[str] | None,
        sections: list[str] | None,
        articles: list[str] | None,
    ) -> Looking:
        """What the fields' values mean, without a question.

        Raises:
            ChooseFilterError: A day that is no date.
        """
        return Looking(
            after=_day("From", after),
            before=_day("To", before),
            as_of=_day("As of", as_of),
            outlets=tuple(outlets or ()),
            sections=tuple(sections or ()),
            article_ids=tuple(articles or ()),
        )

    @staticmethod
    def filters(*fields: Any) -> Filters:
        """The filters that the fields' values mean; raises as `looking` and `filters`."""
        return filters(Narrowing.looking(*fields))

    def take_up(self, looking: Looking, retriever: Retriever) -> dict[Block, Any]:
        """Updates that set the fields to what an address says; others keep what they say.

        What there is to choose from is that of the archive as it is now.
        """
        updates: dict[Block, Any] = {
            field: day.isoformat()
            for field, day in (
                (self.after, looking.after),
                (self.before, looking.before),
                (self.as_of, looking.as_of),
            )
            if day
        }
        summary = retriever.summary()
        updates[self.outlets] = _offered(summary.outlets, looking.outlets)
        sections = _offered(summary.sections, looking.sections)
        updates[self.sections] = {**sections, "visible": bool(sections["choices"])}
        if looking.article_ids:
            updates[self.articles] = chosen_articles(looking.article_ids, retriever)
        return updates

    def emptied(self) -> dict[Block, Any]:
        """Updates that empty the fields."""
        return {
            self.after: None,
            self.before: None,
            self.as_of: None,
            self.outlets: [],
            self.sections: [],
            self.articles: gr.update(value=[], visible=False),
        }


def filters(looking: Looking) -> Filters:
    """The filters of a search.

    Raises:
        ChooseFilterError: A window that ends before it begins.
    """
    return Filters.of(
        after=looking.after,
        before=looking.before,
        as_of=looking.as_of,
        outlets=looking.outlets,
        sections=looking.sections,
        article_ids=looking.article_ids,
    )


def in_words(looking: Looking, retriever: Retriever) -> str:
    """What a search is narrowed to, as HTML; empty if to nothing."""
    parts = []
    if looking.after:
        parts.append(f"from {format_day(looking.after)}")
    if looking.before:
        parts.append(f"up to {format_day(looking.before)}")
    if looking.as_of:
        parts.append(f"as of {format_day(looking.as_of)}")
    if looking.outlets:
        parts.append("only " + ", ".join(map(aside, looking.outlets)))
    if looking.sections:
        parts.append(f"only in {sections_told([aside(name) for name in looking.sections])}")
    if looking.article_ids:
        names = (f"“{aside(_headline(name, retriever))}”" for name in looking.article_ids)
        parts.append("only in " + ", ".join(names))
    return f"Narrowed: {'; '.join(parts)}." if parts else ""


def narrowed_line() -> Narrowed:
    """Lay out the line inside the open page; it is hidden while nothing is narrowed."""
    with gr.Row(visible=False, elem_id="narrowed") as row:
        words = gr.HTML(elem_id="narrowed-words")
        clear = gr.Button("Clear all", size="sm", min_width=80, scale=0, elem_id="clear-all")
    return Narrowed(row, words, clear)


def narrowing_pane(archive: Archive) -> tuple[Narrowing, gr.BarPlot]:
    """Lay out the fields inside the open page, and the archive over time."""
    summary = archive.retriever.summary()
    with gr.Accordion("Narrow the search", open=False, elem_id="narrow"):
        histogram = over_time(archive.retriever.published_counts())
        with gr.Row():
            after = _day_field("From", "after")
            before = _day_field("To", "before")
            as_of = _day_field("As of", "as-of")
        gr.HTML(_AS_OF_TOLD)
        outlets = gr.Dropdown(
            list(summary.outlets), label="Outlets", multiselect=True, elem_id="outlets"
        )
        sections = gr.Dropdown(
            list(summary.sections),
            label="Sections",
            multiselect=True,
            visible=bool(summary.sections),
            elem_id="sections",
        )
        articles = gr.Dropdown(
            [],
            label="Articles",
            multiselect=True,
            visible=False,
            elem_id="articles",
        )
    return Narrowing(after, before, as_of, outlets, sections, articles), histogram


def chosen_articles(ids: Iterable[str], retriever: Retriever) -> dict[str, Any]:
    """An update that shows articles by their headlines, each to be taken away again."""
    names = list(dict.fromkeys(ids))
    shown = [(_headline(name, retriever), name) for name in names]
    update: dict[str, Any] = gr.update(choices=shown, value=names, visible=bool(names))
    return update


def _offered(names: Iterable[str], chosen: tuple[str, ...]) -> dict[str, Any]:
    """An update that offers names, and those that an address chose if it chose any."""
    choices = list(dict.fromkeys((*names, *chosen)))
    update: dict[str, Any] = gr.update(choices=choices)
    return {**update, "value": list(chosen)} if chosen else update


def stretch(span: list[float]) -> tuple[str, str]:
    """First and last day of a stretch of the histogram, given in seconds since 1970."""
    first, last = (dt.datetime.fromtimestamp(second, dt.UTC).date() for second in sorted(span))
    return first.isoformat(), last.isoformat()


def over_time(counts: dict[dt.date, int]) -> gr.BarPlot:
    """The archive over time, as a part of the page or an update of it; hidden if it has no span.

    Args:
        counts: How many articles were published on each day.
    """
    numbers = pd.Series(list(counts.values()), dtype="int64")
    days = pd.DataFrame({"day": pd.to_datetime(list(counts)), "articles": numbers})
    width, name = _bar_width((max(counts) - min(counts)).days if counts else 0)
    return gr.BarPlot(
        days,
        x="day",
        y="articles",
        x_bin=f"{width}d",
        x_title=" ",
        y_title=" ",
        y_lim=[0, None],
        x_axis_format="%b %Y",
        height=150,
        label=f"Articles by {name}; draw across to set From and To",
        show_label=True,
        buttons=[],
        visible=len(counts) > 1,
        elem_id="histogram",
    )


def _bar_width(days: int) -> tuple[int, str]:
    """How many days a bar stands for, and what that is called."""
    fitting = (pair for pair in _BARS if days / pair[0] <= _MOST_BARS)
    return next(fitting, _BARS[-1])


def _headline(article_id: str, retriever: Retriever) -> str:
    article = retriever.article(article_id)
    title = (article.title if article else "") or article_id
    return title if len(title) <= _LONGEST_HEADLINE else f"{title[: _LONGEST_HEADLINE - 1]}…"


def _day_field(label: str, name: str) -> gr.DateTime:
    return gr.DateTime(label=label, include_time=False, type="string", min_width=150, elem_id=name)


def _day(label: str, value: str | None) -> dt.date | None:
    try:
        return day_of(parse_published(value[:10] if value else None))
    except UnclearDateError as error:
        raise ChooseFilterError(f"{label}: {error}. Write it as 2025-03-31.") from error
