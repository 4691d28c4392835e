"""Questions in, quoted answers out."""

from qa.answer import Answer, Attribution, NearArticle, Quote, Role, Searched, Status
from qa.assistant import Assistant
from qa.batch import BatchAnswer, BatchQuestion, answer_batch, read_questions
from qa.check import QuoteState, check_quote
from qa.errors import AskAgainError
from qa.evidence import Candidate, candidates, sentence_features
from qa.examples import example_questions, sample_examples
from qa.question import Kind, Question, understand
from qa.wording import credit, describe_search, format_day, in_marks

__all__ = [
    "Answer",
    "AskAgainError",
    "Assistant",
    "Attribution",
    "BatchAnswer",
    "BatchQuestion",
    "Candidate",
    "Kind",
    "NearArticle",
    "Question",
    "Quote",
    "QuoteState",
    "Role",
    "Searched",
    "Status",
    "answer_batch",
    "candidates",
    "check_quote",
    "credit",
    "describe_search",
    "example_questions",
    "format_day",
    "in_marks",
    "read_questions",
    "sample_examples",
    "sentence_features",
    "understand",
]
