"""A conversation as the chat shows it, and as the browser keeps it."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index import Retriever
from page.markup import isolated
from qa import Answer, Status, Turn, credit, in_marks, lead, standing_turns

_KEPT = 20
_LARGEST = 2_000_000  # characters; a browser keeps some five million in all


class Kept(BaseModel):
    """What a browser keeps of a conversation.

    Attributes:
        turns: The last of them.
        address: The query of the address when the last was answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: list[Turn] = Field([], max_length=_KEPT)
    address: str = ""


def read_kept(saved: object, retriever: Retriever) -> Kept:
    """The conversation that a browser kept, as far as the archive bears it out.

    Empty if another version of newsquote wrote it, or if it is larger than any that is kept.
    """
    try:
        # As JSON: of other text, pydantic would make a moment where the archive has a day.
        kept = Kept.model_validate_json(json.dumps(saved))
    except ValidationError:
        return Kept()
    if len(kept.model_dump_json()) > _LARGEST:
        return Kept()
    return kept.model_copy(update={"turns": standing_turns(kept.turns, retriever)})


def keep(turns: list[Turn], address: str) -> dict[str, Any]:
    """The end of a conversation, for a browser to keep."""
    return Kept(turns=turns[-_KEPT:], address=address).model_dump(mode="json")


def messages(turns: list[Turn], question: str = "", reply: str = "") -> list[dict[str, Any]]:
    """The chat's messages: the turns, and a question that has no answer yet, or a refusal."""
    said = [
        message
        for turn in turns
        for message in (("user", turn.question), ("assistant", spoken(turn.answer)))
    ]
    said += [("user", question)] if question else []
    said += [("assistant", reply)] if reply else []
    return [{"role": role, "content": _inert(content)} for role, content in said]


def typed(message: object) -> str:
    """What a visitor typed, from a message that the chat gives back."""
    return str(message).replace("&lt;", "<").replace("&amp;", "&")


def _inert(message: str) -> str:
    """Text for the chat, which takes HTML, and shows it as it stands to edit it.

    So only what HTML needs is escaped: quotation marks and apostrophes stay as they were typed.
    """
    return message.replace("&", "&amp;").replace("<", "&lt;")


def history(turns: list[Turn]) -> list[str]:
    """The conversation as `qa` reads it: question, answer, question, answer ..."""
    return [part for turn in turns for part in (turn.question, turn.answer.text)]


def spoken(answer: Answer) -> str:
    """What the chat says: the best quote; the others stand beside it."""
    if answer.status is Status.NOT_FOUND:
        return answer.text.splitlines()[0]  # the nearest articles stand beside it
    best, more = answer.quotes[0], len(answer.quotes) - 1
    others = f"\n\nAnd {more} more quote{'s' if more > 1 else ''}." if more else ""
    first = lead(answer)
    said = f"{first}\n\n" if first else ""
    outlet, comma, day = credit(best).rpartition(", ")
    return f"{said}{in_marks(best.text)}\n{isolated(outlet)}{comma}{day}{others}"
