"""A line that tells what came of something, to the eye and to screen readers."""

import logging

import gradio as gr

from corpus import NewsQuoteError
from page.assets import script
from page.markup import text

_BROKEN = (
    "Something went wrong here, not with what you asked. The server's log says what. Try again."
)

_LOG = logging.getLogger("newsquote.page")


def told_line(name: str) -> gr.HTML:
    """Lay out an empty line inside the open page."""
    return gr.HTML(elem_id=name, js_on_load=script("told"))


def told(words: str) -> str:
    """What the line is to say."""
    return f'<p class="nq-hint" dir="auto" data-say="{text(words)}">{text(words)}</p>'


def why_not(error: Exception) -> str:
    """What to tell a visitor of an error: its message if it is for people; others are logged."""
    if isinstance(error, NewsQuoteError):
        return str(error)
    _LOG.error("A visitor's wish could not be met.", exc_info=error)
    return _BROKEN
