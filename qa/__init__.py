"""Questions in, quoted answers out."""

from qa.answer import (
    Answer,
    Differences,
    NearArticle,
    Searched,
    Side,
    Status,
    Turn,
    View,
)
from qa.assistant import Assistant, Step
from qa.batch import BatchAnswer, BatchQuestion, answer_batch, read_questions
from qa.check import QuoteState, check_quote
from qa.dating import format_moment
from qa.errors import (
    AskAgainError,
    AskLaterError,
    ChooseExportError,
    ChooseReaderError,
    MendAccountsError,
    SayAgainError,
    TrainReaderError,
)
from qa.evidence import Candidate
from qa.examples import example_questions, sample_examples
from qa.export import (
    EXPORT_FORMATS,
    Export,
    ExportCheck,
    ReadExport,
    Turn,
    check_export,
    citation,
    export_format,
    export_turns,
    read_export,
    write_export,
)
from qa.kind import Kind
from qa.moment import Moment, Precision
from qa.question import Question, understand
from qa.quote import Attribution, Quote, Role
from qa.reading import DEFAULT_READER, FoundSpan, Page, Reader, Reading, open_reader
from qa.sameness import answer_key
from qa.timeline import Coverage, Event, Timeline, build_timeline
from qa.timeline_plot import draw_timeline
from qa.wording import (
    DIFFERENCES_TOLD,
    citation,
    copies_told,
    credit,
    describe_search,
    format_day,
    in_marks,
    lead,
)

__all__ = [
    "DEFAULT_READER",
    "DIFFERENCES_TOLD",
    "EXPORT_FORMATS",
    "Answer",
    "AskAgainError",
    "AskLaterError",
    "Assistant",
    "Attribution",
    "BatchAnswer",
    "BatchQuestion",
    "Candidate",
    "ChooseExportError",
    "ChooseReaderError",
    "Coverage",
    "Differences",
    "Event",
    "Export",
    "ExportCheck",
    "FoundSpan",
    "Kind",
    "MendAccountsError",
    "Moment",
    "NearArticle",
    "Page",
    "Precision",
    "Question",
    "Quote",
    "QuoteState",
    "ReadExport",
    "Reader",
    "Reading",
    "Role",
    "SayAgainError",
    "Searched",
    "Side",
    "Status",
    "Step",
    "Timeline",
    "TrainReaderError",
    "Turn",
    "View",
    "answer_batch",
    "answer_key",
    "build_timeline",
    "check_export",
    "check_quote",
    "citation",
    "copies_told",
    "credit",
    "describe_search",
    "draw_timeline",
    "example_questions",
    "export_format",
    "export_turns",
    "format_day",
    "format_moment",
    "in_marks",
    "lead",
    "open_reader",
    "read_export",
    "read_questions",
    "sample_examples",
    "understand",
    "write_export",
]
