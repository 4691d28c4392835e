"""The events of a timeline as a list.

Pure functions to HTML; whatever comes from outside goes through `page.markup`.
"""

from page.cards import credited, marked
from page.markup import aside, link, text
from qa import Event, Timeline, counted, format_day, format_moment, in_marks

NO_TOPIC = '<p class="nq-hint">Type a topic to see its dated events in order, each as a quote.</p>'
NO_EVENT = '<p class="nq-hint">Choose an event to read it in its article.</p>'


def events_list(found: Timeline, stretch: str, narrowed: str, opened: int | None) -> str:
    """Events as a list, oldest first, and what was left out.

    Args:
        found: Any timeline.
        stretch: Which days of publication it was narrowed to, in words; may be empty.
        narrowed: What else it was narrowed to, as HTML; may be empty.
        opened: The place of the event that is open in its article.
    """
    said = counted(len(found.events), "event") if found.events else "No dated event"
    said = f"{said} in what was published {stretch}." if stretch else f"{said} on this topic."
    if found.undated:
        said += f" Passages left out, for their articles have no date: {found.undated:,}."
    rows = "".join(_row(event, n, n == opened) for n, event in enumerate(found.events))
    also = f'<p class="nq-credit">{narrowed}</p>' if narrowed else ""
    listed = f'<ol class="nq-events" aria-label="Events">{rows}</ol>' if rows else ""
    return f'<p class="nq-credit" data-say="{text(said)}">{text(said)}</p>{also}{listed}'


def _row(event: Event, number: int, is_opened: bool) -> str:
    quote = event.quote
    pressed = "true" if is_opened else "false"
    also = f" · {event.independent} sources" if event.independent > 1 else ""
    return (
        f'<li class="nq-card"><h3>{_days(event)}</h3>'
        f'<button type="button" class="nq-quote" dir="auto" data-quote="{number}"'
        f' aria-pressed="{pressed}">{marked(quote.text)}</button>'
        f'<div class="nq-credit">{credited(quote)} · '
        f"{link(quote.title or '(no headline)', quote.url)}{also}</div></li>"
    )


def _days(event: Event) -> str:
    """The day or days, and whose: those that the words name, or the day of publication."""
    days = format_day(event.first)
    if event.last != event.first:
        days += f" to {format_day(event.last)}"
    when = event.quote.when
    if when and (when.first, when.last) == (event.first, event.last):
        days = format_moment(when)
    if not event.is_told:
        return f'{text(days)} <span class="nq-role">day of publication</span>'
    return f"{text(days)} <small>{aside(in_marks(when.words))}</small>" if when else text(days)
