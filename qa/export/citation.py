"""A quote as it is cited in running text."""

import datetime as dt

from qa.dating import format_day
from qa.export.visible import marked, visible, web_link
from qa.quote import Quote


def citation(quote: Quote, *, retrieved: dt.date | None = None) -> str:
    """Cite a quote in one line of plain text.

    Args:
        quote: The quote.
        retrieved: The day on which the archive was asked, if it is to be said.

    Returns:
        The words in quotation marks, then in brackets who says so as far as that is known, outlet,
        headline, day, link: ``“No one was hurt.” (The Courier, “Train derailed”, 3 March 2025,
        https://courier.example/train)``. What is not known is left out, but for outlet and day.
    """
    outlet, day = visible(quote.outlet or ""), format_day(quote.published)
    parts = [
        outlet or "outlet not named",
        marked(title) if (title := visible(quote.title)) else "",
        day,
        web_link(quote.url) or "",
        f"retrieved {format_day(retrieved)}" if retrieved else "",
    ]
    place = ", ".join(part for part in parts if part)
    said = said_by(quote)
    return f"{marked(visible(quote.text))} ({f'{said}; ' if said else ''}{place})"


def said_by(quote: Quote) -> str:
    """Who says so, through whom and how surely, as far as the text says; empty if it does not.

    The attribution's own phrase where it has one; otherwise ``said by Ilse Brandt, through
    internal documents, marked “allegedly”``, without naming the outlet again.
    """
    via = quote.attribution
    chain = via.chain if via else ()
    phrase, hedge = (via.phrase or "", via.hedge or "") if via else ("", "")
    between = [visible(who) for who in chain if who not in (quote.speaker, quote.outlet)]
    if phrase:
        parts = [visible(phrase)]
    else:
        parts = [
            f"said by {visible(quote.speaker)}" if quote.speaker else "",
            f"through {' and '.join(between)}" if between else "",
        ]
    if hedge and hedge not in phrase:
        parts.append(f"marked {marked(visible(hedge))}")
    return ", ".join(part for part in parts if part)
