"""Who says what an article's sentence states, through whom it comes, and what hedges it."""

from qa.attribution.attribute import attribute
from qa.attribution.denial import Denial, find_denial
from qa.attribution.phrase import attribution_phrase
from qa.attribution.said import Said, Source, Stance

__all__ = ["Denial", "Said", "Source", "Stance", "attribute", "attribution_phrase", "find_denial"]
