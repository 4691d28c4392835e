"""Questions that compare: taken apart, looked up part by part, concluded from what was found."""

from qa.comparing.apart import take_apart
from qa.comparing.comparison import Claim, Comparison, Hints, Part, Relation, Seeks
from qa.comparing.conclusion import conclude, tell
from qa.comparing.figures import Figure, read_figure
from qa.comparing.sides import Ask, Found, Side, answer_part, answer_parts

__all__ = [
    "Ask",
    "Claim",
    "Comparison",
    "Figure",
    "Found",
    "Hints",
    "Part",
    "Relation",
    "Seeks",
    "Side",
    "answer_part",
    "answer_parts",
    "conclude",
    "read_figure",
    "take_apart",
    "tell",
]
