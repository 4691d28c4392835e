"""What the text says of who makes a statement: the record, and nothing of how it is found."""

from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Speech = Literal["direct", "indirect"]


class Stance(StrEnum):
    """What the text does with a statement."""

    ASSERTED = "asserted"
    """Stated: by the outlet if there is no speaker, by the speaker if there is one."""
    CONFIRMED = "confirmed"
    REPORTED = "reported"
    """Passed on without vouching for it: "reportedly", "is said to", "police believe"."""
    ALLEGED = "alleged"
    """Held against doubt: "allegedly", "claimed", "accused of"."""
    DENIED = "denied"
    """The speaker says that it is not so."""
    UNSAID = "unsaid"
    """Nobody states it: "did not say whether", "would not confirm", "asked if"."""


class Source(NamedTuple):
    """Somebody or something that makes a statement or passes it on.

    A person is named without office or courtesy ("Ana Ruiz", not "President Ana Ruiz"), by the
    fullest form that the article has; everything else by the words as they stand ("the harbour
    office", "internal papers").

    Attributes:
        name: A slice of the article's text, or of its title.
        start: Its first character.
        end: One past its last character.
        in_title: Whether the offsets count the title's characters and not the text's.
    """

    name: str
    start: int
    end: int
    in_title: bool = False


class Said(BaseModel):
    """How a statement comes to the reader, as far as the article says so.

    Attributes:
        speaker: Who makes the statement; None in plain narration, and where it is not known who.
        chain: From the origin to the reader, the speaker first: (papers, a newspaper).
        speech: Whether the words are the speaker's own or a report; None in plain narration.
        hedge: The word or words that keep it from being fact, as they stand in the text.
        stance: What the text does with the statement.
        unresolved: There is a speaker, and the text does not say who, or not clearly.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    speaker: Source | None = None
    chain: tuple[Source, ...] = ()
    speech: Speech | None = None
    hedge: str | None = None
    stance: Stance = Stance.ASSERTED
    unresolved: bool = False
