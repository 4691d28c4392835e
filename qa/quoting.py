"""Choose what to quote for an answer, and cut it: who says it, and when it happened.

Knows nothing of statuses or wording.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus import Article, Span
from qa.attribution import Said, attribute, attribution_phrase
from qa.dating import best_time, event_time
from qa.evidence import Support, independent
from qa.judgement import MOST_FROM_ONE_ARTICLE, Ranked, list_items
from qa.kind import Kind
from qa.question import Question
from qa.quote import Attribution, Quote, Role
from qa.sameness import one_holds_the_other

MOST_QUOTES = 5
_QUOTED_WITHIN = 2.5  # score below the best at which another answer is still worth reading


class Choice(NamedTuple):
    """A place to be quoted.

    Attributes:
        article: The article.
        sentence: What is quoted, in its text.
        focus: The words of it that answer; None if all of them do.
        role: What the quote does for the answer.
        also_in: Other outlets that print the story.
    """

    article: Article
    sentence: Span
    focus: Span | None
    role: Role
    also_in: tuple[str, ...] = ()

    @classmethod
    def of(cls, support: Support, role: Role) -> "Choice":
        """The sentence that holds an answer."""
        read = support.read
        return cls(read.article, support.sentence, support.span, role, read.hit.also_in)

    @property
    def words(self) -> str:
        """What is quoted."""
        return self.article.text[self.sentence.start : self.sentence.end]

    def is_in(self, quote: Quote) -> bool:
        """Whether a quote holds it."""
        return (
            self.article.id == quote.article_id
            and quote.start <= self.sentence.start
            and self.sentence.end <= quote.end
        )


def choose(
    question: Question, ranked: Sequence[Ranked], first: Iterable[Choice] = ()
) -> list[Choice]:
    """Choose places: those given, then the sentences that hold the answer, then other answers.

    At most five, no words twice, no article more than thrice.
    """
    chosen: list[Choice] = []
    seen: set[str] = set()
    for choice in (*first, *_worth_quoting(question, ranked)):
        span = choice.sentence
        words = " ".join(choice.words.casefold().split())
        beside = [c.sentence for c in chosen if c.article.id == choice.article.id]
        overlaps = any(s.start < span.end and span.start < s.end for s in beside)
        if words in seen or overlaps or len(beside) == MOST_FROM_ONE_ARTICLE:
            continue
        seen.add(words)
        chosen.append(choice)
        if len(chosen) == MOST_QUOTES:
            break
    return chosen


def _worth_quoting(question: Question, ranked: Sequence[Ranked]) -> Iterator[Choice]:
    if not ranked:
        return
    own = list_items(ranked) if question.wants_list else [ranked[0].candidate]
    keys = {item.key for item in own}
    for item in own:
        yield Choice.of(item.supports[0], Role.SUPPORTS)
    for item in own:
        for support in list(independent(item.supports))[1:MOST_FROM_ONE_ARTICLE]:
            yield Choice.of(support, Role.SUPPORTS)
    for other in ranked:
        if other.score < ranked[0].score - _QUOTED_WITHIN:
            return
        if other.candidate.key not in keys:
            same = one_holds_the_other(other.candidate.key, ranked[0].candidate.key)
            role = Role.SUPPORTS if same else Role.CONTEXT
            yield Choice.of(other.candidate.supports[0], role)


def cut(choice: Choice, question: Question) -> Quote:
    """Cut a quote, and say who states it and when it happened, as far as the article tells."""
    article, sentence, focus = choice.article, choice.sentence, choice.focus
    said = attribute(article, sentence, focus)
    if said == Said():
        # The answer may be the speaker, or stand beside what is said; the quote is all of it.
        said = attribute(article, sentence)
    find = best_time if question.kind is Kind.TIME else event_time
    when = find(article.text, sentence, focus or sentence, article.published_day)
    quote = Quote.cut(article, sentence, choice.role, choice.also_in)
    return quote.model_copy(
        update={
            "speaker": said.speaker.name if said.speaker else None,
            "attribution": _attribution(said),
            "when": when,
        }
    )


def _attribution(said: Said) -> Attribution | None:
    if said == Said():
        return None
    return Attribution(
        chain=tuple(source.name for source in said.chain),
        speech=said.speech,
        hedge=said.hedge,
        phrase=attribution_phrase(said),
    )
