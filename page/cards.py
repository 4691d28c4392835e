"""Quotes as cards, and what stands around them: the answer, its sides, how outlets differ.

Pure functions from an answer to HTML; whatever comes from outside goes through `page.markup`.
"""

from page.markup import link, text
from qa import (
    Answer,
    Quote,
    Role,
    citation,
    copies_told,
    credit,
    describe_search,
    format_day,
    format_moment,
    in_marks,
    lead,
)

NO_QUOTES = '<p class="nq-hint">Quotes appear here, each with its outlet, date and link.</p>'
_ROLES = {Role.DISAGREES: "differs", Role.CONTEXT: "also found"}


def answer_pane(answer: Answer, chosen: int) -> str:
    """The answer, its quotes as cards, and what was searched.

    Args:
        answer: Any answer.
        chosen: The place of the quote that is open in its article.
    """
    if not answer.quotes:
        return f"{_notes(answer)}{_nearest(answer)}{_searched(answer)}"
    cards = "".join(_card(answer.quotes[n], n, n == chosen) for n in range(len(answer.quotes)))
    return (
        f"{_lead(answer)}{_notes(answer)}{_sides(answer)}{_differences(answer)}"
        f'<div class="nq-cards" role="group" aria-label="Quotes">{cards}</div>{_searched(answer)}'
    )


def _lead(answer: Answer) -> str:
    said = lead(answer)
    return f'<p class="nq-short">{text(said)}</p>' if said else ""


def _notes(answer: Answer) -> str:
    return "".join(f'<p class="nq-note">{text(note)}</p>' for note in answer.notes)


def _sides(answer: Answer) -> str:
    """What a comparison compares, side by side."""
    if not answer.sides:
        return ""
    cells = "".join(
        f"<div><h3>{text(side.question)}</h3>"
        f"<p>{text(side.short or 'Not found in the archive.')}</p>"
        f"{_quote_numbers(side.quoted)}</div>"
        for side in answer.sides
    )
    return f'<div class="nq-columns">{cells}</div>'


_DIFFERENCES = {
    "disagreement": "The archive’s answers differ",
    "development": "The figure changed over time",
    "correction": "An earlier text was corrected",
}


def _differences(answer: Answer) -> str:
    """Who says what, oldest first."""
    found = answer.differences
    if found is None:
        return ""
    cells = "".join(
        f"<div><h3>{text(view.short)}</h3>"
        f"<p>{text(', '.join(view.outlets) or 'outlet not named')}"
        f"<br>{text(format_day(view.first))}</p>{_quote_numbers(view.quoted)}</div>"
        for view in found.views
    )
    return f'<h2>{_DIFFERENCES[found.kind]}</h2><div class="nq-columns">{cells}</div>'


def _quote_numbers(places: tuple[int, ...]) -> str:
    return "".join(
        f'<button type="button" class="nq-number" data-quote="{n}">Quote {n + 1}</button>'
        for n in places
    )


def _card(quote: Quote, number: int, is_chosen: bool) -> str:
    pressed = "true" if is_chosen else "false"
    role = _ROLES.get(quote.role)
    told = f'<span class="nq-role">{role}</span> ' if role else ""
    return (
        f'<div class="nq-card"><button type="button" class="nq-quote" data-quote="{number}"'
        f' aria-pressed="{pressed}">{text(in_marks(quote.text))}</button>'
        f'{_said(quote)}<div class="nq-credit">{told}{text(credit(quote))} · '
        f"{link(quote.title or '(no headline)', quote.url)}{_copies(quote)}"
        f' · <button type="button" class="nq-copy" data-citation="{text(citation(quote))}">'
        f"Copy citation</button></div></div>"
    )


def _said(quote: Quote) -> str:
    """Who says it, and when it happened, as far as the text tells."""
    parts = []
    if quote.attribution and quote.attribution.phrase:
        parts.append(quote.attribution.phrase)
    elif quote.speaker:
        parts.append(quote.speaker)
    if quote.when:
        parts.append(f"{quote.when.words}: {format_moment(quote.when)}")
    return f'<p class="nq-said">{text(" · ".join(parts))}</p>' if parts else ""


def _copies(quote: Quote) -> str:
    if not quote.also_in:
        return ""
    names = text(", ".join(quote.also_in))
    return f' · <span class="nq-copies" title="{names}">{text(copies_told(quote.also_in))}</span>'


def _nearest(answer: Answer) -> str:
    rows = "".join(
        f"<li>{link(near.title or '(no headline)', near.url)}"
        f'<span class="nq-credit">{text(credit(near))}</span></li>'
        for near in answer.searched.nearest
    )
    return f'<h2>Nearest articles</h2><ul class="nq-near">{rows}</ul>' if rows else ""


def _searched(answer: Answer) -> str:
    return f'<p class="nq-credit">{text(describe_search(answer.searched))}</p>'
