from collections.abc import Callable, Iterable

import pytest

from qa import understand
from qa.evidence import Read
from qa.views import DifferenceKind, Differences, asks_whether_all_agree, find_differences
from tests.qa.ranked import by_margin

Make = Callable[..., Read]


def plainly(words: Iterable[str]) -> dict[str, float]:
    """Every word tells as much as any other."""
    return dict.fromkeys(words, 1.0)


def differ(question: str, *reads: Read) -> Differences | None:
    """What differs among the answers that were read, each scored with its margin."""
    return find_differences(understand(question), by_margin(*reads), plainly)


def shorts(found: Differences | None) -> list[str]:
    assert found is not None
    return [view.short for view in found.views]


ABOARD = "How many people were aboard the Gull?"
GULL = "The tug Gull sank off Porthmoor on Friday."


@pytest.fixture
def aboard(read: Make) -> list[Read]:
    def told(name: str, outlet: str, text: str, day: str, margin: float, **more: object) -> Read:
        figure = "31" if "31" in text else "34"
        return read(name, f"{GULL} {text}", (figure, margin), outlet=outlet, published=day,
                    title="Tug Gull sinks", **more)  # fmt: skip

    return [
        told("a", "Post", "There were 31 people on board, the owner said.", "2031-03-02", 6.0),
        told("b", "Star", "She was carrying 34 people, dockers say.", "2031-03-02", 3.0),
        told("c", "Bell", "At least 30 people were aboard, and 31 by one list.", "2031-03-03", 2.0),
    ]


def test_two_papers_that_differ_on_one_day_disagree(aboard: list[Read]) -> None:
    found = differ(ABOARD, *aboard)
    assert found is not None
    assert found.kind is DifferenceKind.DISAGREEMENT
    assert shorts(found) == ["31", "34"]
    assert found.views[0].outlets == ("Post", "Bell")
    assert found.views[1].outlets == ("Star",)
    assert found.standing is None


def test_copies_of_a_story_count_as_one_source(aboard: list[Read], read: Make) -> None:
    copy = read("d", f"{GULL} There were 31 people on board, the owner said.", ("31", 5.0),
                outlet="Echo", published="2031-03-02", title="Gull sinks", story="a")  # fmt: skip
    found = differ(ABOARD, *aboard[:2], copy)
    assert found is not None
    assert found.views[0].outlets == ("Post", "Echo")
    assert found.views[0].independent == 1


def test_figures_of_other_things_are_no_disagreement(aboard: list[Read], read: Make) -> None:
    text = f"{GULL} Divers found 4 people dead, and 12 crates were lost."
    other = read("e", text, ("4", 3.0), ("12", 2.0), outlet="Echo", published="2031-03-02")
    assert differ(ABOARD, aboard[0], other) is None


def test_figures_of_another_event_are_no_disagreement(aboard: list[Read], read: Make) -> None:
    text = "The ferry Heron sank off Cape Dorn in Lirania. There were 52 people on board."
    other = read("f", text, ("52", 5.0), outlet="Echo", published="2031-03-02", title="Heron lost")
    assert differ(ABOARD, aboard[0], other) is None


def test_room_for_one_another_is_no_disagreement(read: Make) -> None:
    one = read("a", f"{GULL} At least 30 people were aboard.", ("At least 30", 4.0),
               outlet="Post", published="2031-03-02")  # fmt: skip
    other = read("b", f"{GULL} There were 34 people on board.", ("34", 4.0), outlet="Star",
                 published="2031-03-02")  # fmt: skip
    assert differ(ABOARD, one, other) is None


TOLL = "How many people died when the Gull sank?"


@pytest.fixture
def toll(read: Make) -> list[Read]:
    days = [("2031-03-02", "Post", "Four"), ("2031-03-03", "Star", "Seven"),
            ("2031-03-06", "Bell", "Nine")]  # fmt: skip
    return [
        read(day, f"{GULL} {figure} people are known to have died.", (figure, 5.0), outlet=outlet,
             published=day, title="Tug Gull sinks")
        for day, outlet, figure in days
    ]  # fmt: skip


def test_a_toll_that_rises_from_day_to_day_is_a_development(toll: list[Read]) -> None:
    found = differ(TOLL, *toll)
    assert found is not None
    assert found.kind is DifferenceKind.DEVELOPMENT
    assert shorts(found) == ["Four", "Seven", "Nine"]
    assert found.standing is not None
    assert found.standing.short == "Nine"


