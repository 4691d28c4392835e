import datetime as dt
import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index import question_terms
from qa import Candidate, Question, understand
from qa.evidence import Read, gather, independent
from qa.features import FEATURES, candidate_features

Make = Callable[..., Read]

MARGIN = FEATURES.index("margin of the best span")
RELEVANCE = FEATURES.index("relevance of its passage")
FURTHER = FEATURES.index("support from further articles")
KINDRED = FEATURES.index("support from answers that hold this one, or that it holds")
NAMED = FEATURES.index("named in further articles that seem to answer")
FUSED = FEATURES.index("fused score of the passage, against the best one's")
SHARE = FEATURES.index("share of the question's words around the span")
RECENCY = FEATURES.index("printed shortly before the day asked for")
RECENCY_NOW = FEATURES.index("the same, if the question speaks of now")
REPEATED = FEATURES.index("share of the answer's words that the question says")
FITS = FEATURES.index("is of the kind asked for")
UNFIT = FEATURES.index("is not of the kind asked for")
WORDS = FEATURES.index("words in the answer, logarithm")

HOW_MANY = understand("How many people drowned off Karsholm?")


def describe(
    question: Question, candidates: Sequence[Candidate], until: dt.date | None = None
) -> NDArray[np.float64]:
    """Features of candidates, all words of the question equally telling."""
    asked = question_terms(question.understood)
    reference = until.toordinal() if until else None
    return candidate_features(question, candidates, asked, dict.fromkeys(asked, 1.0), reference)


def test_nothing_read_gives_no_candidate_and_no_rows(read: Make) -> None:
    assert gather([]) == gather([read("a", "Rain fell.")]) == []
    assert describe(HOW_MANY, []).shape == (0, len(FEATURES))


def test_features_are_one_row_a_candidate_in_their_order(read: Make) -> None:
    candidates = gather(
        [
            read("a", "Fifteen people drowned off Karsholm.", ("Fifteen people", 5.0), score=0.9),
            read("b", "Karsholm mourns. It rained.", ("Karsholm", 1.0), score=1.1, relevance=-3),
        ]
    )
    people, karsholm = describe(HOW_MANY, candidates)

    assert [candidate.short for candidate in candidates] == ["Fifteen people", "Karsholm"]
    assert people[MARGIN] == 5.0
    assert (people[RELEVANCE], karsholm[RELEVANCE]) == (0.0, -3.0)
    assert (people[FURTHER], people[KINDRED]) == (0.0, 0.0)
    assert (people[FUSED], karsholm[FUSED]) == pytest.approx((0.9 - 1.1, 0.0))
    assert (people[RECENCY], people[RECENCY_NOW]) == (0.0, 0.0)
    # "people", "drowned", "off" and "Karsholm" are all beside the first, one beside the second.
    assert (people[SHARE], karsholm[SHARE]) == (1.0, 0.25)
    # Of "15 people" the question says one word, of "karsholm" all.
    assert (people[REPEATED], karsholm[REPEATED]) == (0.5, 1.0)
    assert (people[FITS], people[UNFIT]) == (1.0, 0.0)
    assert (karsholm[FITS], karsholm[UNFIT]) == (0.0, 1.0)
    assert (people[WORDS], karsholm[WORDS]) == pytest.approx((math.log(2), 0.0))


def test_the_headline_stands_beside_every_sentence(read: Make) -> None:
    titled = read("a", "Fifteen drowned.", ("Fifteen", 1.0), title="Ferry lost off Karsholm")
    (row,) = describe(HOW_MANY, gather([titled]))
    assert row[SHARE] == 0.75  # all but "people"


def test_words_weigh_as_they_tell(read: Make) -> None:
    candidates = gather([read("a", "Fifteen drowned.", ("Fifteen", 1.0))])
    weights = {"drown": 3.0, "karsholm": 1.0}
    (row,) = candidate_features(HOW_MANY, candidates, list(weights), weights, None)
    assert row[SHARE] == 0.75


def test_each_further_article_adds_its_probability(read: Make) -> None:
    reads = [
        read("a", "Fifteen drowned.", ("Fifteen", 2.0)),
        read("b", "The toll is fifteen.", ("fifteen", 0.0)),
        read("c", "We counted 15.", ("15", 0.0)),
    ]
    (row,) = describe(HOW_MANY, gather(reads))
    assert row[FURTHER] == pytest.approx(math.log(1 + 0.5 + 0.5))


def test_copies_of_a_sentence_and_places_in_one_article_count_once(read: Make) -> None:
    reads = [
        read("a", "Fifteen drowned. It was fifteen.", ("Fifteen", 3.0), ("fifteen", 2.0)),
        read("wire", "FIFTEEN  drowned. Rain fell.", ("FIFTEEN", 1.0)),
        read("b", "The toll is fifteen.", ("fifteen", 0.0)),
    ]
    (candidate,) = gather(reads)

    assert [s.read.article.id for s in candidate.supports] == ["a", "a", "wire", "b"]
    assert [s.read.article.id for s in independent(candidate.supports)] == ["a", "b"]
    assert describe(HOW_MANY, [candidate])[0, FURTHER] == pytest.approx(math.log(1.5))


