"""The words around quotes: plain text for people, made of quotes and fixed phrases only."""

from collections.abc import Sequence

from qa.answer import Answer, NearArticle, Searched, Side, Status
from qa.attribution import Stance
from qa.dating import format_day, format_moment
from qa.moment import Moment
from qa.names import same_person
from qa.quote import Quote

DIFFERENCES_TOLD = {
    "disagreement": "The archive’s answers differ",
    "development": "The figure changed over time",
    "correction": "An earlier text was corrected",
}
"""For each kind of `Differences`, what it says to people."""

_PERHAPS_FROM = 0.15
"""Confidence from which an unclear answer is put in a few words; below, one in ten was right."""

_LONGER = 2  # times the words of a time, from which an answer says more than that
_NO_OUTLET = "outlet not named"


def compose(answer: Answer) -> str:
    """The text of an answer: the short one if there is one, then the quotes."""
    if answer.status is Status.NOT_FOUND:
        searched = answer.searched
        return "\n".join([f"{lead(answer)} {describe_search(searched)}", *_nearest(searched)])
    quoted = [f"{in_marks(q.text)} ({credit(q)})" for q in answer.quotes]
    lines = (
        [lead(answer), *_side_lines(answer, quoted)] if answer.sides else [lead(answer), *quoted]
    )
    return "\n".join(line for line in lines if line)


def _side_lines(answer: Answer, quoted: Sequence[str]) -> list[str]:
    """Each side of a comparison with its quotes."""
    lines = []
    for side in answer.sides:
        lines.append(f"{side.question} {side_told(answer, side)}.")
        lines += [quoted[place] for place in side.quoted]
    return lines


def side_told(answer: Answer, side: Side) -> str:
    """What was found of a side of a comparison, after whose word it rests on."""
    if not side.quoted:
        return "The archive does not say"
    first = answer.quotes[side.quoted[0]]
    phrase = first.attribution.phrase if first.attribution else None
    said = side.short or "See the quote"
    return f"{phrase}: {said}" if phrase and side.short else said


def lead(answer: Answer) -> str:
    """The line before the quotes; empty where they speak for themselves."""
    match answer.status:
        case Status.NOT_FOUND:
            return "The archive does not say."
        case _ if answer.sides:
            short = answer.short or "No conclusion can be drawn"
            return f"{short[0].upper()}{short[1:]}."
        case Status.PARTLY:
            is_likely = answer.short and answer.confidence >= _PERHAPS_FROM
            maybe = f" Perhaps: {_attributed(answer)}." if is_likely else ""
            return f"Not a clear answer.{maybe} The nearest words in the archive:"
        case Status.ANSWERED if answer.says_unknown:
            return "The archive says that this is not known:"
        case Status.ANSWERED:
            return _attributed(answer)


def _attributed(answer: Answer) -> str:
    """The short answer, after whose word it rests on: never an allegation as a fact."""
    first = answer.quotes[0]
    phrase = first.attribution.phrase if first.attribution else None
    if not answer.short:
        return f"{phrase}:" if phrase else ""
    is_speaker = first.speaker is not None and same_person(answer.short, first.speaker)
    if is_speaker and first.attribution and first.attribution.stance is not Stance.ASSERTED:
        is_speaker = False
    hedge = first.attribution.hedge if first.attribution else None
    says_so_itself = hedge is not None and hedge in answer.short
    if hedge is None and first.speaker and first.speaker.casefold() == answer.short.casefold():
        is_speaker = True  # "According to the judge: the judge"
    short = _resolved(answer.short, first.when)
    return short if phrase is None or is_speaker or says_so_itself else f"{phrase}: {short}"


def _resolved(short: str, when: Moment | None) -> str:
    """An answer that names a time, with its days: "25 October 2025 (“the next day”)"."""
    is_time = when is not None and (when.words in short or short in when.words)
    if when is None or not is_time or len(short) > _LONGER * len(when.words):
        return short
    return short if str(when.first.year) in short else f"{format_moment(when)} (“{short}”)"


def credit(item: Quote | NearArticle) -> str:
    """Outlet and date of an article: "The Courier, 3 March 2025"."""
    return f"{item.outlet or _NO_OUTLET}, {format_day(item.published)}"


def copies_told(outlets: Sequence[str]) -> str:
    """Where else a story is: "also in 2 outlets"; empty if nowhere."""
    return f"also in {counted(len(outlets), 'outlet')}" if outlets else ""


def sections_told(sections: Sequence[str]) -> str:
    """Sections by name: "section Sport", "sections Sport, World"."""
    return f"section{'' if len(sections) == 1 else 's'} {', '.join(sections)}"


def in_marks(text: str) -> str:
    """Put words in quotation marks; a sentence that brings its own pair all round keeps it."""
    if text[0] in '"“' and text[-1] in '"”' and not any(c in '"“”' for c in text[1:-1]):
        return text
    return f"“{text}”"


def counted(number: int, noun: str) -> str:
    """How many there are: "1 article", "2,000 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def describe_search(searched: Searched) -> str:
    """What was looked at, in one sentence."""
    filters = searched.filters
    articles, passages = (
        counted(searched.articles, "article"),
        counted(searched.passages, "passage"),
    )
    parts = [f"Searched {articles} ({passages})"]
    if filters.outlets:
        parts.append("only " + ", ".join(filters.outlets))
    if filters.article_ids:
        parts.append(f"only {counted(len(filters.article_ids), 'chosen article')}")
    if filters.after:
        parts.append(f"from {format_day(filters.after)}")
    if filters.before:
        parts.append(f"up to {format_day(filters.before)}")
    return ", ".join(parts) + f"; read {counted(searched.read, 'passage')} closely."


def _nearest(searched: Searched) -> list[str]:
    if not searched.nearest:
        return ["No word of the question was met there."] if not searched.read else []
    return ["Nearest articles:"] + [
        f"- {article.title or '(no headline)'} ({credit(article)})" for article in searched.nearest
    ]
