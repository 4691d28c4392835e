"""Build an index: articles in, a new generation out, beside the one that is being served.

What is done is kept: revisions and vectors are committed as they come, so that a build that was
killed goes on where it stopped. Readers see nothing of it until the last step.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict

from corpus import SPLITTER, Article, LedgerEntry, Outcome, Passage, Rejected, split_passages
from index.admission import Admission
from index.analyser import ANALYSER
from index.catalogue import FILE_NAME, Catalogue, Generation, utc_now
from index.embedder import DEFAULT_EMBEDDER, Embedder, Vectors, open_embedder
from index.errors import BuildIndexError, NothingToIndexError, RestoreIndexError, WaitForBuildError
from index.generation import (
    FOLDER,
    FORMAT,
    EmbedderRecord,
    Manifest,
    check_files,
    describe_files,
    folder_name,
    read_manifest,
    write_manifest,
)
from index.keywords import KeywordIndex
from index.passage_table import TableWriter
from index.vectors import VectorIndex

_LOCK = "build.lock"
_OWNER = "build.owner"
_OURS = {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", _LOCK, _OWNER, FOLDER}
_EMBED_AT_ONCE = 256  # passages between two commits of the embedding cache
_KEPT_GENERATIONS = 2


class Progress(BaseModel):
    """How far a build is: ``done`` of ``total`` (None while unknown)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Literal["reading", "splitting", "embedding", "writing"]
    done: int
    total: int | None = None


class BuildReport(BaseModel):
    """What a build did.

    Attributes:
        generation: Number of the generation now served.
        articles: Articles in it.
        passages: Passages in it.
        embedded: Passages whose vectors had to be computed; the others were known.
        seconds: Wall time.
        ledger: What became of each input, in reading order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: int
    articles: int
    passages: int
    embedded: int
    seconds: float
    ledger: tuple[LedgerEntry, ...]


def build_index(
    inputs: Iterable[Article | Rejected],
    into: str | os.PathLike[str],
    *,
    embedder: str | Embedder | None = None,
    prune: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build an index, or bring one up to date.

    Args:
        inputs: What `corpus.read_articles` yields, or articles of your own.
        into: Folder of the index; made if there is none.
        embedder: One to use, or its name. By default the one the index was built with.
        prune: Drop articles that the inputs do not bring again, unless their file failed.
            Their revisions stay in the
            catalogue, so that old quotes can still be checked.
        on_progress: Called every now and then.
        on_notice: Called with a line for people, such as that a change of model makes the whole
            index be embedded again.

    Returns:
        What was done.

    Raises:
        NothingToIndexError: No input gave an article; nothing is changed.
        WaitForBuildError: Another build is writing to this folder.
        BuildIndexError: The folder holds something else.
    """
    started = time.perf_counter()
    folder = Path(into)
    with ExitStack() as stack:
        stack.enter_context(_sole_builder(folder))
        catalogue = stack.enter_context(closing(Catalogue.create_or_open(folder)))
        _clear_unknown_folders(catalogue, folder)
        served = _served(catalogue, folder, on_notice)
        chosen = _choose_embedder(embedder, served.manifest, on_notice)

        current = served.generation
        admission = Admission(catalogue, current.id if current else None, prune=prune)
        admission.take_all(inputs, lambda done: on_progress(Progress(stage="reading", done=done)))
        _refuse_empty(admission)

        number = 1 + max([g.id for g in catalogue.generations()], default=0)
        manifest = served.manifest
        if (
            current
            and manifest
            and served.is_whole
            and manifest.was_made_with(**_ingredients(chosen))
            and admission.members == catalogue.members(current.id)
        ):
            generation = current._replace(id=number, created=utc_now())  # the same folder serves on
            embedded = 0
        else:
            writer = _GenerationWriter(catalogue, folder, chosen, on_progress)
            generation, manifest = writer.write(number, admission.members)
            embedded = writer.embedded
        catalogue.switch_to(generation, admission.members, admission.ledger)
        _drop_old_generations(catalogue, folder)
        catalogue.checkpoint()
    return BuildReport(
        generation=number,
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=embedded,
        seconds=time.perf_counter() - started,
        ledger=tuple(admission.ledger),
    )