def test_copies_of_one_story_are_one_source(read: Make) -> None:
    reads = [
        read("a", "Fifteen drowned.", ("Fifteen", 3.0), story="a"),
        read("b", "In all fifteen drowned.", ("fifteen", 2.0), story="a"),
        read("c", "Fifteen drowned off Karsholm, we learnt.", ("Fifteen", 1.0), story="a"),
        read("own", "The toll is fifteen.", ("fifteen", 0.0)),
        read("d", "There were 15 people.", ("15 people", 0.5), story="a", relevance=3.0),
        read("e", "Some say 15 people.", ("15 people", 0.0), relevance=2.0),
    ]
    candidates = gather(reads)
    fifteen, people = candidates
    rows = describe(HOW_MANY, candidates)

    assert [s.read.article.id for s in independent(fifteen.supports)] == ["a", "own"]
    assert rows[0, FURTHER] == pytest.approx(math.log(1.5))
    # "15 people" of the story "a" backs nothing there; that of "e" does.
    assert rows[0, KINDRED] == pytest.approx(math.log(1.5))
    assert rows[1, KINDRED] == pytest.approx(math.log(1.5))  # by "own" alone
    # Pages outside the story "a" that say 15 and people: only "e".
    said = 1 / (1 + math.exp(-2.0))
    assert rows[1, NAMED] == pytest.approx(math.log(1 + said))
    assert [s.read.article.id for s in people.supports] == ["d", "e"]


def test_an_answer_is_backed_by_those_it_holds_in_other_articles(read: Make) -> None:
    reads = [
        read("a", "Jonna Reve resigned.", ("Jonna Reve", 2.0)),
        read("b", "Ms Reve left.", ("Ms Reve", 0.0)),
        read("c", "Arne Lund left.", ("Arne Lund", -1.0)),
    ]
    candidates = gather(reads)
    rows = describe(understand("Who resigned?"), candidates)

    assert [candidate.key for candidate in candidates] == ["jonna reve", "ms reve", "arne lund"]
    jonna = 1 / (1 + math.exp(-2))
    assert rows[:, KINDRED] == pytest.approx([math.log(1.5), math.log(1 + jonna), 0.0])


def test_naming_an_answer_elsewhere_backs_it_as_far_as_the_passage_seems_to_answer(
    read: Make,
) -> None:
    reads = [
        read("a", "Jonna Reve resigned. It rained.", ("Jonna Reve", 2.0), ("It rained", 1.0)),
        read("b", "To Jonna's friends the Reve affair is over.", ("over", -2.0), relevance=1.0),
        read("c", "Reve was the surname.", ("surname", -3.0), relevance=4.0),
    ]
    candidates = gather(reads)
    named = describe(understand("Who resigned?"), candidates)[:, NAMED]

    seems = 1 / (1 + math.exp(-1))
    shorts = [candidate.short for candidate in candidates]
    assert shorts == ["Jonna Reve", "It rained", "over", "surname"]
    assert named == pytest.approx([math.log(1 + seems), 0, 0, 0])


def test_an_article_does_not_back_its_own_answer(read: Make) -> None:
    text = "Reve gave no reason. Jonna Reve resigned."
    candidates = gather([read("a", text, ("Jonna Reve", 2.0), ("Reve", 1.0))])

    assert [candidate.short for candidate in candidates] == ["Jonna Reve", "Reve"]
    assert not describe(understand("Who resigned?"), candidates)[:, KINDRED].any()


@pytest.mark.parametrize(
    ("published", "recency"),
    [
        ("2025-03-31", 1.0),
        ("2025-03-17", math.exp(-1)),
        ("2025-03-03T09:00:00+00:00", math.exp(-2)),
        (None, 0.0),
    ],
)
def test_recency_fades_over_weeks_before_the_day_asked_for(
    read: Make, published: str | None, recency: float
) -> None:
    candidates = gather([read("a", "Ms Reve resigned.", ("Ms Reve", 1.0), published=published)])
    day = dt.date(2025, 3, 31)
    (row,) = describe(understand("Who resigned?"), candidates, until=day)
    (now,) = describe(understand("Who resigned this week?"), candidates, until=day)

    assert (row[RECENCY], row[RECENCY_NOW]) == pytest.approx((recency, 0.0))
    assert (now[RECENCY], now[RECENCY_NOW]) == pytest.approx((recency, recency))


def test_without_a_day_asked_for_nothing_is_recent(read: Make) -> None:
    candidates = gather([read("a", "Reve resigned.", ("Reve", 1.0), published="2025-03-31")])
    assert describe(understand("Who resigned today?"), candidates)[0, RECENCY] == 0
