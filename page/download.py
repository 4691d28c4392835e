"""A button whose file is made when it is pressed, and goes to the visitor at once.

Gradio's own button hands over a file that was made before. Knows nothing of what is in a file.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import gradio as gr
from gradio.components import Component

from page.assets import script
from page.calls import KEEPS, QUIET
from page.told import told, told_line, why_not

KEPT_SECONDS = 600
"""How long a file stays on the server."""


class Made(NamedTuple):
    """A file to be made.

    Attributes:
        name: Ours, never from an archive or a visitor.
        write: Writes the file to a path.
    """

    name: str
    write: Callable[[Path], None]


class Download(NamedTuple):
    """The parts: what is pressed, what carries the file, and the line that tells what came."""

    press: gr.Button
    carrier: gr.DownloadButton
    line: gr.HTML

    def wire(self, make: Callable[..., Made], inputs: Sequence[Component]) -> None:
        """Make a file of the inputs' values when the button is pressed.

        Args:
            make: From the values to the file; what it raises is told.
            inputs: Where the values are; a state among them is the visitor's own.
        """

        def hand_over(*values: object) -> tuple[str | None, str]:
            try:
                made = make(*values)
                with TemporaryDirectory() as folder:
                    path = Path(folder) / made.name
                    made.write(path)
                    # Into a folder of Gradio's that is named by a digest of the content.
                    served = self.carrier.move_resource_to_block_cache(path)
            except Exception as error:
                return None, told(why_not(error))
            return served, told(f"{made.name} was made for you.")

        self.press.click(hand_over, list(inputs), [self.carrier, self.line], **KEEPS).then(
            None, self.carrier, None, js=script("download"), **QUIET
        )


def download_button(label: str, name: str) -> Download:
    """Lay out the button inside the open page.

    Args:
        label: What it says.
        name: Id of its element.
    """
    return Download(
        press=gr.Button(label, size="sm", elem_id=name),
        carrier=gr.DownloadButton(visible=False, elem_id=f"{name}-file"),
        line=told_line(f"{name}-told"),
    )
