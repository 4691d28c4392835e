"""Each format: what is taken from it, and what becomes of broken files."""

import datetime as dt
import gzip
import json
from collections.abc import Callable

import pytest

from corpus import Article, Outcome, Rejected, sample_archive

Read = Callable[[str, str | bytes], list[Article | Rejected]]
ReadOne = Callable[[str, str | bytes], Article]
Reject = Callable[[str, str | bytes], Rejected]

_STORY = (
    "The ferry to Sandvik sank on Friday night off the cape, and all of the eleven people aboard "
    "were taken off by a trawler."
)
_SECOND = (
    "“Nobody was hurt,” said Ms. Vey, who speaks for the harbour office; the line will be "
    "closed until Monday at least."
)
_JSON = json.dumps(
    {
        "url": "https://a.example/1",
        "title": "Ferry sinks",
        "text": f"{_STORY}\n\n{_SECOND}",
        "published": "2025-03-12",
        "outlet": "The Courier",
        "authors": ["Ilse Vey", "Jo Grøn"],
        "section": "Home",
    }
)
_PAGE = f"""<html><head><title>Ferry sinks | The Courier</title>
<meta property="og:title" content="Ferry sinks"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2025-03-12"><meta name="author" content="Ilse Vey">
<link rel="canonical" href="https://a.example/1"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry sinks</h1><p>{_STORY}</p>
<aside>Share this</aside><p>{_SECOND}</p></article><footer>Copyright 2019</footer></body></html>"""
_HEADERS = """Title: Ferry sinks
Date: 12 March 2025
Outlet: The Courier
Author: Ilse Vey; Jo Grøn
URL: https://a.example/1
Section: Home
"""
_COLUMNS = ["url", "title", "text", "published", "outlet", "authors", "section"]
_CELLS = [
    "https://a.example/1",
    "Ferry sinks",
    f'"{_STORY}\n\n{_SECOND}"',
    "2025-03-12",
    "The Courier",
    "Ilse Vey; Jo Grøn",
    "Home",
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", _JSON),
        ("a.json", f"[{_JSON}]"),
        ("a.json", f'{{"articles": [{_JSON}]}}'),
        ("a.jsonl", _JSON),
        ("a.ndjson", "\ufeff" + _JSON + "\r\n"),
        ("a.txt", f"{_HEADERS}\n{_STORY}\n\n{_SECOND}\n"),
        ("a.text", f"{_HEADERS}\n{_STORY}\n\n{_SECOND}\n".replace("\n", "\r\n")),
        ("a.md", f"---\n{_HEADERS}---\n{_STORY}\n\n{_SECOND}\n"),
        ("a.markdown", f"---\r\n{_HEADERS}---\r\n# Ferry sinks\r\n\r\n{_STORY}\r\n\r\n{_SECOND}"),
        ("a.csv", f"{','.join(_COLUMNS)}\n{','.join(_CELLS)}\n"),
        ("a.tsv", "\t".join(_COLUMNS) + "\n" + "\t".join(_CELLS)),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_all_that_a_file_states_is_kept(
    name: str, content: str, packed: bool, read_article: ReadOne
) -> None:
    raw = content.encode()

    article = read_article(f"{name}.gz", gzip.compress(raw)) if packed else read_article(name, raw)

    assert article.text == f"{_STORY}\n\n{_SECOND}"
    assert article.title == "Ferry sinks"
    assert article.published == dt.date(2025, 3, 12)
    assert article.outlet == "The Courier"
    assert article.authors == ("Ilse Vey", "Jo Grøn")
    assert article.url == "https://a.example/1"
    assert article.section == "Home"
    assert article.language == "en"
    assert article.notes == ()


# Web pages


def test_a_page_gives_its_article_without_what_surrounds_it(read_article: ReadOne) -> None:
    article = read_article("a.html", _PAGE)

    assert article.text == f"{_STORY}\n\n{_SECOND}"
    assert article.title == "Ferry sinks"
    assert article.published == dt.date(2025, 3, 12)
    assert article.outlet == "The Courier"
    assert article.authors == ("Ilse Vey",)
    assert article.url == "https://a.example/1"


def test_a_page_in_another_encoding_is_read_as_it_says(read_article: ReadOne) -> None:
    page = _PAGE.replace("<head>", '<head><meta charset="windows-1252">')

    assert "“Nobody was hurt,”" in read_article("a.html", page.encode("cp1252")).text


def test_a_date_that_the_page_only_mentions_is_not_its_date(read_article: ReadOne) -> None:
    page = (
        f"<html><body><article><h1>Ferry</h1><p>{_STORY}</p><p>{_SECOND}</p>"
        "<p>The storm of 3 May 1998 was worse.</p></article>"
        "<footer>Copyright 2019 The Courier</footer></body></html>"
    )

    assert read_article("a.html", page).published is None
    assert read_article("2025-03-12-ferry.html", page).published == dt.date(2025, 3, 12)


def test_short_paragraphs_of_a_page_stay_apart(read_article: ReadOne) -> None:
    rows = ["Rovers 3 Athletic 1", "City 2 Town 2", "Port 0 Vale 0", "Lisec 1 Orm 1"]
    page = "<html><body><article><h1>Results</h1><p>All of the games of the day:</p>" + "".join(
        f"<p>{row}</p>" for row in rows
    )

    text = read_article("a.html", page + "</article></body></html>").text

    assert text.split("\n\n")[-4:] == rows


@pytest.mark.parametrize(
    "page",
    ["<html><body><nav>Home News Sport</nav></body></html>", "not a page", "<p>Too short.</p>"],
)
def test_a_page_without_an_article_is_skipped(page: str, reject: Reject) -> None:
    rejected = reject("a.html", page)

    assert rejected.outcome is Outcome.SKIPPED
    assert rejected.reason == "no article found in this page; save the article's own page"


def test_scripts_of_a_page_are_no_text(read_article: ReadOne) -> None:
    page = _PAGE.replace("<aside>", "<script>alert('Nobody')</script><style>p {}</style><aside>")

    assert read_article("a.html", page).text == f"{_STORY}\n\n{_SECOND}"


# Markdown


def test_marks_go_and_words_stay(read_article: ReadOne) -> None:
    article = read_article(
        "a.md",
        "# The *quiet* port\n\nIt **rained** on [Orm Street](https://a.example) and\n"
        "`code` fell.<br>Then ~~not~~ snow &amp; hail.\n\n## Later\n\n- one\n- two\n\n"
        "3. three\n4. four\n\n> “No,” she said.\n\n![A crane](c.jpg)\n\n"
        "<div>Sun &amp; wind</div>\n\n1986. A year",
    )

    assert article.title == "The quiet port"
    assert article.text.split("\n\n") == [
        "It rained on Orm Street and code fell. Then ~~not~~ snow & hail.",
        "Later",
        "- one",
        "- two",
        "3. three",
        "4. four",
        "“No,” she said.",
        "A crane",
        "Sun & wind",
        "1986. A year",
    ]


def test_broken_front_matter_fails_and_names_the_line(reject: Reject) -> None:
    rejected = reject("a.md", "---\ntitle: Rain\nauthor: [Vey\ndate: x\n---\nIt rained.")

    assert rejected.outcome is Outcome.FAILED
    assert rejected.source.endswith("a.md:4")
    assert rejected.reason.startswith("the front matter is not YAML (")


def test_front_matter_that_yaml_cannot_even_scan_fails(reject: Reject) -> None:
    assert "special characters" in reject("a.md", "---\ntitle: a\x07\n---\nIt rained.").reason


def test_an_impossible_date_in_front_matter_is_noted(read_article: ReadOne) -> None:
    article = read_article("a.md", "---\ndate: 2025-02-30\ntitle: 2025\n---\nIt rained.")

    assert article.published is None
    assert article.title == "2025"
    assert article.notes[0].startswith("the date '2025-02-30' does not exist")


def test_a_rule_on_top_is_no_front_matter(read_article: ReadOne) -> None:
    assert read_article("a.md", "---\n\nIt rained.\n\n---\n\nIt hailed.").text == (
        "It rained.\n\nIt hailed."
    )


# JSON


def test_a_broken_line_is_named_and_the_others_are_read(read: Read) -> None:
    first, *rejected, last = read(
        "a.jsonl",
        b'{"text": "It rained."}\n{"text": "It\n\n["It hailed."]\n'
        b'{"text": "caf\xe9"}\n{"text": "It snowed."}',
    )

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.text, last.text) == ("It rained.", "It snowed.")
    assert [
        (r.source.split(":")[-1], r.outcome, r.reason) for r in rejected if isinstance(r, Rejected)
    ] == [
        (
            "2",
            Outcome.FAILED,
            "broken JSON at column 10: Unterminated string starting at; "
            "mend the line and build again",
        ),
        ("3", Outcome.SKIPPED, "the line is empty"),
        ("4", Outcome.FAILED, "expected an object with title and text, found list"),
        ("5", Outcome.FAILED, "byte 14 is not UTF-8; save the file as UTF-8"),
    ]


