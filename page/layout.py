"""The whole page: a heading, and one view for each thing to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from index import MOST_BYTES, IndexSummary
from page.archive import Archive
from page.ask import ask_view, on_load
from page.assets import style
from page.tend import tend_tab
from page.tending import MayTend, everyone
from qa import format_day


def build_page(
    archive: Archive, allowed_folders: Sequence[Path] = (), may_tend: MayTend = everyone
) -> gr.Blocks:
    """Lay out the page for an archive. All state belongs to one visitor.

    Args:
        archive: What is asked.
        allowed_folders: Folders on this machine that visitors may have read into the archive.
        may_tend: Who may tend the archive; `page.nobody` makes the page read-only.
    """
    page = gr.Blocks(title="newsquote", analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(_heading(archive.retriever.summary()))
        with gr.Tabs():
            with gr.Tab("Ask", id="ask"):
                on_load(ask_view(archive), page)
            tend_tab(archive, page, allowed_folders, may_tend)
    return page


def page_options() -> dict[str, Any]:
    """Arguments for ``launch`` that keep the page offline and in newsquote's dress."""
    return {
        "theme": gr.themes.Soft(
            primary_hue="blue",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        "css": style(),
        "footer_links": [],
        "max_file_size": MOST_BYTES,
        "share": False,
        "ssr_mode": False,
        "show_error": False,
        "enable_monitoring": False,
    }


def _heading(summary: IndexSummary) -> str:
    span = ""
    if summary.first_day and summary.last_day:
        span = f", {format_day(summary.first_day)} to {format_day(summary.last_day)}"
    return (
        "<h1>newsquote</h1>"
        f'<p class="nq-credit">{summary.articles:,} articles{span}. Answers are exact quotes.</p>'
    )
