"""Check an index against itself: catalogue, generation, checksums, and passages cut anew."""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from index.catalogue import FILE_NAME, Catalogue
from index.errors import BuildIndexError
from index.generation import LOCAL, Manifest, damaged_files, read_manifest
from index.lease import Lease
from index.milvus_verify import milvus_problems
from index.passage_table import PassageRow, PassageTable
from index.seal import SEAL, SealState, check_seal
from index.vector_cache import damaged_vectors

_SAMPLE = 1_000
_SEED = 20250331


class VerifyReport(BaseModel):
    """What was checked, and every problem found; no problems means the index is whole.

    Attributes:
        texts: Stored texts, all compared with their hashes.
        files: Files of the generation, all compared with their checksums.
        passages_cut: Passages whose sentences were looked up in their texts.
        problems: What is wrong, a line each.
        notes: What is no damage, but good to know.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: int
    files: int
    passages_cut: int
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


def verify_index(folder: str | os.PathLike[str]) -> VerifyReport:
    """Check the current generation of an index and the whole catalogue.

    Args:
        folder: The index.

    Returns:
        Counts and problems. Checked are: the catalogue's file against its checksum and by SQLite,
        every stored article and cached vector against its hash, every file of the generation
        against its checksum, and that passages stay inside their texts (all of them) and are cut
        from them as runs of sentences (a fixed sample of 1,000). Of an index in Milvus also: that
        its collection has as many rows, and of the sample that they are of their articles and
        hold the vectors that the catalogue keeps.

    Raises:
        BuildIndexError: There is no index, or no finished one.
        RestoreIndexError: Catalogue or manifest cannot be used, so nothing else can be checked.
        ReachStoreError: The index is in Milvus, which does not answer.
    """
    path = Path(folder)
    seal = check_seal(path)
    with ExitStack() as stack:
        catalogue = stack.enter_context(closing(Catalogue.open(path)))
        problems = catalogue.database.problems()
        if problems:
            return VerifyReport(texts=0, files=0, passages_cut=0, problems=tuple(problems))
        generation = catalogue.current()
        if generation is None:
            raise BuildIndexError(f"{path} has no finished generation. Run `newsquote build`.")
        stack.callback(Lease(path / generation.folder).give_up)
        manifest = read_manifest(path / generation.folder, generation.manifest_sha256)
        problems = _catalogue_problems(catalogue)
        if seal is SealState.CHANGED and not problems:
            problems.append(f"{FILE_NAME} is not as the last build left it, or {SEAL} is not")
        damaged = damaged_files(path / generation.folder, manifest)
        problems += [f"{generation.folder}/{name} is damaged" for name in damaged]
        cut = 0
        if not damaged:
            table = PassageTable.open(path / generation.folder)
            problems += _count_problems(table, manifest, len(catalogue.members(generation.id)))
            found, cut = _passage_problems(table, catalogue)
            problems += found
            if manifest.store != LOCAL:
                place = path / generation.folder
                problems += milvus_problems(place, manifest, table, _sample(table), catalogue)
        return VerifyReport(
            texts=catalogue.revisions.count_texts(),
            files=len(manifest.files),
            passages_cut=cut,
            problems=tuple(problems),
            notes=(
                *((_UNSEALED,) if seal is SealState.ABSENT else ()),
                *_withdrawn(catalogue, generation.id),
            ),
        )


_UNSEALED = "the catalogue has no checksum: a build runs, or was stopped; the next one sets it"


def _withdrawn(catalogue: Catalogue, generation_id: int) -> Iterator[str]:
    """What the files still hold of articles that no longer answer."""
    withdrawn = {w.article_id for w in catalogue.withdrawals.all()}
    held = len(withdrawn & catalogue.members_by_article(generation_id).keys()) if withdrawn else 0
    if held:
        yield f"{held} withdrawn article(s) still lie in the files; the next build drops them"


def _catalogue_problems(catalogue: Catalogue) -> list[str]:
    problems = [
        f"article {id_} is not as it was stored" for id_ in catalogue.revisions.damaged_articles()
    ]
    vectors = damaged_vectors(catalogue.database)
    if vectors:
        problems.append(f"{vectors} cached vectors are not as they were stored")
    return problems


def _passage_problems(table: PassageTable, catalogue: Catalogue) -> tuple[list[str], int]:
    """What is wrong with passages, and how many were cut anew."""
    problems = [
        f"passage {number} does not lie in its article"
        for number in table.outside(catalogue.revisions.lengths())
    ]
    if problems:
        return problems, 0
    numbers = _sample(table)
    for number in numbers:
        row = table.row(number)
        if catalogue.revisions.is_whole(row.revision_id):  # if not, that was said
            article = catalogue.revisions.article(row.revision_id)
            problems += _row_problems(row, number, article.text)
    return problems, len(numbers)


def _sample(table: PassageTable) -> list[int]:
    return random.Random(_SEED).sample(range(len(table)), min(_SAMPLE, len(table)))  # noqa: S311 - a sample, not a secret


def _count_problems(table: PassageTable, manifest: Manifest, members: int) -> list[str]:
    problems = []
    if len(table) != manifest.passages:
        problems.append(f"{len(table)} passages stored, {manifest.passages} in the manifest")
    if members != manifest.articles:
        problems.append(f"{members} articles recorded, {manifest.articles} in the manifest")
    return problems


def _row_problems(row: PassageRow, number: int, text: str) -> list[str]:
    bounds = [row.start, *(edge for span in row.sentences for edge in span), row.end]
    if bounds != sorted(bounds):
        return [f"passage {number} does not hold its sentences"]
    between = [
        text[left.end : right.start]
        for left, right in zip(row.sentences, row.sentences[1:], strict=False)
    ]
    if any(gap.strip() for gap in between):
        return [f"passage {number} is not a run of whole sentences"]
    return []
