"""Questions about which of two figures is the higher one.

Knows nothing of the figures.
"""

import re

from qa.comparing.clauses import inverted
from qa.comparing.comparison import Claim, Comparison, Part, Relation, Seeks
from qa.comparing.names import is_definite, is_plural, list_items

# What one asks for to compare by: a base form, and whether the comparative means more of it.
_ADJECTIVES = {
    "bigger": ("big", True),
    "larger": ("large", True),
    "greater": ("great", True),
    "higher": ("high", True),
    "lower": ("high", False),
    "smaller": ("large", False),
    "taller": ("tall", True),
    "longer": ("long", True),
    "shorter": ("long", False),
    "older": ("old", True),
    "younger": ("old", False),
    "heavier": ("heavy", True),
    "lighter": ("heavy", False),
    "deeper": ("deep", True),
    "wider": ("wide", True),
    "faster": ("fast", True),
    "slower": ("fast", False),
    "hotter": ("hot", True),
    "colder": ("hot", False),
    "stronger": ("strong", True),
    "weaker": ("strong", False),
}
_PRICES = {"cheaper": False, "dearer": True, "costlier": True, "more expensive": True}
_COMPARATIVE = "|".join([*_ADJECTIVES, *_PRICES])
_MORE = r"(?P<more>more|fewer|less)"
_FIGURE = re.compile(
    r"\b(?:toll|price|number|cost|crowd|attendance|budget|share|rate|turnout|profits?|revenues?"
    r"|sales|salary|figure|total|population|fine|estimate|damages?|loss(?:es)?|temperature"
    r"|magnitude|speed|debts?|deficit|wages?|age|size|length|height|score|sum|amount|inflation)\b",
    re.IGNORECASE,
)
_IS_HIGHER = re.compile(
    rf"^(?P<aux>is|are|was|were) (?P<a>.+?) (?P<how>{_COMPARATIVE}) than (?P<b>.+)$",
    re.IGNORECASE,
)
_WHICH_HIGHER = re.compile(
    rf"^(?:which|what|who)(?: \w+)?(?: of the two)? (?P<aux>is|are|was|were)(?: the)?"
    rf" (?P<how>{_COMPARATIVE})\s*[,:;–—-]\s*(?P<list>.+ or .+)$",
    re.IGNORECASE,
)
_WERE_MORE = re.compile(
    rf"^(?P<aux>were|are) {_MORE} (?P<noun>\w+(?: \w+)??) (?P<verb>\w+(?:ed|n|t|d)) (?P<a>.+)"
    r" than (?P<b>.+)$",
    re.IGNORECASE,
)
_DID_MORE = re.compile(
    rf"^did {_MORE} (?P<noun>\w+) (?P<verb>\w+) (?P<a>(?:in|at|on|during) .+) than (?P<b>.+)$",
    re.IGNORECASE,
)
_SUBJECT_DID_MORE = re.compile(
    rf"^(?P<aux>did|does|do) (?P<a>.+?) (?P<verb>\w+) {_MORE}(?P<noun> [a-z]+(?: [a-z]+)??)?"
    r" than (?P<b>.+?)(?: (?:did|does|do))?$",
    re.IGNORECASE,
)
_WHICH_DID_MORE = re.compile(
    rf"^(?:which|who|what)(?: \w+)? (?P<verb>\w+) {_MORE}(?P<noun> [a-z]+(?: [a-z]+)??)?"
    r"\s*[,:;–—-]\s*(?P<list>.+ or .+)$",
    re.IGNORECASE,
)
_BIGGER_NOUN = re.compile(
    rf"^(?P<aux>did|does|do) (?P<a>.+?) (?P<verb>\w+) an? (?P<how>{_COMPARATIVE})"
    r" (?P<noun>[a-z]+(?: [a-z]+)?) than (?P<b>.+?)(?: (?:did|does|do))?$",
    re.IGNORECASE,
)
_THAT_OF = re.compile(r"^(?:that|those|the one|the ones) (?P<tail>(?:of|in|at|on|for|from) .+)$")
_PLACE = re.compile(r"^(?:in|at|on|for|from|during) ")
# What is compared with is no second thing to look up.
_NO_THING = re.compile(
    r"^(?:\W|\d|expected|usual|normal|average|ever|before|thought|previously|first|last|any\w*"
    r"|half|twice|once|one|two|three|four|five|six|seven|eight|nine|ten|a|an|it|he|she|they|most)\b"
    r"|^[\d$£€]",
    re.IGNORECASE,
)
_PAST = {
    "die": "died",
    "lose": "lost",
    "win": "won",
    "get": "got",
    "vote": "voted",
    "take": "took",
    "come": "came",
    "go": "went",
    "leave": "left",
    "have": "had",
}


def amounts_asked(question: str) -> Comparison | None:
    """Take a question apart that compares figures.

    Args:
        question: One sentence without its question mark.

    Returns:
        Its parts; None if it is another question, or compares with no certain thing.
    """
    return (
        _is_higher(question)
        or _which_higher(question)
        or _were_more(question)
        or _bigger_noun(question)
        or _did_more(question)
    )


