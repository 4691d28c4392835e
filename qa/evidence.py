"""Gather what was read into answer candidates: one for all spans that say the same.

Knows nothing of thresholds, statuses or wording.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Span
from index import Hit, terms
from qa.kind import Kind
from qa.question import Question
from qa.reading import Reading
from qa.sameness import answer_key, one_holds_the_other, telling_words

FEATURES = (
    "margin of the best span",
    "relevance of its passage",
    "support from further articles",
    "support from answers that hold this one, or that it holds",
    "named in further articles that seem to answer",
    "fused score of the passage, against the best one's",
    "share of the question's words around the span",
    "printed shortly before the day asked for",
    "the same, if the question speaks of now",
    "share of the answer's words that the question says",
    "is of the kind asked for",
    "is not of the kind asked for",
    "words in the answer, logarithm",
)


class Read(NamedTuple):
    """A passage that was found and read."""

    hit: Hit
    article: Article
    reading: Reading


class Support(NamedTuple):
    """One place where an answer stands.

    Attributes:
        read: The passage.
        span: The answer, in the article's text.
        margin: Log odds that this is the answer rather than that the passage holds none.
    """

    read: Read
    span: Span
    margin: float

    @property
    def words(self) -> str:
        """The answer as it stands here."""
        return self.read.article.text[self.span.start : self.span.end]

    @property
    def sentence(self) -> Span:
        """The sentence or sentences that hold the answer, in the article's text."""
        held = [s for s in self.read.hit.passage.sentences if _overlap(s, self.span)]
        return Span(held[0].start, held[-1].end)


class Candidate(NamedTuple):
    """An answer, and every place where it stands; best place first.

    Attributes:
        key: The form in which answers that say the same are equal.
        supports: At least one.
    """

    key: str
    supports: tuple[Support, ...]

    @property
    def short(self) -> str:
        """The answer in the words of its best place."""
        return self.supports[0].words


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def gather(reads: Sequence[Read]) -> list[Candidate]:
    """Every distinct answer among the spans of the passages, best margin first."""
    found: dict[str, list[Support]] = {}
    for read in reads:
        for span in read.reading.spans:
            begin = read.hit.passage.start
            place = _trimmed(read.article.text, Span(begin + span.start, begin + span.end))
            key = place and answer_key(read.article.text[place.start : place.end])
            if place and key:
                found.setdefault(key, []).append(Support(read, place, span.margin))
    candidates = [
        Candidate(key, tuple(sorted(supports, key=lambda s: -s.margin)))
        for key, supports in found.items()
    ]
    return sorted(candidates, key=lambda c: -c.supports[0].margin)


_EDGES = " \t\n.,;:!?…–—-\"'“”‘’«»()[]"
_OPENING, _CLOSING = (
    {"(": ")", "[": "]", "“": "”", "‘": "’"},
    {")": "(", "]": "[", "”": "“", "’": "‘"},
)


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without punctuation at its edges; None if nothing else is in it."""
    start, end = span
    while start < end and text[start] in _EDGES and not _opens(text, start, end):
        start += 1
    while start < end and text[end - 1] in _EDGES and not _closes(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the first sign opens what the span closes, or is a minus."""
    if text[start] in "-–" and text[start + 1 : end][:1].isdigit():
        return text[start - 1 : start] in ("", " ", "(")
    closing = _OPENING.get(text[start])
    return closing is not None and closing in text[start + 1 : end]


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last sign closes what the span opened, or is the dot of "U.S."."""
    last = text[end - 1]
    if last == ".":
        return re.search(r"\b(?:[A-Z]\.)+[A-Z]\.$", text[start:end]) is not None
    opening = _CLOSING.get(last)
    return opening is not None and opening in text[start : end - 1]


def candidate_features(
    question: Question,
    candidates: Sequence[Candidate],
    asked: Sequence[str],
    weights: dict[str, float],
    reference: int | None,
) -> NDArray[np.float64]:
    """Describe candidates in numbers.

    Args:
        question: The question.
        candidates: All answers found for it.
        asked: The question's telling terms.
        weights: How telling each of them is.
        reference: The last day asked for, as an ordinal; None if none was named.

    Returns:
        Shape ``(len(candidates), len(FEATURES))``.
    """
    if not candidates:
        return np.empty((0, len(FEATURES)))
    best_score = max(c.supports[0].read.hit.score for c in candidates)
    now = _NOW.search(question.understood) is not None
    said = telling_words(answer_key(question.understood))
    pages = _pages(candidates)
    rows = []
    for candidate in candidates:
        best = candidate.supports[0]
        suits = fits(question, best.words)
        recency = max(_recency(s.read.article, reference) for s in candidate.supports)
        words = telling_words(candidate.key)
        rows.append(
            (
                best.margin,
                max(support.read.reading.relevance for support in candidate.supports),
                _further(candidate.supports),
                _kindred(candidate, candidates),
                _named(candidate, pages),
                max(s.read.hit.score for s in candidate.supports) - best_score,
                max(_share(asked, s, weights) for s in candidate.supports[:4]),
                recency,
                recency * now,
                len(words & said) / len(words) if words else 1.0,
                suits is True,
                suits is False,
                math.log(max(1, len(candidate.short.split()))),
            )
        )
    return np.array(rows, dtype=np.float64)


def independent(supports: Sequence[Support]) -> Iterator[Support]:
    """The best support of each story, copies of one sentence taken once."""
    seen: set[str] = set()
    for support in supports:
        article = support.read.article
        sentence = " ".join(
            article.text[support.sentence.start : support.sentence.end].casefold().split()
        )
        story = support.read.hit.story
        if not {story, sentence} & seen:
            seen |= {story, sentence}
            yield support


def _further(supports: Sequence[Support]) -> float:
    rest = list(independent(supports))[1:]
    return math.log1p(sum(_probability(support.margin) for support in rest))


def _kindred(candidate: Candidate, candidates: Sequence[Candidate]) -> float:
    own = {support.read.hit.story for support in candidate.supports}
    best: dict[str, float] = {}
    for other in candidates:
        if other is not candidate and one_holds_the_other(candidate.key, other.key):
            for support in other.supports:
                story = support.read.hit.story
                if story not in own:
                    best[story] = max(best.get(story, 0.0), _probability(support.margin))
    return math.log1p(sum(best.values()))


class _Page(NamedTuple):
    """A passage as words, and the probability that it answers."""

    story: str
    words: frozenset[str]
    answers: float


_WORD = re.compile(r"\w+")


def _pages(candidates: Sequence[Candidate]) -> list[_Page]:
    reads = {
        (s.read.article.id, s.read.hit.passage.start): s.read
        for c in candidates
        for s in c.supports
    }
    return [
        _Page(
            read.hit.story,
            frozenset(_WORD.findall(f"{read.article.title} {read.hit.passage.text}".casefold())),
            _probability(read.reading.relevance),
        )
        for read in reads.values()
    ]


def _named(candidate: Candidate, pages: Sequence[_Page]) -> float:
    """Support from passages that say the answer's words; "fifteen" does not name "15" here."""
    words = telling_words(candidate.key)
    own = candidate.supports[0].read.hit.story
    best: dict[str, float] = {}
    for page in pages:
        if page.story != own and words and words <= page.words:
            best[page.story] = max(best.get(page.story, 0.0), page.answers)
    return math.log1p(sum(best.values()))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


