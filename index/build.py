"""Build an index: articles in, a new generation out, beside the one that is being served.

What is done is kept: revisions and vectors are committed as they come, so that a build that was
killed goes on where it stopped. Readers see nothing of it until the last step.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from corpus import SPLITTER, Article, LedgerEntry, Outcome, Rejected
from index.admission import Admission
from index.catalogue import FILE_NAME, Catalogue, Generation, utc_now
from index.database import REPAIR
from index.embedder import DEFAULT_EMBEDDER, Embedder, open_embedder
from index.errors import BuildIndexError, NothingToIndexError, RestoreIndexError
from index.generation import FOLDER, LOCAL, Manifest, check_files, read_manifest
from index.lease import is_read
from index.progress import Progress
from index.seal import SealState, break_seal, check_seal, set_seal
from index.sole_builder import sole_builder
from index.store_choice import drop_store, held_store, store_name
from index.vector_cache import remove_damaged_vectors
from index.writer import Before, GenerationWriter, ingredients

_KEPT_GENERATIONS = 2


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
    store: str | None = None,
    prune: bool = False,
    repair: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build an index, or bring one up to date.

    Args:
        inputs: What `corpus.read_articles` yields, or articles of your own.
        into: Folder of the index; made if there is none.
        embedder: One to use, or its name. By default the one the index was built with.
        store: Where vectors and keywords go: ``local`` for the index's folder,
            ``milvus:PATH.db`` for a folder of Milvus Lite, ``milvus:http://HOST:PORT`` for a
            server. By default where they are, or ``local``.
        prune: Drop articles that the inputs do not bring again, unless their file failed.
            Their revisions stay in the catalogue, so that old quotes can still be checked.
        repair: Check every stored article first, and drop those that are damaged unless the
            inputs bring them again; the ledger names them. No inputs are needed.
        on_progress: Called every now and then.
        on_notice: Called with a line for people, such as that a change of model makes the whole
            index be embedded again.

    Returns:
        What was done.

    Raises:
        NothingToIndexError: No input gave an article; nothing is changed.
        WaitForBuildError: Another build is writing to this folder.
        BuildIndexError: The folder holds something else.
        ChooseStoreError: There can be no such store.
        ReachStoreError: Milvus does not answer, or its client is not installed.
    """
    started = time.perf_counter()
    folder = Path(into)
    if repair and not (folder / FILE_NAME).exists():
        raise BuildIndexError(f"{folder} holds no index to repair. Name the folder of one.")
    with ExitStack() as stack:
        stack.enter_context(sole_builder(folder))
        seal = _look_at_seal(folder, on_notice, repair=repair)
        catalogue = stack.enter_context(closing(Catalogue.create_or_open(folder)))
        _clear_unknown_folders(catalogue, folder, on_notice)
        served = _served(catalogue, folder, on_notice)
        chosen = _choose_embedder(embedder, served.manifest, on_notice)
        place = _choose_store(store, served.manifest, on_notice)
        stack.enter_context(held_store(place))
        before = served.taken_over(ingredients(chosen, place), folder, on_notice)

        current = served.generation
        seal.open()
        if repair:
            remove_damaged_vectors(catalogue.database)
        admission = Admission(
            catalogue, current.id if current else None, prune=prune, repair=repair
        )
        admission.take_all(inputs, lambda done: on_progress(Progress(stage="reading", done=done)))
        try:
            _refuse_empty(admission, repair=repair)
        except NothingToIndexError:
            seal.close(catalogue)
            raise

        number = 1 + max([g.id for g in catalogue.generations()], default=0)
        manifest = served.manifest if before else None
        if current and manifest and admission.members == catalogue.members(current.id):
            generation = current._replace(id=number, created=utc_now())  # the same folder serves on
            embedded = 0
        else:
            writer = GenerationWriter(catalogue, folder, chosen, place, before, on_progress)
            generation, manifest = writer.write(number, admission.members)
            embedded = writer.embedded
        catalogue.switch_to(generation, admission.members, admission.ledger)
        _drop_old_generations(catalogue, folder, on_notice)
        if repair and (damaged := catalogue.remove_damaged()):
            on_notice(f"Earlier texts of {len(damaged)} articles were damaged and are gone.")
        seal.close(catalogue)
    return BuildReport(
        generation=number,
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=embedded,
        seconds=time.perf_counter() - started,
        ledger=tuple(admission.ledger),
    )


