"""Write one generation: cut, embed and count what is new, copy what is not, lay out the files."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from corpus import SPLITTER, Article, split_passages
from index.analyser import ANALYSER
from index.catalogue import Catalogue, Generation
from index.clock import utc_now
from index.durable import flush_folder
from index.embedder import Embedder, EmbedderRecord, Vectors
from index.errors import BuildIndexError
from index.generation import (
    FOLDER,
    FORMAT,
    Manifest,
    describe_files,
    folder_name,
    write_manifest,
)
from index.passage_table import PassageTable
from index.progress import Progress
from index.signature import SIGNER, Signature, Signatures, SignatureWriter, sign
from index.store import PassageFacts, Store, StoreWriter
from index.store_choice import open_store, write_store
from index.stories import find_stories
from index.table_writer import TableWriter
from index.vector_cache import VectorCache

_EMBED_AT_ONCE = 256  # passages between two commits of the embedding cache
_AHEAD = 2  # such lots that wait or are being embedded while the next passages are cut


class Before(NamedTuple):
    """A finished generation whose work can be taken over."""

    table: PassageTable
    store: Store
    signatures: Signatures

    @classmethod
    def open(cls, folder: Path, store: str) -> Self:
        """Open a generation's folder, and its store by name."""
        table = PassageTable.open(folder)
        return cls(table, open_store(store, folder, table), Signatures.open(folder))


