"""Passages in, ranked hits out; knows nothing of answers."""

from index.analyser import question_terms, terms
from index.build import BuildReport, build_index
from index.build_process import BuildProcess, BuildState
from index.catalogue import Catalogue
from index.contents import Contents, Holdings, Listed, Share
from index.cores import usable_cores
from index.embedder import DEFAULT_EMBEDDER, Embedder, Vectors, open_embedder
from index.errors import (
    BuildIndexError,
    ChooseArticleError,
    ChooseEmbedderError,
    ChooseFilterError,
    ChooseStoreError,
    ChooseUploadError,
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
from index.uploads import MOST_BYTES, Kept, keep_uploads
from index.verify import VerifyReport, verify_index
from index.withdraw import restore_articles, withdraw_articles
from index.withdrawals import Withdrawal

__all__ = [
    "DEFAULT_EMBEDDER",
    "ENCODER_INPUTS",
    "MOST_BYTES",
    "BuildIndexError",
    "BuildProcess",
    "BuildReport",
    "BuildState",
    "Catalogue",
    "ChooseArticleError",
    "ChooseEmbedderError",
    "ChooseFilterError",
    "ChooseStoreError",
    "ChooseUploadError",
    "Contents",
    "Day",
    "Embedder",
    "Filters",
    "Hit",
    "Holdings",
    "IndexSummary",
    "Kept",
    "KeywordIndex",
    "Listed",
    "NothingToIndexError",
    "OnnxModel",
    "Progress",
    "Rankings",
    "ReachStoreError",
    "RebuildIndexError",
    "RestoreIndexError",
    "Retriever",
    "Share",
    "Vectors",
    "VerifyReport",
    "WaitForBuildError",
    "Withdrawal",
    "are_spellings",
    "build_index",
    "export_encoder",
    "fuse_scores",
    "keep_uploads",
    "open_embedder",
    "quantise_matrices",
    "question_terms",
    "restore_articles",
    "terms",
    "usable_cores",
    "verify_index",
    "withdraw_articles",
]
