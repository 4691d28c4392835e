"""Check a generation's rows in Milvus against its table, and the vectors the catalogue keeps."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.errors import RestoreIndexError
from index.generation import Manifest
from index.milvus_store import MilvusStore, RowFacts
from index.passage_table import PassageTable
from index.vector_cache import VectorCache
from index.writer import searchable

_CLOSE = 1e-6


def milvus_problems(
    folder: Path,
    manifest: Manifest,
    table: PassageTable,
    rows: Sequence[int],
    catalogue: Catalogue,
) -> list[str]:
    """What is wrong with a generation's collection; empty if all is well.

    Args:
        folder: The generation's.
        manifest: Its manifest.
        table: Its passages.
        rows: Those to compare; that there are as many as there should be is always looked at.
        catalogue: Where their articles are, and the vectors of those not forgotten since.

    Raises:
        ReachStoreError: Milvus does not answer, or its client is not installed.
    """
    try:
        store = MilvusStore.open(folder, table)
        facts, vectors = store.stored(rows)
    except RestoreIndexError as error:
        return [str(error)]
    if len(store) != manifest.passages:
        return [f"{len(store)} rows in {manifest.store}, {manifest.passages} in the manifest"]
    made_with = manifest.embedder
    cache = VectorCache(catalogue.database, made_with.fingerprint, made_with.dimension)
    problems = []
    for row, found, vector in zip(rows, facts, vectors, strict=True):
        place = table.row(row)
        if not catalogue.revisions.is_whole(place.revision_id):  # that is said elsewhere
            continue
        article = catalogue.revisions.article(place.revision_id)
        if found != RowFacts.of(article.published_day, article.outlet, article.id):
            problems.append(f"row {row} in {manifest.store} is of another article")
        text = searchable(article, article.text[place.start : place.end])
        digest = hashlib.sha256(text.encode()).digest()
        known = cache.get([digest])
        if digest in known and not np.allclose(vector, known[digest], atol=_CLOSE):
            problems.append(f"row {row} in {manifest.store} has another vector")
    return problems
