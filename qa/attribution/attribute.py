"""Who makes the statement that a quote holds, through whom it comes, and what hedges it.

From the article's words alone. What is not said is left open: plain narration has no speaker.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus import Article, Span
from qa.attribution import lexicon as lex
from qa.attribution.antecedent import find_antecedent
from qa.attribution.context import (
    headline_source,
    is_unnamed_paper,
    list_lead,
    quotation_tag,
    report_after,
    surrounding_report,
    whole_report,
)
from qa.attribution.frame import Frame, covering
from qa.attribution.naming import source_at
from qa.attribution.said import Said, Source, Speech, Stance
from qa.attribution.statement import main_word, word_at
from qa.attribution.story import Place, Story, is_english

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOSTLY = 0.5
_WEAKEST_FIRST = (
    Stance.UNSAID,
    Stance.DENIED,
    Stance.ALLEGED,
    Stance.REPORTED,
    Stance.CONFIRMED,
)


class Framed(NamedTuple):
    """A frame and the sentence in which it stands."""

    sentence: Span
    frame: Frame


def attribute(article: Article, sentence: Span, focus: Span | None = None) -> Said:
    """Say who states what a sentence holds.

    Args:
        article: The article.
        sentence: One to a few of its sentences. Without a focus the first one counts.
        focus: The words inside that matter, such as a short answer. In "The minister, who police
            say took bribes, resigned" it decides whose statement is meant.

    Returns:
        The record. All of it is open for plain narration, for text that is not English, and for a
        span that does not lie in the text.
    """
    if not is_english(article) or not 0 <= sentence.start < len(article.text):
        return Said()
    story = Story(article)
    at = story.sentence_at(focus.start if focus else sentence.start)
    if focus is not None and not at.start <= focus.start < at.end:
        focus = None
    return _Finding(story, at, focus).said()


class _Finding:
    """The steps from one sentence to its record."""

    def __init__(
        self, story: Story, at: Span, focus: Span | None, *, looks_back: bool = True
    ) -> None:
        self.story = story
        self.at = at
        self.focus = focus
        self.looks_back = looks_back
        self.unresolved = False

    def said(self) -> Said:
        """The record: own frames first, then the quotation's speaker, then the context."""
        framed = self._own_frames()
        speech = self._speech(framed)
        if speech == "direct" or (self._in_quotation() and not self._has_sayer(framed)):
            tag = self._tag(framed)
            if tag:
                framed += tag
                speech = "direct"
        if not self._has_sayer(framed) and not self.unresolved:
            framed += self._from_context(framed)
        if framed and self._has_sayer(framed):
            framed += self._relayed(framed)
        chain = self._chain(framed)
        stance, hedge = self._stance(framed)
        if framed and framed[0].frame.points_back and framed[0].sentence == self.at:
            stance, hedge = self._stance_before(framed[0])
        if not chain and not framed and not self.unresolved:
            headline = headline_source(self.story, self.at)
            chain = [headline] if headline else []
        is_somebodys = bool(chain) or self.unresolved
        return Said(
            speaker=chain[0] if chain and not self.unresolved else None,
            chain=tuple(chain),
            speech=(speech or "indirect") if is_somebodys else None,
            hedge=hedge,
            stance=stance,
            unresolved=self.unresolved,
        )

    def _own_frames(self) -> list[Framed]:
        frames = self.story.frames(self.at)
        if not frames:
            return []
        doc = self.story.doc(self.at)
        if self.focus is not None:
            start, end = self.focus.start - self.at.start, self.focus.end - self.at.start
            word = word_at(doc, frames, start, end)
        else:
            word = main_word(doc, frames)
        found = covering(frames, word.i)
        if not found:
            found = [f for f in frames if f.points_back][:1] if self.focus is None else []
        return [Framed(self.at, frame) for frame in found]

    def _in_quotation(self) -> bool:
        span = self.focus or self.at
        if self.focus is not None:
            quotation = self.story.quotation_at(span.start)
            return (
                quotation is not None
                and len(self.story.text[quotation.start : quotation.end].split()) > 5
            )
        starts_inside = any(
            self.story.quotation_at(at) is not None for at in (span.start, span.start + 1)
        )
        return starts_inside and self.story.quoted(span) > _MOSTLY

    def _speech(self, framed: Sequence[Framed]) -> Speech | None:
        """Direct if most of what is reported, or the focus, stands in quotation marks."""
        outer = [f for f in framed if f.frame.cue.pos_ != "ADV" and f.frame.covers]
        if not outer:
            return None
        if self.focus is not None:
            return "direct" if self.story.quotation_at(self.focus.start) else "indirect"
        widest = outer[-1].frame
        covered = {
            i  # "..., he said, adding that ...": both are his words
            for f in self.story.frames(self.at)
            if f.sayer == widest.sayer
            for i in f.covers
        }
        words = [t for t in widest.cue.doc if t.i in covered and not t.is_punct]
        words = [t for t in words if not t.is_stop] or words
        inside = sum(self.story.quotation_at(self.at.start + t.idx) is not None for t in words)
        return "direct" if words and inside / len(words) > _MOSTLY else "indirect"

    def _relayed(self, framed: Sequence[Framed]) -> list[Framed]:
        """The outlet whose report the article passes on, for what its papers say or it hedges."""
        outer = framed[-1]
        is_paper = outer.frame.sayer is not None and is_unnamed_paper(outer.frame.sayer)
        is_hedged = any(f.frame.sayer is None and f.frame.hedge for f in framed)
        if not (is_paper or is_hedged) or outer.frame.passed_by is not None:
            return []
        report = whole_report(self.story)
        return [] if report is None or Framed(*report) in framed else [Framed(*report)]

    def _has_sayer(self, framed: Sequence[Framed]) -> bool:
        return any(f.frame.sayer is not None for f in framed)

    def _tag(self, framed: Sequence[Framed]) -> list[Framed]:
        """Who speaks the quotation around the sentence, if no frame outside of it says so."""
        for f in framed:
            outside = self.story.quotation_at(f.sentence.start + f.frame.cue.idx) is None
            if outside and f.frame.sayer is not None:
                return []
        found = quotation_tag(self.story, self.at, self.focus)
        if found is None:
            self.unresolved = not self._has_sayer(framed) and self._in_quotation()
            return []
        return [Framed(*found)]

    def _from_context(self, framed: Sequence[Framed]) -> list[Framed]:
        if self.focus is None and framed and framed[0].frame.points_back:
            return []
        if not framed:
            other = list_lead(self.story, self.at) or report_after(self.story, self.at)
            if other is not None:
                return [Framed(*other)]
        around = surrounding_report(self.story, self.at, [f.frame for f in framed])
        if around is not None:
            return [Framed(*around)]
        return []

    def _chain(self, framed: Sequence[Framed]) -> list[Source]:
        chain: list[Source] = []
        for number, (sentence, frame) in enumerate(framed):
            outer = framed[number + 1].frame.sayer if number + 1 < len(framed) else None
            has_paper = bool(chain) and frame.origin is not None  # the origin is told already
            for token in (None if has_paper else frame.origin, frame.sayer, frame.passed_by):
                if token is None:
                    continue
                place = Place(sentence, token)
                is_they = token.pos_ == "PRON" and self.story.quotation_at(place.start) is not None
                if is_they and number + 1 < len(framed):
                    continue  # whom the speaker of a quotation means, only he knows
                source = self._source(place, outer)
                if source is None:
                    self.unresolved = self.unresolved or not chain
                elif source.name not in {s.name for s in chain}:
                    chain.append(source)
            if frame.sayer is None and frame.cue.pos_ in {"VERB", "AUX"} and not frame.hedge:
                self.unresolved = True
        return chain

    def _source(self, place: Place, outer: "Token | None") -> Source | None:
        found = self._named(place, outer)
        return None if found is None or found.name.lower() in lex.POINTING_WORDS else found

    def _named(self, place: Place, outer: "Token | None") -> Source | None:
        token = place.token
        if token.lower_ in lex.NOBODIES:
            return None
        if token.pos_ != "PRON" and token.lower_ not in lex.HE | lex.SHE | lex.IT | lex.THEY:
            return source_at(self.story, place)
        if token.lower_ not in lex.HE | lex.SHE | lex.IT | lex.THEY:
            here = source_at(self.story, place)  # "one", "some", "many of them"
            return None if token.lower_ in lex.FIRST_PERSON | lex.RELATIVE_WORDS else here
        if outer is not None and outer.doc is token.doc and outer.pos_ != "PRON":
            return source_at(self.story, Place(place.sentence, outer))
        found = find_antecedent(self.story, place)
        return None if found is None else source_at(self.story, found)

    def _stance_before(self, framed: Framed) -> tuple[Stance, str | None]:
        """What "He told reporters on Friday" says: what the sentence before says, as it does.

        One step back only: a run of such sentences says nothing that the first does not.
        """
        sayer = framed.frame.sayer
        before = self.story.before(self.at, 1)
        if not self.looks_back or not before or sayer is None or sayer.pos_ != "PRON":
            return Stance.ASSERTED, None
        said = _Finding(self.story, before[0], None, looks_back=False).said()
        return said.stance, said.hedge

    def _stance(self, framed: Sequence[Framed]) -> tuple[Stance, str | None]:
        for stance in _WEAKEST_FIRST:
            for sentence, frame in framed:
                if frame.stance == stance:
                    return stance, _words(self.story, sentence, frame.hedge)
        return Stance.ASSERTED, None


def _words(story: Story, sentence: Span, tokens: "tuple[Token, ...]") -> str | None:
    if not tokens:
        return None
    last = tokens[-1]
    start, end = tokens[0].idx, last.idx + len(last.text)
    return story.text[sentence.start + start : sentence.start + end]
