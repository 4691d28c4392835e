"""Vectors computed before, by embedder and passage, so that no passage is embedded twice."""

import zlib
from collections.abc import Sequence

import numpy as np

from index.database import Database
from index.embedder import Vectors

VECTOR_TABLE = """
CREATE TABLE embedding (
    fingerprint TEXT NOT NULL, passage_hash BLOB NOT NULL,
    vector BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, passage_hash)
) WITHOUT ROWID;
"""
_AT_ONCE = 500  # values in one statement
_SELECT = "SELECT passage_hash, vector, checksum FROM embedding"


class VectorCache:
    """The cache of one embedder.

    Args:
        database: The catalogue's file.
        fingerprint: The embedder's.
        dimension: Length of a vector.
    """

    def __init__(self, database: Database, fingerprint: str, dimension: int) -> None:
        self._database = database
        self._fingerprint = fingerprint
        self._dimension = dimension

    def get(self, hashes: Sequence[bytes]) -> dict[bytes, Vectors]:
        """Vectors by passage hash; absent are hashes not yet embedded, and damaged vectors."""
        found = {}
        for start in range(0, len(hashes), _AT_ONCE):
            part = hashes[start : start + _AT_ONCE]
            query = f"{_SELECT} WHERE fingerprint = ? AND passage_hash IN"
            rows = self._database.all(
                f"{query} ({','.join('?' * len(part))})", (self._fingerprint, *part)
            )
            for passage_hash, blob, checksum in rows:
                if len(blob) == 2 * self._dimension and zlib.crc32(blob) == checksum:
                    found[passage_hash] = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        return found

    def put(self, hashes: Sequence[bytes], vectors: Vectors) -> dict[bytes, Vectors]:
        """Keep vectors, at half precision (cosine to the original above 0.99999).

        Returns:
            What `get` will give from now on, so that a vector is the same on its first day as on
            every later one.
        """
        half = vectors.astype(np.float16)
        blobs = [row.tobytes() for row in half]
        with self._database.transaction():
            self._database.execute_many(
                "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?)",
                (
                    (self._fingerprint, passage_hash, blob, zlib.crc32(blob))
                    for passage_hash, blob in zip(hashes, blobs, strict=True)
                ),
            )
        return dict(zip(hashes, half.astype(np.float32), strict=True))


def damaged_vectors(database: Database) -> int:
    """How many cached vectors, of any embedder, are not what was stored."""
    rows = database.each("SELECT vector, checksum FROM embedding")
    return sum(zlib.crc32(blob) != checksum for blob, checksum in rows)


def remove_damaged_vectors(database: Database) -> None:
    """Forget cached vectors that are not what was stored, so that they are embedded again."""
    rows = database.each("SELECT fingerprint, passage_hash, vector, checksum FROM embedding")
    damaged = [(name, hash_) for name, hash_, blob, check in rows if zlib.crc32(blob) != check]
    with database.transaction():
        database.execute_many(
            "DELETE FROM embedding WHERE fingerprint = ? AND passage_hash = ?", damaged
        )
