"""Questions about the last answer's quotes: who said so, when, in which paper.

Knows nothing of the quotes.
"""

import re

from qa.conversation.rewrite import Refers

_LONGEST = 80  # characters
_START = r"^(?:(?:and|but|so|ok|okay|then)\b[,;:]?\s+){0,2}"
_THAT = (
    r"(?:so|that|this|it|those|these|(?:that|this|the) (?:sentence|quote|statement|claim)"
    r"|those words)"
)
_PAPER = (
    r"(?:newspaper|paper|outlet|publication|magazine|site|website|agency|broadcaster|channel"
    r"|source|article|story|report)s?"
)
_SAYS = (
    r"(?:says?|said|reports?|reported|wrote|writes?|claims?|claimed|states?|stated|printed"
    r"|published|told|alleges?|alleged|confirms?|confirmed|denied)"
)
_HAPPENS = r"(?: happen| happened| occur| take place| be)?"
_FOR_IT = rf"(?: (?:for|of|on|that says?) {_THAT})?"

_PATTERNS: list[tuple[Refers, tuple[str, ...]]] = [
    (
        "other_source",
        (
            rf"(?:is|are|was|were) there (?:any )?(?:another|other|more|a second|further|any)"
            rf" (?:independent )?{_PAPER}{_FOR_IT}",
            rf"(?:any|another|other) (?:other |more )?{_PAPER}",
            rf"who else {_SAYS} {_THAT}",
            rf"(?:does|did|do) (?:anyone|anybody|someone|others|(?:any other|another) {_PAPER})"
            rf" (?:else )?(?:say|report|write|confirm|claim) {_THAT}",
            rf"(?:what|how) about (?:the |an)?other {_PAPER}",
            rf"what (?:do|does|did) (?:the |an)?other {_PAPER} (?:say|report|write)"
            rf"(?: about {_THAT})?",
        ),
    ),
    (
        "outlet",
        (
            rf"(?:which|what) {_PAPER} {_SAYS} {_THAT}",
            rf"(?:in )?(?:which|what) {_PAPER}(?: (?:is|was) {_THAT}(?: from| in)?)?",
            rf"where (?:does|did) (?:it|they) say {_THAT}",
            rf"where (?:is|was) {_THAT} (?:from|reported|published|printed|written|said)",
            rf"where did you (?:read|find|get|see) {_THAT}",
            rf"(?:what(?: is|['’]s)|which is) (?:the|your) source{_FOR_IT}",
        ),
    ),
    (
        "speaker",
        (
            rf"who (?:exactly )?{_SAYS} {_THAT}",
            r"according to (?:whom|who)|says who",
            rf"who is (?:the )?(?:speaker|speaking|quoted|saying {_THAT})",
            rf"whose (?:words|claim|statement|quote) (?:are|is|was|were) {_THAT}",
            rf"by whom (?:is|was) {_THAT} said|who (?:is|was) (?:the )?source{_FOR_IT}",
        ),
    ),
    (
        "time",
        (
            rf"when (?:was|is) {_THAT} (?:said|reported|published|printed|written|announced)",
            rf"when (?:was|is|did) (?:that|this){_HAPPENS}",
            rf"(?:on |in )?(?:what|which) (?:day|date|year|month) (?:was|is|did) (?:that|this)"
            rf"{_HAPPENS}",
            rf"when (?:did|does) (?:he|she|they|it) say {_THAT}|how (?:old|recent) is {_THAT}",
        ),
    ),
    ("place", (rf"where (?:was|is|did) (?:that|this){_HAPPENS}",)),
]
_COMPILED = [
    (refers, re.compile(rf"{_START}(?:{'|'.join(forms)})\s*[?.!]*$", re.IGNORECASE))
    for refers, forms in _PATTERNS
]


def quotes_asked(question: str) -> Refers | None:
    """What a question asks about the last answer's quotes; None if it asks the archive."""
    if len(question) > _LONGEST:
        return None
    return next((refers for refers, pattern in _COMPILED if pattern.match(question)), None)
