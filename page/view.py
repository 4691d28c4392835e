"""The parts of the view where questions are asked, by name."""

from typing import NamedTuple

import gradio as gr
from gradio.blocks import Block

from page.narrow import Narrowed, Narrowing


class AskView(NamedTuple):
    """The parts of the view."""

    chat: gr.Chatbot
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    queue: gr.HTML
    understood: gr.Textbox
    understood_row: gr.Row
    ask_understood: gr.Button
    narrowed: Narrowed
    narrowing: Narrowing
    examples: list[gr.Button]
    example_column: gr.Column
    which: gr.Dropdown
    quotes: gr.HTML
    article: gr.HTML
    clear: gr.Button
    address: gr.HTML
    turns: gr.State
    shared: gr.State
    saved: gr.BrowserState

    @property
    def changing(self) -> list[Block]:
        """What an answer changes."""
        return [
            self.question,
            self.chat,
            self.turns,
            self.which,
            self.quotes,
            self.article,
            self.understood,
            self.understood_row,
            self.example_column,
            self.ask,
            self.stop,
            self.address,
            self.saved,
        ]
