"""From the word that heads a source to its name as a slice of the article.

Knows nothing of what is said, nor of pronouns.
"""

import re
from typing import TYPE_CHECKING

from qa.attribution import lexicon as lex
from qa.attribution.said import Source
from qa.attribution.story import Place, Story

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = frozenset(
    {"det", "compound", "amod", "poss", "nummod", "nmod", "quantmod", "predet", "case"}
)
_AFTER = frozenset({"of", "by", "for", "at", "in", "from", "with", "to", "behind", "inside"})
_CAPITALISED = r"[^\W\d_a-z][\w’'.\-]*"
_NOT_A_NAME = lex.STOP_WORDS | lex.PERSON_NOUNS | lex.NOT_A_NAME


def source_at(story: Story, place: Place) -> Source:
    """Name a source by its fullest form in the article.

    Args:
        story: The article.
        place: The word that heads the source: a noun, a name, not a pronoun.

    Returns:
        A person's name without titles, by the fullest form near before it, or else anywhere; any
        other source by its words here.
    """
    head = _named(place.token)
    if is_person_name(head):
        first, last = _person(head)
    else:
        first, last = _phrase(head)
    start = place.sentence.start + head.doc[first].idx
    end = place.sentence.start + head.doc[last].idx + len(head.doc[last].text)
    here = Source(story.text[start:end], start, end)
    if head.pos_ != "PROPN":
        return here
    fullest = _fullest(story, here, is_person=not any(t.dep_ == "det" for t in head.children))
    is_place = head.ent_type_ in {"GPE", "NORP", "LOC"} and not _titled(head)
    return here if is_place and not _stands_as_person(story, fullest) else fullest


def _stands_as_person(story: Story, source: Source) -> bool:
    """Whether a name, where it stands, is read as a person's; "South Lindau" is not."""
    if source.in_title:
        return False
    sentence = story.sentence_at(source.start)
    last = source.end - sentence.start - 1
    return any(
        t.idx <= last < t.idx + len(t.text) and t.ent_type_ == "PERSON" for t in story.doc(sentence)
    )


def is_person_name(token: "Token") -> bool:
    """Whether a word is the name of a person."""
    if token.pos_ != "PROPN" or token.lower_ in lex.BODY_NOUNS or token.tag_ == "NNPS":
        return False
    if any(_plain(t) in lex.COURTESIES for t in token.children):
        return True
    if any(t.dep_ == "det" for t in token.children):
        return False
    return token.ent_type_ == "PERSON" or _titled(token) or _told_to_be_a_person(token)


def _told_to_be_a_person(token: "Token") -> bool:
    """Ann Roe, the captain; Ann Roe, who."""
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.lemma_ in lex.PERSON_NOUNS:
            return True
        if child.dep_ == "relcl" and any(t.lower_ == "who" for t in child.children):
            return True
    return False


def phrase_words(token: "Token") -> list[str]:
    """The words of the noun phrase that a word heads, in lower case without full stops."""
    head = _named(token)
    words = {*_phrase_range(token), *_phrase_range(head)}
    return [token.doc[i].lower_.rstrip(".") for i in sorted(words)]


def _phrase_range(token: "Token") -> range:
    first, last = _phrase(token)
    return range(first, last + 1)


def _named(token: "Token") -> "Token":
    """The name that stands beside an office: "the captain, Ann Roe"."""
    if token.pos_ == "PROPN" and token.ent_type_ == "PERSON":
        return token
    if token.lemma_ == "part":  # "part of the statement reads"
        return next((t for of in token.children for t in of.children if t.dep_ == "pobj"), token)
    for child in token.children:
        if (
            child.dep_ == "appos"
            and child.pos_ == "PROPN"
            and child.ent_type_ in {"PERSON", "ORG", ""}
        ):
            return child
    if token.dep_ == "appos" and token.pos_ == "NOUN" and token.head.pos_ == "PROPN":
        is_subject = token.head.dep_ in {"nsubj", "nsubjpass"}
        return token.head if is_subject or token.head.ent_type_ == "PERSON" else token
    return token


def _titled(token: "Token") -> bool:
    return any(
        t.dep_ in {"compound", "nmod"} and _plain(t) in lex.PERSONAL_TITLES and t.text[0].isupper()
        for t in token.children
    )


def _plain(token: "Token") -> str:
    return str(token.lower_.rstrip("."))


