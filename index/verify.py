"""Check an index against itself: catalogue, generation, checksums, and passages cut anew."""

import os
import random
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus import hash_text
from index.catalogue import Catalogue
from index.errors import BuildIndexError
from index.generation import LOCAL, Manifest, check_files, damaged_files, read_manifest
from index.milvus_verify import milvus_problems
from index.passage_table import PassageRow, PassageTable

_SAMPLE = 1_000
_SEED = 20250331


class VerifyReport(BaseModel):
    """What was checked, and every problem found; no problems means the index is whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: int
    files: int
    passages_cut: int
    problems: tuple[str, ...]


def verify_index(folder: str | os.PathLike[str]) -> VerifyReport:
    """Check the current generation of an index and the whole catalogue.

    Args:
        folder: The index.

    Returns:
        Counts and problems. Checked are: the SQLite file, the hash of every stored text, the
        checksum of every file of the generation, that the passages stay inside their texts
        (all of them) and are cut from them as runs of sentences (a fixed sample of 1,000). Of an
        index in Milvus also: that its collection has as many rows, and for the sample that they
        are of their articles and hold the vectors that the catalogue keeps.

    Raises:
        BuildIndexError: There is no index, or no finished one.
        RestoreIndexError: The manifest cannot be used, so nothing else can be checked.
        ReachStoreError: The index is in Milvus, which does not answer.
    """
    path = Path(folder)
    with closing(Catalogue.open(path)) as catalogue:
        generation = catalogue.current()
        if generation is None:
            raise BuildIndexError(f"{path} has no finished generation. Run `newsquote build`.")
        manifest = read_manifest(path / generation.folder, generation.manifest_sha256)
        check_files(path / generation.folder, manifest)
        problems = catalogue.problems()
        if problems:
            return VerifyReport(texts=0, files=0, passages_cut=0, problems=tuple(problems))
        texts = 0
        for content_hash, text in catalogue.contents():
            texts += 1
            if hash_text(text) != content_hash:
                problems.append(f"the text stored under {content_hash} has changed")
        damaged = damaged_files(path / generation.folder, manifest)
        problems += [f"{generation.folder}/{name} is damaged" for name in damaged]
        numbers: list[int] = []
        if not damaged:
            table = PassageTable.open(path / generation.folder)
            problems += _count_problems(table, manifest, len(catalogue.members(generation.id)))
            problems += [
                f"passage {number} does not lie in its article"
                for number in table.outside(catalogue.lengths())
            ]
            numbers = random.Random(_SEED).sample(range(len(table)), min(_SAMPLE, len(table)))  # noqa: S311 - a sample, not a secret
            for number in numbers:
                problems += _row_problems(table.row(number), number, catalogue)
            if manifest.store != LOCAL:
                place = path / generation.folder
                problems += milvus_problems(place, manifest, table, numbers, catalogue)
    return VerifyReport(
        texts=texts, files=len(manifest.files), passages_cut=len(numbers), problems=tuple(problems)
    )


def _count_problems(table: PassageTable, manifest: Manifest, members: int) -> list[str]:
    problems = []
    if len(table) != manifest.passages:
        problems.append(f"{len(table)} passages stored, {manifest.passages} in the manifest")
    if members != manifest.articles:
        problems.append(f"{members} articles recorded, {manifest.articles} in the manifest")
    return problems


def _row_problems(row: PassageRow, number: int, catalogue: Catalogue) -> list[str]:
    text = catalogue.article(row.revision_id).text
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
