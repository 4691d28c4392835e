import pytest

from qa.names import other_spellings, same_person
from qa.sameness import answer_key, one_holds_the_other


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Prime Minister Ansgar Tolk", "Mr. Tolk"),
        ("Tolk", "Ansgar Tolk's"),
        ("J. R. Harken", "Johanna Harken"),
        ("Lucija Drnovč", "Lucia Drnovch"),
        ("Dr. Åse Bjørkén", "Ase Bjorken"),
        ("Ben Sorrell", "Benjamin Sorrell"),
        ("Judge Ines Velázquez", "Velasquez"),
    ],
)
def test_titles_initials_and_spellings_leave_one_person(name: str, other: str) -> None:
    assert same_person(name, other)
    assert same_person(other, name)
    assert one_holds_the_other(answer_key(name), answer_key(other)) or "Ben" in name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("John Harken", "Mary Harken"),
        ("Ole Johnson", "Ole Johnston"),
        ("John Harken", "Jane Harken"),
        ("J. Harken", "Mary Harken"),
        ("Maria Tolk", "Marcus Tolk"),
        ("the prime minister", "Tolk"),
        ("Hansen", "Hanson"),
    ],
)
def test_different_people_stay_apart(name: str, other: str) -> None:
    assert not same_person(name, other)
    assert not same_person(other, name)
    assert not one_holds_the_other(answer_key(name), answer_key(other))


def test_other_spellings_are_shown_as_printed() -> None:
    found = other_spellings(
        "What did Velazquez ask the minister?",
        ["Señor VELÁZQUEZ spoke. Velasquez, Velasquez!", "Velazquez and Vasquez agreed."],
    )
    assert [(s.asked, s.others) for s in found] == [("Velazquez", ("Velasquez", "VELÁZQUEZ"))]


def test_a_name_spelt_in_one_way_has_no_other_spelling() -> None:
    assert other_spellings("Where is Tolk?", ["Tolk is in the tower.", "TOLK RESIGNS"]) == ()


def test_numbers_are_not_taken_for_spellings_of_each_other() -> None:
    assert not one_holds_the_other(answer_key("17 boats"), answer_key("18 boats"))
    assert not one_holds_the_other(answer_key("17"), answer_key("170"))
