"""Sentences that say that a thing is not known, not said or not given.

"The amount is not specified" is the answer to "How much was the fee?", where nothing better is
known. Knows nothing of thresholds for other answers.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import Span, split_sentences
from index import Retriever, question_terms, terms
from qa.evidence import Read
from qa.judgement import ANSWERED_FROM, PARTLY_FROM, Ranked
from qa.kind import Kind, fits
from qa.question import Question

UNKNOWN_FROM = 0.4
"""Score from which a sentence is taken to say that what is asked is not known."""

_TOLD = (
    r"(?:specified|disclosed|known|clear|given|named|identified|determined|established|released"
    r"|revealed|announced|published|made public|stated|said|explained|decided|set|agreed|found"
    r"|recovered)"
)
_TELL = (
    r"(?:say|comment|name|identify|disclose|specify|reveal|elaborate|explain|discuss|be drawn|guess"
    r"|put an? (?:figure|number|date|price|name)|respond|reply"
    r"|(?:give|provide|release|offer|share) (?:an?|any|the|further|more|exact|its|their|his|her)?"
    r" ?(?:details?|reasons?|figures?|numbers?|names?|dates?|explanations?|amounts?|terms|price"
    r"|timeline|timetable|breakdown|information))"
)
_ADVERBS = r"(?:(?:immediately|yet|been|be|at once|still|publicly|so far|made|being) )*"
_UNKNOWN = re.compile(
    rf"\b(?:(?:is|was|are|were|has|have|had|been|be|remains?|remained) (?:still )?(?:not|never)"
    rf"|(?:is|was|are|were|has|have|had)n['’]t|yet to be) {_ADVERBS}{_TOLD}\b"
    rf"|\b(?:cannot|can not|can['’]t|could not|couldn['’]t) {_ADVERBS}(?:{_TOLD}|say|tell)\b"
    rf"|\b(?:did|does|do|would|will|could)(?: not|n['’]t) {_ADVERBS}{_TELL}\b"
    r"|\b(?:do|does|did)(?: not|n['’]t) (?:yet )?know (?=wh|how|if)"
    rf"|\b(?:declin|refus)(?:ed|es|ing) to (?:publicly )?{_TELL}\b"
    r"|\b(?:is|are|was|were|remain(?:s|ed)?|still) (?:still |as yet )?(?:un(?:known|clear|disclosed"
    r"|specified|identified|explained|decided)|a mystery)\b"
    r"|\bfor an? un(?:disclosed|specified|known) (?:sum|amount|fee|price)\b"
    r"|\b(?:no ?-?one|nobody|nor (?:does|do|did) (?:anybody|anyone)) (?:\w+ ){0,2}?(?:knows?|knew"
    r"|could say|can say|could tell|can tell|is sure|was sure)\b"
    r"|\bno (?:\w+ ){1,3}(?:has|have|had|was|were|is) (?:yet )?(?:been )?(?:given|named|set"
    r"|announced|released|disclosed|specified|identified|decided|published)\b"
    r"|\bthere (?:was|is|has been|were) no (?:immediate )?(?:word|information|indication"
    r"|explanation|details?)\b"
    r"|\bwithout (?:saying|giving|naming|specifying|disclosing|identifying|explaining)\b",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(
    r"\b(?:(?:did|does|do|would|will|has|have|had) not (?:immediately )?(?:yet )?(?:respon|repl"
    r"|comment|answer|return)\w*|(?:declin|refus)(?:ed|es|ing) to (?:comment|answer|respond|discuss"
    r"|be drawn)"
    r"|could not (?:immediately )?be reached|would not be drawn|no (?:immediate )?comment)\b",
    re.IGNORECASE,
)
_ASKS_COMMENT = re.compile(
    r"\b(?:say|said|comment|respond|response|react|reaction|reply|explain|answer|explanation)\b",
    re.IGNORECASE,
)
_RESOLVED = re.compile(r"\bbut (?:\w+ ){0,3}(?:found|find|later|since)\b", re.IGNORECASE)
_WH = re.compile(
    r"\b(?:(?P<reason>why|the (?:cause|reason|motive)s?|what (?:had )?caused|motives?)"
    r"|(?P<number>how (?:many|much|long|far|big|large|often|old)|amount|figures?|numbers?|prices?"
    r"|sum|costs?|sizes?|value|terms|toll)"
    r"|(?P<person>who|whom|whose|by whom|names?|named|identit\w+|identif\w+"
    r"|which (?:\w+ )?(?:member|official|officer|player|man|woman|person|minister))"
    r"|(?P<place>where|whereabouts|(?:which|what) (?:country|city|town)|locations?)"
    r"|(?P<time>when|dates?|(?:what|which) (?:time|day|date|month|year)|how soon)"
    r"|(?P<yes_no>whether|if)"
    r"|(?P<manner>how (?!many|much|long|far|big|large|often|old|soon))"
    r"|(?P<thing>what|which))\b",
    re.IGNORECASE,
)
_AFTER, _BEFORE = 45, 90  # characters from the words "is not known" to what is not known
_CONTEXT = 2  # sentences before, which say what the unknown thing belongs to
_LOOK_BACK = 800  # characters that hold them
_PASSAGES = 4  # looked through; what is not known stands where the question leads
_NAMING = 2  # words that name what is not known
_CHANCE = 0.05  # cosine that a sentence has for its names alone
_OPEN = 0.6  # how well a sentence fits that does not say what sort of thing is not known


class StatedUnknown(NamedTuple):
    """A sentence that says that the thing asked is not known.

    Attributes:
        read: The passage.
        sentence: In the article's text.
        score: How well it fits the question, in [0, 1]; not a probability.
    """

    read: Read
    sentence: Span
    score: float


def find_unknown(
    question: Question, reads: Sequence[Read], retriever: Retriever
) -> StatedUnknown | None:
    """The sentence that best says that what is asked is not known.

    Args:
        question: As understood.
        reads: The passages read, the best first.
        retriever: The archive: how rare words are, and how near in meaning sentences.

    Returns:
        The best one that scores `UNKNOWN_FROM` or more; of equal ones the first; None if there is
        none.
    """
    found = scored_unknowns(question, reads, retriever)
    best = max(found, key=lambda unknown: unknown.score, default=None)
    return best if best is not None and best.score >= UNKNOWN_FROM else None


def scored_unknowns(
    question: Question, reads: Sequence[Read], retriever: Retriever
) -> list[StatedUnknown]:
    """Every sentence of the best passages that says that something of the kind is not known."""
    told = [t for read in reads[:_PASSAGES] for t in _told_of(question, read)]
    if not told:
        return []
    weights = retriever.term_weights(question_terms(question.understood))
    asked, *meanings = retriever.embedder.embed_queries(
        [question.understood, *(t.words for t in told)]
    )
    return [
        StatedUnknown(t.read, t.sentence, t.fit * _score(t, float(meaning @ asked), weights))
        for t, meaning in zip(told, meanings, strict=True)
    ]


def outweighs(
    unknown: StatedUnknown, question: Question, best: Ranked | None, sureness: float
) -> bool:
    """Whether a stated unknown is the answer, rather than the best one that was read.

    Not if that one is worth showing and was published later, for what was not known may have come
    out since; nor if it is of the kind asked for and sure enough to be given plainly.

    Args:
        unknown: What `find_unknown` found.
        question: As understood.
        best: The best answer; None if there is none.
        sureness: The confidence in it.
    """
    if best is None or sureness < PARTLY_FROM:
        return True
    support = best.candidate.supports[0]
    told, since = unknown.read.article.published_day, support.read.article.published_day
    if told and since and since > told:
        return False
    return sureness < ANSWERED_FROM or fits(question.understood, support.words) is False


class _Told(NamedTuple):
    read: Read
    sentence: Span
    words: str
    before: str
    fit: float
    is_bare: bool


def _told_of(question: Question, read: Read) -> Iterator[_Told]:
    for sentence in read.hit.passage.sentences:
        words = read.article.text[sentence.start : sentence.end]
        fit = _kind_fit(question, words)
        if fit:
            before = f"{read.article.title}\n{_before(read.article.text, sentence)}"
            yield _Told(read, sentence, words, before, fit, _is_bare(words))


def _before(text: str, sentence: Span) -> str:
    """The sentences before one, which may stand in the passage before."""
    near = text[max(0, sentence.start - _LOOK_BACK) : sentence.start]
    return " ".join(near[s.start : s.end] for s in split_sentences(near)[-_CONTEXT:])


def _score(told: _Told, cosine: float, weights: dict[str, float]) -> float:
    """How well question and sentence agree, in [0, 1].

    A sentence that names what is not known must itself mean what is asked; "she would not say how
    much" takes that from what stands before it. Words of the question that only tell what sort of
    thing it asks for ("the amount of") need not stand there.
    """
    here, everywhere = set(terms(told.words)), set(terms(f"{told.before} {told.words}"))
    telling = {t: weight for t, weight in weights.items() if t in here or t not in _SORTS}
    near, around = _share(telling, here), _share(telling, everywhere)
    alike = max(near, cosine - _CHANCE)
    return max(0.0, min(1.0, 0.5 * around + 0.5 * near if told.is_bare else alike))


_EMPTY_WORDS = """
it that this they he she exactly about would will be much many been has have had said say country
amount price cost figure number who whom why the a of in on for to was were is are not known given
named put and or request comment repeat question
"""
_EMPTY = frozenset(terms(_EMPTY_WORDS))
_SORTS = frozenset(terms("amount sum money price cost figure number size value date name reason"))


def _is_bare(sentence: str) -> bool:
    """Whether the words do not name what is not known ("she would not say how much")."""
    said = _UNKNOWN.search(sentence) or _NO_COMMENT.search(sentence)
    if said is None:
        return True
    rest = re.split(r"[,;.!?]", sentence[said.end() :])[0]
    return len([term for term in terms(rest) if term not in _EMPTY]) < _NAMING


def _kind_fit(question: Question, sentence: str) -> float:
    """Whether what is not known is of the kind asked for, in [0, 1]: a sum for "how much"."""
    said = _UNKNOWN.search(sentence)
    no_comment = _NO_COMMENT.search(sentence)
    if _RESOLVED.search(sentence) or not (said or no_comment):
        return 0.0
    if no_comment and (said is None or said.start() == no_comment.start()):
        return 1.0 if _ASKS_COMMENT.search(question.understood) else 0.0
    kind = _unknown_kind(sentence, said) if said else None
    if kind is None:
        return _OPEN
    return 1.0 if kind in _wanted(question) else 0.0


def _unknown_kind(sentence: str, said: re.Match[str]) -> str | None:
    """What sort of thing is not known: "how many" after "not known", or "the amount" before."""
    inside = _WH.search(said[0])
    opening = _WH.match(sentence)
    after = _WH.search(sentence[said.end() : said.end() + _AFTER])
    before = list(_WH.finditer(sentence[max(0, said.start() - _BEFORE) : said.start()]))
    found = opening or after or inside or (before[-1] if before else None)
    return found.lastgroup if found else None


def _wanted(question: Question) -> frozenset[str]:
    if question.kind is not Kind.OTHER:
        return frozenset({question.kind.value})
    kinds = [m.lastgroup or "" for m in _WH.finditer(question.understood)]
    return frozenset([kind for kind in kinds if kind != "thing"] or ["thing"])


def _share(weights: dict[str, float], present: set[str]) -> float:
    total = sum(weights.values())
    return sum(w for term, w in weights.items() if term in present) / total if total else 0.0