def test_two_tolls_of_one_day_disagree(toll: list[Read], read: Make) -> None:
    other = read("x", f"{GULL} Eight people have died.", ("Eight", 6.0), outlet="Echo",
                 published="2031-03-06", title="Tug Gull sinks")  # fmt: skip
    found = differ(TOLL, toll[2], other)
    assert found is not None
    assert found.kind is DifferenceKind.DISAGREEMENT
    assert sorted(shorts(found)) == ["Eight", "Nine"]


def test_an_earlier_toll_that_a_report_recalls_is_not_its_own(read: Make) -> None:
    text = f"{GULL} Nine people have died. An earlier toll of the dead was four."
    assert differ(TOLL, read("a", text, ("Nine", 5.0), published="2031-03-06")) is None


def test_a_correction_marks_what_it_takes_back(read: Make) -> None:
    first = read("a", "The safe at Porthmoor held 90 rings.", ("90", 6.0), outlet="Post",
                 published="2031-03-02", title="Porthmoor safe robbed")  # fmt: skip
    second = read("b", "We said on Tuesday that 90 rings were taken at Porthmoor. The list has"
                  " nineteen.", ("90", 5.0), ("nineteen", 5.5), outlet="Post",
                  published="2031-03-05", title="Corrections")  # fmt: skip
    found = differ("How many rings were taken at Porthmoor?", first, second)
    assert found is not None
    assert found.kind is DifferenceKind.CORRECTION
    assert [(v.short, v.is_corrected) for v in found.views] == [("90", True), ("nineteen", False)]
    assert found.standing is not None
    assert found.standing.short == "nineteen"


def test_two_days_for_one_event_disagree(read: Make) -> None:
    one = read("a", "The leak at Porthmoor quay was first seen on 3 May.", ("3 May", 5.0),
               outlet="Post", published="2031-06-01")  # fmt: skip
    other = read("b", "The leak at the Porthmoor quay was first seen by a guard on May 13.",
                 ("May 13", 3.0), outlet="Star", published="2031-06-02")  # fmt: skip
    found = differ("When was the leak at Porthmoor quay first seen?", one, other)
    assert found is not None
    assert found.kind is DifferenceKind.DISAGREEMENT
    assert shorts(found) == ["3 May", "May 13"]


def test_names_are_not_set_against_each_other(read: Make) -> None:
    one = read("a", "The Gull was built by Moss.", ("Moss", 5.0), outlet="Post")
    other = read("b", "The Gull was built by Ferris.", ("Ferris", 5.0), outlet="Star")
    assert differ("Who built the Gull?", one, other) is None


def test_nothing_read_differs_in_nothing() -> None:
    assert differ(ABOARD) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many were aboard, and do all the papers agree?", True),
        ("Do the reports differ on the toll?", True),
        ("Give every figure reported for the toll.", True),
        ("Did the union agree to the offer?", False),
        ("How many papers are sold in Porthmoor?", False),
    ],
)
def test_a_question_can_ask_for_differences(question: str, expected: bool) -> None:
    assert asks_whether_all_agree(question) is expected


def test_a_changed_article_corrects_what_it_said_before(read: Make) -> None:
    text = f"{GULL} There were {{}} people on board, the harbour office said on Saturday."
    now = read("a", text.format(34), ("34", 5.0), outlet="Post", published="2031-03-02")
    before = read("a", text.format(31), outlet="Post", published="2031-03-02").article
    ranked = by_margin(now)

    found = find_differences(understand(ABOARD), ranked, plainly, lambda _: [before])
    assert found is not None
    assert found.kind is DifferenceKind.CORRECTION
    assert [(v.short, v.is_corrected) for v in found.views] == [("31", True), ("34", False)]
    old = found.views[0].supports[0]
    assert old.words == "31"
    assert old.read.article.content_hash == before.content_hash
    assert find_differences(understand(ABOARD), ranked, plainly, lambda _: [now.article]) is None


def test_two_figures_of_one_article_are_of_two_things(read: Make) -> None:
    both = read("a", f"{GULL} Of 80 hens aboard, the owner sold. She lost 31 hens.", ("80", 1.0),
                ("31 hens", 4.0), outlet="Post", published="2031-03-02")  # fmt: skip
    other = read("b", f"{GULL} The owner had 80 hens.", ("80 hens", 3.0), outlet="Star",
                 published="2031-03-02")  # fmt: skip
    assert differ("How many hens did the owner of the Gull lose?", both, other) is None
