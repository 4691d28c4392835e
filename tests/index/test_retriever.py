import datetime as dt
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import Article
from index import (
    BuildIndexError,
    ChooseFilterError,
    Filters,
    RebuildIndexError,
    RestoreIndexError,
    Retriever,
    build_index,
    open_embedder,
)

Make = Callable[..., Article]


def test_words_and_meaning_both_find(retriever: Retriever) -> None:
    by_word = retriever.search("Ulden Cup", k=5)
    by_meaning = retriever.search("shipwreck fatalities", k=5)
    assert by_word[0].keyword_rank is not None
    assert any("Lady Orla" in hit.passage.text for hit in by_meaning)
    assert all(hit.dense_rank or hit.keyword_rank for hit in by_word + by_meaning)


def test_hits_are_slices_of_their_articles(retriever: Retriever) -> None:
    for hit in retriever.search("radar contract", k=20):
        article = retriever.article(hit.passage.article_id)
        assert article is not None
        assert hit.passage.text == article.text[hit.passage.start : hit.passage.end]
        assert hit.passage.content_hash == article.content_hash


def test_hits_come_best_first_and_once(retriever: Retriever) -> None:
    hits = retriever.search("budget strike harbour pensions", k=30)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({(h.passage.article_id, h.passage.start) for h in hits}) == len(hits) == 30


def test_filters_hold_before_the_cut_to_k(retriever: Retriever) -> None:
    everything = retriever.search("ferry", k=500)
    outlet = "The Daily Lantern"
    wanted = [
        hit
        for hit in everything
        if (article := retriever.article(hit.passage.article_id)) and article.outlet == outlet
    ]
    found = retriever.search("ferry", k=500, outlets=[outlet])
    # Some stand beside copies in other outlets, which speak for them where nothing is filtered.
    assert {h.passage.text for h in found} >= {h.passage.text for h in wanted}
    assert retriever.search("ferry", k=4, outlets=[outlet]) == found[:4]
    assert len(wanted) > 3


def test_date_filters_take_both_ends_in(tmp_path: Path, article: Make) -> None:
    days = ["2025-03-01", "2025-03-02", "2025-03-03", None]
    build_index(
        [article(f"a{n}", f"Rain on day {n}.", published=day) for n, day in enumerate(days)],
        tmp_path / "x",
    )
    search = Retriever.open(tmp_path / "x").search

    def ids(**window: str) -> set[str]:
        return {hit.passage.article_id for hit in search("rain", **window)}  # type: ignore[arg-type]

    assert ids(after="2025-03-02") == {"a1", "a2"}
    assert ids(before="2025-03-02") == {"a0", "a1"}
    assert ids(after="2025-03-02", before="2025-03-02") == {"a1"}
    assert ids(as_of="2025-03-01") == {"a0"}
    assert ids(before="2025-03-03", as_of="2025-03-02") == {"a0", "a1"}
    assert ids() == {"a0", "a1", "a2", "a3"}


def test_the_day_is_the_one_the_source_printed(tmp_path: Path, article: Make) -> None:
    late = dt.datetime(2025, 3, 1, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-8)))
    build_index([article("late", "Snow fell.", published=late)], tmp_path / "x")
    opened = Retriever.open(tmp_path / "x")
    assert len(opened.search("snow", before="2025-03-01")) == 1
    stored = opened.article("late")
    assert stored is not None
    assert stored.published == late


def test_articles_are_counted_by_the_day_they_were_published(tmp_path: Path, article: Make) -> None:
    days = ["2025-03-02", "2025-03-01", "2025-03-02T23:30:00+00:00", None]
    texts = ["Barges sank at Moen.", "The quay is shut.", "A mill burned.", "Nobody was hurt."]
    made = [article(t[:3], t, published=day) for t, day in zip(texts, days, strict=True)]
    build_index(made, tmp_path / "x")
    counts = Retriever.open(tmp_path / "x").published_counts()
    assert list(counts.items()) == [(dt.date(2025, 3, 1), 1), (dt.date(2025, 3, 2), 2)]


