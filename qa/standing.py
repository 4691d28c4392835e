"""Earlier turns held against the archive as it is now: what it does not hold is not shown again.

Turns that were kept elsewhere come back from whoever kept them, who may have changed them.
"""

from collections.abc import Iterable, Iterator, Set

from index import Retriever
from qa.answer import Answer, NearArticle, Status, Turn
from qa.check import QuoteState, check_quote
from qa.quoting import MOST_QUOTES
from qa.wording import compose

REMOVED = (
    "An article that this answer quoted has been removed from the archive. Ask again for an answer"
    " without it."
)
"""The text of an answer whose quotes must not be shown any more."""


def standing_turns(turns: Iterable[Turn], retriever: Retriever) -> list[Turn]:
    """The turns as they may be shown again.

    Args:
        turns: Kept elsewhere, and perhaps changed there.
        retriever: The archive as it is now.

    Returns:
        Turns whose quotes stand in some revision of their articles. One that quotes a withdrawn
        article has `REMOVED` for its answer; one with a quote that never stood in the archive is
        left out.
    """
    withdrawn = _withdrawn(retriever)
    return [
        turn.model_copy(update={"answer": answer})
        for turn in turns
        if (answer := _standing(turn.answer, retriever, withdrawn)) is not None
    ]


def all_stand(answers: Iterable[Answer], retriever: Retriever) -> bool:
    """Whether every quote stands in some revision of its article, none of them withdrawn."""
    withdrawn = _withdrawn(retriever)
    return all(
        quote.article_id not in withdrawn and check_quote(retriever, quote) is not QuoteState.FALSE
        for answer in answers
        for quote in answer.quotes
    )


def _withdrawn(retriever: Retriever) -> Set[str]:
    return {withdrawal.article_id for withdrawal in retriever.withdrawals()}


def _standing(answer: Answer, retriever: Retriever, withdrawn: Set[str]) -> Answer | None:
    if not _is_whole(answer):
        return None
    nearest = tuple(_nearest(answer.searched.nearest, retriever))
    searched = answer.searched.model_copy(update={"nearest": nearest})
    if any(quote.article_id in withdrawn for quote in answer.quotes):
        return Answer(
            question=answer.question,
            status=Status.NOT_FOUND,
            text=REMOVED,
            confidence=0.0,
            searched=searched,
            timings_ms={},
        )
    if not all_stand([answer], retriever):
        return None
    stands = answer.model_copy(update={"searched": searched})
    is_composed = bool(answer.quotes) or answer.text == compose(answer)
    return stands.model_copy(update={"text": compose(stands)}) if is_composed else stands


def _is_whole(answer: Answer) -> bool:
    """Whether an answer has the quotes that its other parts speak of."""
    count = len(answer.quotes)
    if count > MOST_QUOTES or (answer.status is Status.NOT_FOUND) != (count == 0):
        return False
    views = answer.differences.views if answer.differences else ()
    places = [part.quoted for part in answer.sides] + [view.quoted for view in views]
    return all(0 <= place < count for quoted in places for place in quoted)


def _nearest(nearest: Iterable[NearArticle], retriever: Retriever) -> Iterator[NearArticle]:
    for near in nearest:
        if article := retriever.article(near.article_id):
            yield NearArticle.of(article)
