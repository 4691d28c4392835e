"""Keeps Gradio from fetching what a request names by a web address.

Gradio takes such an address wherever a value may be given, and fetches it before it asks whether
whoever sent it may do anything.
"""

from typing import NoReturn

import gradio as gr
from gradio import processing_utils

REFUSED = "Nothing is fetched from elsewhere here."


async def _refuse(url: str, cache_dir: str) -> NoReturn:  # noqa: ARG001 - as Gradio calls it
    raise gr.Error(REFUSED, print_exception=False)


def stay_offline() -> None:
    """Let no page of this process fetch anything."""
    processing_utils.async_ssrf_protected_download = _refuse
