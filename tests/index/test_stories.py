"""Copies are found by what they share; look-alikes, round-ups and short texts are not."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signature import Signatures, SignatureWriter, runs_of, share_in, sign
from index.stories import find_stories

Printed = tuple[str, str | None, str]
"""Id, outlet, text."""


def signed(texts: Sequence[str], folder: Path) -> Signatures:
    writer = SignatureWriter()
    for text in texts:
        writer.add(sign(text))
    return writer.write(folder)


@pytest.fixture
def stories(tmp_path: Path) -> "Stories":
    return Stories(tmp_path)


class Stories:
    """Finds stories; gives the id of each article's story, by id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *printed: Printed) -> dict[str, str]:
        ids, outlets, texts = ([p[n] for p in printed] for n in range(3))
        found = find_stories(signed(texts, self._folder), ids, outlets)  # type: ignore[arg-type]
        return {p[0]: printed[story][0] for p, story in zip(printed, found.tolist(), strict=True)}


def babble(seed: int, words: int = 120) -> str:
    """Words in no order that any other seed gives."""
    numbers = np.random.default_rng(seed).integers(10**6, size=words)
    return " ".join(f"w{number}" for number in numbers)


def test_an_agency_text_is_one_story_however_it_is_cut(stories: Stories, agency: str) -> None:
    first, second, third, fourth, fifth = agency.split("\n\n")
    own_lead = "Timber lies in the tunnel of Orrin this morning, and nobody can say for how long."
    assert stories(
        ("a", "Agency", agency),
        ("b", "Courier", f"{first}\n\n{second}\n\n{third}"),
        ("c", "Herald", f"{own_lead}\n\n{second}\n\n{third}\n\n{fourth}"),
        ("d", "Lantern", agency.replace("said", "told reporters").replace("Tuesday", "TUESDAY")),
        ("e", "Times", f"{first}\n\n{third}\n\n{fifth}"),
    ) == dict.fromkeys("abcde", "a")


def test_own_reporting_on_the_same_event_is_a_story_of_its_own(
    stories: Stories, agency: str, own_report: str
) -> None:
    quoting = "\n\n".join([own_report, agency.split("\n\n")[2]])  # one of the wire's five
    found = stories(("a", "Agency", agency), ("b", "Courier", own_report), ("c", "Herald", quoting))
    assert found["a"] == "a"
    assert found["b"] == found["c"] == "b"


def test_a_round_up_does_not_join_the_stories_it_holds(
    stories: Stories, agency: str, own_report: str
) -> None:
    found = stories(
        ("a", "Agency", agency),
        ("b", "Courier", own_report),
        ("c", "Herald", f"{own_report}\n\n{agency}"),
        ("d", "Lantern", agency),
    )
    assert found["a"] == found["d"] != found["b"]


def test_a_chain_of_look_alikes_does_not_join_its_ends(stories: Stories) -> None:
    parts = [babble(seed, words=60) for seed in range(9)]
    chain = [(f"{n}", f"Paper {n}", " ".join(parts[n : n + 3])) for n in range(7)]
    found = stories(*chain)
    assert len(set(found.values())) > 1
    for one, other in ((chain[n], chain[n + 3]) for n in range(4)):  # these share no part
        assert found[one[0]] != found[other[0]]


def test_pages_of_one_outlet_share_more_before_they_are_one_story(stories: Stories) -> None:
    template, monday, tuesday = babble(1, 140), babble(2, 80), babble(3, 80)
    pages = f"{template} {monday}", f"{template} {tuesday}"  # two thirds are the template
    one = stories(("a", "Courier", pages[0]), ("b", "courier", pages[1]))
    none = stories(("a", None, pages[0]), ("b", "Courier", pages[1]))
    two = stories(("a", "Courier", pages[0]), ("b", "Herald", pages[1]))
    again = stories(("a", "Courier", pages[0]), ("b", "Courier", f"{pages[0]} {babble(4, 20)}"))
    assert one == none == {"a": "a", "b": "b"}
    assert two == again == {"a": "a", "b": "a"}


def test_short_texts_and_notices_join_nothing(stories: Stories) -> None:
    notice = "All rights reserved. This material may not be published, broadcast or rewritten."
    found = stories(
        ("a", "Courier", "Rain fell on Sandvik."),
        ("b", "Herald", "Rain fell on Sandvik."),
        ("c", "Courier", f"{babble(5, 45)} {notice}"),
        ("d", "Herald", f"{babble(6, 45)} {notice}"),
    )
    assert found == {name: name for name in "abcd"}


def test_a_story_in_very_many_outlets_is_found_whole(stories: Stories, agency: str) -> None:
    paragraphs = agency.split("\n\n")
    copies = [(f"{n:03}", f"Paper {n}", "\n\n".join(paragraphs[: 3 + n % 3])) for n in range(150)]
    assert set(stories(*copies).values()) == {"000"}


def test_nothing_and_one_article_have_no_copies(stories: Stories, agency: str) -> None:
    assert stories() == {}
    assert stories(("a", None, agency)) == {"a": "a"}


def test_layout_case_and_punctuation_do_not_matter(agency: str) -> None:
    shouted = agency.upper().replace(",", " –").replace("\n\n", "\n")
    assert sign(shouted).tolist() == sign(agency).tolist() != []


def test_the_share_of_a_part_is_counted_in_runs_of_five_words() -> None:
    whole = runs_of("Zero, one, two, three, four, five.")
    assert share_in(runs_of("one two three four five six"), whole) == 0.5
    assert share_in(runs_of("five four three two one"), whole) == 0.0
    assert share_in(runs_of("four words are few"), whole) == 1.0


PARTS = [babble(seed, words=40) for seed in range(6)]


@given(
    made_of=st.lists(
        st.lists(st.sampled_from(range(6)), min_size=1, max_size=4), min_size=1, max_size=8
    ),
    chance=st.randoms(use_true_random=False),
)
def test_stories_do_not_depend_on_the_order_of_articles(
    tmp_path_factory: pytest.TempPathFactory, made_of: list[list[int]], chance: random.Random
) -> None:
    stories = Stories(tmp_path_factory.getbasetemp())
    printed: list[Printed] = [
        (f"a{n}", f"Paper {n % 3}", " ".join(PARTS[part] for part in parts))
        for n, parts in enumerate(made_of)
    ]
    found = stories(*printed)
    shuffled = chance.sample(printed, len(printed))
    assert stories(*shuffled) == found
    assert all(found[story] == story == min(story, name) for name, story in found.items())


def test_a_few_hashes_at_a_time_give_the_same_stories(
    stories: Stories, agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = [
        (f"a{n}", f"Paper {n % 3}", " ".join(PARTS[(n + part) % 6] for part in range(n % 4 + 1)))
        for n in range(12)
    ] + [("b", "Agency", agency), ("c", "Courier", agency[: len(agency) // 2])]
    found = stories(*printed)
    assert len(set(found.values())) < len(found)
    monkeypatch.setattr("index.stories._SORTED_AT_ONCE", 10)
    assert stories(*printed) == found
