"""Questions about the last answer's quotes: who said so, when, in which paper.

Knows nothing of the quotes.
"""

import re

from qa.conversation.rewrite import Refers

_START = r"^(?:(?:and|but|so|ok|okay|then)\b[,;:]?\s+){0,2}"
_THAT = r"(?:so|that|this|it|those|these|these things|that sentence|that quote|this quote|the quote|those words|that statement)"
_PAPER = r"(?:(?:news)?paper|outlet|newspaper|publication|magazine|site|website|agency|broadcaster|channel|source|article|story|report)s?"
_SAYS = r"(?:says?|said|reports?|reported|wrote|writes?|claims?|claimed|states?|stated|printed|published|told|made|alleges?|alleged|confirmed|confirms|denied)"

_PATTERNS: list[tuple[Refers, str]] = [
    ("other_source", rf"(?:is|are|was|were) there (?:any )?(?:another|other|more|a second|further|any) (?:independent )?{_PAPER}(?: (?:for|on|that says?) {_THAT})?"),
    ("other_source", rf"(?:any|another|other) (?:other |more )?{_PAPER}|who else {_SAYS} {_THAT}|(?:does|did|do) (?:anyone|anybody|someone|any other {_PAPER}|another {_PAPER}|others) (?:else )?(?:say|report|write|confirm|claim) {_THAT}"),
    ("other_source", rf"(?:what|how) about (?:the |an)?other {_PAPER}|what (?:do|does|did) (?:the |an)?other {_PAPER} (?:say|report|write)(?: about {_THAT})?"),
    ("outlet", rf"(?:which|what) (?:{_PAPER}) (?:{_SAYS}) {_THAT}|(?:in )?(?:which|what) {_PAPER}(?: (?:is|was) {_THAT}(?: from| in)?)?|where (?:does|did) (?:it|they) say {_THAT}|where (?:is|was) {_THAT} (?:from|reported|published|printed|written|said)|where did you (?:read|find|get|see) {_THAT}|(?:what(?: is|['’]s)|which is) (?:the|your) source(?: (?:for|of) {_THAT})?"),
    ("speaker", rf"who (?:exactly )?{_SAYS} {_THAT}|according to (?:whom|who)|says who|who is (?:the )?(?:speaker|speaking|quoted|saying {_THAT})|whose (?:words|claim|statement|quote) (?:are|is|was|were) {_THAT}|who (?:is|was) (?:it|that|this) (?:said|claimed) by|by whom (?:is|was) {_THAT} said|who (?:is|was) (?:the )?source(?: (?:for|of) {_THAT})?"),
    ("time", rf"when (?:was|is) (?:that|this|it) (?:said|reported|published|printed|written|announced)|when (?:was|is|did) (?:that|this)(?: happen| occur| take place| be)?|(?:what|which) (?:day|date|year|month) (?:was|is) (?:that|this)|when (?:did|does) (?:he|she|they|it) say {_THAT}|(?:on|in) (?:what|which) (?:day|date|year|month) (?:was|is|did) (?:that|this)(?: happen)?|how old is {_THAT}|how recent is {_THAT}"),
    ("place", r"where (?:was|is|did) (?:that|this)(?: happen| occur| take place)?"),
]
_COMPILED = [(refers, re.compile(rf"{_START}(?:{pattern})\s*[?.!]*$", re.IGNORECASE)) for refers, pattern in _PATTERNS]
_LONGEST = 80


def quotes_asked(question: str) -> Refers | None:
    """What a question asks about the last answer's quotes; None if it asks the archive."""
    if len(question) > _LONGEST:
        return None
    return next((refers for refers, p in _COMPILED if p.match(question)), None)
