"""Passages in, ranked hits out; knows nothing of answers."""

from index.analyser import question_terms, terms
from index.build import BuildReport, build_index
from index.catalogue import Catalogue
from index.cores import usable_cores
from index.embedder import DEFAULT_EMBEDDER, Embedder, Vectors, open_embedder
from index.errors import (
    BuildIndexError,
    ChooseEmbedderError,
    ChooseFilterError,
    ChooseStoreError,
    NothingToIndexError,
    ReachStoreError,
    RebuildIndexError,
    RestoreIndexError,
    WaitForBuildError,
)
from index.filters import Day, Filters
from index.fusion import Rankings, fuse_scores
from index.hit import Hit
from index.keywords import KeywordIndex
from index.onnx_export import ENCODER_INPUTS, export_encoder, quantise_matrices
from index.onnx_model import OnnxModel
from index.progress import Progress
from index.retriever import Retriever
from index.spelling import are_spellings
from index.summary import IndexSummary
from index.verify import VerifyReport, verify_index

__all__ = [
    "DEFAULT_EMBEDDER",
    "ENCODER_INPUTS",
    "BuildIndexError",
    "BuildReport",
    "Catalogue",
    "ChooseEmbedderError",
    "ChooseFilterError",
    "ChooseStoreError",
    "Day",
    "Embedder",
    "Filters",
    "Hit",
    "IndexSummary",
    "KeywordIndex",
    "NothingToIndexError",
    "OnnxModel",
    "Progress",
    "Rankings",
    "ReachStoreError",
    "RebuildIndexError",
    "RestoreIndexError",
    "Retriever",
    "Vectors",
    "VerifyReport",
    "WaitForBuildError",
    "are_spellings",
    "build_index",
    "export_encoder",
    "fuse_scores",
    "open_embedder",
    "quantise_matrices",
    "question_terms",
    "terms",
    "usable_cores",
    "verify_index",
]
