"""What happens when a question is asked, stopped, edited, or one of its quotes is opened.

Each function takes the visitor's state and returns what changes on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block

from corpus import NewsQuoteError
from index import Filters
from page.address import Looking, from_query, to_query
from page.archive import Archive
from page.article import NO_ARTICLE, article_pane
from page.cards import NO_QUOTES, answer_pane
from page.narrow import Narrowing
from page.spoken import history, keep_turns, messages, read_turns
from qa import Answer, Step, Turn

_WAITING = '<p class="nq-hint" role="status">{}…</p>'

Updates = dict[Block, Any]


class AskView(NamedTuple):
    """The parts of the view."""

    chat: gr.Chatbot
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    understood: gr.Textbox
    understood_row: gr.Row
    ask_understood: gr.Button
    narrowing: Narrowing
    quotes: gr.HTML
    article: gr.HTML
    clear: gr.Button
    turns: gr.State
    saved: gr.BrowserState
    address: gr.State

    @property
    def changing(self) -> list[Block]:
        """What an answer changes."""
        return [
            self.question,
            self.chat,
            self.turns,
            self.quotes,
            self.article,
            self.understood,
            self.understood_row,
            self.ask,
            self.stop,
            self.address,
            self.saved,
        ]


@dataclass(frozen=True)
class Asking:
    """What the view does for one archive. Methods, for Gradio reads their signatures.

    Attributes:
        archive: What is asked.
        view: What changes.
    """

    archive: Archive
    view: AskView

    def ask(self, question: str | None, turns: list[Turn], *narrowed: Any) -> Iterator[Updates]:
        """Answer in steps that can be seen, and show the first quote in its article."""
        asked = question or ""
        yield {
            self.view.chat: messages(turns, asked),
            self.view.quotes: _WAITING.format(Step.SEARCHING),
            self.view.article: "",
            self.view.ask: gr.update(visible=False),
            self.view.stop: gr.update(visible=True),
            self.view.understood_row: gr.update(visible=False),
        }
        try:
            filters = self.view.narrowing.filters(*narrowed)
            assistant = self.archive.assistant
            for step in assistant.steps(asked, history(turns), filters):
                if isinstance(step, Answer):
                    yield self._answered([*turns, Turn(question=asked, answer=step)], filters)
                else:
                    yield {self.view.quotes: _WAITING.format(step)}
        except NewsQuoteError as error:
            yield {
                **self._idle(),
                self.view.chat: messages(turns, asked, str(error)),
                self.view.quotes: NO_QUOTES,
                self.view.article: NO_ARTICLE,
            }

    def _answered(self, turns: list[Turn], filters: Filters) -> Updates:
        asked, answer = turns[-1].question, turns[-1].answer
        differs = answer.question != asked.strip()
        looking = Looking(
            question=asked,
            after=filters.after,
            before=filters.before,
            outlets=filters.outlets,
            article_ids=filters.article_ids,
        )
        return {
            **self._idle(),
            self.view.question: "",
            self.view.chat: messages(turns),
            self.view.turns: turns,
            self.view.quotes: answer_pane(answer, 0),
            self.view.article: article_pane(self.archive.retriever, answer, 0)
            if answer.quotes
            else "",
            self.view.understood: answer.question,
            self.view.understood_row: gr.update(visible=differs),
            self.view.address: to_query(looking),
            self.view.saved: keep_turns(turns),
        }

    def _idle(self) -> Updates:
        return {self.view.ask: gr.update(visible=True), self.view.stop: gr.update(visible=False)}

    def stopped(self, turns: list[Turn]) -> Updates:
        """The conversation as it was before the question that was stopped."""
        return {
            **self._idle(),
            self.view.chat: messages(turns),
            self.view.quotes: '<p class="nq-hint">Stopped.</p>',
            self.view.article: NO_ARTICLE,
        }

    def retry(self, event: gr.RetryData, turns: list[Turn], *rest: Any) -> Iterator[Updates]:
        """Ask a question of the conversation again; what came after it goes."""
        place = min(_turn_of(event.index), len(turns) - 1)
        yield from self.ask(turns[place].question, turns[:place], *rest)

    def edit(self, event: gr.EditData, turns: list[Turn], *rest: Any) -> Iterator[Updates]:
        """Ask an earlier question in other words; what came after it goes."""
        place = min(_turn_of(event.index), len(turns) - 1)
        yield from self.ask(str(event.value), turns[:place], *rest)

    def open_quote(self, turns: list[Turn], event: gr.EventData) -> tuple[str, str]:
        """Show the chosen quote of the last answer in its article."""
        if not turns or not turns[-1].answer.quotes:
            return NO_QUOTES, NO_ARTICLE
        answer = turns[-1].answer
        chosen = min(max(int(event._data["quote"]), 0), len(answer.quotes) - 1)
        return answer_pane(answer, chosen), article_pane(self.archive.retriever, answer, chosen)

    def start_anew(self) -> Updates:
        """An empty conversation."""
        return {
            **self._idle(),
            self.view.question: "",
            self.view.chat: [],
            self.view.turns: [],
            self.view.quotes: NO_QUOTES,
            self.view.article: NO_ARTICLE,
            self.view.understood_row: gr.update(visible=False),
            self.view.address: "",
            self.view.saved: [],
        }

    def take_up(self, saved: object, request: gr.Request) -> Updates:
        """The conversation that the browser kept, and the question that the address holds."""
        looking = from_query(str(request.query_params))
        turns = read_turns(saved)
        updates: Updates = {
            self.view.question: looking.question,
            self.view.chat: messages(turns),
            self.view.turns: turns,
            **self.view.narrowing.take_up(looking),
        }
        if turns and not looking.question:
            answer = turns[-1].answer
            updates |= {self.view.quotes: answer_pane(answer, 0)}
            if answer.quotes:
                updates |= {self.view.article: article_pane(self.archive.retriever, answer, 0)}
        return updates


def _turn_of(message: int | tuple[int, int]) -> int:
    return (message if isinstance(message, int) else message[0]) // 2
