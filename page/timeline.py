"""The view of a topic over time: its events in order, and who printed how much when.

All state belongs to one visitor. The library finds the events; this lays out and wires.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block

from index import Filters
from page.address import Looking, from_query, to_query
from page.article import NO_ARTICLE, quote_in_article
from page.assets import script
from page.calls import QUIET
from page.cards import waiting
from page.coverage import Period, bars, chosen, legend, periods
from page.download import Download, Made, download_button
from page.events import NO_EVENT, NO_TOPIC, events_list
from page.narrow import Narrowing, filters, in_words
from page.queue import asks, queue_line
from page.told import told, why_not
from qa import Archive, AskAgainError, Quote, Timeline, build_timeline, draw_timeline, format_day

_LONGEST_TOPIC = 500  # characters

Updates = dict[Block, Any]


class Shown(NamedTuple):
    """What a visitor sees.

    Attributes:
        filters: What the search is narrowed to.
        offered: Months or years to choose from.
        timeline: The events that are listed.
        narrowed: The filters in words, as HTML.
        stretch: The days of publication that were chosen of those offered, in words.
    """

    filters: Filters
    offered: list[Period]
    timeline: Timeline
    narrowed: str
    stretch: str = ""


class TimelineView(NamedTuple):
    """The parts of the view."""

    topic: gr.Textbox
    show: gr.Button
    queue: gr.HTML
    drawn: gr.Column
    coverage: gr.BarPlot
    legend: gr.HTML
    since: gr.Dropdown
    until: gr.Dropdown
    events: gr.HTML
    article: gr.HTML
    download: Download
    shown: gr.State
    shared: gr.State


class Telling:
    """What the view does for one archive. Methods, for Gradio reads their signatures.

    Args:
        archive: What is searched.
        view: What changes.
        tabs: Where the view is one of several.
        narrowing: The fields that narrow questions, and topics too.
        address: Where the page's address is set.
    """

    def __init__(
        self,
        archive: Archive,
        view: TimelineView,
        tabs: gr.Tabs,
        narrowing: Narrowing,
        address: gr.HTML,
    ) -> None:
        self.archive = archive
        self.view = view
        self.tabs = tabs
        self.narrowing = narrowing
        self.address = address

    def show(self, topic: str | None, *narrowed: Any) -> Iterator[Updates]:
        """Lay out the events on a topic, narrowed as questions are."""
        yield {self.view.events: waiting("Searching"), self.view.article: NO_ARTICLE}
        try:
            looking = self.narrowing.looking(*narrowed)
            yield self._found(looking.model_copy(update={"topic": (topic or "").strip()}))
        except Exception as error:
            yield self._nothing(told(why_not(error)))

    def take_up(self, request: gr.Request) -> Updates:
        """Open the view if the address brought a topic; what it leads to is shown next."""
        looking = from_query(str(request.query_params))
        if not looking.topic.strip() or looking.question:
            return {self.view.shared: ""}
        return {
            self.tabs: gr.Tabs(selected="timeline"),
            self.view.topic: looking.topic,
            self.view.shared: to_query(looking),
        }

    def show_shared(self, shared: str) -> Updates:
        """Show the topic that the address brought."""
        try:
            return self._found(from_query(shared))
        except Exception as error:
            return self._nothing(told(why_not(error)))

    def _found(self, looking: Looking) -> Updates:
        if not looking.topic:
            return self._nothing(NO_TOPIC)
        narrowed = filters(looking)
        told_narrowed = in_words(looking, self.archive.retriever)
        timeline = self._timeline(looking.topic, narrowed)
        shown = Shown(narrowed, periods(timeline.coverage), timeline, told_narrowed)
        address = to_query(looking)
        if not timeline.events:  # nothing on the topic: how much was printed would be noise
            hidden = gr.update(visible="hidden")
            return {**self._listed(shown), self.view.drawn: hidden, self.address: address}
        drawn = bars(timeline.coverage)
        names = [period.name for period in shown.offered]
        first, last = (names[0], names[-1]) if names else (None, None)
        return {
            **self._listed(shown),
            self.view.drawn: gr.update(visible=bool(names)),
            self.view.coverage: gr.update(value=drawn.table, sort=names, color_map=drawn.colours),
            self.view.legend: legend(drawn),
            self.view.since: gr.update(choices=names, value=first),
            self.view.until: gr.update(choices=names, value=last),
            self.address: address,
        }

    def _timeline(self, topic: str, narrowed: Filters) -> Timeline:
        return build_timeline(self.archive.retriever, topic, **dict(narrowed))

    def _listed(self, shown: Shown) -> Updates:
        return {
            self.view.events: events_list(shown.timeline, shown.stretch, shown.narrowed, None),
            self.view.article: NO_EVENT if shown.timeline.events else NO_ARTICLE,
            self.view.shown: shown,
        }

    def _nothing(self, words: str) -> Updates:
        return {
            self.view.events: words,
            self.view.article: NO_ARTICLE,
            self.view.drawn: gr.update(visible="hidden"),
            self.view.shown: None,
        }

    def brush(self, shown: Shown | None, event: gr.SelectData) -> Updates:
        """List the events in what was printed in the stretch that was drawn on the bars."""
        names = event.index if isinstance(event.index, list) else []
        return self._within(shown, [str(name) for name in names])

    def choose(self, shown: Shown | None, since: str | None, until: str | None) -> Updates:
        """List the events in what was printed from one period to another."""
        return self._within(shown, [name for name in (since, until) if name])

    def _within(self, shown: Shown | None, names: list[str]) -> Updates:
        ends = chosen(shown.offered, names) if shown else None
        if shown is None or ends is None:
            return {self.view.since: gr.skip()}
        since, until = ends
        is_all = (since, until) == (shown.offered[0], shown.offered[-1])
        try:
            narrowed = shown.filters if is_all else _narrower(shown.filters, since, until)
            timeline = self._timeline(shown.timeline.topic, narrowed)
        except Exception as error:
            return {self.view.events: told(why_not(error))}
        words = f"{format_day(since.first)} to {format_day(until.last)}"
        return {
            **self._listed(shown._replace(timeline=timeline, stretch="" if is_all else words)),
            self.view.since: since.name,
            self.view.until: until.name,
        }

    def open_event(self, shown: Shown | None, event: gr.EventData) -> tuple[str, str]:
        """Show the quote of an event in its article."""
        quotes: list[Quote] = [each.quote for each in shown.timeline.events] if shown else []
        number = int(event._data["quote"])
        if shown is None or not 0 <= number < len(quotes):
            return NO_TOPIC, NO_ARTICLE
        listed = events_list(shown.timeline, shown.stretch, shown.narrowed, number)
        return listed, quote_in_article(self.archive.retriever, quotes[number])

    def picture(self, shown: Shown | None) -> Made:
        """The events that are listed, as a picture.

        Raises:
            AskAgainError: No topic was shown.
        """
        if shown is None:
            raise AskAgainError("There is no timeline yet. Show a topic first.")
        name = f"newsquote-timeline-{dt.datetime.now(dt.UTC):%Y-%m-%d}.svg"
        return Made(name, partial(draw_timeline, shown.timeline))


def timeline_view(
    archive: Archive,
    page: gr.Blocks,
    tabs: gr.Tabs,
    narrowing: Narrowing,
    address: gr.HTML,
    shared: gr.State,
) -> None:
    """Lay out the view inside the open page, and wire it; arguments as of `Telling`.

    ``shared`` is for the topic that the address brings. It must be outside the view's tab: while
    that has not been opened, Gradio calls every update of a state in it a change.
    """
    with gr.Column(elem_id="timeline-view"):
        with gr.Row(elem_id="topic-row"):
            topic = gr.Textbox(
                label="Topic",
                show_label=False,
                placeholder="A topic: a name, an event, a few words",
                max_length=_LONGEST_TOPIC,
                scale=6,
                min_width=120,
                elem_id="topic",
            )
            show = gr.Button(
                "Show", variant="primary", scale=1, min_width=80, elem_id="show-timeline"
            )
        queue = queue_line("topic-queue")
        drawn, coverage, colours, since, until, download = _drawn_pane()
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=300):
                events = gr.HTML(NO_TOPIC, elem_id="events", js_on_load=script("quotes"))
            with gr.Column(scale=6, min_width=300):
                article = gr.HTML(NO_ARTICLE, elem_id="event-article", js_on_load=script("article"))
    view = TimelineView(
        topic, show, queue, drawn, coverage, colours, since, until, events, article, download,
        gr.State(None), shared,
    )  # fmt: skip
    _wire(Telling(archive, view, tabs, narrowing, address), page)


def _drawn_pane() -> tuple[gr.Column, gr.BarPlot, gr.HTML, gr.Dropdown, gr.Dropdown, Download]:
    """The bars, and fields that do the same as drawing across them."""
    with gr.Column(visible=False, elem_id="drawn") as drawn:
        coverage = gr.BarPlot(
            x="time",
            y="articles",
            color="outlet",
            x_title=" ",
            y_title=" ",
            colors_in_legend=[],  # Gradio's is cut off on a phone; ours is below
            y_lim=[0, None],
            x_label_angle=-90,
            label="Articles on the topic by outlet; draw across to see what was printed then",
            show_label=True,
            height=210,
            buttons=[],
            elem_id="coverage",
        )
        legend_line = gr.HTML(elem_id="coverage-legend")
        with gr.Row(elem_id="stretch"):
            since = gr.Dropdown([], label="Published from", min_width=120, elem_id="since")
            until = gr.Dropdown([], label="to", min_width=120, elem_id="until")
            with gr.Column(min_width=160, elem_id="picture"):
                download = download_button("Download as picture", "draw")
    return drawn, coverage, legend_line, since, until, download


def _wire(telling: Telling, page: gr.Blocks) -> None:
    view = telling.view
    listed = [view.events, view.article, view.shown, view.since, view.until]
    found = [*listed, view.topic, view.drawn, view.coverage, view.legend, telling.address]
    for trigger in (view.show.click, view.topic.submit):
        trigger(telling.show, [view.topic, *telling.narrowing], found, **asks(view.queue))
    page.load(telling.take_up, None, [telling.tabs, view.topic, view.shared], **QUIET)
    view.shared.change(telling.show_shared, view.shared, found, **asks(view.queue))
    view.coverage.select(telling.brush, view.shown, listed, **asks(view.queue))
    for field in (view.since, view.until):
        field.input(
            telling.choose, [view.shown, view.since, view.until], listed, **asks(view.queue)
        )
    view.events.click(
        telling.open_event,
        view.shown,
        [view.events, view.article],
        **QUIET,
        trigger_mode="multiple",  # as for the quotes of an answer
    )
    view.download.wire(telling.picture, [view.shown])


def _narrower(narrowed: Filters, since: Period, until: Period) -> Filters:
    """Filters that let through only what was published in some periods, too."""
    return Filters(
        after=max(narrowed.after or since.first, since.first),
        before=min(narrowed.before or until.last, until.last),
        outlets=narrowed.outlets,
        sections=narrowed.sections,
        article_ids=narrowed.article_ids,
    )
