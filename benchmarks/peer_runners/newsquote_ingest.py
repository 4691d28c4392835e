"""newsquote: the whole command `newsquote build`, from its start to its end, as people run it.

Its seconds hold everything: start, reading, cutting, embedding, keyword index, writing, flushing.

Example: python -m benchmarks.peer_runners.newsquote_ingest articles.jsonl
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peer_runners.stopwatch import peak_mib, print_figures


def main(source: Path) -> None:
    """Build into a folder beside the input, print the figures, remove the folder."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        command = [sys.executable, "-m", "cli", "build", str(source), "--into", folder, "--json"]
        started = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        seconds = time.perf_counter() - started
    report = json.loads(done.stdout)
    print_figures(
        articles=report["articles"],
        passages=report["passages"],
        seconds=seconds,
        ready_seconds=seconds - report["seconds"],
        peak_mib=peak_mib(resource.RUSAGE_CHILDREN),
        refused=0,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
