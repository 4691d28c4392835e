"""Quotes as cards, and what stands around them: the answer, its sides, how outlets differ.

Pure functions from an answer to HTML; whatever comes from outside goes through `page.markup`.
"""

from collections.abc import Iterable

from page.markup import aside, at_words, is_web_address, link, text
from qa import (
    DIFFERENCES_TOLD,
    REMOVED,
    Answer,
    NearArticle,
    Quote,
    Role,
    Status,
    View,
    citation,
    copies_told,
    credit,
    describe_search,
    format_day,
    format_moment,
    in_marks,
    lead,
    side_told,
)

NO_QUOTES = (
    '<p class="nq-hint">Quotes appear here, each with its outlet, date and link.'
    " Choose one to read it in its article.</p>"
    '<p class="nq-hint nq-keys">Keys: <kbd>/</kbd> goes to the question, <kbd>↓</kbd> from it to'
    " the quotes, <kbd>Enter</kbd> opens one, <kbd>Esc</kbd> stops a question.</p>"
)
STOPPED = '<p class="nq-hint" data-say="Stopped.">Stopped.</p>'
_ROLES = {Role.DISAGREES: "differs", Role.CONTEXT: "also found"}


def waiting(step: str) -> str:
    """What stands in place of the quotes while a question is worked on."""
    return f'<p class="nq-hint nq-waiting" data-say="{text(step)}">{text(step)}…</p>'


def answer_pane(answer: Answer, chosen: int) -> str:
    """The answer, its quotes as cards, and what was searched.

    Args:
        answer: Any answer.
        chosen: The place of the quote that is open in its article.
    """
    if not answer.quotes:
        return f"{_lead(answer)}{_notes(answer)}{_nearest(answer)}{_searched(answer)}"
    cards = "".join(_card(quote, n, n == chosen) for n, quote in enumerate(answer.quotes))
    return (
        f"{_lead(answer)}{_notes(answer)}{_sides(answer)}{_differences(answer)}"
        f'<ol class="nq-cards" aria-label="Quotes">{cards}</ol>{_searched(answer)}'
    )


def credited(item: Quote | NearArticle) -> str:
    """As `qa.credit`, in HTML: the outlet's name cannot turn the date around."""
    outlet, comma, day = credit(item).rpartition(", ")
    return f"{aside(outlet)}{comma}{text(day)}"


def marked(words: str) -> str:
    """As `qa.in_marks`, in HTML: the words cannot turn the marks around."""
    before, _, after = in_marks(words).partition(words)
    return f"{before}<bdi>{text(words)}</bdi>{after}"


def _lead(answer: Answer) -> str:
    said = REMOVED if answer.text == REMOVED else lead(answer)
    style = "nq-short" if answer.status is Status.ANSWERED else "nq-lead"
    return f'<p class="{style}" dir="auto">{text(said)}</p>' if said else ""


def _notes(answer: Answer) -> str:
    return "".join(f'<p class="nq-note" dir="auto">{text(note)}</p>' for note in answer.notes)


def _sides(answer: Answer) -> str:
    """What a comparison compares, side by side."""
    return _columns(
        (
            side.question,
            [side_told(answer, side)],
            side.quoted,
        )
        for side in answer.sides
    )


def _differences(answer: Answer) -> str:
    """Who says what, oldest first."""
    found = answer.differences
    if found is None:
        return ""
    return f"<h2>{DIFFERENCES_TOLD[found.kind]}</h2>" + _columns(
        (
            view.short,
            [", ".join(view.outlets) or "outlet not named", _days(view)],
            view.quoted,
        )
        for view in found.views
    )


def _columns(cells: Iterable[tuple[str, list[str], tuple[int, ...]]]) -> str:
    """Things to compare, side by side: each with its heading, some lines, and its quotes."""
    shown = "".join(
        f'<li><h3 dir="auto">{text(heading)}</h3>'
        + "".join(f'<p dir="auto">{text(line)}</p>' for line in lines)
        + _quote_numbers(quoted)
        + "</li>"
        for heading, lines, quoted in cells
    )
    return f'<ul class="nq-columns">{shown}</ul>' if shown else ""


def _days(view: View) -> str:
    if view.first == view.last:
        return format_day(view.first)
    return f"{format_day(view.first)} to {format_day(view.last)}"


def _quote_numbers(places: tuple[int, ...]) -> str:
    buttons = " ".join(
        f'<button type="button" class="nq-number" data-quote="{n}">Quote {n + 1}</button>'
        for n in places
    )
    return f'<div class="nq-numbers">{buttons}</div>'


def _card(quote: Quote, number: int, is_chosen: bool) -> str:
    pressed = "true" if is_chosen else "false"
    role = _ROLES.get(quote.role)
    told = f'<span class="nq-role">{role}</span> ' if role else ""
    url = quote.url and is_web_address(quote.url) and at_words(quote.url, quote.text)
    return (
        f'<li class="nq-card"><button type="button" class="nq-quote" dir="auto"'
        f' data-quote="{number}" aria-pressed="{pressed}">{marked(quote.text)}</button>'
        f'{_said(quote)}<div class="nq-credit">{told}{credited(quote)} · '
        f"{link(quote.title or '(no headline)', url or None)}"
        f'</div><div class="nq-acts"><button type="button" class="nq-copy"'
        f' data-citation="{text(citation(quote))}">Copy citation</button>'
        f"{_copies(quote)}</div></li>"
    )


def _said(quote: Quote) -> str:
    """Who says it, and when it happened, as far as the text tells."""
    parts = []
    if quote.attribution and quote.attribution.phrase:
        parts.append(aside(quote.attribution.phrase))
    elif quote.speaker:
        parts.append(aside(quote.speaker))
    if quote.when:
        parts.append(f"{aside(quote.when.words)}: {aside(format_moment(quote.when))}")
    return f'<p class="nq-said">{" · ".join(parts)}</p>' if parts else ""


def _copies(quote: Quote) -> str:
    if not quote.also_in:
        return ""
    names = ", ".join(map(aside, quote.also_in))
    told = text(copies_told(quote.also_in))
    return f'<details class="nq-copies"><summary>{told}</summary>{names}</details>'


def _nearest(answer: Answer) -> str:
    rows = "".join(
        f"<li>{link(near.title or '(no headline)', near.url)}"
        f'<span class="nq-credit">{credited(near)}</span></li>'
        for near in answer.searched.nearest
    )
    return f'<h2>Nearest articles</h2><ul class="nq-near">{rows}</ul>' if rows else ""


def _searched(answer: Answer) -> str:
    return f'<p class="nq-credit" dir="auto">{text(describe_search(answer.searched))}</p>'
