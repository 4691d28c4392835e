"""The part of the page where answers are kept: downloaded as files that can be checked later."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import gradio as gr

from page.archive import Archive
from page.calls import QUIET
from page.download import Download, Made, download_button
from qa import AskAgainError, Turn, export_turns, write_export

_THIS, _WHOLE = "This answer", "The whole conversation"
_FORMATS = {"Markdown": ".md", "JSON": ".json", "BibTeX": ".bib", "CSL JSON": ".csl.json"}


class KeepPane(NamedTuple):
    """The parts of the pane."""

    pane: gr.Accordion
    what: gr.Radio
    form: gr.Radio
    download: Download


class Keeping(NamedTuple):
    """What the pane does for one archive. Methods, for Gradio reads their signatures."""

    archive: Archive

    def make(self, turns: list[Turn], which: int | None, what: str, form: str) -> Made:
        """An export of the visitor's own conversation, or of the answer that is shown.

        Raises:
            AskAgainError: There is no answer yet.
        """
        kept = turns if what == _WHOLE else turns_shown(turns, which)[-1:]
        if not kept:
            raise AskAgainError("There is no answer to keep yet. Ask first.")
        assistant = self.archive.assistant
        export = export_turns(assistant.retriever, assistant.reader.name, kept)
        name = f"newsquote-{export.made:%Y-%m-%d}{_FORMATS[form]}"
        return Made(name, partial(write_export, export))


def turns_shown(turns: list[Turn], which: int | None) -> list[Turn]:
    """The conversation up to the answer that is shown: the chosen one, or the last."""
    return turns if which is None or not 0 <= which < len(turns) else turns[: which + 1]


def keep_pane() -> KeepPane:
    """Lay out the pane inside the open page; it is hidden while there is no answer."""
    with gr.Accordion(
        "Keep: download it with its quotes", open=False, visible=False, elem_id="keep"
    ) as pane:
        what = gr.Radio([_THIS, _WHOLE], value=_THIS, label="What to keep", elem_id="keep-what")
        form = gr.Radio(list(_FORMATS), value="Markdown", label="Format", elem_id="keep-form")
        download = download_button("Download", "keep-download")
    return KeepPane(pane, what, form, download)


def wire_keeping(
    archive: Archive,
    keep: KeepPane,
    turns: gr.State,
    which: gr.Dropdown,
    changes: Sequence[Callable[..., Any]],
) -> None:
    """Wire the pane to the visitor's conversation, which the ``changes`` change."""
    keep.download.wire(Keeping(archive).make, [turns, which, keep.what, keep.form])
    for change in changes:
        change(_is_there, turns, keep.pane, **QUIET)


def _is_there(turns: list[Turn]) -> dict[str, Any]:
    update: dict[str, Any] = gr.update(visible=bool(turns))
    return update
