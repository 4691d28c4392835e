"""The builds that visitors start: one at a time, from folders that the server may read.

Knows nothing of Gradio. What a visitor names is untrusted.
"""

import datetime as dt
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import LedgerEntry, NewsQuoteError
from index import MOST_BYTES, BuildProcess, BuildState, WaitForBuildError, keep_uploads


class ChooseFolderError(NewsQuoteError):
    """A folder that the server may not read: choose another."""


class Builds:
    """Starts, watches and stops builds of one index.

    Args:
        folder: The index.
        allowed: Folders on this machine that articles may be read from, with all below them.
        most_upload: Bytes of files that are handed in at once, unpacked.
    """

    def __init__(
        self, folder: Path, allowed: Sequence[Path] = (), most_upload: int = MOST_BYTES
    ) -> None:
        self.folder = folder
        self.most_upload = most_upload
        self.allowed = tuple(path.resolve() for path in allowed)
        self._lock = threading.Lock()
        self._process: BuildProcess | None = None
        self._paths: list[Path] = []
        self._who = ""

    def start(self, who: str, files: Iterable[Path] = (), named: str = "") -> tuple[str, ...]:
        """Keep files that were handed in, and build from them and from a folder.

        Args:
            who: Who starts it, told to others who want to build meanwhile.
            files: Handed in; kept as inputs of every build.
            named: A folder or file on this machine, as the visitor wrote it; empty for none.

        Returns:
            Names of files that were refused, each with the reason.

        Raises:
            WaitForBuildError: A build is running already.
            ChooseFolderError: The folder is not one that may be read, or is not there.
            ChooseUploadError: Too much was handed in, or it cannot be read.
        """
        with self._lock:
            self._refuse_second()
            paths = [self.permitted(named)] if named.strip() else []
            kept = keep_uploads(self.folder, files, most_bytes=self.most_upload)
            self._begin(who, paths)
            return tuple(f"{rejected.source}: {rejected.reason}" for rejected in kept.rejected)

    def again(self, who: str, ledger: Iterable[LedgerEntry] = ()) -> None:
        """Build from the same as last time; of what did not change, nothing is read again.

        Args:
            who: Who starts it.
            ledger: Of the last build. If no folder was named here since the server started, those
                allowed folders are read that inputs came from.

        Raises:
            WaitForBuildError: A build is running already.
        """
        with self._lock:
            self._refuse_second()
            self._begin(who, self._paths or self._read_before(ledger))

    def _read_before(self, ledger: Iterable[LedgerEntry]) -> list[Path]:
        parents = {folder for entry in ledger for folder in Path(entry.source).absolute().parents}
        return [folder for folder in self.allowed if folder in parents]

    def cancel(self) -> None:
        """Stop the build that runs, if one does."""
        with self._lock:
            if self._process and self._process.state().is_running:
                self._process.cancel()

    def state(self) -> BuildState | None:
        """How the last build stands; None if none was started."""
        process = self._process
        return process.state() if process else None

    @property
    def who(self) -> str:
        """Who started the last build, and when."""
        return self._who

    def permitted(self, named: str) -> Path:
        """The folder or file that a visitor names, if it may be read; links are followed first.

        Raises:
            ChooseFolderError: It may not, or it is not there: which of the two is not told.
        """
        may = ", ".join(map(str, self.allowed)) or "none"
        refusal = f"There is no such folder among those that this server may read ({may})."
        try:
            path = Path(named.strip()).resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a null character
            raise ChooseFolderError(refusal) from error
        if not any(path.is_relative_to(folder) for folder in self.allowed):
            raise ChooseFolderError(refusal)
        return path

    def _refuse_second(self) -> None:
        state = self.state()
        if state and state.is_running:
            raise WaitForBuildError(
                f"A build is running already, started by {self._who}. Wait until it is done, or"
                " cancel it."
            )

    def _begin(self, who: str, paths: list[Path]) -> None:
        self._who = f"{who} at {dt.datetime.now(dt.UTC):%H:%M} UTC"
        self._paths = paths
        self._process = BuildProcess(self.folder, paths, within=self.allowed)
