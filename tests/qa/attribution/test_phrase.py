import pytest

from qa.attribution import Said, Source, Stance, attribution_phrase


def told(*names: str, stance: Stance = Stance.ASSERTED, unresolved: bool = False) -> str | None:
    chain = tuple(Source(name, 0, len(name)) for name in names)
    return attribution_phrase(
        Said(
            speaker=chain[0] if chain and not unresolved else None,
            chain=chain,
            stance=stance,
            unresolved=unresolved,
        )
    )


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (None, told()),
        ("According to Ana Ruiz", told("Ana Ruiz")),
        ("According to the ministry", told("The ministry")),
        ("According to The Harbour Post", told("The Harbour Post")),
        ("According to The Post, citing internal papers", told("internal papers", "The Post")),
        ("According to Finch, citing Sollen, citing Korda", told("Korda", "Sollen", "Finch")),
        ("Ana Ruiz denied this", told("Ana Ruiz", stance=Stance.DENIED)),
        (
            "Ana Ruiz denied this, according to his lawyer",
            told("Ana Ruiz", "His lawyer", stance=Stance.DENIED),
        ),
        ("Police confirmed this", told("Police", stance=Stance.CONFIRMED)),
        ("Allegedly (no source named)", told(stance=Stance.ALLEGED)),
        ("Reportedly (no source named)", told(stance=Stance.REPORTED)),
        ("Allegedly, according to The Post", told("The Post", stance=Stance.ALLEGED)),
        ("Left open by Ana Ruiz", told("Ana Ruiz", stance=Stance.UNSAID)),
        ("According to someone the text does not name", told(unresolved=True)),
        (
            "Someone the text does not name denied this",
            told(stance=Stance.DENIED, unresolved=True),
        ),
        ("According to Ana Ruiz, citing someone not named", told("Ana Ruiz", unresolved=True)),
    ],
)
def test_the_wording(phrase: str | None, said: str | None) -> None:
    assert said == phrase


@pytest.mark.parametrize("stance", [s for s in Stance if s != Stance.ASSERTED])
@pytest.mark.parametrize("names", [(), ("Ana Ruiz",), ("Ana Ruiz", "The Post")])
def test_no_doubt_is_lost(stance: Stance, names: list[str]) -> None:
    phrase = told(*names, stance=stance)

    assert phrase is not None
    assert not phrase.startswith("According to")
