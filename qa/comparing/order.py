"""Questions about the order of events: before or after, which came first, how long between.

Knows nothing of what happened when.
"""

import re

from qa.comparing.clauses import behind_subject, deed, from_main_verb, inverted, subject_of
from qa.comparing.comparison import Claim, Comparison, Part, Relation, Seeks
from qa.comparing.names import (
    in_sentence,
    is_definite,
    is_plural,
    is_same_sort,
    list_items,
    owner_of,
    resolved,
)

_AUX = r"(?:was|were|did|has|have|had|will)"
_ORDER = re.compile(
    rf"^(?P<aux>{_AUX}) (?P<a>.+?),? (?P<how>before or after|after or before|before|after"
    r"|earlier than|sooner than|later than) (?P<b>.+)$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:before|after|earlier than|sooner than|later than)\b", re.IGNORECASE)
# "Shortly before" asks for more than the order; "any" and "ever" ask for anything at all.
_NOT_AN_ORDER = re.compile(
    r"\b(?:any\w*|ever|never|not|there|you|i|we|who|what|which|how|why)\b"
    r"|\b(?:shortly|just|soon|long|right|immediately|well|hours?|days?|weeks?|months?|years?|even"
    r"|minutes?|moments?|only)$",
    re.IGNORECASE,
)
_IN_FRONT_OF = re.compile(
    r"\b(?:appear|testify|stand|go|argued?|come|kneel|bring|brought|bow|play|heard|speak|spoke|put"
    r"|named|called|run|look|sought?|take|taken|chase|care|put|go|model(?:led|ed)?)$",
    re.IGNORECASE,
)
_CLAIMS = {
    "before": Claim.BEFORE,
    "earlier than": Claim.BEFORE,
    "sooner than": Claim.BEFORE,
    "after": Claim.AFTER,
    "later than": Claim.AFTER,
}
_ELIDED = re.compile(rf" (?:{_AUX}|does|do)$", re.IGNORECASE)
_SUBJECT_GERUND = re.compile(r"^(?P<subject>.+?(?<!['’]s)(?<!s['’])) (?P<gerund>\w+ing\b.*)$")
_TURNED = re.compile(
    r"^(?P<a>.+?),? (?P<how>before|after) (?P<b>.+?),? or (?:before|after)(?: it)?$"
)
_HAD_ALREADY = re.compile(
    r"^(?P<aux>had|was|were) (?P<a>.+?),? (?P<how>when|by the time) (?P<b>.+)$", re.IGNORECASE
)
_ALREADY = re.compile(r"\balready |(?<=^had )(?=\w)", re.IGNORECASE)
_CLEFT = re.compile(
    rf"^(?P<aux>{_AUX}) it (?P<how>before or after|before|after) (?P<b>.+) that (?P<a>.+)$",
    re.IGNORECASE,
)

_SHORT = 4  # words

_ASKS_FIRST = r"(?:first|earlier|earliest|sooner|last|later|latest)"
_FIRST = re.compile(
    rf"^(?P<said>(?:which|what|who)\b.+?),? (?P<first>{_ASKS_FIRST})"
    r"(?P<more>(?: (?!or )[\w'’]+){0,3})\s*(?:[,:;–—-]|\s-)\s*(?P<list>.+ or .+)$",
    re.IGNORECASE,
)
_FIRST_BEHIND = re.compile(
    r"^(?:(?:of|between) (?P<and>.+ and .+)|(?P<or>.+ or .+))\s*[,:;–—-]\s*"
    rf"(?P<said>(?:which|what|who) .+?) (?P<first>{_ASKS_FIRST})$",
    re.IGNORECASE,
)
_FIRST_YES_NO = re.compile(
    rf"^(?P<aux>did|was|were) (?P<said>.+ or .+) (?P<first>{_ASKS_FIRST})$", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"^(?:\w+ )?(?:came|comes|come|happened|happens|happen|occurred|took place|was|is|were)$",
    re.IGNORECASE,
)
_HOW_LONG = r"how (?:long|soon|much time|much later|many (?P<unit>days|weeks|months|years))"
_INTERVAL_BETWEEN = re.compile(
    rf"^{_HOW_LONG}(?: (?:was|were|is|lay|went|did)(?: (?:it|there|by|pass|elapse))?"
    r"| passed| elapsed| separated?)*(?: between| from)? (?P<two>.+)$",
    re.IGNORECASE,
)
_INTERVAL_AFTER = re.compile(
    rf"^{_HOW_LONG} (?:after|before) (?P<a>.+) (?P<b>(?:{_AUX}|is|does) .+)$", re.IGNORECASE
)


