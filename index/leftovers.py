"""What a build clears away: old generations that nobody reads, and what killed builds left.

Knows nothing of what is in a generation.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from index.catalogue import Catalogue
from index.generation import FOLDER
from index.lease import is_read
from index.store_choice import drop_store

_KEPT_GENERATIONS = 2


def drop_old_generations(
    catalogue: Catalogue, folder: Path, on_notice: Callable[[str], None]
) -> None:
    """Forget generations but the last two, unless they are still read, and remove their folders."""
    generations = catalogue.generations()
    served = {generation.folder for generation in generations[-_KEPT_GENERATIONS:]}
    for old in generations[:-_KEPT_GENERATIONS]:
        if old.folder in served or not is_read(folder / old.folder):
            catalogue.forget_generation(old.id)
    clear_unknown_folders(catalogue, folder, on_notice)


def clear_unknown_folders(
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