class _Seal(NamedTuple):
    """The catalogue's seal during a build. One that tells of a change is left as it is."""

    folder: Path
    is_good: bool

    def open(self) -> None:
        """The catalogue will be written from now on."""
        if self.is_good:
            break_seal(self.folder)

    def close(self, catalogue: Catalogue) -> None:
        """The catalogue will not be written any more."""
        if catalogue.database.fold_log() and self.is_good:
            set_seal(self.folder)


def _look_at_seal(folder: Path, on_notice: Callable[[str], None], *, repair: bool) -> _Seal:
    has_changed = check_seal(folder) is SealState.CHANGED
    if has_changed and not repair:
        on_notice(f"{folder / FILE_NAME} has changed since the last build. {REPAIR}")
    return _Seal(folder, is_good=repair or not has_changed)


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


def _choose_store(
    wanted: str | None, manifest: Manifest | None, on_notice: Callable[[str], None]
) -> str:
    known = manifest.store if manifest else LOCAL
    chosen = known if wanted is None else store_name(wanted)
    if manifest and chosen != known:
        on_notice(f"The index moves from store {known} to {chosen}.")
    return chosen


class _Served(NamedTuple):
    """The generation in use, as far as it can still be read."""

    generation: Generation | None = None
    manifest: Manifest | None = None
    is_whole: bool = False

    def taken_over(
        self, wanted: dict[str, object], folder: Path, on_notice: Callable[[str], None]
    ) -> Before | None:
        """Its work, if it is whole and made as one would be made now."""
        if not self.generation or not self.manifest or not self.is_whole:
            return None
        if not self.manifest.was_made_with(**wanted):
            return None
        try:
            return Before.open(folder / self.generation.folder, self.manifest.store)
        except RestoreIndexError as error:
            on_notice(f"{error} That is done now.")
            return None


def _served(catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]) -> _Served:
    current = catalogue.current()
    if current is None:
        return _Served()
    manifest = None
    try:
        manifest = read_manifest(folder / current.folder, current.manifest_sha256)
        check_files(folder / current.folder, manifest, contents=manifest.files)
    except RestoreIndexError as error:
        on_notice(f"{error} That is done now.")
        return _Served(current, manifest or _earlier_manifest(catalogue, folder, on_notice))
    return _Served(current, manifest, is_whole=True)


def _earlier_manifest(
    catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]
) -> Manifest | None:
    """What tells the embedder and the store where the last manifest is lost."""
    for generation in reversed(catalogue.generations()[:-1]):
        try:
            return read_manifest(folder / generation.folder, generation.manifest_sha256)
        except RestoreIndexError as error:
            on_notice(str(error))
    on_notice("Which embedder and store it had is lost; name them unless they are the usual ones.")
    return None


def _refuse_empty(admission: Admission, *, repair: bool) -> None:
    """Stop a build that would say nothing new, or leave nothing."""
    came = [entry for entry in admission.ledger if entry.outcome not in _PROBLEMS]
    if admission.members and (came or repair):
        return
    inputs = len(admission.ledger)
    reasons = [f"{e.source}: {e.reason}" for e in admission.ledger][:3]
    seen = f"none of the {inputs} inputs is an article" if inputs else "there is nothing to read"
    raise NothingToIndexError(
        f"Nothing to index: {seen}. Nothing was changed." + "".join(f"\n  {r}" for r in reasons),
        tuple(admission.ledger),
    )


_PROBLEMS = (Outcome.SKIPPED, Outcome.FAILED)


def _drop_old_generations(
    catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]
) -> None:
    generations = catalogue.generations()
    served = {generation.folder for generation in generations[-_KEPT_GENERATIONS:]}
    for old in generations[:-_KEPT_GENERATIONS]:
        if old.folder in served or not is_read(folder / old.folder):
            catalogue.forget_generation(old.id)
    _clear_unknown_folders(catalogue, folder, on_notice)


def _clear_unknown_folders(
    catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]
) -> None:
    """Remove what no generation refers to: old ones, and those of builds that were killed."""
    kept = {generation.folder for generation in catalogue.generations()}
    for path in (folder / FOLDER).iterdir():
        if not path.is_dir() or f"{FOLDER}/{path.name}" in kept:
            continue
        if left := drop_store(path):
            on_notice(left)
        try:
            shutil.rmtree(path)
        except OSError as error:  # some systems keep what a process has mapped
            on_notice(f"{path} stays for now ({error.strerror}); a later build removes it.")