def test_json_lines_under_the_name_of_json_are_read(read: Read) -> None:
    records = read("a.json", '{"text": "It rained."}\n{"text": "It\n{"text": "It hailed."}\n')

    assert [type(record) for record in records] == [Article, Rejected, Article]
    assert records[1].source.endswith("a.json:2")


def test_members_of_a_list_are_counted_and_told_apart(read: Read) -> None:
    first, second, third = read("a.json", '{"items": [{"text": "a"}, null, {"text": "b"}]}')

    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert first.id != third.id
    assert second.source.endswith("a.json#2")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": "It rained"', "broken JSON at column 21"),
        ("[]", "the list is empty"),
        ("47", "expected an article or a list of articles"),
        ('{"articles": 3}', "no text: expected a field 'text'"),
        (b"\x00\xff\x00", "the file is binary, not text"),
    ],
)
def test_json_that_holds_no_article_says_why(
    content: str | bytes, reason: str, reject: Reject
) -> None:
    assert reason in reject("a.json", content).reason


# Tables


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_header(separator: str, read_article: ReadOne) -> None:
    rows = [["Title ", "TEXT", "pubDate"], ["Rain", '"It rained, hailed; and | snowed."', "x"]]
    content = "\n\n".join(separator.join(row) for row in rows)

    article = read_article("a.csv", "\ufeff" + content)

    assert (article.title, article.text) == ("Rain", "It rained, hailed; and | snowed.")
    assert len(article.notes) == 1


