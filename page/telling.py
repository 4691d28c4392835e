"""What happens in the view of a topic over time: its events are shown, narrowed, opened, drawn.

All state belongs to one visitor. The library finds the events; `page.timeline` lays out and wires.
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
from page.cards import waiting
from page.coverage import Period, bars, chosen, legend, periods
from page.download import Download, Made
from page.events import NO_EVENT, NO_TOPIC, events_list
from page.narrow import Narrowing, filters, in_words
from page.told import told, why_not
from qa import Archive, AskAgainError, Quote, Timeline, build_timeline, draw_timeline, format_day

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


def _narrower(narrowed: Filters, since: Period, until: Period) -> Filters:
    """Filters that let through only what was published in some periods, too."""
    return Filters(
        after=max(narrowed.after or since.first, since.first),
        before=min(narrowed.before or until.last, until.last),
        outlets=narrowed.outlets,
        sections=narrowed.sections,
        article_ids=narrowed.article_ids,
    )
