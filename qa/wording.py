"""The words around quotes: plain text for people, made of quotes and fixed phrases only."""

import datetime as dt
from collections.abc import Sequence

from qa.answer import NearArticle, Quote, Searched, Status
from qa.comparing import Conclusion, Side, tell

_NO_DATE = "no date"
_NO_OUTLET = "outlet not named"


def compose(status: Status, short: str | None, quotes: Sequence[Quote], searched: Searched) -> str:
    """The text of an answer: the short one if there is one, then the quotes."""
    if status is Status.NOT_FOUND:
        return "\n".join(
            [f"The archive does not say. {describe_search(searched)}", *_nearest(searched)]
        )
    lines = [lead(status, short), *(f"{in_marks(q.text)} ({credit(q)})" for q in quotes)]
    return "\n".join(line for line in lines if line)


def compose_sides(conclusion: Conclusion | None, sides: Sequence[Side]) -> str:
    """The text of an answer that compares: the conclusion, then each part with its quote."""
    lines = [
        f"{conclusion.short[0].upper()}{conclusion.short[1:]}."
        if conclusion
        else "No conclusion can be drawn."
    ]
    for side in sides:
        if not side.quotes:
            lines.append(f"{side.question} The archive does not say.")
            continue
        lines.append(f"{side.question} {tell(side)}".rstrip())
        lines.append(f"{in_marks(side.quotes[0].text)} ({credit(side.quotes[0])})")
    return "\n".join(lines)


def lead(status: Status, short: str | None) -> str:
    """The line before the quotes; empty where they speak for themselves."""
    if status is Status.PARTLY:
        maybe = f" Perhaps: {short}." if short else ""
        return f"Not a clear answer.{maybe} The nearest words in the archive:"
    return short or ""


def credit(item: Quote | NearArticle) -> str:
    """Outlet and date of an article: "The Courier, 3 March 2025"."""
    return f"{item.outlet or _NO_OUTLET}, {format_day(item.published)}"


def copies_told(outlets: Sequence[str]) -> str:
    """Where else a story is: "also in 2 outlets"; empty if nowhere."""
    return f"also in {_count(len(outlets), 'outlet')}" if outlets else ""


def format_day(published: dt.datetime | dt.date | None) -> str:
    """A day as people write it: "3 March 2025"."""
    return f"{published.day} {published:%B %Y}" if published else _NO_DATE


def in_marks(text: str) -> str:
    """Put words in quotation marks; a sentence that brings its own pair all round keeps it."""
    if text[0] in '"“' and text[-1] in '"”' and not any(c in '"“”' for c in text[1:-1]):
        return text
    return f"“{text}”"


def describe_search(searched: Searched) -> str:
    """What was looked at, in one sentence."""
    filters = searched.filters
    articles, passages = _count(searched.articles, "article"), _count(searched.passages, "passage")
    parts = [f"Searched {articles} ({passages})"]
    if filters.outlets:
        parts.append("only " + ", ".join(filters.outlets))
    if filters.article_ids:
        parts.append(f"only {_count(len(filters.article_ids), 'chosen article')}")
    if filters.after:
        parts.append(f"from {format_day(filters.after)}")
    if filters.before:
        parts.append(f"up to {format_day(filters.before)}")
    return ", ".join(parts) + f"; read {_count(searched.read, 'passage')} closely."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _nearest(searched: Searched) -> list[str]:
    if not searched.nearest:
        return ["No word of the question was met there."] if not searched.read else []
    return ["Nearest articles:"] + [
        f"- {article.title or '(no headline)'} ({credit(article)})" for article in searched.nearest
    ]
