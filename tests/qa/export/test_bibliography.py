"""Bibliographies, read by the parsers that others read them with."""

import json
from collections.abc import Callable

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from qa import Quote
from qa.export import Export, latex, to_bibtex, to_csl_json, visible

HOSTILE = [
    "50 % of #1 & more_less at $5 {sic} ~ ^",
    "unbalanced } brace {{ \\",
    "\\input{/etc/passwd} \\write18{rm} \\",
    "@misc{x, title={y}}",
    "a\n@article{second, title={injected}}\n",
    'x", note="y',
    "\u202egpj \x1b[31m",
    "-- --- ''' `` <b> | \"",
    "Дарина Želvova, ß, 東京",
    "%",
]
hostile_text = st.text(
    st.sampled_from("\\{}%#$&_~^<>|`'\"-@=, \nab1") | st.characters(exclude_categories=["Cs"]),
    max_size=40,
) | st.sampled_from(HOSTILE)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def decoder() -> LatexNodes2Text:
    """pylatexenc, taught those text symbols of LaTeX that it does not know or mistakes."""
    known = get_default_latex_context_db()
    signs = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textasciigrave": "`",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
    }
    known.add_context_category(
        "signs",
        prepend=True,
        macros=[MacroTextSpec(name, simplify_repl=sign) for name, sign in signs.items()],
    )
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True, math_mode="verbatim")


def entries(bibtex: str) -> list[Entry]:
    parsed = parse_string(bibtex)
    assert parsed.failed_blocks == []
    assert len(parsed.blocks) == len(parsed.entries)
    return parsed.entries


@unhurried
@given(text=hostile_text)
def test_latex_shows_the_same_signs(text: str) -> None:
    line = visible(text)
    written = latex(line)

    assert written.count("{") == written.count("}")
    assert decoder().latex_to_text(written) == line


@unhurried
@given(texts=st.lists(hostile_text, min_size=1, max_size=4), author=hostile_text)
def test_bibtex_of_any_text_has_one_entry_for_each_article(
    texts: list[str],
    author: str,
    export_of: Callable[..., Export],
    quote_of: Callable[..., Quote],
) -> None:
    quotes = [
        quote_of("It rained.", article_id=str(number), title=text, outlet=text)
        for number, text in enumerate(texts)
    ]
    found = entries(to_bibtex(export_of(*quotes, authors=(author, "Orla Finn"))))

    assert len({entry.key for entry in found}) == len(texts)
    for entry, text in zip(found, texts, strict=True):
        fields = entry.fields_dict
        if line := visible(text):
            assert fields["title"].value == f"{{{latex(line)}}}"
            assert fields["journal"].value == latex(line)
        assert fields["url"].value == "https://post.example/bridge"
        assert fields["author"].value.endswith("Orla Finn")


def test_a_bibtex_entry_tells_who_where_when_and_which_words(
    export_of: Callable[..., Export], quote_of: Callable[..., Quote]
) -> None:
    first, again = quote_of("It rained."), quote_of("It snowed.", start=90, end=100)
    [entry] = entries(to_bibtex(export_of(first, again, authors=("Orla Finn", "Finn, Moor & Co"))))

    assert entry.entry_type == "article"
    assert entry.key == "the-quarry-post-2025-bridge-to-close"
    assert {name: field.value for name, field in entry.fields_dict.items()} == {
        "author": "Orla Finn and {Finn, Moor \\& Co}",
        "title": "{Bridge to close}",
        "journal": "The Quarry Post",
        "date": "2025-03-03",
        "year": "2025",
        "url": "https://post.example/bridge",
        "urldate": "2025-11-26",  # in UTC
        "note": f"Article a1; characters 10-20, 90-100 of SHA-256 {'f' * 64}",
    }


def test_articles_alike_get_different_keys(
    export_of: Callable[..., Export], quote_of: Callable[..., Quote]
) -> None:
    quotes = [quote_of("It rained.", article_id=name) for name in "abc"]
    quotes.append(quote_of("It rained.", article_id="d", title="Bridge to close 2"))
    export = export_of(*quotes)
    keys = [entry.key for entry in entries(to_bibtex(export))]

    assert len(set(keys)) == 4
    assert keys == [item["id"] for item in json.loads(to_csl_json(export))]


def test_a_name_in_another_script_gives_an_ascii_key(
    export_of: Callable[..., Export], quote_of: Callable[..., Quote]
) -> None:
    quote = quote_of("Снег.", title="Снег", outlet="Østre Tidende", published=None)
    [nameless] = entries(to_bibtex(export_of(quote_of("Rain.", title="?!", outlet=None))))
    [entry] = entries(to_bibtex(export_of(quote)))

    assert entry.key == "ostre-tidende-sneg"
    assert nameless.key == "2025"


def test_csl_items_are_of_a_newspaper_article_and_leave_out_what_is_not_known(
    export_of: Callable[..., Export], quote_of: Callable[..., Quote]
) -> None:
    known = quote_of("It rained.")
    bare = quote_of("Snow.", article_id="b", outlet=None, published=None, url="javascript:alert(1)")
    first, second = json.loads(to_csl_json(export_of(known, bare, authors=("Orla Finn",))))

    assert first["type"] == "article-newspaper"
    assert first["author"] == [{"literal": "Orla Finn"}]
    assert first["container-title"] == "The Quarry Post"
    assert first["issued"] == {"date-parts": [[2025, 3, 3]]}
    assert first["accessed"] == {"date-parts": [[2025, 11, 26]]}
    assert first["note"] == f"Article a1; characters 10-20 of SHA-256 {'f' * 64}"
    assert not {"container-title", "issued", "URL"} & set(second)


@pytest.mark.parametrize("text", HOSTILE)
def test_csl_json_holds_hostile_text_as_text(
    text: str, export_of: Callable[..., Export], quote_of: Callable[..., Quote]
) -> None:
    [item] = json.loads(to_csl_json(export_of(quote_of("It rained.", title=text))))

    assert item["title"] == visible(text)


def test_the_sample_has_an_entry_for_each_article_cited(sample_export: Export) -> None:
    cited = {quote.article_id for quote in sample_export.quotes()}

    assert len(entries(to_bibtex(sample_export))) == len(cited)
    assert "author" in to_bibtex(sample_export)
