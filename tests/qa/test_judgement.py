import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from qa import Candidate, Status, understand
from qa.evidence import Read, gather
from qa.features import FEATURES
from qa.judgement import (
    ANSWER_WEIGHTS,
    ANSWERED_FROM,
    BARE_FROM,
    PARTLY_FROM,
    SURENESS,
    SURENESS_BIAS,
    SURENESS_WEIGHTS,
    confidence,
    list_items,
    rank,
    short_answer,
    sureness_features,
    verdict,
)
from tests.qa.ranked import by_margin

Make = Callable[..., Read]

WHO = understand("Who resigned?")
WHICH = understand("Which towns were flooded?")


def shorts(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.short for candidate in candidates]


def test_candidates_come_by_the_weighted_sum_of_their_features(read: Make) -> None:
    candidates = gather([read("a", "Reve, Lund or Moe?", ("Reve", 3), ("Lund", 2), ("Moe", 1))])
    features = np.array([[3.0, 0.0], [2.0, 1.0], [1.0, 2.0]])

    plain = rank(candidates, features, weights=(1.0, 0.5))
    assert [(item.candidate.short, item.score) for item in plain] == [
        ("Reve", 3.0),
        ("Lund", 2.5),
        ("Moe", 2.0),
    ]
    second = rank(candidates, features, weights=(0.0, 2.0))
    assert [(item.candidate.short, item.score) for item in second] == [
        ("Moe", 4.0),
        ("Lund", 2.0),
        ("Reve", 0.0),
    ]
    assert second[0].features.tolist() == [1.0, 2.0]


def test_equal_scores_keep_the_order_of_the_margins(read: Make) -> None:
    candidates = gather([read("a", "Reve, Lund or Moe?", ("Reve", 1), ("Lund", 2), ("Moe", 3))])
    ranked = rank(candidates, np.ones((3, 1)), weights=(1.0,))
    assert [item.candidate.short for item in ranked] == ["Moe", "Lund", "Reve"]


def test_nothing_found_is_ranked_nowhere_and_trusted_not_at_all() -> None:
    assert rank([], np.empty((0, len(FEATURES)))) == []
    assert confidence([]) == 0.0


def test_there_is_a_weight_for_every_feature() -> None:
    assert len(ANSWER_WEIGHTS) == len(FEATURES)
    assert len(SURENESS_WEIGHTS) == len(SURENESS)


def test_sureness_rests_on_the_lead_over_an_answer_that_says_something_else(read: Make) -> None:
    ranked = by_margin(
        read("a", "Jonna Reve resigned.", ("Jonna Reve", 5.0), cosine=0.4),
        read("b", "Ms Reve or Arne Lund?", ("Ms Reve", 4.5), ("Arne Lund", 3.0), cosine=0.9),
    )
    features = np.arange(len(FEATURES), dtype=float)
    ranked[0] = ranked[0]._replace(features=features)

    # Score 5, which leads by 5 - 3: Ms Reve is no rival. Then margin, relevance, support, share.
    share = FEATURES.index("share of the question's words around the span")
    chance = 1 / (1 + math.exp(-0.5) + math.exp(-2))
    assert sureness_features(ranked) == pytest.approx([5, 2, 0, 1, 2, share, 0.4, chance])


def test_a_lone_answer_leads_by_six_and_no_lead_is_longer(read: Make) -> None:
    lone = by_margin(read("a", "Reve resigned.", ("Reve", 1.0)))
    far = by_margin(read("a", "Reve, not Lund.", ("Reve", 9.0), ("Lund", -9.0)))
    lead = SURENESS.index("its lead over the best that says something else")
    assert (sureness_features(lone)[lead], sureness_features(far)[lead]) == (6.0, 6.0)


def test_confidence_is_the_probability_of_the_weighted_sum(read: Make) -> None:
    ranked = by_margin(read("a", "Reve resigned.", ("Reve", 1.0), cosine=0.0))
    score, lead, *_, chance = SURENESS_WEIGHTS  # a lone answer has a lead of 6, and all the chance
    log_odds = 1.0 * score + 6.0 * lead + 1.0 * chance + SURENESS_BIAS
    assert confidence(ranked) == pytest.approx(1 / (1 + math.exp(-log_odds)))


@pytest.mark.parametrize("size", [-30.0, -3.0, 0.0, 3.0, 30.0])
def test_confidence_lies_between_0_and_1(read: Make, size: float) -> None:
    candidates = gather([read("a", "Reve resigned.", ("Reve", size))])
    ranked = rank(candidates, np.full((1, len(FEATURES)), size))
    assert 0 <= confidence(ranked) <= 1


