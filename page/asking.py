"""What happens when a question is asked, stopped, edited, or one of its quotes is opened.

Each function takes the visitor's state and returns what changes on the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from corpus import NewsQuoteError, canonical_line
from page.address import Looking, from_query, to_query
from page.article import NO_ARTICLE, article_pane
from page.cards import NO_QUOTES, STOPPED, answer_pane, waiting
from page.markup import isolated, text
from page.narrow import chosen_articles, filters, in_words, over_time, stretch
from page.spoken import history, keep, messages, read_kept, typed
from page.stoppable import stoppable
from page.told import why_not
from page.view import AskView
from qa import Answer, Archive, Step, Turn

Updates = dict[Block, Any]


@dataclass(frozen=True)
class Asking:
    """What the view does for one archive. Methods, for Gradio reads their signatures.

    Attributes:
        archive: What is asked.
        view: What changes.
    """

    archive: Archive
    view: AskView

    @stoppable
    def ask(self, question: str | None, turns: list[Turn], *narrowed: Any) -> Iterator[Updates]:
        """Answer in steps that can be seen, and show the first quote in its article."""
        yield from self._answer(question or "", turns, history(turns), narrowed)

    @stoppable
    def ask_as_it_stands(
        self, question: str | None, turns: list[Turn], *narrowed: Any
    ) -> Iterator[Updates]:
        """As `ask`, for a question that stands alone: nothing before it is read into it."""
        yield from self._answer(question or "", turns, (), narrowed)

    @stoppable
    def ask_shared(self, shared: str, turns: list[Turn], *narrowed: Any) -> Iterator[Updates]:
        """Ask the question that the address brought."""
        yield from self._answer(shared, turns, (), narrowed)

    def _answer(
        self, asked: str, turns: list[Turn], before: Sequence[str], narrowed: tuple[Any, ...]
    ) -> Iterator[Updates]:
        yield {
            self.view.chat: messages(turns, asked),
            self.view.quotes: waiting(Step.SEARCHING),
            self.view.article: "",
            self.view.ask: gr.update(visible=False),
            self.view.stop: gr.update(visible=True),
            self.view.understood_row: gr.update(visible=False),
            self.view.example_column: gr.update(visible=False),
        }
        try:
            looking = self.view.narrowing.looking(*narrowed)
            assistant = self.archive.assistant
            for step in assistant.steps(asked, before, filters(looking)):
                if isinstance(step, Answer):
                    yield self._answered([*turns, Turn(question=asked, answer=step)], looking)
                else:
                    yield {self.view.quotes: waiting(step)}
        except Exception as error:
            yield self._refused(turns, asked, why_not(error))

    def _refused(self, turns: list[Turn], asked: str, why: str) -> Updates:
        return {
            **self._idle(),
            self.view.chat: messages(turns, asked, why),
            self.view.quotes: NO_QUOTES,
            self.view.article: NO_ARTICLE,
        }

    def _answered(self, turns: list[Turn], looking: Looking) -> Updates:
        asked, answer = turns[-1].question, turns[-1].answer
        address = to_query(looking.model_copy(update={"question": answer.question}))
        return {
            **self._idle(),
            **self._shown(turns),
            self.view.question: "",
            self.view.turns: turns,
            self.view.understood: answer.question,
            self.view.understood_row: gr.update(visible=_differs(asked, answer)),
            self.view.address: address,
            self.view.saved: keep(turns, address),
        }

    def _shown(self, turns: list[Turn]) -> Updates:
        quotes, article = self._opened(turns[-1].answer, 0)
        return {
            self.view.chat: messages(turns),
            self.view.which: gr.update(
                choices=[(isolated(turn.question), place) for place, turn in enumerate(turns)],
                value=len(turns) - 1,
                visible=len(turns) > 1,
            ),
            self.view.quotes: quotes,
            self.view.article: article,
        }

    def _idle(self) -> Updates:
        # Hidden, not left out: Escape may come before a button that was left out is back.
        return {
            self.view.ask: gr.update(visible=True),
            self.view.stop: gr.update(visible="hidden"),
        }

    def stopped(self, turns: list[Turn]) -> Updates:
        """The conversation as it was before the question that was stopped."""
        return {
            **self._idle(),
            self.view.chat: messages(turns),
            self.view.quotes: STOPPED,
            self.view.article: NO_ARTICLE,
        }

    @stoppable
    def retry(self, event: gr.RetryData, turns: list[Turn], *narrowed: Any) -> Iterator[Updates]:
        """Ask a question of the conversation again; what came after it goes."""
        place = _turn_of(event.index)
        if place >= len(turns):  # it was refused, so it is no turn
            yield from self._answer(typed(event.value), turns, history(turns), narrowed)
            return
        asked, before = turns[place], turns[:place]
        read_into = history(before) if _differs(asked.question, asked.answer) else ()
        yield from self._answer(asked.question, before, read_into, narrowed)

    @stoppable
    def edit(self, event: gr.EditData, turns: list[Turn], *narrowed: Any) -> Iterator[Updates]:
        """Ask an earlier question in other words; what came after it goes."""
        before = turns[: _turn_of(event.index)]
        yield from self._answer(typed(event.value), before, history(before), narrowed)

    def open_answer(self, turns: list[Turn], which: int | None) -> tuple[str, str]:
        """Show the quotes of an answer of the conversation, and the first in its article."""
        answer = _answer_of(turns, which)
        return self._opened(answer, 0) if answer else (NO_QUOTES, NO_ARTICLE)

    def open_quote(
        self, turns: list[Turn], which: int | None, event: gr.EventData
    ) -> tuple[str, str]:
        """Show the chosen quote of the answer in its article."""
        answer = _answer_of(turns, which)
        return self._opened(answer, _chosen(event)) if answer else (NO_QUOTES, NO_ARTICLE)

    def _opened(self, answer: Answer, chosen: int) -> tuple[str, str]:
        if not answer.quotes:
            return answer_pane(answer, 0), NO_ARTICLE
        chosen = min(chosen, len(answer.quotes) - 1)
        return answer_pane(answer, chosen), article_pane(self.archive.retriever, answer, chosen)

    def only_this(
        self, turns: list[Turn], which: int | None, articles: list[str] | None, event: gr.EventData
    ) -> dict[str, Any]:
        """Narrow the search to the article of the chosen quote, beside those chosen before."""
        answer = _answer_of(turns, which)
        chosen = answer.quotes[_chosen(event) :][:1] if answer else ()
        names = [*(articles or ()), *(quote.article_id for quote in chosen)]
        return chosen_articles(names, self.archive.retriever)

    def tell_narrowing(self, *narrowed: Any) -> Updates:
        """Say in words what the search is narrowed to."""
        try:
            told = in_words(self.view.narrowing.looking(*narrowed), self.archive.retriever)
        except NewsQuoteError as error:
            told = text(str(error))
        return {
            self.view.narrowed.row: gr.update(visible=bool(told)),
            self.view.narrowed.words: told,
        }

    def draw_over_time(self) -> gr.BarPlot:
        """The archive over time as it is now; a build may have added days."""
        return over_time(self.archive.retriever.published_counts())

    def draw_across(self, event: gr.SelectData) -> tuple[str, str]:
        """Set the days to the stretch that was drawn on the histogram."""
        return stretch(event.index)

    def widen(self) -> Updates:
        """Narrow to nothing any more."""
        return self.view.narrowing.emptied()

    def start_anew(self) -> Updates:
        """An empty conversation; neither the address nor the browser keeps anything of it."""
        return {
            **self._idle(),
            self.view.question: "",
            self.view.chat: [],
            self.view.turns: [],
            self.view.which: gr.update(visible=False, value=None),
            self.view.quotes: NO_QUOTES,
            self.view.article: NO_ARTICLE,
            self.view.understood_row: gr.update(visible=False),
            self.view.example_column: gr.update(visible=True),
            self.view.address: "",
            self.view.saved: keep([], ""),
        }

    def take_up(self, saved: object, request: gr.Request) -> Updates:
        """The conversation that the browser kept, and what the address holds.

        The question of the address is asked next, unless the conversation ends with it. The box
        is left alone, for a quick visitor may have begun to type.
        """
        looking = from_query(str(request.query_params))
        retriever = self.archive.retriever
        kept = read_kept(saved, retriever)
        updates = self.view.narrowing.take_up(looking, retriever)
        standing = keep(kept.turns, kept.address)
        if saved and standing != saved:  # words that are not to be shown are not to be kept either
            updates[self.view.saved] = standing
        if not kept.turns:
            return updates | {self.view.shared: looking.question}
        is_last = kept.address == to_query(looking)
        return updates | {
            **self._shown(kept.turns),
            self.view.turns: kept.turns,
            self.view.example_column: gr.update(visible=False),
            self.view.shared: "" if is_last else looking.question,
        }


def _differs(asked: str, answer: Answer) -> bool:
    """Whether a question was understood in other words than it was asked in."""
    return answer.question != canonical_line(asked)


def _chosen(event: gr.EventData) -> int:
    return max(int(event._data["quote"]), 0)


def _answer_of(turns: list[Turn], which: int | None) -> Answer | None:
    """The answer that is shown: the chosen one, or the last."""
    if not turns:
        return None
    return turns[which if which is not None and which < len(turns) else -1].answer


def _turn_of(message: int | tuple[int, int]) -> int:
    return (message if isinstance(message, int) else message[0]) // 2
