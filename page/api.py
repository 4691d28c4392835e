"""What programs call: search, ask, check_quote and timeline, JSON in and out.

Gradio offers these over HTTP under their names, and as tools over MCP; their docstrings are what
programs and models read of them, so they are written for them.
"""

import json
from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread
import gradio as gr

from page.strict import strictly
from qa import Archive, AskAgainError, AskLaterError, SizeLimits, build_timeline, check_words

_AT_ONCE = 2
_MOST_HITS = 100
_MOST_EVENTS = 200


class Api:
    """The functions, on one archive.

    Args:
        archive: What is asked.
        most_waiting: How many requests may wait for their turn.
        sizes: How long a conversation may be.
    """

    def __init__(self, archive: Archive, most_waiting: int, sizes: SizeLimits) -> None:
        self._archive = archive
        self._sizes = sizes
        self._most_waiting = most_waiting
        self._turns: anyio.CapacityLimiter | None = None

    async def search(
        self,
        query: str,
        k: int = 10,
        after: str | None = None,
        before: str | None = None,
        as_of: str | None = None,
        outlets: list[str] | None = None,
        article_ids: list[str] | None = None,
        sections: list[str] | None = None,
    ) -> dict[str, Any]:
        """Find the passages of the news archive that best match a question or some words.

        Args:
            query: A question or a few words; there is no query syntax.
            k: How many passages, 1 to 100.
            after: First day of publication, as 2025-03-01.
            before: Last day of publication.
            as_of: Only what had been published by that day.
            outlets: Only these outlets, named as the archive names them.
            article_ids: Only these articles.
            sections: Only these sections of outlets, such as Sport.

        Returns:
            "hits", best first: each with "text", "article_id", "content_hash", "start", "end",
            "title", "outlet", "published", "url", "score", and "also_in", the other outlets that
            print the same story.
        """

        def run() -> dict[str, Any]:
            retriever = self._archive.retriever
            hits = retriever.search(
                query,
                _between(k, _MOST_HITS, "k"),
                after=after or None,
                before=before or None,
                as_of=as_of or None,
                outlets=outlets or (),
                article_ids=article_ids or (),
                sections=sections or (),
            )
            found = [hit.told(retriever.article(hit.passage.article_id)) for hit in hits]
            return {"query": query, "hits": found}

        return await self._in_turn(run)

    async def ask(
        self,
        question: str,
        history: list[str] | None = None,
        after: str | None = None,
        before: str | None = None,
        as_of: str | None = None,
        outlets: list[str] | None = None,
        article_ids: list[str] | None = None,
        sections: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the news archive with exact quotes, or say that it does not say.

        Every quote is cut from a stored article, word for word. The short answer is a guide to the
        quotes and not a fact; confidence is a probability. Cite outlet, date and URL with a quote.

        Args:
            question: One question in English, at best standing on its own.
            history: What was said before: question, answer, question, answer ...
            after: First day of publication, as 2025-03-01.
            before: Last day of publication.
            as_of: Only what had been published by that day.
            outlets: Only these outlets, named as the archive names them.
            article_ids: Only these articles.
            sections: Only these sections of outlets, such as Sport.

        Returns:
            "status" ("answered", "partly" or "not_found"), "short", "confidence", "text", and
            "quotes": each with "text", "article_id", "content_hash", "start", "end", "title",
            "outlet", "published", "url", "speaker" and "attribution".
        """
        self._sizes.check_question(question, history or ())

        def run() -> dict[str, Any]:
            answer = self._archive.assistant.ask(
                question,
                history=history or (),
                after=after or None,
                before=before or None,
                as_of=as_of or None,
                outlets=outlets or (),
                article_ids=article_ids or (),
                sections=sections or (),
            )
            return answer.model_dump(mode="json")

        return await self._in_turn(run)

    async def check_quote(
        self, text: str, article_id: str, content_hash: str | None = None, start: int | None = None
    ) -> dict[str, Any]:
        """Check whether words stand in an article of the archive, exactly and today.

        Args:
            text: The words, as quoted.
            article_id: The article they are said to be from.
            content_hash: The article's text that the quote was cut from, as `ask` gave it. Left
                out: the text as it is today, and the words may stand anywhere in it.
            start: Where the words begin in that text, as `ask` gave it.

        Returns:
            "state": "same" (the words stand there), "changed" (they stood there, but the article
            has been changed since), "gone" (the article has been taken out), or "false" (they are
            not there); and "still_says": whether today's text holds the words anywhere.
        """

        def run() -> dict[str, Any]:
            words = check_words(self._archive.retriever, text, article_id, content_hash, start)
            return {"article_id": article_id, **words._asdict(), "state": words.state.value}

        return await self._in_turn(run)

    async def timeline(
        self,
        topic: str,
        most: int = 20,
        after: str | None = None,
        before: str | None = None,
        as_of: str | None = None,
        outlets: list[str] | None = None,
        article_ids: list[str] | None = None,
        sections: list[str] | None = None,
    ) -> dict[str, Any]:
        """Lay out the dated events on a topic in the news archive, oldest first, each as a quote.

        Args:
            topic: A few words, such as a name or an event.
            most: How many events, 1 to 200.
            after: First day of publication, as 2025-03-01.
            before: Last day of publication.
            as_of: Only what had been published by that day.
            outlets: Only these outlets, named as the archive names them.
            article_ids: Only these articles.
            sections: Only these sections of outlets, such as Sport.

        Returns:
            "events": each with "first" and "last", its days, "is_told", whether the text names
            them, "quote", and "independent", how many sources there are.
        """

        def run() -> dict[str, Any]:
            found = build_timeline(
                self._archive.retriever,
                topic,
                most=_between(most, _MOST_EVENTS, "most"),
                after=after or None,
                before=before or None,
                as_of=as_of or None,
                outlets=outlets or (),
                article_ids=article_ids or (),
                sections=sections or (),
            )
            return found.model_dump(mode="json")

        return await self._in_turn(run)

    async def _in_turn(self, run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        self._turns = self._turns or anyio.CapacityLimiter(_AT_ONCE)
        if self._turns.statistics().tasks_waiting >= self._most_waiting:
            raise AskLaterError("Too many are waiting. Ask again in a few seconds.", 5.0)
        return await anyio.to_thread.run_sync(run, limiter=self._turns)


def add_api(page: gr.Blocks, archive: Archive, *, most_waiting: int, sizes: SizeLimits) -> None:
    """Offer the functions beside a page that has been laid out."""
    api = Api(archive, most_waiting, sizes)
    for handler in page.fns.values():
        if handler.api_visibility == "private":
            handler.api_name = f"page_{handler.api_name}"  # "ask" is to mean the API's
    with page:
        for function in (api.search, api.ask, api.check_quote, api.timeline):
            # They take turns by themselves: over MCP, Gradio's queue would forget who asks.
            gr.api(  # type: ignore[attr-defined]  # documented, but not re-exported
                strictly(function), api_name=function.__name__, queue=False
            )


def tell_models_in_json(page: gr.Blocks) -> None:
    """Let tools return JSON over MCP, where Gradio would write Python's own notation."""
    server = page.mcp_server_obj
    if server is None:
        return

    def as_json(data: list[Any], _address: str) -> list[Any]:
        return [
            server.types.TextContent(type="text", text=json.dumps(each, ensure_ascii=False))
            for each in data
        ]

    server.postprocess_output_data = as_json  # type: ignore[assignment]


def _between(number: int, most: int, name: str) -> int:
    if not 1 <= number <= most:
        raise AskAgainError(f"{name} is {number}; it can be 1 to {most}.")
    return number
