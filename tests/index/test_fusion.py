import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fuse_scores

rows = st.dictionaries(
    st.integers(0, 30), st.tuples(st.floats(-1, 1), st.floats(0, 60)), max_size=20
)


def test_thirteen_points_of_bm25_weigh_as_much_as_a_cosine_of_one() -> None:
    fused = fuse_scores({1: 0.9, 2: 0.5, 3: 0.2}, {2: 13.0, 3: 6.5, 1: 1.3})
    assert [row for row, _ in fused] == [2, 1, 3]
    assert [score for _, score in fused] == pytest.approx([1.5, 1.0, 0.7])


def test_a_row_needs_both_scores() -> None:
    with pytest.raises(KeyError):
        fuse_scores({1: 0.8}, {2: 1.0})


def test_equal_scores_come_by_row_number() -> None:
    assert [row for row, _ in fuse_scores({9: 0.5, 4: 0.5}, {9: 0, 4: 0})] == [4, 9]


@given(rows)
def test_every_row_comes_once_and_in_order(found: dict[int, tuple[float, float]]) -> None:
    fused = fuse_scores(
        {r: c for r, (c, _) in found.items()}, {r: b for r, (_, b) in found.items()}
    )
    assert sorted(row for row, _ in fused) == sorted(found)
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)