class GenerationWriter:
    """Writes one generation.

    Args:
        catalogue: Where the articles are.
        index: The index's folder.
        embedder: For passages without a vector.
        store: Where vectors and keywords go.
        before: A generation made with the same embedder, splitter, analyser and signer, and in
            the same store, whose work on unchanged articles is taken over; None if there is none.
        on_progress: Called every now and then.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        index: Path,
        embedder: Embedder,
        store: str,
        before: Before | None,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._embedder = embedder
        self._store = store
        self._before = before
        self._on_progress = on_progress
        self.embedded = 0

    @property
    def takes_over(self) -> bool:
        """Whether there is a generation before, made with the same."""
        return self._before is not None

    def write(self, number: int, members: list[int]) -> tuple[Generation, Manifest]:
        """Write the folder of a generation; nothing refers to it yet."""
        unfinished = self._index / FOLDER / f".unfinished-{number:06d}"
        unfinished.mkdir(parents=True)
        table, signatures = TableWriter(), SignatureWriter()
        before = self._before and self._before.store
        store = write_store(self._store, unfinished, number, self._embedder.dimension, before)
        with self._embedding(store) as lot:
            for done, revision_id in enumerate(members, start=1):
                signature = self._take_over(revision_id, table, store, lot)
                if signature is None:
                    signature = self._add(revision_id, table, store, lot)
                signatures.add(signature)
                self._on_progress(Progress(stage="embedding", done=done, total=len(members)))
        self.embedded = lot.embedded
        self._on_progress(Progress(stage="writing", done=0, total=1))
        with _explained(unfinished):
            store.finish()
            signed = signatures.write(unfinished)
            table.write(unfinished, find_stories(signed, table.ids, table.outlets))
            manifest = Manifest(
                created=utc_now(),
                articles=len(members),
                passages=len(table),
                files=describe_files(unfinished),
                **ingredients(self._embedder, self._store),
            )
            sha256 = write_manifest(manifest, unfinished)
            unfinished.rename(self._index / folder_name(number))
            flush_folder(self._index / FOLDER)
        self._on_progress(Progress(stage="writing", done=1, total=1))
        return Generation(number, manifest.created, folder_name(number), sha256), manifest

    def _take_over(
        self, revision_id: int, table: TableWriter, store: StoreWriter, lot: "_Embedding"
    ) -> Signature | None:
        """Copy an unchanged article from the generation before; None if it is not there."""
        known = self._before and self._before.table.revisions.get(revision_id)
        if self._before is None or known is None:
            return None
        rows = self._before.table.rows_of(known)
        vectors = store.copy_passages(rows)
        if vectors is None:
            return None
        table.copy(self._before.table, known)
        lot.put_known(vectors)
        return self._before.signatures[known]

    def _add(
        self, revision_id: int, table: TableWriter, store: StoreWriter, lot: "_Embedding"
    ) -> Signature:
        """Cut an article, and send its passages on their way."""
        article = self._catalogue.revisions.article(revision_id)
        passages = split_passages(article)
        table.add(revision_id, article, passages)
        for passage in passages:
            text = searchable(article, passage.text)
            store.add_passage(PassageFacts(text, article.id, article.outlet, article.published_day))
            lot.put(text)
        return sign(article.text)

    @contextmanager
    def _embedding(self, store: StoreWriter) -> Iterator["_Embedding"]:
        with ThreadPoolExecutor(1) as worker:
            cache = VectorCache(
                self._catalogue.database, self._embedder.fingerprint, self._embedder.dimension
            )
            lot = _Embedding(self._embedder, cache, store, worker)
            yield lot
            lot.finish()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with files into what the user can do about it."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # FAISS raises RuntimeError
        raise BuildIndexError(
            f"{folder} cannot be written ({error}). Check its permissions and the space on its"
            " disk, then build again; what was embedded is kept."
        ) from error


class _Lot(NamedTuple):
    """Passages on their way to their vectors: the hashes, those known, those being embedded."""

    hashes: list[bytes]
    known: dict[bytes, Vectors]
    missing: list[bytes]
    embedded: Future[Vectors]


class _Embedding:
    """Hands vectors on in row order; what must be embedded is embedded meanwhile."""

    def __init__(
        self,
        embedder: Embedder,
        cache: VectorCache,
        store: StoreWriter,
        worker: ThreadPoolExecutor,
    ) -> None:
        self._embedder = embedder
        self._cache = cache
        self._store = store
        self._worker = worker
        self._texts: list[str] = []
        self._waiting: deque[_Lot | Vectors] = deque()
        self.embedded = 0

    def put(self, text: str) -> None:
        """Add a passage; its vector comes from the cache or is computed."""
        self._texts.append(text)
        if len(self._texts) == _EMBED_AT_ONCE:
            self._send()

    def put_known(self, vectors: Vectors) -> None:
        """Add passages whose vectors are at hand."""
        self._send()
        self._waiting.append(vectors)
        self._hand_on(_AHEAD)

    def finish(self) -> None:
        """Wait for all vectors."""
        self._send()
        self._hand_on(0)

    def _send(self) -> None:
        if not self._texts:
            return
        hashes = [hashlib.sha256(text.encode()).digest() for text in self._texts]
        known = self._cache.get(hashes)
        missing = {h: t for h, t in zip(hashes, self._texts, strict=True) if h not in known}
        embedded = self._worker.submit(self._embed, list(missing.values()))
        self._waiting.append(_Lot(hashes, known, list(missing), embedded))
        self._texts = []
        self._hand_on(_AHEAD)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_passages(texts)

    def _hand_on(self, most_waiting: int) -> None:
        while len(self._waiting) > most_waiting:
            first = self._waiting.popleft()
            self._store.add_vectors(self._settled(first) if isinstance(first, _Lot) else first)

    def _settled(self, lot: _Lot) -> Vectors:
        known = lot.known
        if lot.missing:
            known |= self._cache.put(lot.missing, lot.embedded.result())
            self.embedded += len(lot.missing)
        return np.stack([known[h] for h in lot.hashes])


def searchable(article: Article, passage: str) -> str:
    """What both rankings see of a passage: the title helps to find it, and is never quoted."""
    return f"{article.title}\n{passage}" if article.title else passage


def ingredients(embedder: Embedder, store: str) -> dict[str, object]:
    """What a generation is made with; the same members with the same are the same index."""
    record = EmbedderRecord(
        name=embedder.name, fingerprint=embedder.fingerprint, dimension=embedder.dimension
    )
    return {
        "format": FORMAT,
        "embedder": record,
        "splitter": SPLITTER,
        "analyser": ANALYSER,
        "signer": SIGNER,
        "store": store,
    }
