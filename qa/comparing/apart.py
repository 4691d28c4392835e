"""Take a question apart that compares two or more things.

Precision comes first: a question that only looks like a comparison costs its answer.
"""

import re
from collections.abc import Sequence

from qa.comparing.amounts import amounts_asked
from qa.comparing.comparison import Comparison
from qa.comparing.order import order_asked
from qa.comparing.reports import reports_asked

_LONGEST = 700
_ONE_SENTENCE = re.compile(r"^[^?]+\?*$")


def take_apart(question: str, outlets: Sequence[str] = ()) -> Comparison | None:
    """Take a question apart into what it compares.

    Args:
        question: In English, standing alone.
        outlets: Names of the archive's outlets; without them, questions about what outlets say
            are not understood.

    Returns:
        The comparison; None for an ordinary question.
    """
    asked = " ".join(question.split())
    if len(asked) > _LONGEST or not _ONE_SENTENCE.match(asked):
        return None
    asked = asked.rstrip("?. ")
    found = reports_asked(asked, outlets) or order_asked(asked) or amounts_asked(asked)
    return found.model_copy(update={"question": question}) if found else None