class _GenerationWriter:
    """Writes one generation: splits, embeds what is new, and lays out the files."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Path,
        embedder: Embedder,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._embedder = embedder
        self._on_progress = on_progress
        self.embedded = 0

    def write(self, number: int, members: list[int]) -> tuple[Generation, Manifest]:
        """Write the folder of a generation; nothing refers to it yet."""
        unfinished = self._index / FOLDER / f".unfinished-{number:06d}"
        unfinished.mkdir(parents=True)
        table = TableWriter()
        texts: list[str] = []
        for revision_id, article, passages in self._split(members):
            table.add(revision_id, article, passages)
            texts.extend(searchable(article, passage) for passage in passages)
        vectors = np.concatenate(list(self._embed(texts)))
        self._on_progress(Progress(stage="writing", done=0, total=1))
        table.write(unfinished)
        VectorIndex.write(vectors, unfinished)
        KeywordIndex.write(texts, unfinished)
        manifest = Manifest(
            format=FORMAT,
            created=utc_now(),
            articles=len(members),
            passages=len(texts),
            files=describe_files(unfinished),
            **_ingredients(self._embedder),
        )
        sha256 = write_manifest(manifest, unfinished)
        unfinished.rename(self._index / folder_name(number))
        _flush_folder(self._index / FOLDER)
        self._on_progress(Progress(stage="writing", done=1, total=1))
        return Generation(number, manifest.created, folder_name(number), sha256), manifest

    def _split(self, members: list[int]) -> Iterator[tuple[int, Article, list[Passage]]]:
        for done, revision_id in enumerate(members, start=1):
            article = self._catalogue.article(revision_id)
            yield revision_id, article, split_passages(article)
            self._on_progress(Progress(stage="splitting", done=done, total=len(members)))

    def _embed(self, texts: list[str]) -> Iterator[Vectors]:
        for start in range(0, len(texts), _EMBED_AT_ONCE):
            part = texts[start : start + _EMBED_AT_ONCE]
            yield self._vectors(part)
            done = start + len(part)
            self._on_progress(Progress(stage="embedding", done=done, total=len(texts)))

    def _vectors(self, texts: list[str]) -> Vectors:
        """Vectors of texts, from the cache where it has them; the rest goes into the cache."""
        fingerprint, dimension = self._embedder.fingerprint, self._embedder.dimension
        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        known = self._catalogue.cached_vectors(fingerprint, hashes, dimension)
        missing = {h: text for h, text in zip(hashes, texts, strict=True) if h not in known}
        if missing:
            vectors = self._embedder.embed_passages(list(missing.values()))
            self._catalogue.cache_vectors(fingerprint, list(missing), vectors)
            # Read back, so that a vector is the same on its first day as on every later one.
            known |= self._catalogue.cached_vectors(fingerprint, list(missing), dimension)
            self.embedded += len(missing)
        return np.stack([known[h] for h in hashes])


def searchable(article: Article, passage: Passage) -> str:
    """What both rankings see of a passage: the title helps to find it, and is never quoted."""
    return f"{article.title}\n{passage.text}" if article.title else passage.text


def _ingredients(embedder: Embedder) -> dict[str, object]:
    """What a generation is made with; the same members with the same are the same index."""
    record = EmbedderRecord(
        name=embedder.name, fingerprint=embedder.fingerprint, dimension=embedder.dimension
    )
    return {"embedder": record, "splitter": SPLITTER, "analyser": ANALYSER}


def _choose_embedder(
    wanted: str | Embedder | None, manifest: Manifest | None, on_notice: Callable[[str], None]
) -> Embedder:
    if wanted is None:
        wanted = manifest.embedder.name if manifest else DEFAULT_EMBEDDER
    embedder = open_embedder(wanted) if isinstance(wanted, str) else wanted
    if manifest is None:
        return embedder
    if manifest.embedder.fingerprint != embedder.fingerprint:
        on_notice(
            f"The index was built with embedder {manifest.embedder.name!r}, now it is"
            f" {embedder.name!r} or another version of it: all passages are embedded again."
        )
    if manifest.splitter != SPLITTER:
        on_notice(
            "This newsquote cuts passages in another way: those that differ are embedded again."
        )
    return embedder


class _Served(NamedTuple):
    """The generation in use, as far as it can still be read."""

    generation: Generation | None = None
    manifest: Manifest | None = None
    is_whole: bool = False


def _served(catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]) -> _Served:
    current = catalogue.current()
    if current is None:
        return _Served()
    manifest = None
    try:
        manifest = read_manifest(folder / current.folder, current.manifest_sha256)
        check_files(folder / current.folder, manifest)
    except RestoreIndexError as error:
        on_notice(f"{error} That is done now.")
        return _Served(current, manifest)
    return _Served(current, manifest, is_whole=True)


def _refuse_empty(admission: Admission) -> None:
    """Stop a build that would say nothing new, or leave nothing."""
    came = [entry for entry in admission.ledger if entry.outcome not in _PROBLEMS]
    if admission.members and came:
        return
    inputs = len(admission.ledger)
    reasons = [f"{e.source}: {e.reason}" for e in admission.ledger][:3]
    seen = f"none of the {inputs} inputs is an article" if inputs else "there is nothing to read"
    raise NothingToIndexError(
        f"Nothing to index: {seen}. Nothing was changed." + "".join(f"\n  {r}" for r in reasons),
        tuple(admission.ledger),
    )


_PROBLEMS = (Outcome.SKIPPED, Outcome.FAILED)


@contextmanager
def _sole_builder(folder: Path) -> Iterator[None]:
    """Hold the index for writing."""
    _claim_folder(folder)
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except PermissionError as error:
        raise BuildIndexError(f"{folder} cannot be written: {error.strerror}.") from error
    except Timeout as error:
        owner = (folder / _OWNER).read_text(encoding="utf-8") if (folder / _OWNER).exists() else ""
        raise WaitForBuildError(
            f"Another build is writing to {folder} ({owner or 'just started'}). Wait until it is"
            " done, then build again."
        ) from error
    try:
        (folder / _OWNER).write_text(f"process {os.getpid()} since {utc_now()}", encoding="utf-8")
        yield
    finally:
        (folder / _OWNER).unlink(missing_ok=True)
        lock.release()


def _claim_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BuildIndexError(f"{folder} is a file. Name a folder for the index.")
    if folder.is_dir() and not (folder / FILE_NAME).exists():
        foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in _OURS)
        if foreign:
            raise BuildIndexError(
                f"{folder} holds other files ({', '.join(foreign[:3])}). Choose a new or empty"
                " folder for the index."
            )
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildIndexError(f"{folder} cannot be written: {error.strerror}.") from error


def _drop_old_generations(catalogue: Catalogue, folder: Path) -> None:
    generations = catalogue.generations()
    for old in generations[:-_KEPT_GENERATIONS]:
        catalogue.forget_generation(old.id)
    _clear_unknown_folders(catalogue, folder)


def _clear_unknown_folders(catalogue: Catalogue, folder: Path) -> None:
    """Remove what no generation refers to: old ones, and those of builds that were killed."""
    kept = {generation.folder for generation in catalogue.generations()}
    for path in (folder / FOLDER).iterdir():
        if f"{FOLDER}/{path.name}" not in kept:
            shutil.rmtree(path)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
