"""Articles in, passages out; knows nothing of vectors or questions."""

from corpus.article import Article, day_of, hash_text
from corpus.dates import UnclearDateError, parse_published
from corpus.errors import CheckPathsError, NewsQuoteError
from corpus.language import detect_language
from corpus.outcome import LedgerEntry, Outcome, Rejected, count_outcomes
from corpus.passage import SPLITTER, Passage, count_words, split_passages
from corpus.read import FORMATS, ArticleFiles, read_articles
from corpus.reader_version import reader_version
from corpus.record import Record
from corpus.samples import SampleQuestion, SampleQuote, sample_archive, sample_questions
from corpus.sentences import Span, split_sentences
from corpus.text import canonical_line, canonical_text

__all__ = [
    "FORMATS",
    "SPLITTER",
    "Article",
    "ArticleFiles",
    "CheckPathsError",
    "LedgerEntry",
    "NewsQuoteError",
    "Outcome",
    "Passage",
    "Record",
    "Rejected",
    "SampleQuestion",
    "SampleQuote",
    "Span",
    "UnclearDateError",
    "canonical_line",
    "canonical_text",
    "count_outcomes",
    "count_words",
    "day_of",
    "detect_language",
    "hash_text",
    "parse_published",
    "read_articles",
    "reader_version",
    "sample_archive",
    "sample_questions",
    "split_passages",
    "split_sentences",
]
