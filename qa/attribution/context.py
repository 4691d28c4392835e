"""What the sentences around one, and the headline, say of who speaks in it.

Finds frames in the neighbourhood; does not name anybody.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus import Span
from qa.attribution import lexicon as lex
from qa.attribution.frame import Frame
from qa.attribution.said import Stance
from qa.attribution.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTS_BACK = re.compile(r"(?:This|That|It|The (?:news|information)) (?:is|was|has been|comes) ", re.I)
_ANNOUNCED = re.compile(r"[:：]\s*$")
_LONGEST_QUOTE = 12  # paragraphs that one quotation may run over


class Tag(NamedTuple):
    """A frame and the sentence that holds it."""

    sentence: Span
    frame: Frame


def quotation_tag(story: Story, at: Span, focus: Span | None) -> Tag | None:
    """Find who speaks a quotation whose own sentence does not say so.

    Looks at the ends of the quotation, then at the quotations before it in the paragraph, then
    after it, and where the paragraph begins with a quotation, at the paragraph before.
    """
    position = focus.start if focus else _first_quoted(story, at)
    quotation = story.quotation_at(position)
    if quotation is None:
        return None
    last = story.sentence_at(quotation.end - 1)
    first = story.sentence_at(quotation.start)
    for sentence in (last, first):
        if sentence != at:
            tag = _speaking(story, sentence)
            if tag:
                return tag
    siblings = story.sentences_of(story.paragraph_at(at.start))
    for sentence in [s for s in reversed(siblings) if s.start < first.start]:
        tag = _speaking(story, sentence)
        if tag:
            return tag
    return _tag_elsewhere(story, last, siblings)


def _tag_elsewhere(story: Story, last: Span, siblings: list[Span]) -> Tag | None:
    for sentence in [s for s in siblings if s.start > last.start][:2]:
        if story.quoted(sentence):
            tag = _speaking(story, sentence)
            if tag:
                return tag
    paragraph = story.paragraph_at(last.start)
    for number in range(paragraph - 1, max(-1, paragraph - _LONGEST_QUOTE), -1):
        sentences = story.sentences_of(number)
        for sentence in reversed(sentences):
            tag = _speaking(story, sentence)
            if tag:
                return tag
        if not any(story.quoted(s) > 0 for s in sentences):
            return None
    return None


def _first_quoted(story: Story, at: Span) -> int:
    return next(
        (max(q.start, at.start) for q in story.quotations if q.depth == 0 and q.end > at.start),
        at.start,
    )


def _speaking(story: Story, sentence: Span) -> Tag | None:
    """The outermost frame of a sentence whose cue stands outside quotation marks."""
    frames = [
        f
        for f in story.frames(sentence)
        if f.sayer is not None
        and f.cue.pos_ in {"VERB", "AUX"}
        and story.quotation_at(sentence.start + f.cue.idx) is None
        and story.quotation_at(sentence.start + f.sayer.idx) is None
    ]
    if not frames:
        return None
    frame = frames[-1] if _ANNOUNCED.search(story.words(sentence)) else frames[0]
    return Tag(sentence, frame._replace(stance=Stance.ASSERTED, hedge=()))


def report_after(story: Story, at: Span) -> Tag | None:
    """ "This is reported by the Post", in the sentence after."""
    following = story.after(at)
    if following is None or not _POINTS_BACK.match(story.words(following)):
        return None
    frame = next((f for f in story.frames(following) if f.points_back and f.sayer is not None), None)
    return None if frame is None else Tag(following, frame)


def surrounding_report(story: Story, at: Span, own: list[Frame]) -> Tag | None:
    """The report that a sentence belongs to, where it has no source of its own.

    "It is noted that" and "allegedly" rest on the source of the sentences before, if that is a
    paper or an outlet; so does a plain sentence in the same paragraph as such words, while the
    article passes on somebody else's report.
    """
    first_words = story.words(at)[:40].lower()
    if first_words.startswith(("- ", "• ", "* ", "at the same time", "meanwhile", "earlier")):
        return None
    if own and not any(_rests_on_others(f) for f in own):
        return None
    if not own and not _beside_report(story, at):
        return None
    for sentence in story.before(at, 8):
        for frame in story.frames(sentence):
            if frame.sayer is not None and _is_paper(frame.sayer) and frame.stance == Stance.ASSERTED:
                return Tag(sentence, frame._replace(passed_by=frame.passed_by))
    return None


def _rests_on_others(frame: Frame) -> bool:
    if frame.sayer is not None or not frame.hedge:
        return False
    after = frame.cue.i + 1
    # "It is noted in Vostrin that": noted by others, and elsewhere.
    is_elsewhere = after < len(frame.cue.doc) and frame.cue.doc[after].lower_ in {"in", "by", "at"}
    return not is_elsewhere


def _beside_report(story: Story, at: Span) -> bool:
    """Whether the paragraph says before the sentence, or right after, that it passes on a report."""
    if not passes_on(story):
        return False
    siblings = [s for s in story.sentences_of(story.paragraph_at(at.start)) if s != at]
    near = [s for s in siblings if s.start < at.start][-2:] + [s for s in siblings if s.start > at.start][:1]
    return any(
        (f.sayer is None and f.hedge and _rests_on_others(f)) or (f.sayer is not None and _is_paper(f.sayer))
        for s in near
        for f in story.frames(s)
    )


def passes_on(story: Story) -> bool:
    """Whether the article as a whole passes on another outlet's report."""
    if _HEADLINE_SOURCE.match(story.article.title):
        return True
    return any(
        frame.points_back and frame.sayer is not None and _is_paper(frame.sayer)
        for paragraph in range(min(3, len(story.paragraphs)))
        for sentence in story.sentences_of(paragraph)
        if _POINTS_BACK.match(story.words(sentence))
        for frame in story.frames(sentence)
    )


def _is_paper(token: "Token") -> bool:
    """Whether a source is an outlet or a document, rather than a person."""
    if token.lemma_.lower() in lex.PAPER_NOUNS:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and (
        token.lower_ in lex.OUTLET_ENDINGS or (token.text.isupper() and len(token.text) < 6)
    )


_HEADLINE_SOURCE = re.compile(r"(?P<name>[A-Z][\w.&’']*(?: [A-Z&][\w.&’']*){0,3}): ")
_HEADLINE_END = re.compile(r", (?P<name>[\w’' ]{2,40}) (?P<verb>say|says|said|warns?|claims?|reports?)$")


def headline_frame(story: Story, at: Span) -> Tag | None:
    """Nobody but the headline may say who speaks: kept for the article's first sentence."""
    del story, at
    return None