def _is_higher(question: str) -> Comparison | None:
    found = _IS_HIGHER.match(question)
    if not found or _NO_THING.match(found["b"]):
        return None
    a, b = found["a"], _filled(found["a"], found["b"])
    how, aux = found["how"].lower(), found["aux"].lower()
    # "Much bigger" is not answered by which of the two is bigger.
    if re.search(r"\b(?:much|far|significantly|times|a lot|even|any|no|not|there)$", a):
        return None
    return _compared([_figure(a, how, aux), _figure(b, how, aux)], _is_more(how))


def _which_higher(question: str) -> Comparison | None:
    found = _WHICH_HIGHER.match(question)
    if not found:
        return None
    how, items = found["how"].lower(), list_items(found["list"], "or")
    parts = [_figure(item, how, "were" if is_plural(item) else "was") for item in items]
    return _compared(parts, _is_more(how), picks=True)


def _were_more(question: str) -> Comparison | None:
    if found := _WERE_MORE.match(question):
        verb = f"{found['aux'].lower()} {found['verb']}"
    elif found := _DID_MORE.match(question):
        verb = _past(found["verb"])
    else:
        return None
    place, other = found["a"], found["b"]
    if _PLACE.match(place) and not _PLACE.match(other) and not _NO_THING.match(other):
        other = f"{place.split()[0]} {other}"
    if not (_PLACE.match(place) and _PLACE.match(other)):
        return None
    parts = [
        _number(f"How many {found['noun']} {verb} {where}", where)
        for where in (place, other)
        if _names_a_thing(where)
    ]
    return _compared(parts, found["more"].lower() == "more")


def _names_a_thing(where: str) -> bool:
    name = where.split(maxsplit=1)[-1]
    return is_definite(name) or re.fullmatch(r"(?:1\d|20)\d\d", name) is not None


def _did_more(question: str) -> Comparison | None:
    if found := _SUBJECT_DID_MORE.match(question):
        items: tuple[str, ...] = (found["a"], found["b"])
        aux, picks, verb = found["aux"].lower(), False, found["verb"]
        if _NO_THING.match(found["b"]):
            return None
    elif found := _WHICH_DID_MORE.match(question):
        items = list_items(found["list"], "or")
        aux, picks, verb = "", True, found["verb"]
    else:
        return None
    noun = found["noun"] or ""
    parts = [_deed(item, verb, noun, aux) for item in items]
    return _compared(parts, found["more"].lower() == "more", picks=picks)


def _bigger_noun(question: str) -> Comparison | None:
    """Of a thing that one has more of: "did the match draw a bigger crowd than the rally"."""
    found = _BIGGER_NOUN.match(question)
    if not found or _NO_THING.match(found["b"]) or found["how"].lower() in _PRICES:
        return None
    how, aux = found["how"].lower(), found["aux"].lower()
    size = f"How {_ADJECTIVES[how][0]} a {found['noun']} {aux}"
    parts = [
        _number(f"{size} {item} {found['verb']}", item)
        for item in (found["a"], found["b"])
        if is_definite(item)
    ]
    return _compared(parts, _is_more(how))


def _deed(item: str, verb: str, noun: str, aux: str) -> Part | None:
    if not is_definite(item):
        return None
    asked = f"{aux} {item} {verb}" if aux else inverted(f"{item} {verb} it")
    if asked is None:
        return None
    asked = asked.removesuffix(" it") if not aux else asked
    return _number(f"How {'many' if noun else 'much'}{noun} {asked}", item)


def _filled(first: str, second: str) -> str:
    """The second thing with what it leaves out: "that of the flood", "in Lisec"."""
    name = re.split(r" (?:of|in|at|on|for|from) ", first, maxsplit=1)[0]
    if found := _THAT_OF.match(second):
        return f"{name} {found['tail']}"
    return f"{name} {second}" if _PLACE.match(second) else second


def _figure(item: str, how: str, aux: str) -> Part | None:
    if not is_definite(item):
        return None
    if how in _PRICES:
        tense = "does" if aux == "is" else "do" if aux == "are" else "did"
        return _number(f"How much {tense} {item} cost", item)
    if _FIGURE.search(item):
        return _number(f"What {aux} {item}", item)
    return _number(f"How {_ADJECTIVES[how][0]} {aux} {item}", item)


def _is_more(how: str) -> bool:
    return _PRICES[how] if how in _PRICES else _ADJECTIVES[how][1]


def _past(verb: str) -> str:
    return _PAST.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def _number(asked: str, label: str) -> Part:
    return Part(question=f"{asked}?", label=label, seeks=Seeks.NUMBER)


def _compared(
    parts: list[Part | None] | list[Part], more: bool, *, picks: bool = False
) -> Comparison | None:
    whole = [part for part in parts if part]
    if len(whole) < 2 or len(whole) != len(parts):
        return None
    return Comparison(
        relation=Relation.AMOUNT,
        parts=tuple(whole),
        claim=Claim.HIGHER if more else Claim.LOWER,
        picks=picks,
    )
