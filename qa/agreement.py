"""Questions that ask whether the papers agree, or for every figure that they give."""

import re

_ASKS_WHETHER = re.compile(
    r"\b(?:do|does|did|are|is) (?:all |any of |both )?(?:the |these )?(?:\w+ )?(?:papers?|outlets?"
    r"|reports?|sources?|accounts?|newspapers|articles|media|everyone|figures?)\b[^?]*"
    r"\b(?:agree|differ|disagree|contradict|at odds|the same)\b"
    r"|\b(?:every|all|different|differing|conflicting) (?:the )?(?:figure|number|version|account"
    r"|report|estimate)s?\b"
    r"|\b(?:disagree|contradict\w*|at odds|conflicting)\b",
    re.IGNORECASE,
)


def asks_whether_all_agree(question: str) -> bool:
    """Whether a question asks for differences itself ("Do all the papers agree?")."""
    return _ASKS_WHETHER.search(question) is not None