def order_asked(question: str) -> Comparison | None:
    """Take a question about order apart.

    Args:
        question: One sentence without its question mark.

    Returns:
        Its parts; None if it is another question, or a part is not a certain event.
    """
    return _which_first(question) or _how_long(question) or _before_or_after(question)


def _before_or_after(question: str) -> Comparison | None:
    if turned := _TURNED.match(question):
        question = f"{turned['a']} before or after {turned['b']}"
    if cleft := _CLEFT.match(question):
        return _cleft(cleft)
    had = _HAD_ALREADY.match(question)
    if had and _ALREADY.search(f"{had['aux']} {had['a']}") and not _RELATIVE.search(question):
        question = f"{had['aux']} {had['a'].replace('already ', '')} before {had['b']}"
    found = _ORDER.match(question)
    if not found or len(_RELATIVE.findall(question)) != 1 + (" or " in found["how"]):
        return None
    said, other = found["a"], found["b"]
    if _NOT_AN_ORDER.search(said) or _IN_FRONT_OF.search(said):
        return None
    subject = _subject(found["aux"], said)
    if subject is None or not is_definite(subject):
        return None
    second = _second_event(found["aux"], said, subject, other)
    if second is None:
        return None
    first = _event(f"{found['aux'].lower()} {said}", said)
    return Comparison(
        relation=Relation.ORDER, parts=(first, second), claim=_CLAIMS.get(found["how"].lower())
    )


_LEADING_NAME = re.compile(r"(?:the )?[A-ZÀ-ÞĀ-Ž][\w.-]*(?: [A-ZÀ-ÞĀ-Ž][\w.-]*)*(?= )")


def _subject(aux: str, said: str) -> str | None:
    """The subject of "did" and the words behind it.

    Where the small model sees only a name ("did the bank collapse"), all words but the last.
    """
    found = subject_of(f"{aux} {said}?")
    if found and found != said:
        return found
    if named := _LEADING_NAME.match(said):
        return named[0]
    return said.rpartition(" ")[0] or None if len(said.split()) <= _SHORT else None


def _cleft(found: re.Match[str]) -> Comparison | None:
    """Of "was it before the vote that the bank failed"."""
    first, second = _named_event(found["a"], found["a"]), _named_event(found["b"], found["b"])
    if first is None or second is None:
        return None
    claim = _CLAIMS.get(found["how"].lower())
    return Comparison(relation=Relation.ORDER, parts=(first, second), claim=claim)


def _second_event(aux: str, said: str, subject: str, other: str) -> Part | None:
    """The event after "before": a clause, an event's name, or another subject of the same verb."""
    label = other
    short = _ELIDED.sub("", other)
    if _ELIDED.search(other) or is_same_sort(subject, other):
        short = resolved(short, subject) or ""
        if not short or not is_definite(short) or subject not in said:
            return None
        return _event(f"{aux.lower()} {said.replace(subject, short, 1)}", label)
    standing = resolved(other, subject)
    if standing is None:
        return None
    if asked := deed(in_sentence(subject), standing):
        return _event(asked, label)
    return _named_event(standing, label)


def _named_event(words: str, label: str) -> Part | None:
    """A clause or the name of an event, as a question for its time."""
    if asked := inverted(words, only_past=True) or _subject_deed(words):
        return _event(asked, label)
    if not is_definite(words):
        return None
    return _event(f"{'were' if is_plural(words) else 'was'} {words}", label)