def test_columns_without_a_name_do_no_harm(read_article: ReadOne) -> None:
    assert read_article("a.csv", "title,text,,\nRain,It rained.,,\n").text == "It rained."


def test_a_row_of_the_wrong_length_fails_by_line_and_the_next_is_read(read: Read) -> None:
    records = read(
        "a.csv", "title,text\nRain\nHail,It hailed, a lot.\nSnow,It snowed.\nSun,\n,It cleared.\n"
    )

    assert [(r.source.split(":")[-1], getattr(r, "reason", None)) for r in records] == [
        ("2", "fewer cells than the 2 of the header; check the quotation marks"),
        ("3", "more cells than the 2 of the header; check the quotation marks"),
        ("4", None),
        ("5", "no text: expected a field 'text' (or body, content), found 'title'"),
        ("6", None),
    ]


@pytest.mark.parametrize(
    ("content", "line", "articles"),
    [
        ('title,text\nRain,It rained.\nHail,"It" hailed.\nSnow,It snowed.\n', "3", 1),
        ('title,text\nRain,It rained.\nHail,"It hailed.\nSnow,It snowed.\n', "4", 1),
        ('title,"text\nRain,It rained.\n', "2", 0),
        (f"title,text\nRain,{'x' * 5_000_002}\n", "2", 0),
    ],
)
def test_broken_quoting_fails_by_line_and_keeps_the_rows_before(
    content: str, line: str, articles: int, read: Read
) -> None:
    *before, last = read("a.csv", content)

    assert [type(record) for record in before] == [Article] * articles
    assert isinstance(last, Rejected)
    assert last.outcome is Outcome.FAILED
    assert last.source.endswith(f"a.csv:{line}")
    assert "rows after it are not read" in last.reason


