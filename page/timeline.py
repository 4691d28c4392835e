"""The view of a topic over time: its events in order, and who printed how much when.

Lays out and wires. What happens is in `page.telling`.
"""

import gradio as gr

from page.article import NO_ARTICLE
from page.assets import script
from page.calls import QUIET
from page.download import Download, download_button
from page.events import NO_TOPIC
from page.narrow import Narrowing
from page.queue import asks, queue_line
from page.telling import Telling, TimelineView
from qa import Archive

_LONGEST_TOPIC = 500  # characters


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
