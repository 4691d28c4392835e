"""The article beside the chat, with the quotes of an answer marked in it."""

from corpus import Article
from index import Retriever
from page.markup import Mark, at_words, is_web_address, link, marked, text
from qa import Answer, Quote, credit

NO_ARTICLE = '<p class="nq-hint">Choose a quote to read it in its article.</p>'
_REBUILT = '<p class="nq-hint">This index was built anew without that article. Ask again.</p>'
_CHANGED = '<p class="nq-note">The article has changed since. This is the text quoted.</p>'
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
        return _REBUILT
    marks = [
        Mark(other.start, other.end, "nq-chosen" if number == chosen else "nq-other")
        for number, other in enumerate(answer.quotes)
        if (other.article_id, other.content_hash) == (quote.article_id, quote.content_hash)
    ]
    return _page(retriever, quote, _steps(answer, chosen), marked(body, marks))


def quote_in_article(retriever: Retriever, quote: Quote) -> str:
    """The article of one quote, which is marked in it."""
    body = retriever.text(quote.article_id, quote.content_hash)
    if body is None:
        return _REBUILT
    marks = [Mark(quote.start, quote.end, "nq-chosen")]
    return _page(retriever, quote, "", marked(body, marks))


def _page(retriever: Retriever, quote: Quote, steps: str, body: str) -> str:
    today = retriever.article(quote.article_id)
    changed = "" if today and today.content_hash == quote.content_hash else _CHANGED
    return (
        f'<article dir="auto" tabindex="0" aria-label="Article">{steps}'
        f"<h2>{text(quote.title or '(no headline)')}</h2>"
        f'<p class="nq-credit">{text(credit(quote))}{_authors(today)}{_original(quote)}</p>'
        f'{changed if today else _GONE}<div class="nq-text">{body}</div></article>'
    )


def _steps(answer: Answer, chosen: int) -> str:
    """Buttons to the quotes before and after this one."""
    count = len(answer.quotes)
    if count == 1:
        return ""
    return (
        f'<div class="nq-steps">{_step("Previous quote", (chosen - 1) % count)}'
        f"<span>{chosen + 1} of {count}</span>{_step('Next quote', (chosen + 1) % count)}</div>"
    )


def _step(label: str, number: int) -> str:
    return f'<button type="button" data-quote="{number}">{label}</button>'


def _original(quote: Quote) -> str:
    if not quote.url or not is_web_address(quote.url):
        return ""
    return f" · {link('original, at these words', at_words(quote.url, quote.text))}"


def _authors(article: Article | None) -> str:
    return " · " + text(", ".join(article.authors)) if article and article.authors else ""
