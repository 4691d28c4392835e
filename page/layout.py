"""The whole page: a heading, and one view for each thing to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block

from index import MOST_BYTES, IndexSummary
from page.ask import ask_view
from page.assets import script, style
from page.calls import QUIET
from page.download import KEPT_SECONDS
from page.login import TRIES_PER_MINUTE
from page.offline import stay_offline
from page.tend import tend_tab
from page.tending import MayTend, everyone
from page.timeline import timeline_view
from qa import Archive, counted, format_day

Updates = dict[Block, Any]
_SIGN_IN = (
    "<p><strong>newsquote</strong> answers questions on an archive of news, in exact quotes."
    " Whoever runs it here gives names and passwords."
    f" After {TRIES_PER_MINUTE} tries, wait a minute.</p>"
)


def build_page(
    archive: Archive,
    allowed_folders: Sequence[Path] = (),
    may_tend: MayTend = everyone,
    *,
    read_only: bool = False,
    most_upload: int = MOST_BYTES,
) -> gr.Blocks:
    """Lay out the page for an archive. All state belongs to one visitor.

    Args:
        archive: What is asked.
        allowed_folders: Folders on this machine that visitors may have read into the archive.
        may_tend: Who may tend the archive; `page.nobody` for nobody.
        read_only: Whether no feedback is taken.
        most_upload: Bytes of files that are handed in at once, unpacked.
    """
    stay_offline()
    page = gr.Blocks(
        title="newsquote",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(KEPT_SECONDS, KEPT_SECONDS),  # downloads hold questions
    )
    with page:
        heading = gr.HTML(_heading(archive.retriever.summary()))
        shared_topic = gr.State("")
        with gr.Tabs(elem_id="views") as tabs:
            with gr.Tab("Ask", id="ask"):
                view = ask_view(archive, page, read_only=read_only).view
            with gr.Tab("Timeline", id="timeline"):
                timeline_view(archive, page, tabs, view.narrowing, view.address, shared_topic)
            tend_tab(archive, page, allowed_folders, may_tend, most_upload=most_upload)

        def show_as_it_is() -> Updates:
            """What a build since the start has changed."""
            offered = dict(zip(view.examples, archive.examples, strict=False))
            return {heading: _heading(archive.retriever.summary())} | {
                button: gr.update(value=offered.get(button, ""), visible=button in offered)
                for button in view.examples
            }

        page.load(show_as_it_is, None, [heading, *view.examples], **QUIET)
    return page


def page_options() -> dict[str, Any]:
    """Arguments for ``launch`` that keep the page offline and in newsquote's dress."""
    frame = f"<style>{style('frame')}</style>"
    return {
        "theme": gr.themes.Soft(
            primary_hue="blue",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ).set(
            body_background_fill="*neutral_50",
            input_border_width="1px",
            input_border_color="*neutral_400",
            input_border_color_dark="*neutral_500",
            input_placeholder_color="*neutral_500",
            input_placeholder_color_dark="*neutral_400",
            button_border_width="1px",
            button_primary_background_fill="*primary_600",
            button_primary_background_fill_hover="*primary_700",
            button_primary_background_fill_hover_dark="*primary_700",
            checkbox_border_color="*neutral_500",
            checkbox_border_color_dark="*neutral_400",
            checkbox_label_background_fill_selected="*primary_600",
            button_secondary_border_color="*neutral_300",
            button_secondary_border_color_dark="*neutral_500",
            button_secondary_background_fill_hover_dark="*neutral_600",
            block_title_background_fill="none",
            block_title_background_fill_dark="none",
            block_title_text_color="*body_text_color",
            block_title_text_color_dark="*body_text_color",
            block_title_padding="0",
            block_title_text_weight="400",
            block_label_background_fill="none",
            block_label_background_fill_dark="none",
            block_label_text_color="*body_text_color",
            block_label_text_color_dark="*body_text_color",
        ),
        "css": style("page"),
        "head": frame,
        "auth_message": f"{frame}{_SIGN_IN}",
        "js": script("keys"),
        "footer_links": [],
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
        f'<p class="nq-credit">{counted(summary.articles, "article")}{span}.'
        " Answers are exact quotes.</p>"
    )
