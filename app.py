"""The web page: a chat on one side, the quoted articles on the other. No logic of its own.

Article text, titles, outlets and questions are untrusted: whatever reaches the page, in the chat
too, has gone through `_text`.
"""

import html
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from platformdirs import user_cache_path

from corpus import Article, NewsQuoteError, read_articles, sample_archive
from index import IndexSummary, Retriever, WaitForBuildError, build_index
from qa import (
    Answer,
    Assistant,
    Quote,
    Status,
    copies_told,
    credit,
    example_questions,
    format_day,
    in_marks,
    lead,
    open_reader,
    sample_examples,
)

_ASSETS = Path(__file__).parent / "qa" / "page"
_ASKED_AT_ONCE = 2
_SAMPLE_BUILD_SECONDS = 20
_EMPTY_QUOTES = '<p class="nq-hint">Quotes appear here, each with its outlet, date and link.</p>'
_EMPTY_ARTICLE = '<p class="nq-hint">Choose a quote to read it in its article.</p>'


class ServeElsewhereError(NewsQuoteError):
    """The page cannot be served there: choose another address or port."""


class Archive:
    """The index that the page serves: always its latest generation."""

    def __init__(self, folder: Path, examples: list[str] | None = None) -> None:
        self._retriever = Retriever.open(folder)
        self._reader = open_reader()
        self.examples = examples or example_questions(self._retriever)

    @property
    def retriever(self) -> Retriever:
        """A retriever on the newest generation; one that is in use goes on undisturbed."""
        self._retriever = self._retriever.latest()
        return self._retriever

    @property
    def assistant(self) -> Assistant:
        """Answers from the newest generation; all visitors share one reader."""
        return Assistant(self.retriever, self._reader)


