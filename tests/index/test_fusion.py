import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fuse_rankings

rankings = st.lists(st.lists(st.integers(0, 30), unique=True, max_size=20), min_size=1, max_size=4)


def test_passage_found_by_both_retrievers_wins() -> None:
    fused = fuse_rankings([[1, 2], [2, 3]])
    assert [row for row, _ in fused] == [2, 1, 3]
    assert fused[0][1] == pytest.approx((1 / 62 + 1 / 61) / (2 / 61))


def test_first_everywhere_scores_one() -> None:
    assert fuse_rankings([[7], [7]]) == [(7, 1.0)]


def test_weights_decide_between_two_firsts() -> None:
    assert [row for row, _ in fuse_rankings([[1], [2]], weights=[1, 2])] == [2, 1]


@given(rankings)
def test_every_row_comes_once_and_in_order(found: list[list[int]]) -> None:
    fused = fuse_rankings(found)
    assert {row for row, _ in fused} == {row for ranking in found for row in ranking}
    assert len(fused) == len(dict(fused))
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)
    assert all(0 < score <= 1 + 1e-9 for _, score in fused)


@given(rankings)
def test_a_single_ranking_keeps_its_order(found: list[list[int]]) -> None:
    assert [row for row, _ in fuse_rankings(found[:1])] == found[0]
