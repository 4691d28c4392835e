"""An export as Markdown for people, with the whole record in a comment at its end.

Text from articles and questions is untrusted: it goes through `escaped`, and shows as text.
"""

import json
import re
from collections.abc import Iterator
from itertools import zip_longest

from qa.answer import Answer, Status, Turn
from qa.dating import format_day
from qa.export.citation import said_by
from qa.export.record import Export
from qa.export.visible import marked, visible, web_link
from qa.quote import Quote
from qa.wording import DIFFERENCES_TOLD, copies_told, credit, lead

# Source: CommonMark 0.31.2, "Backslash escapes", and the extensions of GitHub: tables,
# strikethrough, mathematics, and links that need no brackets ("www.", "https:", "a@b").
_ALWAYS = re.compile(r"[\\`*_\[\]<>&|~$^=@#{}]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_AT_THE_START = re.compile(r"^([-+]|\d{1,9}(?=[.)]))")
_RECORD = re.compile(r"^<!-- newsquote export: (\{.*\}) -->$", re.MULTILINE)


def escaped(text: str) -> str:
    """Write untrusted text so that Markdown shows it as it is: one line, no markup, no links."""
    line = _ALWAYS.sub(r"\\\g<0>", visible(text))
    if start := _AT_THE_START.match(line):
        at = start.start() if line[0] in "-+" else start.end()
        line = f"{line[:at]}\\{line[at:]}"
    return line


def to_markdown(export: Export) -> str:
    """Write a conversation for people.

    Returns:
        Markdown: each question, its short answer, its quotes as block quotes with their source,
        and the record, unseen when rendered, from which `newsquote check` works.
    """
    day = format_day(export.made)
    blocks = [
        "# Questions to a news archive",
        f"Exported on {day}. Every quote is cut from a stored article; `newsquote check DIR FILE`"
        " tells whether it still stands.",
    ]
    for number, turn in enumerate(export.turns, start=1):
        blocks += _turn(number, turn)
    return "\n\n".join([*blocks, _record(export)]) + "\n"


def block_quote(quote: Quote) -> str:
    """The lines that show a quote's words, and where they are from."""
    said, copies = said_by(quote), copies_told(quote.also_in)
    source = [f"{escaped(credit(quote))}: {escaped(quote.title) or '(no headline)'}"]
    if said:
        source.insert(0, escaped(said))
    if copies:
        source.append(f"{escaped(copies)}: {escaped(', '.join(quote.also_in))}")
    if link := web_link(quote.url):
        source.append(f"<{link}>")
    return f"> {marked(escaped(quote.text))}\n>\n> — {'; '.join(source)}"


def record_in(markdown: str) -> str | None:
    """The record that an exported Markdown file carries, as JSON; None if it carries none."""
    found = _RECORD.findall(markdown)
    return str(found[-1]) if found else None


def changed_line(markdown: str, export: Export) -> int | None:
    """The first line that is not as `to_markdown` writes it, from 1; None if all are.

    The record is not compared, for other versions may write it otherwise; nor is what stands at
    the end of lines unseen.
    """
    pairs = zip_longest(_shown(markdown), _shown(to_markdown(export)), fillvalue="")
    return next((n for n, (line, was) in enumerate(pairs, start=1) if line != was), None)


def _shown(markdown: str) -> list[str]:
    *_, record = _RECORD.finditer(markdown)
    text = markdown[: record.start()] + markdown[record.end() :]
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _turn(number: int, turn: Turn) -> Iterator[str]:
    answer = turn.answer
    yield f"## {number}. {escaped(turn.question) or '(no question)'}"
    if visible(answer.question) != visible(turn.question):
        yield f"Understood as: {escaped(answer.question)}"
    if answer.status is Status.NOT_FOUND:
        yield from map(escaped, filter(str.strip, answer.text.splitlines()))
    elif answer.quotes and (first := escaped(lead(answer))):
        yield f"**{first}**"
    for note in answer.notes:
        yield escaped(note)
    for quote in answer.quotes:
        yield block_quote(quote)
    yield from _sides(answer)


def _sides(answer: Answer) -> Iterator[str]:
    """What the quotes add up to, where there is more than one answer."""
    if answer.differences:
        yield f"{DIFFERENCES_TOLD[answer.differences.kind]}:"
        yield "\n".join(
            f"- {escaped(view.short)}: {escaped(', '.join(view.outlets)) or 'outlet not named'}"
            for view in answer.differences.views
        )
    if answer.sides:
        yield "Looked up one by one:"
        yield "\n".join(
            f"- {escaped(side.question)}: {escaped(side.short or 'not found')}"
            for side in answer.sides
        )


def _record(export: Export) -> str:
    """The record in a comment: ASCII, and nothing in it can end the comment."""
    line = json.dumps(export.model_dump(mode="json"))
    # These stand in texts only, never in the syntax of JSON.
    for sign in "<>":
        line = line.replace(sign, f"\\u{ord(sign):04x}")
    return f"<!-- newsquote export: {line.replace('--', '-' + chr(92) + 'u002d')} -->"
