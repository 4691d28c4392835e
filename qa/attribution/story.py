"""An article as a run of sentences that are parsed only when they are asked for.

Knows nothing of who speaks.
"""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus import Article, Span, split_sentences
from qa.attribution import lexicon as lex
from qa.attribution.frame import Frame, find_frames
from qa.attribution.quotation import Quotation, find_quotations, quoted_share
from qa.grammar import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[A-Za-z]+")


class Place(NamedTuple):
    """A word where it stands: a token and the sentence that it was parsed in."""

    sentence: Span
    token: "Token"

    @property
    def start(self) -> int:
        """The word's first character in the article."""
        return int(self.sentence.start + self.token.idx)


def is_english(article: Article) -> bool:
    """Whether an article may be in English: "en", "en_GB", "EN", or nothing stated."""
    return (article.language or "en").replace("_", "-").split("-")[0].lower() == "en"


class Story:
    """Sentences of one article, with their grammar and quotation marks."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self._frames: dict[Span, list[Frame]] = {}

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Every quotation of the article."""
        return find_quotations(self.text)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs, in order."""
        return [Span(*match.span()) for match in _PARAGRAPH.finditer(self.text)]

    def paragraph_at(self, position: int) -> int:
        """Number of the paragraph that holds a character, or the one before it."""
        return max(0, bisect_right([p.start for p in self.paragraphs], position) - 1)

    def sentences_of(self, paragraph: int) -> list[Span]:
        """Sentences of a paragraph; none if there is no such paragraph."""
        if not 0 <= paragraph < len(self.paragraphs):
            return []
        start, end = self.paragraphs[paragraph]
        return _sentences(self.text[start:end], start)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a character, or the next one in its paragraph."""
        paragraph = self.paragraph_at(position)
        sentences = self.sentences_of(paragraph) or self.paragraphs[paragraph : paragraph + 1]
        return next((s for s in sentences if position < s.end), sentences[-1])

    def before(self, sentence: Span, most: int) -> list[Span]:
        """The sentences before one, the nearest first, over paragraphs."""
        paragraph = self.paragraph_at(sentence.start)
        found: list[Span] = []
        while paragraph >= 0 and len(found) < most:
            earlier = [s for s in self.sentences_of(paragraph) if s.start < sentence.start]
            found += reversed(earlier)
            paragraph -= 1
        return found[:most]

    def after(self, sentence: Span) -> Span | None:
        """The next sentence of the same paragraph."""
        paragraph = self.paragraph_at(sentence.start)
        return next((s for s in self.sentences_of(paragraph) if s.start >= sentence.end), None)

    def following(self, sentence: Span, most: int) -> list[Span]:
        """The sentences after one, the nearest first, over paragraphs."""
        found: list[Span] = []
        for paragraph in range(self.paragraph_at(sentence.start), len(self.paragraphs)):
            if len(found) >= most:
                break
            found += [s for s in self.sentences_of(paragraph) if s.start >= sentence.end]
        return found[:most]

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def doc(self, sentence: Span) -> "Doc":
        """A sentence's grammar."""
        return parse(self.words(sentence))

    def frames(self, sentence: Span) -> list[Frame]:
        """A sentence's frames; a sentence without a reporting word is not parsed."""
        if sentence not in self._frames:
            has_cue = any(w.lower() in lex.CUES for w in _WORD.findall(self.words(sentence)))
            self._frames[sentence] = find_frames(self.doc(sentence)) if has_cue else []
        return self._frames[sentence]

    def quoted(self, span: Span) -> float:
        """Which part of a span stands in quotation marks, in [0, 1]."""
        return quoted_share(self.quotations, span)

    def quotation_at(self, position: int) -> Quotation | None:
        """The outer quotation that holds a character."""
        return next(
            (q for q in self.quotations if q.depth == 0 and q.start <= position < q.end), None
        )


@lru_cache(maxsize=256)
def _sentences(paragraph: str, offset: int) -> list[Span]:
    return [Span(s.start + offset, s.end + offset) for s in split_sentences(paragraph)]
