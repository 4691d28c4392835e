"""The line that tells somebody who waits how many questions are ahead of theirs.

Gradio knows it; here it is only put into words.
"""

from typing import Any

import gradio as gr

from page.assets import script
from page.calls import ASKS


def queue_line(name: str) -> gr.HTML:
    """Lay out the line inside the open page; it is empty while nothing waits.

    Args:
        name: Id of its element.
    """
    return gr.HTML(elem_id=name, elem_classes="nq-queue", js_on_load=script("queue"))


def asks(line: gr.HTML) -> dict[str, Any]:
    """How handlers are called that search the archive and, if they must wait, say so in a line."""
    return {**ASKS, "show_progress": "minimal", "show_progress_on": line}