def test_outlets_do_not_mind_case_and_articles_can_be_chosen(retriever: Retriever) -> None:
    assert retriever.search("dam", outlets=["the sevrin courier"])
    first = retriever.search("dam", k=1)[0].passage.article_id
    assert {h.passage.article_id for h in retriever.search("dam", article_ids=[first])} == {first}


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"outlets": ["The Sevrin Currier"]}, "It has: The Sevrin Courier"),
        ({"sections": ["Sprot"]}, "No section 'Sprot' in this archive. It has: Sport"),
        ({"sections": "Sport"}, "takes a list"),
        ({"article_ids": ["nope"]}, "No article 'nope'"),
        ({"after": "2025-02-30"}, "does not exist"),
        ({"after": "2025-03-01", "before": "2025-02-01"}, "Exchange the two dates"),
        ({"outlets": "The Sevrin Courier"}, "takes a list"),
        ({"after": 20250401}, "a day as text"),
    ],
)
def test_a_filter_that_cannot_be_is_explained(
    retriever: Retriever, filters: dict[str, object], words: str
) -> None:
    with pytest.raises(ChooseFilterError, match=words):
        retriever.search("dam", **filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "x",
        "the of and",
        'title:"dam AND (NOT [* TO *]) ^~',
        "首相は何と言いましたか",
        "что сказал министр",
        "dam " * 1200,
        "\x00\ud83d\ude00",
    ],
)
def test_any_query_text_is_only_text(retriever: Retriever, query: str) -> None:
    assert len(retriever.search(query, k=3)) == 3


def test_an_empty_query_finds_nothing(retriever: Retriever) -> None:
    assert retriever.search("  ") == []


def test_diacritics_do_not_matter(tmp_path: Path, article: Make) -> None:
    build_index(
        [article("a", "Minister Velázquez spoke."), article("b", "Rain is expected.")],
        tmp_path / "x",
    )
    hit = Retriever.open(tmp_path / "x").search("VELAZQUEZ'S speech", k=1)[0]
    assert (hit.passage.article_id, hit.keyword_rank) == ("a", 1)


def test_the_title_helps_to_find_but_is_no_part_of_the_passage(
    tmp_path: Path, article: Make
) -> None:
    build_index(
        [
            article("a", "It was closed at noon.", title="Korda bridge"),
            article("b", "The market opened at noon."),
        ],
        tmp_path / "x",
    )
    hit = Retriever.open(tmp_path / "x").search("Korda bridge", k=1)[0]
    assert hit.passage.text == "It was closed at noon."


def test_many_threads_get_the_same_hits(retriever: Retriever) -> None:
    alone = [retriever.search(q, k=5) for q in ("ferry", "dam", "budget", "radar")]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            together = list(
                pool.map(lambda q: retriever.search(q, k=5), ("ferry", "dam", "budget", "radar"))
            )
            assert [[h.passage for h in hits] for hits in together] == [
                [h.passage for h in hits] for hits in alone
            ]


def test_no_filter_means_no_mask(retriever: Retriever) -> None:
    assert retriever.search_filtered("dam", 3, Filters()) == retriever.search("dam", 3)


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildIndexError, match=r"nowhere does not exist\. Build one"):
        Retriever.open(tmp_path / "nowhere")


def test_a_folder_that_is_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildIndexError, match="is not a newsquote index"):
        Retriever.open(tmp_path)