_FADES_AFTER = 14  # days


def _recency(article: Article, reference: int | None) -> float:
    """1 for an article of the last day asked for, falling to 0 over weeks; 0 without a day."""
    published = article.published_day
    if reference is None or published is None:
        return 0.0
    return math.exp(-max(0, reference - published.toordinal()) / _FADES_AFTER)


def _share(asked: Sequence[str], support: Support, weights: dict[str, float]) -> float:
    """Share of the question's telling words in the sentence, headline, or next to them."""
    total = sum(weights[term] for term in asked)
    article, sentence = support.read.article, support.sentence
    present = set(terms(article.text[sentence.start : sentence.end])) | set(terms(article.title))
    return sum(weights[term] for term in asked if term in present) / total if total else 0.0


_NUMBER = re.compile(
    r"\d|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|quarter|third|twice"
    r"|double|triple|once)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?! I\b)"
    r"|(?i:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m"
    r"|noon|midnight|yesterday|today|tonight|tomorrow|last|next|ago|days?|weeks?|months?|years?"
    r"|hours?|minutes?|morning|evening|afternoon|night|spring|summer|autumn|fall|winter|centur\w+"
    r"|before|after|during|when|since|until|Easter|Christmas)\b)"
)
_CAPITAL = re.compile(r"\b[A-ZÀ-ÞĀ-Ž]")
_NOW = re.compile(
    r"\bth(?:is|e past|e last) (?:week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:today|yesterday|tonight|recently|currently|now|new|newly|latest|last (?:week|month"
    r"|night)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


_LASTS = re.compile(
    r"(?:[\w.,]+[ -]){1,4}(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)",
    re.IGNORECASE,
)
_ASKS_HOW_LONG = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|time|age|sentence|notice"
    r"|delay|longer|how (?:long|old|far|often|fast|late|soon|early))\b",
    re.IGNORECASE,
)


def fits(question: Question, answer: str) -> bool | None:
    """Whether an answer is of the kind asked for; None if any would do.

    "Three years" is a number, and no answer to "how much was it?".
    """
    is_other_number = question.kind is Kind.NUMBER and _LASTS.fullmatch(answer)
    if is_other_number and not _ASKS_HOW_LONG.search(question.understood):
        return False
    return fits_kind(question.kind, answer)


def fits_kind(kind: Kind, answer: str) -> bool | None:
    """Whether an answer is of a kind; None if any would do."""
    match kind:
        case Kind.NUMBER:
            return _NUMBER.search(answer) is not None
        case Kind.TIME:
            return _TIME.search(answer) is not None
        case Kind.PERSON | Kind.PLACE:
            return _CAPITAL.search(answer) is not None and not answer[0].isdigit()
        case _:
            return None
