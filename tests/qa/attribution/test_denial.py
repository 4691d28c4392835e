import pytest

from corpus import Article, Span
from qa.attribution import find_denial


def denial_of(text: str, claim: str, language: str = "en") -> str | None:
    start = text.index(claim)
    found = find_denial(
        Article(id="a", text=text, language=language), Span(start, start + len(claim))
    )
    return None if found is None else text[found.span.start : found.span.end]


CLAIM = "The firm hid a crack in the hull for nine weeks, an engineer said."
DENIAL = "Ana Ruiz, its director, denied that a crack in the hull had been hidden."


def test_the_denial_of_the_same_thing_is_found_before_and_after() -> None:
    assert denial_of(f"{CLAIM} It rained. {DENIAL}", CLAIM) == DENIAL
    assert denial_of(f"{DENIAL} It rained.\n\n{CLAIM}", CLAIM) == DENIAL


def test_the_denial_of_another_thing_is_not() -> None:
    other = "Ana Ruiz denied that the ferry had been late on Friday."

    assert denial_of(f"{CLAIM} {other}", CLAIM) is None


def test_the_charges_are_those_of_the_accusation_before() -> None:
    claim = "Police allege that Milo Grant lent his key to the gang."
    denial = "His lawyer said that he denied any part in it."

    assert denial_of(f"{claim} {denial}", claim) == denial
    assert denial_of(f"Milo Grant has a key. {denial}", "Milo Grant has a key.") is None


def test_silence_of_the_one_named_counts_if_nobody_denies() -> None:
    claim = "Petra Stahl asked to set the tender aside, papers show."
    silence = "Ms. Stahl did not respond to a request for comment."

    assert denial_of(f"{claim} It rained. {silence}", claim) == silence
    denial = "The ministry denied that the tender had been set aside."
    assert denial_of(f"{claim} {silence} {denial}", claim) == denial


def test_silence_is_told_from_a_denial() -> None:
    claim = "Petra Stahl hid a crack in the hull, papers show."
    silence = "Ms. Stahl did not respond to a request for comment."
    claimed = Span(0, len(claim))

    silent = find_denial(Article(id="a", text=f"{claim} {silence}"), claimed)
    denied = find_denial(Article(id="a", text=f"{claim} {DENIAL} {silence}"), claimed)
    assert silent is not None
    assert silent.is_silence
    assert denied is not None
    assert not denied.is_silence


def test_a_denial_is_not_denied_by_itself() -> None:
    assert denial_of(f"It rained. {DENIAL}", DENIAL) is None


@pytest.mark.parametrize("language", ["en-GB", "EN", "en-US"])
def test_english_of_any_kind_is_read(language: str) -> None:
    assert denial_of(f"{CLAIM} {DENIAL}", CLAIM, language=language) == DENIAL


def test_no_denial_in_another_language() -> None:
    assert denial_of(f"{CLAIM} {DENIAL}", CLAIM, language="es") is None
