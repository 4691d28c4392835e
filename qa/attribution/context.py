"""What the sentences around one, and the headline, say of who speaks in it.

Finds frames in the neighbourhood; does not name anybody.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus import Span
from qa.attribution import lexicon as lex
from qa.attribution.frame import Frame
from qa.attribution.said import Source, Stance
from qa.attribution.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTS_BACK = re.compile(
    r"(?:This|That|It|The (?:news|information)) (?:is|was|has been|comes) ", re.I
)
_ITEM = re.compile(r"[-•*–·] |\d{1,2}[.)] ")
_ANNOUNCED = re.compile(r"[:：]\s*$")
_FAR = 8  # sentences between a paper's report and what rests on it
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


def list_lead(story: Story, at: Span) -> Tag | None:
    """The frame of "The report makes four findings:" or "..., she said:" above a list's item."""
    paragraph = story.paragraph_at(at.start)
    if not _ITEM.match(story.text, story.paragraphs[paragraph].start):
        return None
    while paragraph >= 0 and _ITEM.match(story.text, story.paragraphs[paragraph].start):
        paragraph -= 1
    sentences = story.sentences_of(paragraph)
    if not sentences or not _ANNOUNCED.search(story.words(sentences[-1])):
        return None
    lead = sentences[-1]
    for token in story.doc(lead):
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and is_unnamed_paper(token):
            return Tag(lead, Frame(token.head, token, frozenset()))
    return _speaking(story, lead)


def report_after(story: Story, at: Span) -> Tag | None:
    """The frame of "This is reported by the Post" in the sentence after."""
    following = story.after(at)
    if following is None or not _POINTS_BACK.match(story.words(following)):
        return None
    frame = next(
        (f for f in story.frames(following) if f.points_back and f.sayer is not None), None
    )
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
    if _passes_on(story):
        before = story.before(at, _FAR)
    elif any(f.cue.pos_ in {"VERB", "AUX"} for f in own):
        start = story.paragraphs[story.paragraph_at(at.start)].start
        before = [s for s in story.before(at, 2) if s.start >= start]
    else:
        return None  # a lone "reportedly" rests on nobody in particular
    for sentence in before:
        for frame in story.frames(sentence):
            is_papers = frame.sayer is not None and _is_paper(frame.sayer)
            if is_papers and frame.stance == Stance.ASSERTED:
                return Tag(sentence, frame)
    return None


def _passes_on(story: Story) -> bool:
    return bool(_HEADLINE_SOURCE.match(story.article.title)) or whole_report(story) is not None


def _rests_on_others(frame: Frame) -> bool:
    if frame.sayer is not None or not frame.hedge:
        return False
    after = frame.cue.i + 1
    # "It is noted in Vostrin that": noted by others, and elsewhere.
    is_elsewhere = after < len(frame.cue.doc) and frame.cue.doc[after].lower_ in {"in", "by", "at"}
    return not is_elsewhere


def _beside_report(story: Story, at: Span) -> bool:
    """Whether the paragraph says just before or after the sentence that it passes on a report."""
    if not _passes_on(story):
        return False
    siblings = [s for s in story.sentences_of(story.paragraph_at(at.start)) if s != at]
    near = [s for s in siblings if s.start < at.start][-2:] + [
        s for s in siblings if s.start > at.start
    ][:1]
    return any(
        (f.sayer is None and f.hedge and _rests_on_others(f))
        or (f.sayer is not None and _is_paper(f.sayer))
        for s in near
        for f in story.frames(s)
    )


def whole_report(story: Story) -> Tag | None:
    """The report that the article as a whole passes on: "This is reported by the Post"."""
    return next(
        (
            Tag(sentence, frame)
            for paragraph in range(min(3, len(story.paragraphs)))
            for sentence in story.sentences_of(paragraph)
            if _POINTS_BACK.match(story.words(sentence))
            for frame in story.frames(sentence)
            if frame.points_back and frame.sayer is not None and _is_paper(frame.sayer)
        ),
        None,
    )


def is_unnamed_paper(token: "Token") -> bool:
    """Whether a source is a paper without an outlet's name: "the documents"."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in lex.PAPER_NOUNS


def _is_paper(token: "Token") -> bool:
    """Whether a source is an outlet or a document, rather than a person."""
    if token.lemma_.lower() in lex.PAPER_NOUNS:
        return True
    is_outlet = token.lower_ in lex.OUTLET_ENDINGS or (token.text.isupper() and len(token.text) < 6)
    return token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and is_outlet


def headline_source(story: Story, at: Span) -> Source | None:
    """Who the headline says makes the statement that the article's first sentence repeats.

    "Herald: ferry was overloaded", "Ferry was overloaded, police say". Only where the sentence
    shares half of the headline's other words, and does not name the source itself.
    """
    title = story.article.title
    match = _HEADLINE_SOURCE.match(title) or _HEADLINE_END.search(title)
    if match is None or story.before(at, 1):
        return None
    name, words = match.group("name"), story.words(at)
    is_outlet = match.re is _HEADLINE_END or name.split()[-1].lower() in lex.OUTLET_ENDINGS
    rest = {w for w in _words(title.replace(name, " ")) if len(w) > 3}
    if not is_outlet or name in words or len(rest & _words(words)) * 2 < max(1, len(rest)):
        return None
    return Source(name, match.start("name"), match.end("name"), in_title=True)


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)}


_HEADLINE_SOURCE = re.compile(r"(?P<name>[A-Z][\w.&’']*(?: [A-Z&][\w.&’']*){0,3}): ")
_HEADLINE_END = re.compile(
    r"[,–—-] ?(?P<name>[\w’' ]{2,40}) (?:say|says|said|warn|warns|claim|claims|report|reports)$"
)
