"""The fields that narrow a search: days of publication, outlets, as-of day."""

from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block

from index import Filters
from page.address import Looking
from page.archive import Archive


class Narrowing(NamedTuple):
    """The fields, in the order in which their values are handed on."""

    after: gr.DateTime
    before: gr.DateTime
    as_of: gr.DateTime
    outlets: gr.Dropdown

    @staticmethod
    def filters(
        after: str | None, before: str | None, as_of: str | None, outlets: list[str] | None
    ) -> Filters:
        """The filters that the fields' values mean.

        Raises:
            ChooseFilterError: A day that is no date, or a window that ends before it begins.
        """
        return Filters.of(
            after=_day(after), before=_day(before), as_of=_day(as_of), outlets=outlets or ()
        )

    def take_up(self, looking: Looking) -> dict[Block, Any]:
        """Updates that set the fields to what an address says."""
        return {
            self.after: looking.after and looking.after.isoformat(),
            self.before: looking.before and looking.before.isoformat(),
            self.as_of: looking.as_of and looking.as_of.isoformat(),
            self.outlets: list(looking.outlets),
        }


def narrowing_pane(archive: Archive) -> Narrowing:
    """Lay out the fields inside the open page."""
    summary = archive.retriever.summary()
    with gr.Row():
        after = _day_field("From", "after")
        before = _day_field("To", "before")
        as_of = _day_field("As of", "as-of")
        outlets = gr.Dropdown(
            list(summary.outlets), label="Outlets", multiselect=True, elem_id="outlets"
        )
    return Narrowing(after, before, as_of, outlets)


def _day_field(label: str, name: str) -> gr.DateTime:
    return gr.DateTime(label=label, include_time=False, type="string", elem_id=name)


def _day(value: str | None) -> str | None:
    return value[:10] if value else None
