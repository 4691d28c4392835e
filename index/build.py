"""Build an index: articles in, a new generation out, beside the one that is being served.

What is done is kept: revisions and vectors are committed as they come, so that a build that was
killed goes on where it stopped. Readers see nothing of it until the last step.
"""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus import (
    SPLITTER,
    Article,
    ArticleFiles,
    LedgerEntry,
    Outcome,
    Record,
    Rejected,
    read_articles,
    reader_version,
)
from index.admission import Admission
from index.catalogue import FILE_NAME, Catalogue, Generation
from index.clock import utc_now
from index.database import REPAIR
from index.embedder import DEFAULT_EMBEDDER, Embedder, open_embedder
from index.errors import BuildIndexError, NothingToIndexError
from index.generation import LOCAL, Manifest
from index.leftovers import clear_unknown_folders, drop_old_generations
from index.progress import Progress
from index.readings import Readings
from index.seal import Sealing
from index.served import Served
from index.sole_builder import sole_builder
from index.store_choice import held_store, store_name
from index.turn import give_way, turn
from index.uploads import UPLOADS, clear_partial
from index.vector_cache import remove_damaged_vectors
from index.writer import GenerationWriter, ingredients


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
    inputs: Iterable[Article | Rejected | Record],
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
        inputs: What `corpus.read_articles` returns, of which only what is new or changed is
            read; or articles of your own, or records. What is kept in the index's ``uploads``
            is read after them.
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
        clear_unknown_folders(catalogue, folder, on_notice)
        served = Served.find(catalogue, folder, on_notice)
        chosen = _choose_embedder(embedder, served.manifest, on_notice)
        place = _choose_store(store, served.manifest, on_notice)
        stack.enter_context(held_store(place))
        before = served.taken_over(ingredients(chosen, place), folder, on_notice)
        readings = _begin_writing(catalogue, seal, repair=repair)
        admission = Admission(catalogue, readings, served.generation, prune=prune, repair=repair)
        clear_partial(folder)
        _take_all(admission, inputs, folder, on_progress)
        if refused := _nothing_to_index(admission, repair=repair):
            _end_writing(catalogue, seal)
            raise refused
        writer = GenerationWriter(catalogue, folder, chosen, place, before, on_progress)
        generation, manifest = _next_generation(catalogue, served, admission.members, writer)
        catalogue.switch_to(generation, admission.members, admission.ledger, admission.prints)
        drop_old_generations(catalogue, folder, on_notice)
        if repair:
            _remove_damaged(catalogue, on_notice)
        _end_writing(catalogue, seal)
    return BuildReport(
        generation=generation.id,
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=writer.embedded,
        seconds=time.perf_counter() - started,
        ledger=tuple(admission.ledger),
    )


def _begin_writing(catalogue: Catalogue, seal: Sealing, *, repair: bool) -> Readings:
    """What is known of the inputs; nothing, if what is stored may have to be mended by them."""
    with turn(seal.folder):
        seal.open()
    if repair:
        remove_damaged_vectors(catalogue.database)
    readings = Readings(catalogue.database, reader_version())
    if repair or not seal.is_good:
        readings.forget()
    return readings


def _end_writing(catalogue: Catalogue, seal: Sealing) -> None:
    with turn(seal.folder):
        seal.close(catalogue.database)


def _take_all(
    admission: Admission,
    inputs: Iterable[Article | Rejected | Record],
    folder: Path,
    on_progress: Callable[[Progress], None],
) -> None:
    found = inputs.records() if isinstance(inputs, ArticleFiles) else inputs
    uploads = folder / UPLOADS
    if uploads.is_dir():
        found = chain(found, read_articles([uploads], within=[uploads]).records())

    def report(done: int) -> None:
        on_progress(Progress(stage="reading", done=done))
        give_way(folder)  # to who withdraws an article meanwhile

    admission.take_all(found, report)


def _next_generation(
    catalogue: Catalogue, served: Served, members: list[int], writer: GenerationWriter
) -> tuple[Generation, Manifest]:
    """The generation to switch to, and its manifest: the folder in use if it has these members."""
    number = 1 + max([g.id for g in catalogue.generations()], default=0)
    current, manifest = served.generation, served.manifest
    if current and manifest and writer.takes_over and members == catalogue.members(current.id):
        return current._replace(id=number, created=utc_now()), manifest
    return writer.write(number, members)


def _remove_damaged(catalogue: Catalogue, on_notice: Callable[[str], None]) -> None:
    damaged = set(catalogue.revisions.remove_damaged())
    if damaged:
        whose = "one article" if len(damaged) == 1 else f"{len(damaged)} articles"
        on_notice(f"Earlier texts of {whose} were damaged and are gone.")


def _look_at_seal(folder: Path, on_notice: Callable[[str], None], *, repair: bool) -> Sealing:
    with turn(folder):
        seal = Sealing.look_at(folder)
    if repair or seal.is_good:
        return Sealing(folder, is_good=True)
    on_notice(f"{folder / FILE_NAME} has changed since the last build. {REPAIR}")
    return seal


def _choose_embedder(
    wanted: str | Embedder | None, manifest: Manifest | None, on_notice: Callable[[str], None]
) -> Embedder:
    if wanted is None:
        wanted = manifest.embedder.name if manifest else DEFAULT_EMBEDDER
    embedder = open_embedder(wanted) if isinstance(wanted, str) else wanted
    if manifest is None:
        return embedder
    if manifest.embedder.fingerprint != embedder.fingerprint:
        is_same = manifest.embedder.name == embedder.name
        now = "another version of it is here" if is_same else f"now it is {embedder.name!r}"
        on_notice(
            f"The index was built with embedder {manifest.embedder.name!r}, {now}: all passages"
            " are embedded again."
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


def _nothing_to_index(admission: Admission, *, repair: bool) -> NothingToIndexError | None:
    """Why a build stops that would say nothing new, or leave nothing; None if it goes on."""
    came = [entry for entry in admission.ledger if entry.outcome not in _PROBLEMS]
    if admission.members and (came or repair):
        return None
    inputs = len(admission.ledger)
    reasons = [f"{e.source}: {e.reason}" for e in admission.ledger][:3]
    seen = f"none of the {inputs} inputs is an article" if inputs else "there is nothing to read"
    return NothingToIndexError(
        f"Nothing to index: {seen}. Nothing was changed." + "".join(f"\n  {r}" for r in reasons),
        tuple(admission.ledger),
    )


_PROBLEMS = (Outcome.SKIPPED, Outcome.FAILED)
