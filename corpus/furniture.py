"""Page furniture: lines that belong to the web page, not to the article.

A line goes only if all of it is furniture. In doubt it stays: a stray "Share" in a text does
less harm than a lost sentence.
"""

import re

_SITES = (
    r"(?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok|bluesky|e-?mail)"
)
_SITE_LIST = rf"{_SITES}(?:(?:\s*[,/|&]\s*|\s+and\s+|\s+or\s+){_SITES})*"
_COUNT = r"\d[\d.,]*k?"
_THIS = r"(?:\s+(?:this|the))?(?:\s+(?:article|story|page|post|link|video))?"

_WHOLE_LINE = [
    rf"(?:{_COUNT}\s+)?comments?(?:\s*[(:]?\s*{_COUNT}\s*\)?)?",
    r"(?:leave|post|add)\s+a\s+comment",
    r"no comments(?:\s+yet)?",
    rf"(?:view|show|see|read)(?:\s+all)?\s+(?:{_COUNT}\s+)?comments(?:\s*\({_COUNT}\))?",
    rf"share{_THIS}(?:\s*(?:on|via|with|:)\s*{_SITE_LIST})?",
    rf"(?:tweet|print|e-?mail|save|copy link|bookmark|pin it){_THIS}",
    r"(?:follow|like|find|join)\s+us(?:\s+on\s+.{1,60})?",
    r"(?:read|see|find out|learn|show|load|view)\s+more"
    r"(?:\s+(?:here|stories|articles))?(?:\s*[.…»›>]+)?",
    r"(?:read|see)\s+(?:more|also|next)\s*[:|»›>–—-]\s*\S.{0,180}",
    r"(?:related|recommended)\s+(?:articles?|stories|news|coverage|reading|topics|links)",
    r"(?:most\s+read|most\s+popular|trending(?:\s+now)?|you may also like|more on this story)",
    r"(?:advertisement|advertising|sponsored(?:\s+content)?|promoted)(?:\s*[.:…-])?",
    r"(?:article|story)\s+continues\s+(?:below|after)(?:\s+(?:the\s+)?(?:advertisement|ad|this))?",
    r"(?:sign\s+up|subscribe)\s+(?:here|now|today)",
    r"(?:sign\s+up|subscribe)\s+(?:for|to)\s+(?:our|the|a|this)\s+.{0,60}"
    r"(?:newsletters?|alerts?|briefings?|updates?|channel|e-?mails?)(?:\s+.{0,60})?",
    r"get\s+our\s+.{0,40}(?:newsletter|app)(?:\s+.{0,60})?",
    r"(?:we use cookies|this (?:web)?site uses cookies)\b.{0,200}",
    r"(?:accept|reject)\s+(?:all\s+)?cookies",
    r"(?:back\s+to\s+top|skip\s+to\s+(?:main\s+)?content|jump\s+to\s+content|loading(?:…|\.\.\.)?)",
    r"(?:hide|show)\s+caption|toggle\s+caption|enlarge\s+this\s+image",
]
_FURNITURE = re.compile(
    r"[\s\[(*#>|-]*(?:" + "|".join(f"(?:{p})" for p in _WHOLE_LINE) + r")[\s\])*|:!.»›>-]*",
    re.IGNORECASE,
)
_LONGEST = 260


def is_furniture(line: str) -> bool:
    """Whether the whole line is page furniture ("Comments (0)", "Share this", "Read more: ...")."""
    return len(line) <= _LONGEST and _FURNITURE.fullmatch(line) is not None
