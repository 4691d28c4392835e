import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import CheckPathsError
from index import Filters
from qa import (
    Answer,
    Attribution,
    ChooseExportError,
    NearArticle,
    Quote,
    Role,
    Searched,
    Status,
    Turn,
)
from qa.export import CitedArticle, Export, ReadExport, read_export, write_export

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
moments = st.datetimes().map(
    lambda at: at.replace(tzinfo=dt.timezone(dt.timedelta(hours=at.hour - 12)))
)
published = st.none() | st.dates() | moments
names = st.none() | words


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    text = draw(words.filter(bool))
    start = draw(st.integers(0, 10**9))
    return Quote(
        article_id=draw(words),
        content_hash=draw(words),
        start=start,
        end=start + len(text),
        text=text,
        title=draw(words),
        outlet=draw(names),
        published=draw(published),
        url=draw(names),
        speaker=draw(names),
        attribution=draw(st.none() | st.builds(Attribution, chain=st.tuples(words), hedge=names)),
        role=draw(st.sampled_from(Role)),
        also_in=draw(st.tuples(words) | st.just(())),
    )


nearest = st.builds(
    NearArticle, article_id=words, title=words, outlet=names, published=published, url=names
)
answers = st.builds(
    Answer,
    question=words,
    status=st.sampled_from(Status),
    text=words,
    short=names,
    confidence=st.floats(0, 1),
    quotes=st.lists(quotes(), max_size=3).map(tuple),
    notes=st.tuples(words) | st.just(()),
    searched=st.builds(
        Searched,
        generation=st.integers(1, 9),
        articles=st.integers(0),
        passages=st.integers(0),
        filters=st.builds(Filters, after=st.none() | st.dates(), outlets=st.tuples(words)),
        read=st.integers(0),
        nearest=st.lists(nearest, max_size=2).map(tuple),
    ),
    timings_ms=st.dictionaries(words, st.floats(allow_nan=False, allow_infinity=False), max_size=2),
)
exports = st.builds(
    Export,
    made=moments,
    newsquote=words,
    reader=words,
    turns=st.lists(st.builds(Turn, question=words, answer=answers), max_size=3).map(tuple),
    articles=st.lists(st.builds(CitedArticle, article_id=words), max_size=2).map(tuple),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(export=exports, ending=st.sampled_from([".json", ".md"]))
def test_an_export_read_back_is_what_was_written(
    export: Export, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("export") / f"kept{ending}"
    write_export(export, path)

    assert read_export(path) == ReadExport(export, ())


def test_a_real_conversation_is_written_in_every_format(
    sample_export: Export, tmp_path: Path
) -> None:
    for ending in [".md", ".json", ".bib", ".csl.json"]:
        write_export(sample_export, tmp_path / f"kept{ending}")

    first = sample_export.turns[0].answer.quotes[0]
    assert first.text in (tmp_path / "kept.md").read_text()
    assert json.loads((tmp_path / "kept.json").read_text())["version"] == 1
    assert (tmp_path / "kept.bib").read_text().startswith("@article{")
    items = json.loads((tmp_path / "kept.csl.json").read_text())
    assert len(items) == len({quote.article_id for quote in sample_export.quotes()}) > 1
    assert read_export(tmp_path / "kept.md").export == sample_export


def test_a_quote_changed_in_the_markdown_is_noticed(
    export_of: Callable[..., Export], quote_of: Callable[..., Quote], tmp_path: Path
) -> None:
    kept, changed = quote_of("Two men left."), quote_of("Four men came back.")
    path = tmp_path / "kept.md"
    write_export(export_of(kept, changed), path)
    path.write_text(path.read_text().replace("> “Four men", "> “Five men"))

    assert read_export(path).missing == (changed,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("# Notes\n\nNo record here.\n", "holds no record of an export"),
        ("[]", "is no export that can be read"),
        ('{"kind": "newsquote export", "version": 2}', "It was made by another newsquote"),
        ('{"kind": "newsquote export", "version": 1', "Export the answer again"),
        ("<!-- newsquote export: {broken} -->", "Export the answer again"),
    ],
)
def test_a_file_that_is_no_export_is_explained(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)

    with pytest.raises(ChooseExportError, match=words):
        read_export(path)


def test_files_that_cannot_be_read_or_written_are_named(
    export_of: Callable[..., Export], tmp_path: Path
) -> None:
    with pytest.raises(CheckPathsError, match="cannot be read"):
        read_export(tmp_path / "nowhere.json")
    with pytest.raises(CheckPathsError, match="cannot be written"):
        write_export(export_of(), tmp_path / "no" / "folder.json")
    with pytest.raises(ChooseExportError, match=r"answer.docx ends in none of \.bib"):
        write_export(export_of(), tmp_path / "answer.docx")


def test_an_export_that_was_made_by_the_first_version_is_still_read() -> None:
    export, missing, changed = read_export(Path(__file__).parent / "kept" / "version1.json")
    first, second = export.quotes()

    assert (missing, changed) == ((), None)
    assert first.published == dt.datetime(2025, 3, 3, 9, 30, tzinfo=dt.UTC)
    assert (second.published, second.role) == (dt.date(2025, 3, 4), Role.CONTEXT)
    assert first.attribution is not None
    assert first.attribution.hedge == "allegedly"
    assert export.turns[0].answer.searched.filters.outlets == ("The Quarry Post",)
