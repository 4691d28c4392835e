import datetime as dt
from collections.abc import Callable
from pathlib import Path

from corpus import Article
from index import Retriever, build_index
from qa import Assistant, QuoteState, Turn
from qa.export import (
    Export,
    ReadExport,
    check_export,
    export_turns,
    read_export,
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
