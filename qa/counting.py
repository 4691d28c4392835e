"""What a figure counts: the dead, those aboard, what a thing costs.

Papers word one count in many ways ("killed", "the toll", "bodies"), so words are gathered under
what they count. Knows nothing of questions' answers, or of who says so.
"""

import re
from operator import itemgetter

from index import terms
from qa.value import Value, find_values

_CONCEPTS = {
    "dead": r"dead|deaths?|die[ds]?|dying|kill(?:s|ed|ing)?|fatalit\w+|perished|(?:death )?toll"
    r"|victims?|los(?:t|ing|e) (?:his|her|their) li(?:fe|ves)|lives lost|bod(?:y|ies)",
    "hurt": r"injur\w+|wounded|wounding|hurt|hospitali[sz]ed",
    "missing": r"missing|unaccounted",
    "rescued": r"rescued?|survivors?|survived|saved|pulled to safety",
    "aboard": r"aboard|on board|on-board|carrying|occupants"
    r"|on (?:the|a) (?:ferry|ship|boat|vessel|plane|flight|train|bus)",
    "moved": r"evacuat\w+|moved|displac\w+|fled|flee(?:ing)?|homeless|le(?:ft|ave|aving) their"
    r" homes|driven from|forced (?:from|out)",
    "arrested": r"arrest\w*|detain\w*",
    "crowd": r"crowds?|attendance|attended|spectators|turn-?out",
    "jabs": r"vaccinat\w+|inoculat\w+|immuni[sz]\w+|jabs?",
    "ill": r"infect\w+|cases|ill|sick\w*|(?:has|have|had|with|caught|catch|contract\w*) (?:the )?"
    r"(?:measles|covid|coronavirus|cholera|flu|ebola|mpox|polio|dengue|virus|disease)",
    "cost": r"costs?|costing|losses|loss|prices?|worth|damages?",
    "size": r"hectares?|acres?|square (?:miles?|kilomet\w+|met\w+)",
    "short": r"shortfall|hole|deficit",
}
_CONCEPT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{pattern})\b)" for name, pattern in _CONCEPTS.items()),
    re.IGNORECASE,
)
_ASKED_SIZE = re.compile(r"\bhow (?:large|big)\b.*\b(?:land|area|territory)\b", re.IGNORECASE)
_REACH = 70  # characters between a figure and the word that says what it counts
_CLAUSE_END = re.compile(r"[:]|,? (?:and|but|while|of whom|including)\b|, ")
GROWING = frozenset({"dead", "hurt", "rescued", "moved", "arrested", "ill", "jabs", "short"})
"""Counts that reports bring up to date from day to day, upwards."""

SHRINKING = frozenset({"missing"})
"""The same, downwards."""

FIXED = frozenset({"aboard", "crowd", "size"})
"""Counts that no later day can change; of others, reports of two days may both be right."""

OF_PEOPLE = frozenset(
    {"dead", "hurt", "missing", "rescued", "aboard", "moved", "arrested", "crowd", "ill"}
)
"""Counts of people, whatever they are called."""

PEOPLE = frozenset(
    terms(
        "people persons person men women children dead deaths victims cases lives survivors"
        " residents"
    )
)
"""Units that are people, as search terms."""


def counted_in(question: str) -> str | None:
    """What a question asks to be counted: "dead", "aboard", ...; None if no such word is in it."""
    if _ASKED_SIZE.search(question):
        return "size"
    found = list(_CONCEPT.finditer(question))
    return found[0].lastgroup if found else None


def counted_by(sentence: str, value: Value) -> str | None:
    """What a figure counts, by the nearest word that says so, after it rather than before.

    Args:
        sentence: That holds it.
        value: The figure, with offsets into the sentence.

    Returns:
        A name such as "dead" or "aboard"; None if no such word is near.
    """
    best: tuple[float, str | None] = (_REACH, None)
    for match in _CONCEPT.finditer(sentence):
        if match.start() >= value.end:
            between = sentence[value.end : match.start()]
            distance = float(len(between))
        else:
            between = sentence[match.end() : value.start]
            distance = len(between) + 5.0
        # Another figure between them is what the word counts.
        distance += 40.0 * len(find_values(between)) + 20.0 * len(_CLAUSE_END.findall(between))
        distance += _REACH * (";" in between)
        best = min(best, (distance, match.lastgroup), key=itemgetter(0))
    return best[1]