def serve_page(index: Path | None, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted.

    Args:
        index: Folder of the index; None for the built-in sample archive.
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        ServeElsewhereError: The port is taken, or the address is not this machine's.
        BuildIndexError: There is no index in the folder.
    """
    archive = Archive(index) if index else _sample()
    page = build_page(archive)
    try:
        page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            **page_options(),
        )
    except OSError as error:
        raise ServeElsewhereError(
            f"Port {port} on {host} cannot be used. Choose another with --port."
        ) from error
    sys.stdout.write(f"newsquote is at http://{host}:{port} (stop with Ctrl+C)\n")
    sys.stdout.flush()
    page.block_thread()


def page_options() -> dict[str, Any]:
    """Arguments for ``launch`` that keep the page offline and in newsquote's dress."""
    return {
        "theme": gr.themes.Soft(
            primary_hue="blue",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        "css": (_ASSETS / "page.css").read_text(encoding="utf-8"),
        "footer_links": [],
        "share": False,
        "ssr_mode": False,
        "show_error": False,
        "enable_monitoring": False,
    }


def build_page(archive: Archive) -> gr.Blocks:
    """Lay out the page for an archive. All state belongs to one visitor."""
    summary = archive.retriever.summary()
    page = gr.Blocks(title="newsquote", analytics_enabled=False, fill_width=True)
    with page:
        answer = gr.State(None)
        gr.HTML(_heading(summary))
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=320):
                chat, question, ask = _chat_pane()
                narrowing = _filter_pane(summary)
                gr.Examples(archive.examples, question, label="For example", elem_id="examples")
                clear = gr.Button("New conversation", size="sm", elem_id="clear")
            with gr.Column(scale=6, min_width=320):
                quotes = _html_pane("quotes", _EMPTY_QUOTES)
                article = _html_pane("article", _EMPTY_ARTICLE)

        def open_quote(answer: Answer | None, event: gr.EventData) -> tuple[str, str]:
            return _open_quote(archive, answer, int(event._data["quote"]))

        shown = [question, chat, answer, quotes, article]
        for trigger in (ask.click, question.submit):
            trigger(
                partial(_ask, archive),
                [question, chat, *narrowing],
                shown,
                api_visibility="private",
                concurrency_limit=_ASKED_AT_ONCE,
            )
        quotes.click(open_quote, answer, [quotes, article], api_visibility="private")
        clear.click(_start_anew, None, shown, api_visibility="private")
    return page


def _chat_pane() -> tuple[gr.Chatbot, gr.Textbox, gr.Button]:
    chat = gr.Chatbot(
        show_label=False,
        height=400,
        render_markdown=False,  # still shown as HTML, so whatever goes in passes `_text`
        feedback_options=None,
        buttons=[],  # its copy button would copy escaped text
        placeholder="Ask the archive. The answer is made of exact quotes.",
        elem_id="chat",
    )
    with gr.Row():
        question = gr.Textbox(
            label="Question",
            show_label=False,
            placeholder="Your question",
            scale=6,
            autofocus=True,
            elem_id="question",
        )
        ask = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
    return chat, question, ask


def _filter_pane(summary: IndexSummary) -> tuple[gr.DateTime, gr.DateTime, gr.Dropdown]:
    with gr.Row():
        after = gr.DateTime(label="From", include_time=False, type="string", elem_id="after")
        before = gr.DateTime(label="To", include_time=False, type="string", elem_id="before")
        outlets = gr.Dropdown(
            list(summary.outlets), label="Outlets", multiselect=True, elem_id="outlets"
        )
    return after, before, outlets


def _html_pane(name: str, value: str) -> gr.HTML:
    script = (_ASSETS / f"{name}.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=script)


def _ask(
    archive: Archive,
    question: str,
    chat: list[dict[str, Any]],
    after: str | None,
    before: str | None,
    outlets: list[str] | None,
) -> tuple[str, list[dict[str, Any]], Answer | None, str, str]:
    """Answer, and show the first quote in its article."""
    try:
        assistant = archive.assistant
        answer = assistant.ask(
            question or "",
            history=_history(chat),
            after=_day(after),
            before=_day(before),
            outlets=outlets or (),
        )
    except NewsQuoteError as error:
        turns = _turns(question, str(error)) if question else _turns(None, str(error))
        return question, chat + turns, None, _EMPTY_QUOTES, _EMPTY_ARTICLE
    turns = _turns(question, _spoken(answer))
    return "", chat + turns, answer, *_panes(assistant.retriever, answer, 0)


def _open_quote(archive: Archive, answer: Answer | None, chosen: int) -> tuple[str, str]:
    """Show the chosen quote in its article."""
    if answer is None:
        return _EMPTY_QUOTES, _EMPTY_ARTICLE
    return _panes(archive.retriever, answer, min(max(chosen, 0), len(answer.quotes) - 1))


def _start_anew() -> tuple[str, list[Any], None, str, str]:
    return "", [], None, _EMPTY_QUOTES, _EMPTY_ARTICLE


def _turns(question: str | None, reply: str) -> list[dict[str, Any]]:
    asked = [{"role": "user", "content": _text(question)}] if question else []
    return [*asked, {"role": "assistant", "content": _text(reply)}]


def _history(chat: list[dict[str, Any]]) -> list[str]:
    """The questions so far, each with an empty answer: only questions are understood from it."""
    asked = [html.unescape(_plain(turn["content"])) for turn in chat if turn["role"] == "user"]
    return [text for question in asked for text in (question, "")]


def _plain(content: object) -> str:
    """The text of a chat message, which Gradio hands back in parts."""
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content if isinstance(part, dict))
    return str(content)


def _day(value: str | None) -> str | None:
    return value[:10] if value else None


def _spoken(answer: Answer) -> str:
    """What the chat says: the best quote; the others stand beside it."""
    if answer.status is Status.NOT_FOUND:
        return answer.text.splitlines()[0]  # the nearest articles stand beside it
    best, more = answer.quotes[0], len(answer.quotes) - 1
    others = f"\n\n{more} more quote{'s' if more > 1 else ''} beside this." if more else ""
    first = lead(answer.status, answer.short)
    said = f"{first}\n\n" if first else ""
    return f"{said}{in_marks(best.text)}\n{credit(best)}{others}"


def _panes(retriever: Retriever, answer: Answer, chosen: int) -> tuple[str, str]:
    if not answer.quotes:
        return _nearest(answer), ""
    cards = [_card(quote, number, number == chosen) for number, quote in enumerate(answer.quotes)]
    return f'<div class="nq-cards">{"".join(cards)}</div>', _article(retriever, answer, chosen)


def _nearest(answer: Answer) -> str:
    rows = "".join(
        f"<li>{_link(near.title or '(no headline)', near.url)}"
        f'<span class="nq-credit">{_text(credit(near))}</span></li>'
        for near in answer.searched.nearest
    )
    return f'<h2>Nearest articles</h2><ul class="nq-near">{rows}</ul>' if rows else _EMPTY_QUOTES


def _card(quote: Quote, number: int, is_chosen: bool) -> str:
    pressed = "true" if is_chosen else "false"
    return (
        f'<div class="nq-card"><button type="button" class="nq-quote" data-quote="{number}"'
        f' aria-pressed="{pressed}">{_text(in_marks(quote.text))}</button>'
        f'<div class="nq-credit">{_text(credit(quote))} · '
        f"{_link(quote.title or '(no headline)', quote.url)}{_copies(quote)}</div></div>"
    )


def _copies(quote: Quote) -> str:
    if not quote.also_in:
        return ""
    names = _text(", ".join(quote.also_in))
    return f' · <span class="nq-copies" title="{names}">{_text(copies_told(quote.also_in))}</span>'


def _article(retriever: Retriever, answer: Answer, chosen: int) -> str:
    quote = answer.quotes[chosen]
    text = retriever.text(quote.article_id, quote.content_hash)
    if text is None:
        return '<p class="nq-hint">This index was built anew without that article. Ask again.</p>'
    spans = [
        (other.start, other.end, number == chosen)
        for number, other in enumerate(answer.quotes)
        if (other.article_id, other.content_hash) == (quote.article_id, quote.content_hash)
    ]
    today = retriever.article(quote.article_id)
    is_same = today is not None and today.content_hash == quote.content_hash
    changed = "" if is_same else '<p class="nq-hint">The article has changed since.</p>'
    original = f" · {_link('original', quote.url)}" if quote.url else ""
    return (
        f'<article dir="auto" tabindex="0" aria-label="Article">'
        f"<h2>{_text(quote.title or '(no headline)')}</h2>"
        f'<p class="nq-credit">{_text(credit(quote))}{_authors(today)}{original}</p>{changed}'
        f'<div class="nq-text">{_marked(text, spans)}</div></article>'
    )


def _authors(article: Article | None) -> str:
    return " · " + _text(", ".join(article.authors)) if article and article.authors else ""


def _marked(text: str, spans: list[tuple[int, int, bool]]) -> str:
    """The text with its quotes marked; line breaks are kept by the style sheet."""
    parts = []
    position = 0
    for start, end, is_chosen in sorted(spans):
        start = max(start, position)
        if start >= end:
            continue
        kind = "nq-chosen" if is_chosen else "nq-other"
        parts.append(_text(text[position:start]))
        parts.append(f'<mark class="{kind}">{_text(text[start:end])}</mark>')
        position = end
    return "".join([*parts, _text(text[position:])])


def _link(label: str, url: str | None) -> str:
    if not url:
        return _text(label)
    return f'<a href="{_text(url)}" target="_blank" rel="noopener noreferrer">{_text(label)}</a>'


def _text(untrusted: str) -> str:
    """Make text safe inside HTML, and inert to the page's own template marks."""
    safe = html.escape(untrusted)
    return safe.replace("{", "&#123;").replace("$", "&#36;").replace("`", "&#96;")


def _heading(summary: IndexSummary) -> str:
    span = ""
    if summary.first_day and summary.last_day:
        span = f", {format_day(summary.first_day)} to {format_day(summary.last_day)}"
    return (
        "<h1>newsquote</h1>"
        f'<p class="nq-credit">{summary.articles:,} articles{span}. Answers are exact quotes.</p>'
    )


def _sample() -> Archive:
    folder = user_cache_path("newsquote") / "sample.index"
    try:
        build_index(read_articles([sample_archive()]), folder, prune=True)
    except WaitForBuildError:
        time.sleep(_SAMPLE_BUILD_SECONDS)  # another page has just been started on the sample
    return Archive(folder, sample_examples())


if __name__ == "__main__":
    try:
        serve_page(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except NewsQuoteError as problem:
        sys.exit(f"newsquote: {problem}")
