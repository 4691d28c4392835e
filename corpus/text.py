"""Canonical text: the one form in which an article is stored, quoted and counted.

NFC, one paragraph a line, paragraphs parted by one blank line, page furniture removed. The
words of the article are never changed. Applying it twice changes nothing.
"""

import re
import unicodedata

from corpus.furniture import is_furniture

# Controls, the byte order mark and soft hyphens are invisible in print and break search.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\u00ad]")
_LIST_ITEM = re.compile(r"(?:[-*•–‣▪·]|\(?\d{1,3}[.)]|[a-z]\))\s")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WRAP_WIDTH = 100


def canonical_text(raw: str) -> str:
    """Bring the body of an article into its canonical form.

    Args:
        raw: Text as read; lines may be paragraphs, or wrapped at a fixed width.

    Returns:
        Canonical text, empty if nothing but white space and furniture was there.
    """
    blocks = _blocks([_one_spaced(line) for line in _visible(raw).splitlines()])
    wrapped = _is_hard_wrapped(blocks)
    paragraphs = [
        paragraph
        for block in blocks
        for paragraph in (_unwrap(block) if wrapped else block)
        if not is_furniture(paragraph)
    ]
    return unicodedata.normalize("NFC", "\n\n".join(paragraphs))


def canonical_line(raw: str) -> str:
    """The same for a headline or a name: one line, no furniture rules."""
    return _one_spaced(_visible(raw))


def _storable(raw: str) -> str:
    # JSON may carry half of a surrogate pair, which no UTF-8 file or database can hold.
    return raw.encode("utf-8", "replace").decode("utf-8") if not raw.isascii() else raw


def _visible(raw: str) -> str:
    """The text in NFC, without invisible signs (some of which would end a line for Python)."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _storable(raw)))


def _one_spaced(line: str) -> str:
    return " ".join(line.split())


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_hard_wrapped(blocks: list[list[str]]) -> bool:
    """Whether lines were broken to fit a width, rather than to end a paragraph."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 2 or max(len(line) for block in blocks for line in block) > _WRAP_WIDTH:
        return False
    open_ended = sum(not _ENDS_SENTENCE.search(line) for line in inner)
    return open_ended > len(inner) / 2


def _unwrap(block: list[str]) -> list[str]:
    paragraphs: list[str] = []
    for line in block:
        if is_furniture(line) and not line[0].islower():  # a sentence may end in a line "print."
            continue
        if paragraphs and not _LIST_ITEM.match(line):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
    return paragraphs
