"""The view where questions are asked: a conversation, its quotes, and the article they stand in.

All state belongs to one visitor. The library answers; this lays out and wires.
"""

from typing import Any

import gradio as gr

from page.article import NO_ARTICLE
from page.asking import Asking
from page.assets import script
from page.calls import QUIET
from page.cards import NO_QUOTES
from page.keep import keep_pane, wire_keeping
from page.narrow import narrowed_line, narrowing_pane
from page.queue import asks, queue_line
from page.say import say_pane, wire_saying
from page.view import AskView
from qa import MOST_EXAMPLES, Archive


def ask_view(archive: Archive, page: gr.Blocks, *, read_only: bool = False) -> Asking:
    """Lay out the view inside the open page, and wire it.

    Args:
        archive: What is asked.
        page: The page that is open.
        read_only: Store nothing beside the index: what visitors say of answers is not asked.
    """
    # The order is that of the tabulator, and of a phone; the style sheet puts them side by side.
    with gr.Row(elem_id="ask-view"):
        with gr.Column(elem_id="talk", min_width=0):
            narrowed = narrowed_line()
            chat, question, ask, stop = _chat_pane()
            queue = queue_line("queue")
            understood_row, understood, ask_understood = _understood_row()
            with gr.Column(elem_id="examples") as example_column:
                gr.Markdown("For example:")
                examples = _example_buttons(archive.examples)
        with gr.Column(elem_id="read", min_width=0):
            which = gr.Dropdown([], label="Quotes for", visible=False, elem_id="which")
            quotes = _html_pane("quotes", NO_QUOTES)
            article = _html_pane("article", NO_ARTICLE)
        with gr.Column(elem_id="tend", min_width=0):
            narrowing, histogram = narrowing_pane(archive)
            keep = keep_pane()
            say = None if read_only else say_pane()
            clear = gr.Button("New conversation", size="sm", elem_id="clear")
    view = AskView(
        chat=chat,
        question=question,
        ask=ask,
        stop=stop,
        queue=queue,
        understood=understood,
        understood_row=understood_row,
        ask_understood=ask_understood,
        narrowed=narrowed,
        narrowing=narrowing,
        examples=examples,
        example_column=example_column,
        which=which,
        quotes=quotes,
        article=article,
        clear=clear,
        address=gr.HTML(visible="hidden", elem_id="address", js_on_load=script("address")),
        turns=gr.State([]),
        shared=gr.State(""),
        saved=gr.BrowserState(storage_key="newsquote", secret="newsquote"),  # noqa: S106
    )
    asking = Asking(archive, view)
    taken_up, asked = _wire_load(asking, page)
    page.load(asking.draw_over_time, None, histogram, **QUIET)
    begun = [*_wire_asking(asking), asked]
    # Not `turns.change`: Gradio would hash the turns, which cannot be hashed.
    changes = [event.then for event in (taken_up, *begun, *_wire_after(asking, begun))]
    _wire_narrowing(asking, histogram)
    wire_keeping(archive, keep, view.turns, which, changes)
    if say:
        wire_saying(archive, say, view.turns, which, changes)
    return asking


def _chat_pane() -> tuple[gr.Chatbot, gr.Textbox, gr.Button, gr.Button]:
    chat = gr.Chatbot(
        show_label=False,
        height="auto",
        render_markdown=False,  # still shown as HTML, so whatever goes in is escaped
        latex_delimiters=[],
        feedback_options=None,
        buttons=[],  # its copy button would copy escaped text
        placeholder="Ask a question in your own words. The answer is made of exact quotes.",
        autoscroll=False,  # page/assets/keys.js shows the last question at the top
        editable="user",
        elem_id="chat",
    )
    with gr.Row(elem_id="question-row"):
        question = gr.Textbox(
            label="Question",
            show_label=False,
            placeholder="Type a question, press Enter",
            scale=6,
            min_width=120,
            autofocus=True,
            elem_id="question",
        )
        ask = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
        stop = gr.Button("Stop", scale=1, min_width=80, visible="hidden", elem_id="stop")
    return chat, question, ask, stop


def _understood_row() -> tuple[gr.Row, gr.Textbox, gr.Button]:
    with gr.Row(visible=False, elem_id="understood-row") as row:
        understood = gr.Textbox(
            label="Understood as (edit it and ask again)", scale=6, elem_id="understood"
        )
        ask = gr.Button("Ask this", scale=1, min_width=80, size="sm", elem_id="ask-understood")
    return row, understood, ask


def _example_buttons(questions: list[str]) -> list[gr.Button]:
    """Buttons for these; hidden ones for those that a later build may add."""
    more = [""] * (MOST_EXAMPLES - len(questions))
    return [gr.Button(words, size="sm", visible=bool(words)) for words in (*questions, *more)]


def _html_pane(name: str, value: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script(name))


def _wire_asking(asking: Asking) -> list[Any]:
    """Everything that a visitor can do to have something asked."""
    view = asking.view
    given = [view.turns, *view.narrowing]
    triggers: list[tuple[Any, Any, list[Any]]] = [
        (view.ask.click, asking.ask, [view.question]),
        (view.question.submit, asking.ask, [view.question]),
        (view.ask_understood.click, asking.ask_as_it_stands, [view.understood]),
        (view.understood.submit, asking.ask_as_it_stands, [view.understood]),
        (view.chat.retry, asking.retry, []),
        (view.chat.edit, asking.edit, []),
    ]
    triggers += [(example.click, asking.ask, [example]) for example in view.examples]
    return [
        trigger(handler, [*source, *given], view.changing, **asks(view.queue))
        for trigger, handler, source in triggers
    ]


def _wire_load(asking: Asking, page: gr.Blocks) -> tuple[Any, Any]:
    """Take up what the address and the browser remember when the page is opened."""
    view = asking.view
    found = [*view.changing, view.shared, *view.narrowing]
    taken_up = page.load(asking.take_up, view.saved, found, **QUIET)
    given = [view.shared, view.turns, *view.narrowing]
    asked = view.shared.change(asking.ask_shared, given, view.changing, **asks(view.queue))
    return taken_up, asked


def _wire_after(asking: Asking, begun: list[Any]) -> list[Any]:
    """Stop, clear, and go from quote to quote; what clears is returned."""
    view = asking.view
    view.stop.click(asking.stopped, view.turns, view.changing, cancels=begun, **QUIET)
    cleared = [
        clear(asking.start_anew, None, view.changing, cancels=begun, **QUIET)
        for clear in (view.clear.click, view.chat.clear)
    ]
    shown, panes = [view.turns, view.which], [view.quotes, view.article]
    for pane in panes:
        # The last click counts. Gradio's "always_last" would repeat the one before; so quotes.js
        # sends one at a time.
        pane.click(asking.open_quote, shown, panes, **QUIET, trigger_mode="multiple")
    view.which.input(asking.open_answer, shown, panes, **QUIET)
    return cleared


def _wire_narrowing(asking: Asking, histogram: gr.BarPlot) -> None:
    view = asking.view
    fields = list(view.narrowing)
    gr.on(
        [field.change for field in view.narrowing],
        asking.tell_narrowing,
        fields,
        [view.narrowed.row, view.narrowed.words],
        trigger_mode="always_last",
        **QUIET,
    )
    view.narrowed.clear.click(asking.widen, None, fields, **QUIET)
    view.article.select(
        asking.only_this,
        [view.turns, view.which, view.narrowing.articles],
        view.narrowing.articles,
        **QUIET,
    )
    histogram.select(
        asking.draw_across, None, [view.narrowing.after, view.narrowing.before], **QUIET
    )