def _person(token: "Token") -> tuple[int, int]:
    doc = token.doc
    first = last = token.i
    while first and (
        (doc[first - 1].ent_type_ == "PERSON" and doc[first - 1].ent_iob_ != "O")
        or (doc[first - 1].text == "-" and not doc[first - 1].whitespace_)
        or (doc[first].text == "-" and not doc[first - 1].whitespace_)
        or (doc[first - 1].pos_ == "PROPN" and doc[first - 1].dep_ in {"compound", "nmod"})
    ):
        first -= 1
    while (
        last + 1 < len(doc)
        and doc[last + 1].ent_type_ == "PERSON"
        and doc[last + 1].ent_iob_ == "I"
    ):
        last += 1
    while doc[last].text in {"'s", "’s", "’", "'"} and last > first:
        last -= 1
    titles = [i for i in range(first, last) if _plain(doc[i]) in lex.TITLES | lex.PERSON_NOUNS]
    first = titles[-1] + 1 if titles else first
    while first < last and (
        doc[first].is_punct or doc[first].pos_ not in {"PROPN", "X", "ADJ", "NOUN"}
    ):
        first += 1
    return first, last


def _phrase(token: "Token") -> tuple[int, int]:
    doc = token.doc
    own = {token.i}
    for child in token.lefts:
        if child.dep_ in _BEFORE:
            own |= {t.i for t in child.subtree if t.i < token.i}
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in _AFTER and not _is_aside(child):
            own |= {t.i for t in child.subtree if not _in_clause(t, child) and t.i < token.i + 12}
        elif child.dep_ == "conj" and doc[child.left_edge.i - 1].lower_ in {"and", "&", "or"}:
            own |= set(range(token.i, _phrase(child)[1] + 1))
        elif child.dep_ == "amod" and child.lower_ == "close":
            own |= {t.i for t in child.subtree}
    first = last = token.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2  # "Voss-Tecklenburg"
    while first - 1 in own:
        first -= 1
    while last + 1 in own and not doc[last + 1].is_quote:
        last += 1
    while last + 1 < len(doc) and doc[last + 1].like_num and doc[last + 1].ent_type_ == "ORG":
        last += 1  # "Bay News 9"
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last + 1].whitespace_:
        last += 2  # "Co-operative"
    while first < last and (doc[first].is_punct or doc[first].is_quote):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].text in {"'s", "’s"}):
        last -= 1
    return first, last


def _is_aside(prep: "Token") -> bool:
    """Whether a phrase is no part of the name: "on Friday", "in comments to the Post"."""
    is_talk = prep.lower_ == "in" and any(t.lemma_.lower() in lex.TALKS for t in prep.children)
    return is_talk or any(t.ent_type_ in {"DATE", "TIME"} for t in prep.children)


def _in_clause(token: "Token", top: "Token") -> bool:
    while token != top:
        if token.dep_ in {"relcl", "acl", "appos"}:
            return True
        token = token.head
    return False


def _fullest(story: Story, here: Source, *, is_person: bool) -> Source:
    words = here.name.split()
    bare = words[-1] if words[0].lower() == "the" and len(words) == 2 else here.name
    if re.fullmatch(r"[A-Z]{2,6}", bare):
        return _spelled_out(story, here, bare)
    if len(bare.split()) > 1:
        return here
    run = re.compile(rf"((?:{_CAPITALISED}[ ]){{1,4}}){re.escape(bare)}(?!\w)")
    before: Source | None = None
    after: Source | None = None
    for match in run.finditer(story.text):
        source = _without_titles(match, story.text, is_person=is_person)
        if source is None:
            continue
        if match.start() <= here.start:
            before = source
        elif after is None:
            after = source
    if before or after:
        return before or after or here
    surname_first = re.compile(rf"(?<!\w){re.escape(bare)}((?:[ ]{_CAPITALISED}){{1,2}})")
    for match in surname_first.finditer(story.text, 0, here.start) if is_person else ():
        source = Source(match.group(), *match.span())
        if _stands_as_person(story, source):
            return source
    headline = story.article.title
    in_title = run.search(headline)
    titled = _without_titles(in_title, headline, is_person=is_person) if in_title else None
    return titled._replace(in_title=True) if titled else here


def _without_titles(match: re.Match[str], text: str, *, is_person: bool) -> Source | None:
    start = match.start()
    for word in re.finditer(r"\S+", match.group(1)):
        plain = re.sub(r"['’]s?$", "", word.group().lower().rstrip("."))
        is_owner = word.group().endswith(("'s", "’s"))
        ends_sentence = word.group().endswith(".") and len(plain) > 2
        if plain in lex.TITLES | _NOT_A_NAME or is_owner or ends_sentence:
            start = match.start() + word.end() + 1
    if start >= match.end(1):
        return None
    if not is_person and text[:start].endswith(("The ", "the ")):
        start -= 4
    return Source(text[start : match.end()], start, match.end())


def _spelled_out(story: Story, here: Source, letters: str) -> Source:
    words = r"[ ](?:(?:of|for|and|the)[ ])*".join(rf"{letter}\w+" for letter in letters)
    for text, in_title in ((story.text, False), (story.article.title, True)):
        match = re.search(rf"(?:[Tt]he[ ])?\b{words}\b", text)
        if match:
            return Source(match.group(), *match.span(), in_title)
    return here
