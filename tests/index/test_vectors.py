from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import NEAR_FILE, VectorIndex, VectorWriter

ROWS, DIMENSION, TOPICS = 24_000, 32, 40


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """Unit vectors around 40 centres, as texts lie around topics; row r lies around r % 40."""
    chance = np.random.default_rng(3)
    centres = 2 * chance.standard_normal((TOPICS, DIMENSION))
    rows = centres[np.arange(ROWS) % TOPICS] + chance.standard_normal((ROWS, DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16).astype(np.float32)


@pytest.fixture(scope="module")
def exact(vectors: NDArray[np.float32], tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    return written(vectors, tmp_path_factory.mktemp("exact"), exact_up_to=ROWS)


@pytest.fixture(scope="module")
def large(vectors: NDArray[np.float32], tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    """An index that thinks 1,000 rows are many; of its 400 cells a question reads 128."""
    folder = tmp_path_factory.mktemp("large")
    opened = written(vectors, folder, exact_up_to=1_000)
    assert (folder / NEAR_FILE).exists()
    return opened


def written(vectors: NDArray[np.float32], folder: Path, exact_up_to: int) -> VectorIndex:
    writer = VectorWriter(DIMENSION, exact_up_to, rows_a_cell=60)
    writer.add(vectors)
    writer.write(folder)
    return VectorIndex.open(folder, exact_up_to)


def best(vectors: NDArray[np.float32], query: NDArray[np.float32], k: int) -> list[int]:
    return [int(row) for row in np.argsort(-(vectors @ query), kind="stable")[:k]]


def test_few_rows_are_compared_exactly(exact: VectorIndex, vectors: NDArray[np.float32]) -> None:
    for query in vectors[::2000]:
        hits = exact.search(query, 10)
        assert [row for row, _ in hits] == best(vectors, query, 10)
        assert hits[0][1] == pytest.approx(1.0, abs=1e-3)


def test_of_many_rows_nearly_all_of_the_nearest_are_found(
    large: VectorIndex, vectors: NDArray[np.float32]
) -> None:
    queries = vectors[::400]
    found = [{row for row, _ in large.search(query, 10)} for query in queries]
    right = [set(best(vectors, query, 10)) for query in queries]
    recall = sum(len(a & b) for a, b in zip(found, right, strict=True)) / (10 * len(queries))
    assert recall > 0.95


def test_single_rows_are_read_as_faiss_reads_them(
    exact: VectorIndex, vectors: NDArray[np.float32]
) -> None:
    rows = [0, 1, 7, ROWS - 1]
    cosines = exact.cosines(vectors[7], rows)
    assert list(cosines) == rows
    for row in rows:
        (stored,) = exact.rows(range(row, row + 1))
        assert cosines[row] == pytest.approx(float(stored @ vectors[7]), abs=1e-6)


def test_the_score_of_a_hit_is_its_cosine(large: VectorIndex, vectors: NDArray[np.float32]) -> None:
    query = vectors[7]
    for row, cosine in large.search(query, 50):
        assert cosine == pytest.approx(float(vectors[row] @ query), abs=1e-5)


@pytest.mark.parametrize("every", [2, 1_000])
def test_a_filter_holds_inside_the_search(
    large: VectorIndex, vectors: NDArray[np.float32], every: int
) -> None:
    mask = np.arange(ROWS) % every == 1
    hits = [row for row, _ in large.search(vectors[0], 5, mask)]
    allowed = np.flatnonzero(mask)
    wanted = allowed[best(vectors[allowed], vectors[0], 5)].tolist()
    assert all(mask[row] for row in hits)
    assert len(hits) == 5
    assert len(set(hits) & set(wanted)) >= (5 if every == 1_000 else 4)


def test_a_filter_that_leaves_out_all_that_is_near_still_fills_the_ranking(
    large: VectorIndex, vectors: NDArray[np.float32]
) -> None:
    topics = np.arange(ROWS) % TOPICS
    likeness = [float((vectors[topics == topic] @ vectors[0]).mean()) for topic in range(TOPICS)]
    farthest = np.argsort(likeness)[:5]
    mask = np.isin(topics, farthest)
    assert mask.sum() > 1_000
    hits = large.search(vectors[0], 200, mask)
    assert len(hits) == 200
    allowed = np.flatnonzero(mask)
    assert [row for row, _ in hits] == allowed[best(vectors[allowed], vectors[0], 200)].tolist()


def test_nothing_allowed_finds_nothing(large: VectorIndex, vectors: NDArray[np.float32]) -> None:
    assert large.search(vectors[0], 5, np.zeros(ROWS, dtype=np.bool_)) == []


def test_the_second_index_is_the_same_each_time(
    vectors: NDArray[np.float32], tmp_path: Path
) -> None:
    contents = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(vectors, tmp_path / name, exact_up_to=1_000)
        contents.append((tmp_path / name / NEAR_FILE).read_bytes())
    assert contents[0] == contents[1]
