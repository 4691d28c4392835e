"""Answer what is asked of the last answer's quotes: who said so, when, where it was printed.

Knows nothing of searching; sees the last answer alone.
"""

from qa.answer import Answer, Status
from qa.conversation import Refers
from qa.dating import format_day, format_moment
from qa.quote import Quote, Role

ABOUT_QUOTES: tuple[Refers, ...] = ("speaker", "time", "outlet", "other_source")
"""What the quotes themselves tell; "where was that?" is asked of the archive."""


def about_quotes(refers: Refers, question: str, last: Answer) -> Answer:
    """Answer from the quotes of the last answer.

    Args:
        refers: What is asked of them; one of `ABOUT_QUOTES`.
        question: As understood.
        last: The last answer.

    Returns:
        An answer with the same quotes, those that tell it first. Where they do not, ``short`` is
        None and a note says so.
    """
    if not last.quotes:
        note = "The last answer has no quotes that this could be asked of."
        return last.model_copy(update={"question": question, "notes": (note,)})
    told = {
        "speaker": _speaker,
        "time": _time,
        "outlet": _outlet,
        "other_source": _other_source,
    }[refers]
    short, note, quotes = told(last)
    return last.model_copy(
        update={
            "question": question,
            "status": Status.ANSWERED if short else Status.PARTLY,
            "says_unknown": False,
            "short": short,
            "quotes": quotes,
            "differences": None,
            "sides": (),
            "notes": (note,) if note else (),
        }
    )


_Told = tuple[str | None, str, tuple[Quote, ...]]


def _speaker(last: Answer) -> _Told:
    first = last.quotes[0]
    if first.speaker:
        return first.speaker, "", last.quotes
    if first.attribution and first.attribution.phrase:
        return first.attribution.phrase, "", last.quotes
    if first.outlet:
        return first.outlet, f"{first.outlet} states it itself; it names no speaker.", last.quotes
    return None, "The article names no speaker.", last.quotes


def _time(last: Answer) -> _Told:
    first = last.quotes[0]
    if first.when:
        return f"{format_moment(first.when)} (“{first.when.words}”)", "", last.quotes
    if first.published:
        day = format_day(first.published)
        return None, f"The text does not say when. It was published on {day}.", last.quotes
    return None, "The text does not say when, and the article has no date.", last.quotes


def _outlet(last: Answer) -> _Told:
    supporting = [quote for quote in last.quotes if quote.role is Role.SUPPORTS] or last.quotes
    named = [quote.outlet for quote in supporting if quote.outlet]
    named += [outlet for quote in supporting for outlet in quote.also_in]
    outlets = tuple(dict.fromkeys(named))
    if not outlets:
        return None, "The article does not name its outlet.", last.quotes
    return ", ".join(outlets), "", last.quotes


def _other_source(last: Answer) -> _Told:
    first = last.quotes[0]
    others = tuple(
        quote
        for quote in last.quotes[1:]
        if quote.outlet and quote.outlet != first.outlet and quote.role is Role.SUPPORTS
    )
    if not others:
        note = "No other outlet was found to say it; copies of one story count as one source."
        return None, note, last.quotes[:1]
    named = ", ".join(dict.fromkeys(quote.outlet for quote in others if quote.outlet))
    return named, "", (*others, first)
