import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from index import Retriever, build_index
from qa import Assistant, QuoteState, Turn, in_marks
from qa.export import (
    Export,
    ReadExport,
    check_export,
    escaped,
    export_turns,
    read_export,
    to_json,
    write_export,
)

MADE = dt.datetime(2025, 11, 25, tzinfo=dt.UTC)
FERRY = "The ferry to Sandvik sails again on Friday."
DAM = "The dam above Lisec closes on Monday."
MILL = "The mill at Moen employs two thousand people."


def test_quotes_are_same_changed_gone_or_false_after_a_build(
    article: Callable[..., Article], tmp_path: Path
) -> None:
    index, kept = tmp_path / "x.index", tmp_path / "kept.json"
    build_index([article("ferry", FERRY), article("dam", DAM), article("mill", MILL)], index)
    assistant = Assistant(Retriever.open(index))
    questions = [
        "When does the ferry to Sandvik sail again?",
        "When does the dam above Lisec close?",
        "How many people does the mill at Moen employ?",
    ]
    turns = [Turn(question=q, answer=assistant.ask(q)) for q in questions]
    write_export(export_turns(assistant.retriever, assistant.reader.name, turns), kept)
    assert check_export(assistant.retriever, read_export(kept)).all_same

    longer = f"Correction. {DAM}"
    build_index([article("ferry", FERRY), article("dam", longer)], index, prune=True)
    kept.write_text(kept.read_text().replace("sails again on Friday", "sails again on Sunday"))
    checked = check_export(Retriever.open(index), read_export(kept))

    states = {each.quote.article_id: (each.state, each.still_says) for each in checked.quotes}
    assert states == {
        "ferry": (QuoteState.FALSE, False),
        "dam": (QuoteState.CHANGED, True),
        "mill": (QuoteState.GONE, None),
    }
    assert not checked.all_same
    assert checked.counts()[QuoteState.SAME] == 0


def test_a_quote_taken_out_of_the_markdown_is_not_all_the_same(
    sample_export: Export, retriever: Retriever
) -> None:
    quotes = sample_export.quotes()
    whole = check_export(retriever, ReadExport(sample_export))
    edited = check_export(retriever, ReadExport(sample_export, (quotes[0],)))

    assert whole.all_same
    assert len(whole.quotes) == len(quotes) > 2
    assert not edited.all_same
    assert [each.is_in_file for each in edited.quotes].count(False) == 1


@pytest.mark.parametrize(
    ("field", "forged", "wrong"),
    [
        ("title", "Minister resigns", "headline"),
        ("outlet", "The Invented Post", "outlet"),
        ("published", "1999-01-01", "date"),
        ("url", "https://invented.example/", "link"),
        ("speaker", "Nobody Whosoever", "speaker"),
    ],
)
def test_right_words_under_a_wrong_name_are_false(
    sample_export: Export,
    retriever: Retriever,
    tmp_path: Path,
    field: str,
    forged: str,
    wrong: str,
) -> None:
    kept = json.loads(to_json(sample_export))
    kept["turns"][0]["answer"]["quotes"][0][field] = forged
    path = tmp_path / "kept.json"
    path.write_text(json.dumps(kept))

    first, *others = check_export(retriever, read_export(path)).quotes

    assert (first.state, first.wrong) == (QuoteState.FALSE, (wrong,))
    assert {(each.state, each.wrong) for each in others} == {(QuoteState.SAME, ())}


def test_a_quote_under_the_headline_of_an_earlier_build_is_still_the_same(
    article: Callable[..., Article], tmp_path: Path
) -> None:
    index, kept = tmp_path / "x.index", tmp_path / "kept.json"
    build_index([article("dam", DAM, title="Dam to close", outlet="The Quarry Post")], index)
    assistant = Assistant(Retriever.open(index))
    question = "When does the dam above Lisec close?"
    turns = [Turn(question=question, answer=assistant.ask(question))]
    write_export(export_turns(assistant.retriever, assistant.reader.name, turns), kept)
    build_index([article("dam", DAM, title="Lisec dam shut", outlet="The Quarry Post")], index)

    checked = check_export(Retriever.open(index), read_export(kept))
    assert checked.all_same
    assert [each.quote.title for each in checked.quotes] == ["Dam to close"]

    forged = kept.read_text().replace("Dam to close", "Dam bursts")
    kept.write_text(forged)
    assert not check_export(Retriever.open(index), read_export(kept)).all_same


def _short_answer_changed(text: str, _: str) -> str:
    return re.sub(r"^\*\*.*\*\*$", "**Nobody at all**", text, count=1, flags=re.MULTILINE)


def _credit_changed(text: str, quoted: str) -> str:
    credit = text[text.index(quoted) + len(quoted) :].split("\n")[2]
    return text.replace(credit, "> — The Invented Post, 1 January 1999: A headline")


def _true_line_hidden(text: str, quoted: str) -> str:
    return text.replace(quoted, f"> “Nothing was held up.”\n\n<!--\n{quoted}\n-->\n", 1)


def _words_added(text: str, _: str) -> str:
    return text.replace("\n<!-- newsquote", "\n> “Nothing was held up.”\n\n<!-- newsquote")


@pytest.mark.parametrize(
    ("change", "shows_the_quote"),
    [
        (_short_answer_changed, True),
        (_credit_changed, False),
        (_true_line_hidden, False),
        (_words_added, True),
    ],
)
def test_whatever_is_changed_in_the_markdown_is_told(
    sample_export: Export,
    retriever: Retriever,
    tmp_path: Path,
    change: Callable[[str, str], str],
    shows_the_quote: bool,
) -> None:
    path = tmp_path / "kept.md"
    write_export(sample_export, path)
    assert check_export(retriever, read_export(path)).all_same
    was = path.read_text()
    quoted = f"> {in_marks(escaped(sample_export.quotes()[0].text))}"
    path.write_text(change(was, quoted))
    lines = zip(was.split("\n"), path.read_text().split("\n"), strict=False)
    first = next(n for n, (line, now) in enumerate(lines, start=1) if line != now)

    checked = check_export(retriever, read_export(path))

    assert not checked.all_same
    assert checked.changed_line == first
    assert checked.quotes[0].is_in_file is shows_the_quote


def test_line_ends_of_another_system_are_no_change(sample_export: Export, tmp_path: Path) -> None:
    path = tmp_path / "kept.md"
    write_export(sample_export, path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_export(path).changed_line is None
