"""When the event was that a sentence tells of, exactly enough to be put on a timeline.

"Police said on Tuesday that the ferry sank on 2 March" is of 2 March. Knows nothing of timelines.
"""

import re
from collections.abc import Sequence

from corpus import Article, Span
from qa.comparing.event import event_word
from qa.dating import event_time
from qa.moment import Moment, Precision

_EXACT = (Precision.DAY, Precision.WEEK, Precision.MONTH)
_ANOTHERS = re.compile(
    r"\b(?:since|until|till|than|before|ahead of|compared (?:with|to))"
    r"(?: (?:in|on|at|of|the|that|those|early|late|mid|beginning|start|end))*\s+\Z",
    re.IGNORECASE,
)
"""Words that lead to the time of something else than the event."""
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|report(?:ed|s)|announce[sd]?|confirm(?:ed|s)|according to"
    r"|claim(?:ed|s)|den(?:ied|ies)|add(?:ed|s)|wrote|writes|testified|stated|explained|warned"
    r"|argued|admitted|revealed|disclosed|alleged|insisted)\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters between a time and the verb that it may belong to


def event_moment(
    article: Article, sentence: Span, moments: Sequence[Moment], asked: Sequence[str]
) -> Moment | None:
    """The time of what a sentence tells of a topic.

    A time that only bounds the event, or measures it against another, is none of it; nor is the
    time at which it was told.

    Args:
        article: The article.
        sentence: The sentence, in its text.
        moments: The times that the sentence names, with offsets into the text.
        asked: The topic's words, as `index.terms` gives them.

    Returns:
        One of the moments, of a month or finer; None if none is the event's.
    """
    text = article.text
    usable = [
        moment
        for moment in moments
        if moment.precision in _EXACT and not _ANOTHERS.search(text, sentence.start, moment.start)
    ]
    if not usable:
        return None
    # Parsing takes 10 ms; a time that stands alone needs none.
    if len(moments) == 1 and not _has_saying(text, sentence, usable[0]):
        return usable[0]
    word = event_word(asked, text[sentence.start : sentence.end])
    if word is None:
        return usable[0]
    focus = Span(word.start + sentence.start, word.end + sentence.start)
    found = event_time(text, sentence, focus, article.published_day)
    if found is None:
        return None
    return next((moment for moment in usable if moment.start == found.start), usable[0])


def _has_saying(text: str, sentence: Span, moment: Moment) -> bool:
    near = text[max(sentence.start, moment.start - _NEAR) : min(sentence.end, moment.end + _NEAR)]
    return _SAYING.search(near) is not None
