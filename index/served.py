"""The generation in use when a build begins, as far as it can still be read.

Knows nothing of inputs; says what of the generation can be taken over.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Self

from index.catalogue import Catalogue, Generation
from index.errors import RestoreIndexError
from index.generation import Manifest, check_files, read_manifest
from index.writer import Before


class Served(NamedTuple):
    """The generation in use, as far as it can still be read."""

    generation: Generation | None = None
    manifest: Manifest | None = None
    is_whole: bool = False

    @classmethod
    def find(cls, catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]) -> Self:
        """Look at the generation that the catalogue names; what is wrong with it is said."""
        current = catalogue.current()
        if current is None:
            return cls()
        manifest = None
        try:
            manifest = read_manifest(folder / current.folder, current.manifest_sha256)
            check_files(folder / current.folder, manifest, contents=manifest.files)
        except RestoreIndexError as error:
            on_notice(f"{error} That is done now.")
            return cls(current, manifest or _earlier_manifest(catalogue, folder, on_notice))
        return cls(current, manifest, is_whole=True)

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
