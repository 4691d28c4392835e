import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fuse_scores

cosines = st.dictionaries(st.integers(0, 30), st.floats(-1, 1), max_size=20)
bm25 = st.dictionaries(st.integers(0, 30), st.floats(0.1, 60), max_size=20)


def test_thirteen_points_of_bm25_weigh_as_much_as_a_cosine_of_one() -> None:
    fused = fuse_scores({1: 0.9, 2: 0.5, 3: 0.2}, {2: 13.0, 3: 6.5, 1: 1.3})
    assert [row for row, _ in fused] == [2, 1, 3]
    assert [score for _, score in fused] == pytest.approx([1.5, 1.0, 0.7])


def test_a_passage_missing_from_a_ranking_counts_as_its_last() -> None:
    fused = dict(fuse_scores({1: 0.8, 2: 0.4}, {3: 26.0, 1: 13.0}))
    assert fused == pytest.approx({1: 0.8 + 1, 2: 0.4 + 1, 3: 0.4 + 2})


def test_equal_scores_come_by_row_number() -> None:
    assert [row for row, _ in fuse_scores({9: 0.5, 4: 0.5}, {})] == [4, 9]


@given(cosines, bm25)
def test_every_row_comes_once_and_in_order(
    dense: dict[int, float], keyword: dict[int, float]
) -> None:
    fused = fuse_scores(dense, keyword)
    assert {row for row, _ in fused} == dense.keys() | keyword.keys()
    assert len(fused) == len(dict(fused))
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)


@given(bm25)
def test_a_single_ranking_keeps_its_order(keyword: dict[int, float]) -> None:
    alone = sorted(keyword, key=lambda row: (-keyword[row], row))
    assert [row for row, _ in fuse_scores({}, keyword)] == alone