def test_the_verdict_turns_at_its_thresholds() -> None:
    assert 0 < PARTLY_FROM < ANSWERED_FROM < 1
    assert verdict(ANSWERED_FROM) is verdict(1.0) is Status.ANSWERED
    assert verdict(ANSWERED_FROM - 1e-9) is verdict(PARTLY_FROM) is Status.PARTLY
    assert verdict(PARTLY_FROM - 1e-9) is verdict(0.0) is Status.NOT_FOUND


def test_the_short_answer_is_the_best_one_in_its_best_words(read: Make) -> None:
    ranked = by_margin(
        read("a", "“The mayor”, they said.", ("The mayor", 1.0)),
        read("b", "It was a mayor, not Lund.", ("a mayor", 4.0), ("Lund", 3.0)),
    )
    assert short_answer(WHO, ranked) == "a mayor"


@pytest.mark.parametrize(
    "question", ["Why did the mayor resign?", "How did the thieves enter the museum?"]
)
def test_why_and_how_get_a_phrase_or_only_sentences(read: Make, question: str) -> None:
    phrase = by_margin(read("a", "By rope, for money.", ("By rope", 9.0)))
    assert short_answer(understand(question), phrase) == "By rope"
    long = "They let one another down by rope from the roof above"
    told = by_margin(read("a", f"{long} at night.", (long, 9.0)))
    assert short_answer(understand(question), told) is None


@pytest.mark.parametrize(
    ("says", "short"),
    [
        ((BARE_FROM, 0.0), "Yes"),
        ((1.0, 0.0), "Yes"),
        ((0.0, BARE_FROM), "No"),
        ((BARE_FROM - 0.01, 0.0), None),
        ((0.0, BARE_FROM - 0.01), None),
        ((0.4, 0.5), None),
        ((0.0, 0.0), None),
    ],
)
def test_yes_or_no_is_said_only_where_the_passage_says_so(
    read: Make, says: tuple[float, float], short: str | None
) -> None:
    ranked = by_margin(
        read("a", "The ferry sank.", ("sank", 2.0), says=says),
        read("b", "It is afloat.", ("afloat", 1.0), says=(0.0, 1.0)),
    )
    assert short_answer(understand("Did the ferry sink?"), ranked) == short


def test_a_list_gives_the_items_of_its_passage_in_the_order_of_the_text(read: Make) -> None:
    ranked = by_margin(
        read("a", "Lisec, Karsholm and Moen lay under water.",
             ("Karsholm", 5.0), ("Moen", 4.5), ("Lisec", 4.0)),
        read("b", "Sandvik was flooded.", ("Sandvik", 4.9)),
    )  # fmt: skip
    assert [item.candidate.short for item in ranked] == ["Karsholm", "Sandvik", "Moen", "Lisec"]
    assert shorts(list_items(ranked)) == ["Lisec", "Karsholm", "Moen"]
    assert short_answer(WHICH, ranked) == "Lisec, Karsholm, Moen"
    assert short_answer(WHO, ranked) == "Karsholm"


def test_another_passage_of_the_same_article_is_another_place(read: Make) -> None:
    text = "The water reached Lisec and Moen at night. Nothing happened in the port of Karsholm."
    one = read("a", text, ("Lisec", 5.0), ("Moen", 4.0), words=8)
    two = read("a", text, ("Karsholm", 4.5), words=8, part=1)
    assert shorts(list_items(by_margin(one, two))) == ["Lisec", "Moen"]


def test_a_list_leaves_out_what_is_far_below_its_best_item(read: Make) -> None:
    ranked = by_margin(
        read("a", "Lisec, Karsholm, Moen.", ("Lisec", 5.0), ("Karsholm", 3.0), ("Moen", 2.9))
    )
    assert shorts(list_items(ranked)) == ["Lisec", "Karsholm"]


def test_a_list_names_nothing_twice(read: Make) -> None:
    text = "The port of Lisec, then Moen; Lisec again, and upper Moen."
    ranked = by_margin(
        read("a", text, ("The port of Lisec", 5.0), ("Moen", 4.5), ("Lisec again", 4.2),
             ("upper Moen", 4.1), ("Lisec", 4.0))
    )  # fmt: skip
    assert shorts(list_items(ranked)) == ["The port of Lisec", "Moen", "Lisec again"]


def test_a_list_has_at_most_eight_items(read: Make) -> None:
    towns = [f"Town{letter}" for letter in "ABCDEFGHIJ"]
    answers = [(town, 5.0 - 0.1 * place) for place, town in enumerate(towns)]
    ranked = by_margin(read("a", f"Under water: {', '.join(towns)}.", *answers))
    assert shorts(list_items(ranked)) == towns[:8]
