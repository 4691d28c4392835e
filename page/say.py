"""The part of the page where a visitor says whether an answer was right.

What is said is stored beside the index, with all that is needed to see the same answer again.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block

from page.calls import KEEPS, QUIET
from page.keep import turns_shown
from page.told import told, told_line, why_not
from qa import Archive, FeedbackBox, SayAgainError, Turn, Verdict, make_feedback

_THANKS = "Thank you. It is stored together with the question and the answer."
_VERDICTS = {
    "Helpful": Verdict.HELPFUL,
    "Wrong quote": Verdict.WRONG_QUOTE,
    "Wrong answer": Verdict.WRONG_ANSWER,
}
_LONGEST_NOTE = 2_000  # characters; `make_feedback` checks it too

Updates = dict[Block, Any]


class SayPane(NamedTuple):
    """The parts of the pane."""

    pane: gr.Accordion
    verdict: gr.Radio
    quoted: gr.CheckboxGroup
    note: gr.Textbox
    send: gr.Button
    line: gr.HTML


class Saying(NamedTuple):
    """What the pane does for one archive. Methods, for Gradio reads their signatures."""

    archive: Archive
    view: SayPane

    def offered(self, turns: list[Turn], which: int | None) -> Updates:
        """Empty fields for the answer that is shown."""
        shown = turns_shown(turns, which)
        count = len(shown[-1].answer.quotes) if shown else 0
        numbers = [(str(number + 1), number) for number in range(count)]
        return {
            self.view.pane: gr.update(visible=bool(turns)),
            self.view.verdict: None,
            self.view.quoted: gr.update(choices=numbers, value=[], visible=count > 0),
            self.view.note: "",
            self.view.line: "",
        }

    def send(
        self,
        turns: list[Turn],
        which: int | None,
        verdict: str | None,
        quoted: list[int] | None,
        note: str | None,
    ) -> Updates:
        """Store what is said of the answer that is shown."""
        try:
            if verdict is None:
                raise SayAgainError("Choose one of the three first.")
            assistant = self.archive.assistant
            said = make_feedback(
                assistant.retriever,
                assistant.reader.name,
                turns_shown(turns, which),
                _VERDICTS[verdict],
                note=note or "",
                quoted=quoted or (),
            )
            FeedbackBox(self.archive.folder).add(said)
        except Exception as error:
            return {self.view.line: told(why_not(error))}
        return {**self.offered(turns, which), self.view.line: told(_THANKS)}


def say_pane() -> SayPane:
    """Lay out the pane inside the open page; it is hidden while there is no answer."""
    label = "Say what was wrong, or right"
    with gr.Accordion(label, open=False, visible=False, elem_id="say") as pane:
        verdict = gr.Radio(list(_VERDICTS), label="This answer", elem_id="say-verdict")
        quoted = gr.CheckboxGroup(
            [], label="Which quotes (none means all)", visible=False, elem_id="say-quotes"
        )
        note = gr.Textbox(
            label="In your words", lines=2, max_lines=6, max_length=_LONGEST_NOTE, elem_id="note"
        )
        send = gr.Button("Send", size="sm", elem_id="send")
        line = told_line("say-told")
    return SayPane(pane, verdict, quoted, note, send, line)


def wire_saying(
    archive: Archive,
    say: SayPane,
    turns: gr.State,
    which: gr.Dropdown,
    changes: Sequence[Callable[..., Any]],
) -> None:
    """Wire the pane to the visitor's conversation, which the ``changes`` change."""
    saying = Saying(archive, say)
    for change in (*changes, which.input):
        change(saying.offered, [turns, which], list(say), **QUIET)
    given = [turns, which, say.verdict, say.quoted, say.note]
    say.send.click(saying.send, given, list(say), **KEEPS)
