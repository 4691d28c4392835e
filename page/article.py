"""The article beside the chat, with the quotes of an answer marked in it."""

from corpus import Article
from index import Retriever
from page.cards import credited
from page.markup import Mark, aside, at_words, is_web_address, link, marked
from qa import Answer, Quote

NO_ARTICLE = ""
_REBUILT = '<p class="nq-hint">This index was built anew without that article. Ask again.</p>'
_CHANGED = '<p class="nq-note">The article has changed since. This is the text quoted.</p>'
_WITHDRAWN = (
    '<p class="nq-note">This article has been removed from the archive. Its text is not shown any'
    " more, and new answers do not use it. Ask again for an answer without it.</p>"
)
_GONE = '<p class="nq-note">The article has been taken out of the archive since.</p>'


def article_pane(retriever: Retriever, answer: Answer, chosen: int) -> str:
    """The article of the chosen quote: that quote marked, the others of the answer fainter.

    Args:
        retriever: The archive as it is now.
        answer: An answer with quotes.
        chosen: The place of the quote among them.
    """
    quote = answer.quotes[chosen]
    body = retriever.text(quote.article_id, quote.content_hash)
    if body is None:
        return _missing(retriever, quote, _steps(answer, chosen))
    others = [
        Mark(other.start, other.end, "nq-other")
        for other in answer.quotes
        if (other.article_id, other.content_hash) == (quote.article_id, quote.content_hash)
        and not (other.start < quote.end and quote.start < other.end)
    ]
    marks = [Mark(quote.start, quote.end, "nq-chosen"), *others]
    return _page(retriever, quote, _steps(answer, chosen), marked(body, marks), _only(chosen))


def quote_in_article(retriever: Retriever, quote: Quote) -> str:
    """The article of one quote, which is marked in it."""
    body = retriever.text(quote.article_id, quote.content_hash)
    if body is None:
        return _missing(retriever, quote, "")
    marks = [Mark(quote.start, quote.end, "nq-chosen")]
    return _page(retriever, quote, "", marked(body, marks), "")


def _missing(retriever: Retriever, quote: Quote, steps: str) -> str:
    """Why there is no text to show."""
    withdrawn = {withdrawal.article_id for withdrawal in retriever.withdrawals()}
    why = _WITHDRAWN if quote.article_id in withdrawn else _REBUILT
    return f'<article aria-label="Article">{steps}{why}</article>'


def _page(retriever: Retriever, quote: Quote, steps: str, body: str, only: str) -> str:
    today = retriever.article(quote.article_id)
    changed = "" if today and today.content_hash == quote.content_hash else _CHANGED
    return (
        f'<article aria-label="Article">{steps}'
        f"<h2>{aside(quote.title or '(no headline)')}</h2>"
        f'<p class="nq-credit">{credited(quote)}{_authors(today)}{_original(quote)}</p>'
        f"{changed if today else _GONE}"
        f'<div class="nq-text" dir="auto" tabindex="0" role="region" aria-label="Text">'
        f"{body}</div>{only if today else ''}</article>"
    )


def _steps(answer: Answer, chosen: int) -> str:
    """Buttons to the quotes before and after this one."""
    count = len(answer.quotes)
    if count == 1:
        return ""
    return (
        f'<div class="nq-steps">{_step("Previous quote", "nq-back", (chosen - 1) % count)}'
        f"<span>{chosen + 1} of {count}</span>"
        f"{_step('Next quote', 'nq-on', (chosen + 1) % count)}</div>"
    )


def _step(label: str, style: str, number: int) -> str:
    return f'<button type="button" class="{style}" data-quote="{number}">{label}</button>'


def _original(quote: Quote) -> str:
    if not quote.url or not is_web_address(quote.url):
        return ""
    return f" · {link('original, at these words', at_words(quote.url, quote.text))}"


def _authors(article: Article | None) -> str:
    return " · " + ", ".join(map(aside, article.authors)) if article and article.authors else ""


def _only(chosen: int) -> str:
    """A button that narrows the search to this article."""
    return (
        f'<p><button type="button" class="nq-only" data-only="{chosen}">Only this article</button>'
        " narrows your next questions to it.</p>"
    )
