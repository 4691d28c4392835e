"""The view in which an archive is tended: what is in it, adding, the last build, removing.

Only for those who may; lays out and wires. What happens is in `page.tending`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import FORMATS
from index import MOST_BYTES
from page.builds import Builds
from page.calls import QUIET
from page.holdings import LEDGER_HEADERS, OUTCOMES
from page.tending import MayTend, Tending, TendView, everyone
from qa import Archive

_SECONDS_BETWEEN_LOOKS = 1.0


def tend_tab(
    archive: Archive,
    page: gr.Blocks,
    allowed_folders: Sequence[Path] = (),
    may_tend: MayTend = everyone,
    *,
    most_upload: int = MOST_BYTES,
) -> Tending:
    """Lay out the tab inside the open tabs of a page, and wire it.

    Args:
        archive: What is tended.
        page: The page, which shows the tab to those who may when it is opened.
        allowed_folders: Folders on this machine that visitors may name to be read.
        may_tend: Whether a visitor may see and do any of it; asked at every step.
        most_upload: Bytes of files that are handed in at once, unpacked.
    """
    builds = Builds(archive.folder, allowed_folders, most_upload)
    with gr.Tab("Archive", visible=False, id="archive", elem_id="archive-tab") as tab:
        told = gr.HTML("", elem_id="archive-told")
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=320):
                gr.HTML("<h2>In the archive</h2>")
                holdings = gr.HTML("", elem_id="holdings")
                adding = _adding(builds.allowed, most_upload)
            with gr.Column(scale=6, min_width=320):
                last = _last_build()
                removing = _removing()
    view = TendView(tab, told, holdings, *adding, *last, *removing)
    tending = Tending(archive, builds, view, may_tend)
    _wire(tending, page)
    return tending


def _adding(allowed: Sequence[Path], most_upload: int) -> tuple[Any, ...]:
    gr.HTML(
        "<h2>Add articles</h2>"
        '<p class="nq-credit">Text, Markdown, saved web pages, JSON, JSON Lines or CSV, also'
        f" gzipped or in a .zip; at most {most_upload / 2**20:,.0f} MiB at once, unpacked.</p>"
    )
    files = gr.File(
        label="Files",
        file_count="multiple",
        file_types=[*FORMATS, ".gz", ".zip"],
        height=140,
        elem_id="upload",
    )
    folder = gr.Textbox(
        label="Or a folder on the server",
        info=f"Inside {', '.join(map(str, allowed))}",
        visible=bool(allowed),
        elem_id="folder",
    )
    with gr.Row():
        build = gr.Button("Build", variant="primary", min_width=80, elem_id="build")
        again = gr.Button("Build again what was added here", min_width=80, elem_id="build-again")
        cancel = gr.Button("Cancel", min_width=80, visible=False, elem_id="build-cancel")
    progress = gr.HTML("", elem_id="build-progress")
    timer = gr.Timer(_SECONDS_BETWEEN_LOOKS, active=False)
    return files, folder, build, again, cancel, progress, timer


def _last_build() -> tuple[Any, ...]:
    gr.HTML("<h2>Last build</h2>")
    ledger_told = gr.HTML("", elem_id="ledger-told")
    outcome = gr.Radio(["all", *OUTCOMES], value="all", label="Show", elem_id="outcome")
    ledger = gr.Dataframe(
        headers=LEDGER_HEADERS,
        datatype="str",
        column_widths=["100px", "222px", "238px", "160px"],
        interactive=False,
        wrap=True,
        max_height=360,
        buttons=[],
        show_label=False,
        elem_id="ledger",
    )
    return ledger_told, outcome, ledger


def _removing() -> tuple[Any, ...]:
    gr.HTML(
        "<h2>Remove an article</h2>"
        '<p class="nq-credit">It stops answering at once and stays out of later builds, until it is'
        " taken back. Its text stays in the index, so that old quotes can be checked.</p>"
    )
    with gr.Row():
        words = gr.Textbox(label="Words of its headline, or its id", scale=6, elem_id="find-words")
        find = gr.Button("Find", scale=1, min_width=80, elem_id="find")
    found = gr.CheckboxGroup([], label="Found", elem_id="found")
    note = gr.Textbox(label="Why (kept with the index)", max_length=500, elem_id="withdraw-note")
    withdraw = gr.Button("Remove from answers", variant="stop", elem_id="withdraw")
    withdrawn = gr.CheckboxGroup([], label="Removed", visible=False, elem_id="withdrawn")
    restore = gr.Button("Take back", visible=False, elem_id="restore")
    return words, find, found, note, withdraw, withdrawn, restore


def _wire(tending: Tending, page: gr.Blocks) -> None:
    view = tending.view
    changing, outcome = view.changing, view.outcome
    page.load(tending.show_tab, None, view.tab, **QUIET)
    view.tab.select(tending.refresh, outcome, changing, **QUIET)
    view.build.click(tending.build, [view.files, view.folder], changing, **QUIET)
    view.folder.submit(tending.build, [view.files, view.folder], changing, **QUIET)
    view.again.click(tending.build_again, None, changing, **QUIET)
    view.cancel.click(tending.cancel, outcome, changing, **QUIET)
    view.timer.tick(tending.watch, outcome, changing, **QUIET)
    outcome.input(tending.show_ledger, outcome, changing, **QUIET)
    view.find.click(tending.find, view.words, changing, **QUIET)
    view.words.submit(tending.find, view.words, changing, **QUIET)
    view.withdraw.click(tending.withdraw, [view.found, view.note, outcome], changing, **QUIET)
    view.restore.click(tending.restore, [view.withdrawn, outcome], changing, **QUIET)
