"""Which statements answer a question: their figure or day is of what it asks for.

Knows nothing of the event that is meant, or of which statement is right.
"""

import re
from collections.abc import Callable

from index import terms
from qa.counting import OF_PEOPLE, PEOPLE, counted_in
from qa.event import names_in
from qa.kind import Kind
from qa.question import Question
from qa.statement import Statement

_LIKELY = 0.0  # margin from which the reader alone says that a figure answers
_THINKABLE = -5.0  # the same where the words around the figure say so too
_ON_DAY = 0.5  # share of the question's telling words in headline, sentence and the one before
_ON_FIGURE = 0.3  # the same for a figure with no word that says what it counts
_HOW_MANY = re.compile(r"\bhow many ((?:\w+ ?){1,3})", re.IGNORECASE)


def answers(question: Question) -> Callable[[Statement], bool]:
    """Whether a statement's figure or day is of what a question asks for."""
    fits = _is_day_asked if question.kind is Kind.TIME else _figure_asked(question.understood)
    names = names_in(question.understood)
    return lambda statement: fits(statement) and not (names and _is_elsewhere(statement, names))


_PLACE = re.compile(r"[^,.;]{0,45}?\b(?:in|across) (?:the )?((?:[A-Z][\w.]+ ?)+)")


def _is_elsewhere(statement: Statement, names: frozenset[str]) -> bool:
    """Whether a figure is said to be of a place that the question does not name."""
    text = statement.read.article.text[statement.value.end : statement.sentence.end]
    place = _PLACE.match(text)
    return place is not None and not set(terms(place[1])) & names


def _is_day_asked(statement: Statement) -> bool:
    return statement.share >= _ON_DAY and statement.margin >= _THINKABLE


def _figure_asked(question: str) -> Callable[[Statement], bool]:
    counted = counted_in(question)
    asked = _HOW_MANY.search(question)
    units = set(terms(asked[1])) if asked else set()

    def is_asked(statement: Statement) -> bool:
        unit = set(statement.value.unit)
        if counted is None:
            if statement.counted in OF_PEOPLE and unit & PEOPLE:
                return False  # of the dead, of those aboard ...: the question does not say
            least = _THINKABLE if units & unit else _LIKELY
            return statement.margin >= least and statement.share >= _ON_FIGURE
        if counted in OF_PEOPLE and unit and not unit & (PEOPLE | units):
            return False
        if statement.counted is None:
            return not unit and statement.margin >= _LIKELY
        return statement.counted == counted

    return is_asked


def without_unit(statement: Statement) -> Statement:
    """A count of people without its unit, for "41 confirmed cases" and "23 children" can differ."""
    if statement.counted in OF_PEOPLE:
        return statement._replace(value=statement.value._replace(unit=()))
    return statement