def test_a_table_with_only_a_header_is_skipped(reject: Reject) -> None:
    assert reject("a.csv", "title,text\n").reason == "no rows below the header"


# Plain text


def test_a_first_line_alone_is_the_headline(read_article: ReadOne) -> None:
    article = read_article("2025-03-12-rain.txt", "Rain at last\n\nIt rained.\n\nIt hailed.")

    assert article.title == "Rain at last"
    assert article.text == "It rained.\n\nIt hailed."
    assert article.published == dt.date(2025, 3, 12)


def test_a_date_in_the_header_outranks_the_name(read_article: ReadOne) -> None:
    article = read_article("2025-03-12-rain.txt", "Title: Rain\nDate: 2025-03-13\n\nIt rained.")

    assert article.published == dt.date(2025, 3, 13)


def test_lines_that_only_look_like_headers_are_text(read_article: ReadOne) -> None:
    content = "Date: unknown\nPlace: the pier\n\nIt rained."

    assert read_article("a.txt", content).text == "Date: unknown\n\nPlace: the pier\n\nIt rained."


def test_text_without_a_headline_loses_nothing(read_article: ReadOne) -> None:
    assert read_article("a.txt", "It rained.\nIt hailed.").text == "It rained.\n\nIt hailed."


# Encodings


def test_text_in_cp1252_is_read_with_a_note(read_article: ReadOne) -> None:
    words = "El niño cayó en la calle. ¿Quién lo vió? “Nadie”, según la policía."

    article = read_article("a.txt", f"Suceso\n\n{words}".encode("cp1252"))

    assert article.text == words
    assert len(article.notes) == 1
    assert article.notes[0].startswith("read as cp1252, not UTF-8")


def test_a_guessed_encoding_is_noted_on_every_record_of_a_list(read: Read) -> None:
    words = "El niño cayó en la calle. ¿Quién lo vió? Nadie, según la policía."
    raw = json.dumps([{"text": words}, {"text": "Nada."}], ensure_ascii=False).encode("cp1252")

    for record in read("a.json", raw):
        assert isinstance(record, Article)
        assert record.notes[0].startswith("read as cp1252, not UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.json"])
def test_a_byte_order_mark_settles_the_encoding(
    name: str, encoding: str, read_article: ReadOne
) -> None:
    content = {
        "a.txt": "Schnee\n\nEs schneit in Møra.",
        "a.md": "# Schnee\n\nEs schneit in Møra.",
        "a.csv": "title,text\nSchnee,Es schneit in Møra.\n",
        "a.json": '{"title": "Schnee", "text": "Es schneit in Møra."}',
    }[name]

    article = read_article(name, content.encode(encoding))

    assert (article.title, article.text) == ("Schnee", "Es schneit in Møra.")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.json"])
def test_a_binary_file_fails(name: str, reject: Reject) -> None:
    rejected = reject(name, bytes(range(256)) * 8)

    assert rejected.outcome is Outcome.FAILED
    assert rejected.reason == "the file is binary, not text"


def test_the_sample_archive_holds_every_kind_of_file() -> None:
    kinds = {path.suffix for path in sample_archive().rglob("*.*")}

    assert kinds == {".html", ".md", ".json", ".txt", ".jsonl", ".csv"}