def test_a_foreign_database_is_said(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(BuildIndexError, match="is not newsquote's"):
        Retriever.open(tmp_path)
    (tmp_path / "catalogue.sqlite").write_text("not a database at all, but long enough to be read")
    with pytest.raises(RestoreIndexError, match="damaged"):
        Retriever.open(tmp_path)


def test_another_format_is_said(tmp_path: Path, article: Make) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    with sqlite3.connect(tmp_path / "x" / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RebuildIndexError, match="format 99"):
        Retriever.open(tmp_path / "x")


def test_another_model_is_said(tmp_path: Path, article: Make) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    other = open_embedder()
    other.__dict__["fingerprint"] = "another"
    with pytest.raises(RebuildIndexError, match="'all-MiniLM-L6-v2' in another version"):
        Retriever.open(tmp_path / "x", embedder=other)


@pytest.mark.parametrize("name", ["vectors.faiss", "passages.npy", "manifest.json"])
def test_a_missing_or_cut_file_is_said(tmp_path: Path, article: Make, name: str) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    file = tmp_path / "x" / "generations" / "000001" / name
    file.write_bytes(file.read_bytes()[:-7])
    with pytest.raises(RestoreIndexError, match=name):
        Retriever.open(tmp_path / "x")
    file.unlink()
    with pytest.raises(RestoreIndexError, match=name):
        Retriever.open(tmp_path / "x")
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    assert Retriever.open(tmp_path / "x").search("rain")


def test_a_word_that_one_passage_holds_brings_it_to_the_top(tmp_path: Path, article: Make) -> None:
    others = [
        article(f"a{n}", f"Prices of food rose again in market {n}, traders said.")
        for n in range(300)
    ]
    rare = article("rare", "He wrote of trains, and once of zirconium.")
    build_index([*others, rare], tmp_path / "x")
    hit = Retriever.open(tmp_path / "x").search("What is the price of zirconium?", k=1)[0]
    assert (hit.passage.article_id, hit.keyword_rank) == ("rare", 1)


def test_an_index_goes_by_the_sections_of_its_own_generation(tmp_path: Path, article: Make) -> None:
    """The catalogue holds them, and later builds bring others."""
    build_index([article("a", "Rain fell.", section="News")], tmp_path / "x")
    old = Retriever.open(tmp_path / "x")
    for section in ("Sport", None, "World", "Money"):
        build_index([article("a", "Rain fell.", section=section)], tmp_path / "x")
    assert (old.summary().sections, old.latest().summary().sections) == (("News",), ("Money",))
    assert old.search("rain", sections=["news"])
    assert old.latest().search("rain", sections=["MONEY"])
    with pytest.raises(ChooseFilterError, match=r"No section 'News' in this archive\."):
        old.latest().search("rain", sections=["News"])


def test_an_article_without_a_section_is_in_none(tmp_path: Path, article: Make) -> None:
    articles = [article("a", "Rain fell."), article("b", "Rain came.", section="News")]
    build_index(articles, tmp_path / "x")
    hits = Retriever.open(tmp_path / "x").search("rain", sections=["News"])
    assert [hit.passage.article_id for hit in hits] == ["b"]


def test_outlets_that_differ_in_case_only_are_both_found(tmp_path: Path, article: Make) -> None:
    build_index(
        [article("a", "Rain fell.", outlet="BBC"), article("b", "Rain came.", outlet="Bbc")],
        tmp_path / "x",
    )
    hits = Retriever.open(tmp_path / "x").search("rain", outlets=["BBC"])
    assert {hit.passage.article_id for hit in hits} == {"a", "b"}


def test_an_index_of_another_analyser_is_said(
    tmp_path: Path, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    monkeypatch.setattr("index.retriever.ANALYSER", "words/2")
    with pytest.raises(RebuildIndexError, match="another version of newsquote"):
        Retriever.open(tmp_path / "x")


def test_garbage_in_a_file_of_the_right_size_is_said(tmp_path: Path, article: Make) -> None:
    build_index([article("a", "Rain fell.")], tmp_path / "x")
    for name in ("names.json", "vectors.faiss", "passages.npy"):
        file = tmp_path / "x" / "generations" / "000001" / name
        whole = file.read_bytes()
        file.write_bytes(b"\xff" * len(whole))
        with pytest.raises(RestoreIndexError, match="not the file that the build wrote"):
            Retriever.open(tmp_path / "x")
        file.write_bytes(whole)


def test_k_below_one_is_refused(retriever: Retriever) -> None:
    with pytest.raises(ChooseFilterError, match="at least one"):
        retriever.search("dam", k=0)


def test_readers_open_and_ask_while_builds_go_on(tmp_path: Path, article: Make) -> None:
    index = tmp_path / "x"
    build_index([article("a", "Rain fell on day 0.")], index)

    def read(_: int) -> set[str]:
        opened = Retriever.open(index)
        found = {hit.passage.text for hit in opened.search("rain", k=5)}
        opened.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        reads = [pool.submit(read, n) for n in range(60)]
        for day in range(1, 9):
            build_index([article("a", f"Rain fell on day {day}.")], index)
        for done in reads:
            assert len(done.result()) == 1


QUESTION = "When was the Orrin tunnel closed by a freight train?"


@pytest.fixture
def wire(tmp_path: Path, article: Make, agency: str, own_report: str) -> Retriever:
    """An agency text in five outlets, whole or cut, and one paper's own report."""
    cut = "\n\n".join(agency.split("\n\n")[:3])
    prints = {
        "Agency": (agency, "2025-05-06"),
        "Courier": (cut, "2025-05-07"),
        "Herald": (agency, "2025-05-07"),
        "Lantern": (f"Our own lead about Orrin comes first.\n\n{cut}", "2025-05-08"),
        "Times": (agency, "2025-05-09"),
        "Valley Post": (own_report, "2025-05-07"),
    }
    articles = [
        article(name.lower(), text, outlet=name, published=day, title="Timber train")
        for name, (text, day) in prints.items()
    ]
    build_index([*articles, article("rain", "Rain is expected.", outlet="Times")], tmp_path / "w")
    return Retriever.open(tmp_path / "w")


def test_a_story_in_five_outlets_is_one_hit_that_says_where_else_it_is(wire: Retriever) -> None:
    hits = wire.search(QUESTION)
    first = hits[0]
    assert first.story == "agency"
    own = wire.article(first.passage.article_id)
    assert own is not None
    outlets = {"Agency", "Courier", "Herald", "Lantern", "Times"}
    assert first.also_in == tuple(sorted(outlets - {own.outlet}))
    assert len({h.passage.article_id for h in hits if h.story == "agency"}) == 1
    alone = [h for h in hits if h.passage.article_id == "valley post"]
    assert [(h.story, h.also_in) for h in alone] == [("valley post", ())] * len(alone)
    assert alone


def test_only_copies_that_pass_the_filters_count(wire: Retriever) -> None:
    known = wire.search(QUESTION, as_of="2025-05-07")
    told = [h for h in known if h.story == "agency"]
    assert {h.passage.article_id for h in told} <= {"agency", "courier", "herald"}
    assert {*told[0].also_in} < {"Agency", "Courier", "Herald"}
    assert len(told[0].also_in) == 2

    two = wire.search(QUESTION, outlets=["times", "LANTERN"])
    assert {h.also_in for h in two if h.story == "agency"} <= {("Times",), ("Lantern",)}
    only = wire.search(QUESTION, article_ids=["courier"])
    assert [(h.passage.article_id, h.also_in) for h in only] == [("courier", ())] * len(only)
    assert only


def test_what_only_one_copy_says_keeps_its_own_hit(
    tmp_path: Path, article: Make, agency: str, own_report: str
) -> None:
    first = agency.split("\n\n")
    added = "\n\n".join(own_report.split("\n\n")[:2])
    build_index(
        [
            article("agency", agency, outlet="Agency"),
            article("courier", "\n\n".join([*first, added, added[::-1]]), outlet="Courier"),
        ],
        tmp_path / "x",
    )
    opened = Retriever.open(tmp_path / "x")
    hits = opened.search(f"{first[0]} {own_report.split('.')[0]}")
    assert {h.story for h in hits} == {"agency"}
    assert any("night shift at the Moen paper mill" in h.passage.text for h in hits)
    for sentence in ("A freight train left the rails", "The mills employ two thousand people"):
        assert sum(sentence in h.passage.text for h in hits) == 1


def test_two_pages_of_one_outlet_are_not_also_in_another(
    tmp_path: Path, article: Make, agency: str
) -> None:
    build_index(
        [
            article("a", agency, outlet="Courier", title="Morning"),
            article("b", agency, outlet="COURIER", title="Evening"),
            article("c", agency, title="No outlet named"),
        ],
        tmp_path / "x",
    )
    opened = Retriever.open(tmp_path / "x")
    hits = opened.search(QUESTION)
    assert {h.story for h in hits} == {"a"}
    assert len({h.passage.article_id for h in hits}) == 1
    assert hits[0].also_in in ((), ("Courier",), ("COURIER",))
    found_in_courier = opened.search(QUESTION, outlets=["Courier"])[0]
    assert found_in_courier.also_in == ()


def test_the_summary_counts_stories_with_copies(wire: Retriever) -> None:
    summary = wire.summary()
    assert (summary.copied_stories, summary.copies) == (1, 5)


def test_an_article_is_known_as_it_was_in_earlier_builds(
    tmp_path: Path, article: Callable[..., Article]
) -> None:
    into = tmp_path / "changed.index"
    for text in ("The mill has 12 hands.", "The mill has 14 hands.", "The mill has 15 hands."):
        build_index([article("mill", text), article("weir", "The weir holds.")], into)
    retriever = Retriever.open(into)
    assert [a.text for a in retriever.earlier("mill")] == [
        "The mill has 12 hands.",
        "The mill has 14 hands.",
    ]
    assert retriever.earlier("weir") == []
    assert retriever.earlier("none") == []
    retriever.close()
