"""What happens when an archive is tended: build, cancel, retry, remove, take back.

Each function asks first whether the visitor may, and returns what changes on the page.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block

from corpus import NewsQuoteError
from index import restore_articles, withdraw_articles
from page.builds import Builds
from page.holdings import (
    article_choice,
    build_pane,
    holdings_pane,
    ledger_line,
    ledger_rows,
    message,
    withdrawal_choice,
)
from qa import Archive

MayTend = Callable[[gr.Request], bool]
Updates = dict[Block, Any]

_STRANGER = "a visitor"


class TendAsOtherError(NewsQuoteError):
    """This visitor may only ask: sign in as somebody who may tend the archive."""


def everyone(request: gr.Request) -> bool:  # noqa: ARG001 - others look at it
    """Whoever sees the page may tend the archive."""
    return True


def nobody(request: gr.Request) -> bool:  # noqa: ARG001
    """The page is for reading only."""
    return False


class TendView(NamedTuple):
    """The parts of the view."""

    tab: gr.Tab
    told: gr.HTML
    holdings: gr.HTML
    files: gr.File
    folder: gr.Textbox
    build: gr.Button
    again: gr.Button
    cancel: gr.Button
    progress: gr.HTML
    timer: gr.Timer
    ledger_told: gr.HTML
    outcome: gr.Radio
    ledger: gr.Dataframe
    words: gr.Textbox
    find: gr.Button
    found: gr.CheckboxGroup
    note: gr.Textbox
    withdraw: gr.Button
    withdrawn: gr.CheckboxGroup
    restore: gr.Button

    @property
    def changing(self) -> list[Block]:
        """What a handler may change."""
        fixed = (self.tab, self.outcome, self.words, self.find)
        return [part for part in self if part not in fixed]


class Tending:
    """What the view does for one archive. Methods, for Gradio reads their signatures.

    Args:
        archive: What is tended.
        builds: Its builds.
        view: What changes.
        may_tend: Whether a visitor may.
    """

    def __init__(self, archive: Archive, builds: Builds, view: TendView, may_tend: MayTend) -> None:
        self.archive = archive
        self.builds = builds
        self.view = view
        self.may_tend = may_tend

    def show_tab(self, request: gr.Request) -> Any:
        """Show the tab to those who may tend."""
        return gr.update(visible=self.may_tend(request))

    def refresh(self, outcome: str | None, request: gr.Request) -> Updates:
        """Everything as it is now."""
        return self._tried(request, lambda: self._all(outcome))

    def build(self, files: list[str] | None, folder: str | None, request: gr.Request) -> Updates:
        """Keep what was handed in, and start a build."""

        def begin() -> Updates:
            handed = [Path(file) for file in files or []]
            refused = self.builds.start(_name(request), handed, folder or "")
            for file in handed:
                file.unlink(missing_ok=True)  # it is kept in the index now
            return {
                **self._build_stands(),
                self.view.files: None,
                self.view.told: "".join(map(message, refused)),
            }

        return self._tried(request, begin)

    def build_again(self, request: gr.Request) -> Updates:
        """Build from the same inputs, those that failed included."""

        def begin() -> Updates:
            self.builds.again(_name(request), self.archive.retriever.ledger())
            return self._build_stands()

        return self._tried(request, begin)

    def cancel(self, outcome: str | None, request: gr.Request) -> Updates:
        """Stop the build."""

        def stop() -> Updates:
            self.builds.cancel()
            return self._all(outcome)

        return self._tried(request, stop)

    def watch(self, outcome: str | None, request: gr.Request) -> Updates:
        """How the build stands; everything anew when it has ended."""

        def look() -> Updates:
            state = self.builds.state()
            return self._build_stands() if state and state.is_running else self._all(outcome)

        return self._tried(request, look)

    def show_ledger(self, outcome: str | None, request: gr.Request) -> Updates:
        """Only inputs that ended in one way."""
        return self._tried(request, lambda: self._ledger(outcome))

    def find(self, words: str | None, request: gr.Request) -> Updates:
        """Articles by headline or id."""

        def look() -> Updates:
            found = self.archive.retriever.contents().find(words or "")
            return {
                self.view.found: gr.update(choices=[article_choice(a) for a in found], value=[]),
                self.view.told: message("" if found else "No article has these words or this id."),
            }

        return self._tried(request, look)

    def withdraw(
        self, chosen: list[str], note: str | None, outcome: str | None, request: gr.Request
    ) -> Updates:
        """Remove articles from all answers, at once."""

        def remove() -> Updates:
            removed = withdraw_articles(self.archive.folder, chosen, note or "")
            return {
                **self._all(outcome),
                self.view.found: gr.update(choices=[], value=[]),
                self.view.note: "",
                self.view.told: message(f"{len(removed):,} removed: no question finds them now."),
            }

        return self._tried(request, remove)

    def restore(self, chosen: list[str], outcome: str | None, request: gr.Request) -> Updates:
        """Take removed articles back."""

        def take_back() -> Updates:
            later = restore_articles(self.archive.folder, chosen)
            told = f"{len(chosen):,} taken back."
            if later:
                told += f" {len(later):,} of them answer again after the next build."
            return {**self._all(outcome), self.view.told: message(told)}

        return self._tried(request, take_back)

    def _tried(self, request: gr.Request, act: Callable[[], Updates]) -> Updates:
        try:
            if not self.may_tend(request):
                raise TendAsOtherError("You may ask this archive, but not tend it.")
            return {self.view.told: "", **act()}
        except NewsQuoteError as error:
            return {self.view.told: message(str(error))}

    def _all(self, outcome: str | None) -> Updates:
        retriever = self.archive.retriever
        withdrawn = [withdrawal_choice(w) for w in retriever.withdrawals()]
        return {
            **self._build_stands(),
            **self._ledger(outcome),
            self.view.holdings: holdings_pane(retriever.summary(), retriever.contents().holdings()),
            self.view.withdrawn: gr.update(choices=withdrawn, value=[], visible=bool(withdrawn)),
            self.view.restore: gr.update(visible=bool(withdrawn)),
        }

    def _build_stands(self) -> Updates:
        state = self.builds.state()
        running = bool(state and state.is_running)
        return {
            self.view.progress: build_pane(state, self.builds.who),
            self.view.timer: gr.Timer(active=running),
            self.view.cancel: gr.update(visible=running),
            self.view.build: gr.update(interactive=not running),
            self.view.again: gr.update(interactive=not running),
        }

    def _ledger(self, outcome: str | None) -> Updates:
        ledger = self.archive.retriever.ledger()
        return {
            self.view.ledger: ledger_rows(ledger, outcome),
            self.view.ledger_told: ledger_line(ledger),
        }


def _name(request: gr.Request) -> str:
    return str(getattr(request, "username", None) or _STRANGER)
