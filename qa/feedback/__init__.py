"""What people say of answers, kept so that it can be seen again and becomes tests."""

from qa.feedback.box import FeedbackBox, FeedbackRead
from qa.feedback.questions import FeedbackQuestion, as_question, write_questions
from qa.feedback.record import ArchiveState, Feedback, Verdict, make_feedback

__all__ = [
    "ArchiveState",
    "Feedback",
    "FeedbackBox",
    "FeedbackQuestion",
    "FeedbackRead",
    "Verdict",
    "as_question",
    "make_feedback",
    "write_questions",
]
