"""The view where questions are asked: a conversation, its quotes, and the article they stand in.

All state belongs to one visitor. The library answers; this lays out and wires.
"""

import gradio as gr

from page.archive import Archive
from page.article import NO_ARTICLE
from page.asking import Asking, AskView
from page.assets import script
from page.cards import NO_QUOTES
from page.narrow import narrowing_pane

ASKED_AT_ONCE = 2


def ask_view(archive: Archive) -> Asking:
    """Lay out the view inside the open page, and wire it."""
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=320):
            chat, question, ask, stop = _chat_pane()
            with gr.Row(visible=False, elem_id="understood-row") as understood_row:
                understood = gr.Textbox(
                    label="Understood as (edit it and ask again)",
                    scale=6,
                    elem_id="understood",
                )
                ask_understood = gr.Button("Ask this", scale=1, min_width=80, size="sm")
            narrowing = narrowing_pane(archive)
            gr.Examples(archive.examples, question, label="For example", elem_id="examples")
            clear = gr.Button("New conversation", size="sm", elem_id="clear")
        with gr.Column(scale=6, min_width=320):
            quotes = _html_pane("quotes", NO_QUOTES)
            article = _html_pane("article", NO_ARTICLE)
    view = AskView(
        chat,
        question,
        ask,
        stop,
        understood,
        understood_row,
        ask_understood,
        narrowing,
        quotes,
        article,
        clear,
        turns=gr.State([]),
        saved=gr.BrowserState([], storage_key="newsquote", secret="newsquote"),  # noqa: S106
        address=gr.State(""),
    )
    asking = Asking(archive, view)
    _wire(asking)
    return asking


def _chat_pane() -> tuple[gr.Chatbot, gr.Textbox, gr.Button, gr.Button]:
    chat = gr.Chatbot(
        show_label=False,
        height=400,
        render_markdown=False,  # still shown as HTML, so whatever goes in passes `text`
        feedback_options=None,
        buttons=[],  # its copy button would copy escaped text
        placeholder="Ask the archive. The answer is made of exact quotes.",
        editable="user",
        elem_id="chat",
    )
    with gr.Row():
        question = gr.Textbox(
            label="Question",
            show_label=False,
            placeholder="Your question",
            scale=6,
            autofocus=True,
            elem_id="question",
        )
        ask = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
        stop = gr.Button("Stop", scale=1, min_width=80, visible=False, elem_id="stop")
    return chat, question, ask, stop


def _html_pane(name: str, value: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script(name))


def _wire(asking: Asking) -> None:
    view = asking.view
    narrowed = list(view.narrowing)
    outputs = view.changing
    begun = [
        trigger(
            asking.ask,
            [source, view.turns, *narrowed],
            outputs,
            api_visibility="private",
            concurrency_limit=ASKED_AT_ONCE,
            concurrency_id="ask",
            show_progress_on=[view.quotes],
        )
        for trigger, source in (
            (view.ask.click, view.question),
            (view.question.submit, view.question),
            (view.ask_understood.click, view.understood),
            (view.understood.submit, view.understood),
        )
    ]
    for event in begun:
        event.then(None, view.address, None, js=script("address"), api_visibility="private")
    view.stop.click(
        asking.stopped,
        view.turns,
        outputs,
        cancels=list(begun),
        api_visibility="private",
    )
    view.chat.retry(
        asking.retry,
        [view.turns, *narrowed],
        outputs,
        api_visibility="private",
        concurrency_limit=ASKED_AT_ONCE,
        concurrency_id="ask",
    )
    view.chat.edit(
        asking.edit,
        [view.turns, *narrowed],
        outputs,
        api_visibility="private",
        concurrency_limit=ASKED_AT_ONCE,
        concurrency_id="ask",
    )
    view.quotes.click(
        asking.open_quote,
        view.turns,
        [view.quotes, view.article],
        api_visibility="private",
    )
    view.article.click(
        asking.open_quote,
        view.turns,
        [view.quotes, view.article],
        api_visibility="private",
    )
    view.clear.click(asking.start_anew, None, outputs, api_visibility="private")


def on_load(asking: Asking, page: gr.Blocks) -> None:
    """Take up what the address and the browser remember when the page is opened."""
    view = asking.view
    page.load(
        asking.take_up,
        view.saved,
        [*view.changing, *view.narrowing],
        api_visibility="private",
    ).then(None, None, None, js=script("take_up"), api_visibility="private")