def _subject_deed(words: str) -> str | None:
    """The question for "the minister resigning"."""
    found = _SUBJECT_GERUND.match(words)
    return (
        deed(found["subject"], found["gerund"]) if found and is_definite(found["subject"]) else None
    )


def _event(asked: str, label: str) -> Part:
    return Part(question=f"When {asked}?", label=label, seeks=Seeks.TIME)


def _which_first(question: str) -> Comparison | None:
    if found := _FIRST.match(question):
        items, whole = list_items(found["list"], "or"), f"{found['said']}{found['more']}"
    elif found := _FIRST_BEHIND.match(question):
        items = list_items(found["or"] or found["and"], "or" if found["or"] else "and")
        whole = found["said"]
    else:
        return _either_first(question)
    parts = [_item_event(_filled(item, whole), whole) for item in items]
    return _first_of(parts, found["first"])


def _filled(item: str, whole: str) -> str:
    """An item with the noun that "that" stands for: "the strike of the writers"."""
    noun = re.match(r"which (?P<noun>\w+) ", whole, re.IGNORECASE)
    return (
        re.sub(r"^(?:that|the one)(?= (?:of|in|at|on|by)\b)", f"the {noun['noun']}", item)
        if noun
        else item
    )


def _either_first(question: str) -> Comparison | None:
    """Of "did the fire or the flood come first"."""
    found = _FIRST_YES_NO.match(question)
    said = from_main_verb(f"{found['aux']} {found['said']}") if found else None
    if not found or not said or not found["said"].endswith(f" {said}"):
        return None
    aux = found["aux"].lower()
    items = list_items(found["said"].removesuffix(said), "or")
    parts = [_event(f"{aux} {item} {said}", item) if is_definite(item) else None for item in items]
    return _first_of(parts, found["first"])


def _item_event(item: str, whole: str) -> Part | None:
    """An item of the list; ``whole`` is the question up to "first": "which film was released"."""
    said = behind_subject(whole)
    if said is None:
        return None
    if _HAPPENED.match(said):
        return _named_event(item, item)
    if not is_definite(item):
        return None
    asked = inverted(f"{item} {said}")
    return _event(asked, item) if asked else None


def _first_of(parts: list[Part | None], extreme: str) -> Comparison | None:
    whole = [part for part in parts if part]
    if len(whole) < 2 or len(whole) != len(parts):
        return None
    claim = Claim.AFTER if extreme.lower() in ("last", "later", "latest") else Claim.BEFORE
    return Comparison(relation=Relation.FIRST, parts=tuple(whole), claim=claim, picks=True)


def _how_long(question: str) -> Comparison | None:
    if found := _INTERVAL_AFTER.match(question):
        first = _named_event(found["a"], found["a"])
        asked = found["b"][0].lower() + found["b"][1:]
        subject = _subject(*asked.split(maxsplit=1))
        if first is None or subject is None:
            return None
        pronoun = resolved(asked, subject_of(found["a"]) or found["a"])
        second = _event(pronoun, _label(asked)) if pronoun else None
    elif (found := _INTERVAL_BETWEEN.match(question)) and re.search(
        r"\b(?:between|from)\b", question[: found.start("two")]
    ):
        items = list_items(found["two"], "and") or list_items(found["two"], "to")
        if len(items) != 2:
            return None
        later = resolved(items[1], owner_of(items[0]) or items[0])
        first = _named_event(items[0], items[0])
        second = _named_event(later, items[1]) if later else None
    else:
        return None
    if first is None or second is None:
        return None
    unit = found["unit"].lower() if found["unit"] else None
    return Comparison(relation=Relation.INTERVAL, parts=(first, second), unit=unit)


def _label(asked: str) -> str:
    """The words of a question behind its auxiliary."""
    return asked.split(maxsplit=1)[1]
