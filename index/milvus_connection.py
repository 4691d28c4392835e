"""A connection to Milvus: a server, or Milvus Lite in a local folder, through the same client.

Knows collections and rows; nothing of passages, files or questions. One connection for each
address is shared, and closed when nothing uses it any more; Milvus Lite lets one process in at a
time.
"""

import logging
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ChooseStoreError, ReachStoreError, RestoreIndexError

PREFIX = "milvus:"
ROW, DAY, OUTLET, ARTICLE, VECTOR, TERMS = "row", "day", "outlet", "article", "vector", "terms"
KEY_LENGTH = 32
MOST_FOUND = 16_384  # what Milvus allows a search to bring

_SECONDS = 60.0
_ROWS_AT_ONCE = 1_000  # some megabytes; a message may have 64
_SERVER_INDEX = {"index_type": "HNSW", "params": {"M": 16, "efConstruction": 200}}
_SERVER_BREADTH = 400  # how many neighbours HNSW keeps in view, at least
_GONE = 100  # Milvus's code for a collection that is not there

_open: "weakref.WeakValueDictionary[str, Connection]" = weakref.WeakValueDictionary()
_lock = threading.RLock()  # closing may begin inside opening, when garbage is collected


class Connection:
    """Talks to one Milvus. Made by `connect`. Safe to share between threads.

    Args:
        name: ``milvus:`` and a folder of Milvus Lite, or the address of a server.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._is_server = is_server(name)
        address = name.removeprefix(PREFIX)
        # A proxy has no business between two parts of one process.
        options = {} if self._is_server else {"grpc_options": {"grpc.enable_http_proxy": 0}}
        client_class = _client_class(name)
        with self._explained("cannot be opened"):
            self._client = client_class(address, timeout=10, **options)
        weakref.finalize(self, _close, self._client, name)

    def create(self, collection: str, dimension: int) -> None:
        """Make an empty collection."""
        from pymilvus import DataType

        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field(ROW, DataType.INT64, is_primary=True)
        schema.add_field(DAY, DataType.INT32)
        schema.add_field(OUTLET, DataType.VARCHAR, max_length=KEY_LENGTH)
        schema.add_field(ARTICLE, DataType.VARCHAR, max_length=KEY_LENGTH)
        schema.add_field(VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
        schema.add_field(TERMS, DataType.SPARSE_FLOAT_VECTOR)
        with self._explained("cannot be written"):
            self._client.create_collection(
                collection, schema=schema, consistency_level="Bounded", timeout=_SECONDS
            )

    def insert(self, collection: str, rows: list[dict[str, Any]]) -> None:
        """Add rows, at most 1,000."""
        with self._explained("cannot be written"):
            self._client.insert(collection, rows, timeout=_SECONDS)

    def seal(self, collection: str) -> None:
        """Make what was inserted last, and searchable."""
        indexes = self._client.prepare_index_params()
        dense = _SERVER_INDEX if self._is_server else {"index_type": "FLAT"}
        indexes.add_index(VECTOR, metric_type="IP", **dense)
        indexes.add_index(TERMS, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        with self._explained("cannot be written"):
            self._client.flush(collection)
            self._client.create_index(collection, indexes)

    def count(self, collection: str) -> int:
        """Make a collection ready for searches; how many rows it has.

        Raises:
            RestoreIndexError: There is no such collection.
        """
        with self._explained():
            if not self._client.has_collection(collection, timeout=_SECONDS):
                raise RestoreIndexError(
                    f"{self.name} has no collection {collection}. Run `newsquote build` on this"
                    " index with its articles; that makes it anew."
                )
            self._client.load_collection(collection)
            # Strong: whoever searches from now on sees all rows, wherever they were written.
            found = self._client.query(
                collection,
                filter="",
                output_fields=["count(*)"],
                consistency_level="Strong",
                timeout=_SECONDS,
            )
        return int(found[0]["count(*)"])

    def search(
        self, collection: str, field: str, vector: Any, k: int, condition: str
    ) -> list[tuple[int, float]]:
        """Rows by inner product with a vector, dense or sparse, the greatest first.

        Args:
            collection: Where.
            field: `VECTOR` or `TERMS`.
            vector: Of that field's kind.
            k: How many at most, `MOST_FOUND` or fewer.
            condition: A filter expression; empty lets every row through.
        """
        params = {}
        if self._is_server and field == VECTOR:
            params = {"ef": max(2 * k, _SERVER_BREADTH)}
        with self._explained():
            (hits,) = self._client.search(
                collection,
                data=[vector],
                anns_field=field,
                filter=condition,
                limit=k,
                output_fields=[ROW],  # with none named, Milvus Lite sends all
                search_params={"metric_type": "IP", "params": params},
                timeout=_SECONDS,
            )
        return [(int(hit[ROW]), float(hit["distance"])) for hit in hits]

    def rows(
        self, collection: str, numbers: Sequence[int], fields: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """Fields of rows, in no particular order; a row that is not there is left out."""
        for start in range(0, len(numbers), _ROWS_AT_ONCE):
            part = numbers[start : start + _ROWS_AT_ONCE]
            with self._explained():
                found = self._client.query(
                    collection,
                    filter=f"{ROW} in {list(map(int, part))}",
                    output_fields=[ROW, *fields],
                    timeout=_SECONDS,
                )
            yield from found

    def drop(self, collection: str) -> None:
        """Remove a collection; nothing happens if there is none."""
        with self._explained("cannot be written"):
            self._client.drop_collection(collection, timeout=_SECONDS)

    @contextmanager
    def _explained(self, what: str = "does not answer") -> Iterator[None]:
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except MilvusException as error:
            if error.code == _GONE:
                raise RestoreIndexError(
                    f"The generation in use is gone from {self.name}. Open the index again; if"
                    " that fails, run `newsquote build` on it with its articles."
                ) from error
            raise ReachStoreError(f"{self.name} {what} ({error.message}). {self._mend}") from error

    @property
    def _mend(self) -> str:
        if self._is_server:
            return "Check that the server runs and that the address is right, then try again."
        return (
            "Close any other process that has it open, a served page for instance; only a Milvus"
            " server lets several in. Or name another with --store."
        )


def is_server(name: str) -> bool:
    """Whether this is the address of a server, and not a folder of Milvus Lite."""
    return "://" in name


def connect(name: str, *, create: bool = False) -> Connection:
    """The connection to a Milvus.

    Args:
        name: ``milvus:`` and a folder of Milvus Lite, or the address of a server.
        create: Make the folder of Milvus Lite if there is none.

    Raises:
        ChooseStoreError: The folder cannot be made there.
        ReachStoreError: It does not answer, is open elsewhere, or pymilvus is not installed.
        RestoreIndexError: There is no such folder.
    """
    if not is_server(name):
        folder = Path(name.removeprefix(PREFIX))
        if not folder.parent.is_dir():
            raise ChooseStoreError(f"{folder.parent} does not exist. Make it, or name another.")
        if not create and not folder.exists():
            raise RestoreIndexError(
                f"{folder} does not exist. Put it back, or run `newsquote build` on this index"
                " with its articles; that makes it anew."
            )
    with _lock:
        connection = _open.get(name)
        if connection is None:
            connection = _open[name] = Connection(name)
    return connection


def _client_class(name: str) -> Any:
    try:
        from pymilvus import MilvusClient

        if not is_server(name):
            import milvus_lite  # noqa: F401 - pymilvus looks for it only when it opens a folder
    except ImportError as error:
        raise ReachStoreError(
            f"{name} needs packages that are not installed: pip install 'newsquote[milvus]'"
        ) from error
    # What they log with a traceback is raised too; Milvus Lite lacks calls that its client tries.
    for logger in ("pymilvus", "milvus_lite", *(() if is_server(name) else ("grpc._server",))):
        logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
    return MilvusClient


def _close(client: Any, name: str) -> None:
    with _lock:
        if name in _open:  # opened again meanwhile, on the same Milvus Lite
            return
        client.close()
        if not is_server(name):
            from milvus_lite.server_manager import server_manager_instance

            server_manager_instance.release_server(name.removeprefix(PREFIX))
