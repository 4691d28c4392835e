r"""The articles that an export cites as BibTeX, for LaTeX and reference managers.

bibtexparser writes the entries. It would escape braces as ``\{``, which BibTeX counts as a brace
all the same, so what is special in LaTeX is named here by its command.
"""

import re

from qa.export.record import Export
from qa.export.references import Reference, references

# Source: LaTeX2e font encodings (encguide), text symbols. Letters beyond ASCII stay as they are:
# LaTeX reads UTF-8 since 2018, biber always did.
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\textasciigrave{}",
        "%": r"\%",
        "#": r"\#",
        "$": r"\$",
        "&": r"\&",
        "_": r"\_",
    }
)
_WOULD_MELT = re.compile("([-',])(?=\\1)")  # "--" is set as a dash, "''" as a double mark
_IS_NO_PLAIN_NAME = re.compile(r",|\band\b|^\S+$", re.IGNORECASE)


def to_bibtex(export: Export) -> str:
    """Write a bibliography.

    Returns:
        One ``@article`` for each article cited, in UTF-8; empty if none is.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    library = Library()
    for reference in references(export):
        fields = [Field(name, value) for name, value in _fields(reference).items() if value]
        library.add(Entry("article", reference.key, fields))
    return str(write_string(library))


def latex(text: str) -> str:
    """Write one line of plain text so that LaTeX sets the same signs, and BibTeX can part them."""
    return _WOULD_MELT.sub(r"\1{}", text.translate(_COMMANDS))


def _fields(reference: Reference) -> dict[str, str]:
    published = reference.published
    return {
        "author": " and ".join(map(_name, reference.authors)),
        # Braces within: a headline keeps its capitals.
        "title": f"{{{latex(reference.title)}}}" if reference.title else "",
        "journal": latex(reference.outlet or ""),
        "date": published.isoformat() if published else "",
        "year": f"{published.year:04d}" if published else "",
        "url": reference.url or "",  # read as it stands; `web_link` left nothing special in it
        "urldate": reference.accessed.isoformat(),
        "note": latex(reference.note),
    }


def _name(name: str) -> str:
    """A name that BibTeX will not take apart wrongly."""
    return f"{{{latex(name)}}}" if _IS_NO_PLAIN_NAME.search(name) else latex(name)
