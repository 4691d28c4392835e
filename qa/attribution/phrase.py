"""Attribution worded for people: names from the text, and fixed words.

Never turns an allegation into a fact; a denial is said as a denial. Knows nothing of articles.
"""

from collections.abc import Sequence

from qa.attribution import lexicon as lex
from qa.attribution.said import Said, Source, Stance


def attribution_phrase(said: Said) -> str | None:
    """Word an attribution, to stand before a quote or an answer.

    Args:
        said: The attribution.

    Returns:
        For example "According to the Herald, citing internal papers", "Ana Ruiz denied this",
        "Allegedly (no source named)"; None for plain narration. Of a name that begins with a small
        word ("The ministry") only the first letter is changed, inside a phrase.
    """
    if not said.chain:
        return _without_source(said)
    if said.unresolved:
        return _by_stance(said.stance, f"{_told(said.chain)}, citing someone not named", "")
    speaker, via = said.chain[0].name, said.chain[1:]
    if said.stance in {Stance.DENIED, Stance.CONFIRMED, Stance.UNSAID}:
        return _by_stance(said.stance, speaker, f", according to {_told(via)}" if via else "")
    return _by_stance(said.stance, _told(said.chain), "")


def _without_source(said: Said) -> str | None:
    nobody = "someone the text does not name" if said.unresolved else ""
    if nobody:
        return _by_stance(said.stance, nobody, "")
    return {
        Stance.ALLEGED: "Allegedly (no source named)",
        Stance.REPORTED: "Reportedly (no source named)",
        Stance.CONFIRMED: "Confirmed (no source named)",
        Stance.DENIED: "Denied (no source named)",
        Stance.UNSAID: "Left open",
        Stance.ASSERTED: None,
    }[said.stance]


def _by_stance(stance: Stance, who: str, via: str) -> str:
    inside = _inside(who)
    return {
        Stance.ASSERTED: f"According to {inside}",
        Stance.REPORTED: f"Reportedly, according to {inside}",
        Stance.ALLEGED: f"Allegedly, according to {inside}",
        Stance.CONFIRMED: f"{_capital(who)} confirmed this{via}",
        Stance.DENIED: f"{_capital(who)} denied this{via}",
        Stance.UNSAID: f"Left open by {inside}{via}",
    }[stance]


def _told(chain: Sequence[Source]) -> str:
    """From the reader back to the origin: "the Herald, citing internal papers"."""
    return ", citing ".join(_inside(source.name) for source in reversed(chain))


def _inside(name: str) -> str:
    first, _, rest = name.partition(" ")
    is_small = first.lower() in lex.SMALL_WORDS and (not rest or rest[0].islower())
    return name[0].lower() + name[1:] if is_small else name


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
