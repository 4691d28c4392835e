"""Which store keeps what passages are found by: the generation's own folder, or Milvus."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from index.errors import ChooseStoreError, ReachStoreError, RestoreIndexError
from index.generation import LOCAL
from index.local_store import LocalStore, LocalStoreWriter
from index.milvus_collection import CollectionRecord
from index.milvus_connection import PREFIX, connect, is_server
from index.milvus_store import MilvusStore
from index.milvus_writer import MilvusStoreWriter
from index.passage_table import PassageTable
from index.store import Store, StoreWriter


def store_name(wanted: str) -> str:
    """The name of a store as a manifest holds it.

    Args:
        wanted: ``local``; ``milvus:PATH.db`` for a folder of Milvus Lite, relative to the current
            folder; or ``milvus:http://HOST:PORT``.

    Raises:
        ChooseStoreError: It is none of these, or holds a password.
    """
    if wanted == LOCAL:
        return LOCAL
    address = wanted.removeprefix(PREFIX)
    if not wanted.startswith(PREFIX) or not address:
        raise ChooseStoreError(f"No store {wanted!r}. {_FORMS}")
    if is_server(wanted):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ChooseStoreError(f"{address!r} is no address of a Milvus server. {_FORMS}")
        if "@" in parts.netloc:
            raise ChooseStoreError(
                "The address of the store would be kept with its password. Name a server that"
                " lets this machine in without one."
            )
        return wanted
    if not address.endswith(".db"):
        raise ChooseStoreError(f"{address!r} does not end in .db, as Milvus Lite wants. {_FORMS}")
    return f"{PREFIX}{Path(address).expanduser().absolute()}"


def open_store(name: str, folder: Path, table: PassageTable) -> Store:
    """Open the store of a generation.

    Args:
        name: As its manifest says.
        folder: The generation's.
        table: Its passages.

    Raises:
        ReachStoreError: Milvus does not answer, or its client is not installed.
        RestoreIndexError: Milvus does not hold the generation.
    """
    return LocalStore(folder, table) if name == LOCAL else MilvusStore.open(folder, table)


def write_store(
    name: str, folder: Path, number: int, dimension: int, before: Store | None
) -> StoreWriter:
    """Begin to write the store of a generation.

    Args:
        name: As `store_name` gives it.
        folder: The generation's.
        number: The generation's.
        dimension: Length of a vector.
        before: The store of a generation made in the same way, whose rows can be copied.
    """
    if name == LOCAL:
        return LocalStoreWriter(
            folder, dimension, before if isinstance(before, LocalStore) else None
        )
    known = before if isinstance(before, MilvusStore) else None
    return MilvusStoreWriter(name, folder, number, dimension, known)


@contextmanager
def held_store(name: str) -> Iterator[None]:
    """Hold a store open for a build, so that a problem shows before the work.

    Raises:
        ChooseStoreError: It cannot be made there.
        ReachStoreError: Milvus does not answer, or its client is not installed.
    """
    if name == LOCAL:
        yield
        return
    connection = connect(name, create=True)
    try:
        yield
    finally:
        del connection
        gc.collect()  # pymilvus leaves cycles that would keep Milvus Lite from other processes


def drop_store(folder: Path) -> str | None:
    """Remove what a generation keeps outside its folder, if anything.

    Returns:
        What could not be removed, for people; None if all went well.
    """
    try:
        record = CollectionRecord.read(folder)
        if record:
            connect(record.store).drop(record.collection)
    except (ReachStoreError, ChooseStoreError) as error:
        return f"Collection {record.collection} is left behind: {error}" if record else str(error)
    except (RestoreIndexError, ValueError):
        return None  # it is gone already, or was never begun
    return None


_FORMS = "Write local, milvus:NAME.db or milvus:http://HOST:19530."
