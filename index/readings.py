"""Which inputs were read before, and which revision each gave: none need be read twice.

Knows nothing of files or formats; an input is known by its key (see `corpus.Record`). What is
kept here only saves time: without it, all inputs are read anew.
"""

import zlib

from index.database import Database

_TABLE = """
CREATE TABLE IF NOT EXISTS reading (
    reader TEXT NOT NULL, key BLOB NOT NULL,
    revision_id INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (reader, key)
) WITHOUT ROWID
"""


class Readings:
    """What one version of the reader made of inputs; what another made is forgotten.

    Args:
        database: The catalogue's file, open for a build.
        reader: Names the version, as `corpus.reader_version` does.
    """

    def __init__(self, database: Database, reader: str) -> None:
        self._database = database
        self._reader = reader
        database.execute(_TABLE)
        database.execute("DELETE FROM reading WHERE reader <> ?", (reader,))

    def revision(self, key: bytes) -> int | None:
        """The number of the revision that an input gave; None if it is to be read."""
        row = self._database.one(
            "SELECT revision_id, checksum FROM reading WHERE reader = ? AND key = ?",
            (self._reader, key),
        )
        return row[0] if row and row[1] == _checksum(key, row[0]) else None

    def note(self, key: bytes, revision_id: int) -> None:
        """Note the revision that an input gave."""
        self._database.execute(
            "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)",
            (self._reader, key, revision_id, _checksum(key, revision_id)),
        )

    def forget(self) -> None:
        """Have all inputs read anew, so that what is damaged is mended by what they bring."""
        self._database.execute("DELETE FROM reading")


def _checksum(key: bytes, revision_id: int) -> int:
    return zlib.crc32(key + str(revision_id).encode())
