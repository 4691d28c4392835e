"""The view of a topic over time: its events in order, and who printed how much when."""

from typing import Any, NamedTuple

import gradio as gr
import pandas as pd
from gradio.blocks import Block

from corpus import NewsQuoteError
from page.archive import Archive
from page.article import quote_in_article
from page.assets import script
from page.markup import link, text
from page.narrow import Narrowing
from qa import Event, Quote, Timeline, build_timeline, credit, format_day, in_marks

_EMPTY = '<p class="nq-hint">Type a topic to see its dated events in order, each as a quote.</p>'
_NO_ARTICLE = '<p class="nq-hint">Choose an event to read it in its article.</p>'

Updates = dict[Block, Any]


class TimelineView(NamedTuple):
    """The parts of the view."""

    topic: gr.Textbox
    show: gr.Button
    coverage: gr.BarPlot
    events: gr.HTML
    article: gr.HTML
    shown: gr.State


class Telling:
    """What the view does for one archive. Methods, for Gradio reads their signatures."""

    def __init__(self, archive: Archive, view: TimelineView, narrowing: Narrowing) -> None:
        self.archive = archive
        self.view = view
        self.narrowing = narrowing

    def show(self, topic: str | None, *narrowed: Any) -> Updates:
        """Lay out the events on a topic, narrowed as questions are."""
        if not (topic or "").strip():
            return {self.view.events: _EMPTY, self.view.article: _NO_ARTICLE}
        try:
            filters = self.narrowing.filters(*narrowed)
            found = build_timeline(
                self.archive.retriever,
                topic or "",
                after=filters.after,
                before=filters.before,
                outlets=filters.outlets,
                article_ids=filters.article_ids,
            )
        except NewsQuoteError as error:
            return {self.view.events: f'<p class="nq-hint">{text(str(error))}</p>'}
        quotes = [event.quote for event in found.events]
        return {
            self.view.coverage: gr.update(value=_frame(found), visible=bool(found.coverage)),
            self.view.events: events_list(found),
            self.view.article: _NO_ARTICLE,
            self.view.shown: [quote.model_dump(mode="json") for quote in quotes],
        }

    def open_event(self, shown: list[dict[str, Any]], event: gr.EventData) -> str:
        """Show the quote of an event in its article."""
        number = int(event._data["quote"])
        if not 0 <= number < len(shown):
            return _NO_ARTICLE
        return quote_in_article(self.archive.retriever, Quote.model_validate(shown[number]))


def timeline_view(archive: Archive, narrowing: Narrowing) -> None:
    """Lay out the view inside the open page, and wire it."""
    with gr.Row():
        topic = gr.Textbox(
            label="Topic", placeholder="A few words, such as a name or an event", scale=6,
            elem_id="topic",
        )  # fmt: skip
        show = gr.Button("Show", variant="primary", scale=1, min_width=80, elem_id="show-timeline")
    coverage = gr.BarPlot(
        x="month",
        y="articles",
        color="outlet",
        x_title="",
        y_title="articles",
        height=180,
        visible=False,
        label="Articles on the topic by month and outlet",
        elem_id="coverage",
        buttons=[],
    )
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            events = gr.HTML(_EMPTY, elem_id="events", js_on_load=script("quotes"))
        with gr.Column(scale=6, min_width=320):
            article = gr.HTML(_NO_ARTICLE, elem_id="event-article", js_on_load=script("article"))
    view = TimelineView(topic, show, coverage, events, article, gr.State([]))
    telling = Telling(archive, view, narrowing)
    for trigger in (show.click, topic.submit):
        trigger(
            telling.show,
            [topic, *narrowing],
            [coverage, events, article, view.shown],
            api_visibility="private",
            concurrency_id="ask",
        )
    events.click(telling.open_event, view.shown, article, api_visibility="private")


def events_list(found: Timeline) -> str:
    """Events as a list, oldest first."""
    if not found.events:
        return '<p class="nq-hint">The archive has no dated event on this topic.</p>'
    rows = "".join(_row(event, number) for number, event in enumerate(found.events))
    undated = (
        f'<p class="nq-credit">{found.undated} passages were left out: no date.</p>'
        if found.undated
        else ""
    )
    return f'<ol class="nq-events">{rows}</ol>{undated}'


def _row(event: Event, number: int) -> str:
    day = format_day(event.first)
    if event.last != event.first:
        day = f"{day} to {format_day(event.last)}"
    told = "" if event.is_told else " (day of publication)"
    also = f" · {event.independent} sources" if event.independent > 1 else ""
    quote = event.quote
    return (
        f'<li class="nq-card"><h3>{text(day)}{told}</h3>'
        f'<button type="button" class="nq-quote" data-quote="{number}">'
        f"{text(in_marks(quote.text))}</button>"
        f'<div class="nq-credit">{text(credit(quote))} · '
        f"{link(quote.title or '(no headline)', quote.url)}{also}</div></li>"
    )


def _frame(found: Timeline) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": [c.month.strftime("%Y-%m") for c in found.coverage],
            "outlet": [c.outlet or "not named" for c in found.coverage],
            "articles": [c.articles for c in found.coverage],
        }
    )
