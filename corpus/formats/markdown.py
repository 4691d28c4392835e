"""Markdown, with or without YAML front matter: one article a file.

The stored text is what a reader sees: marks such as ``**`` go, words, headings and lists stay.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Article
from corpus.draft import finish
from corpus.formats.plain import date_from_name
from corpus.input_file import InputFile, NotTextError, decode
from corpus.outcome import Rejected

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TAG = re.compile(r"<[^>]*>")


def read_markdown(content: bytes, file: InputFile) -> Article | Rejected:
    """Read a Markdown file as one article."""
    try:
        text, note = decode(content)
        fields, body = _split_front_matter(text.replace("\r\n", "\n"))
    except NotTextError as error:
        return Rejected.failed(file.source, str(error))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return Rejected.failed(
            file.at_line(line), f"the front matter is not YAML ({error.problem}); mend that line"
        )
    except (yaml.YAMLError, RecursionError) as error:
        problem = str(error).partition("\n")[0]
        reason = f"the front matter is not YAML ({problem}); mend it"
        return Rejected.failed(file.at_line(1), reason)
    title, words = render_text(body)
    fields = date_from_name(file) | {"title": title} | fields | {"text": words}
    return finish(fields, source=file.source, identity=file.identity, note=note)


def render_text(markdown: str) -> tuple[str, str]:
    """Markdown to the words a reader sees.

    Returns:
        The first heading of level one if the text opens with it (else empty), and the rest, one
        paragraph or list item a line.
    """
    tokens = MarkdownIt("commonmark").parse(markdown)
    title = ""
    if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title = _inline_text(tokens[1])
        tokens = tokens[3:]
    return title, "\n\n".join(_paragraphs(tokens))


def _split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    # BaseLoader keeps every value as written: an impossible date is our finding, not YAML's.
    fields = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - builds strings only
    body = text[match.end() :]
    return (
        ({str(k).lower(): v for k, v in fields.items()}, body)
        if isinstance(fields, dict)
        else ({}, text)
    )


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    bullet = ""
    for token in tokens:
        match token.type:
            case "list_item_open":
                bullet = f"{token.info}{token.markup} " if token.info else "- "
            case "inline":
                yield bullet + _inline_text(token)
                bullet = ""
            case "code_block" | "fence":
                yield token.content
            case "html_block":
                yield html.unescape(_TAG.sub(" ", token.content))


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "image":
                parts.append(child.content)
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append(" ")
    return "".join(parts)
