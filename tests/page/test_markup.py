"""Untrusted text in HTML: whatever it is, it is read as it was written."""

import html
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.markup import Mark, aside, at_words, is_web_address, isolated, link, marked, text

HOSTILE = st.text(alphabet=st.sampled_from("<>&\"'`${}/=- \n;#x1amp\u202e\u2069é"))
ANY = st.text() | HOSTILE


class Seen(HTMLParser):
    """The elements and the text that a browser would make of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY)
def test_text_comes_back_as_it_was_and_makes_no_element(untrusted: str) -> None:
    safe = text(untrusted)
    assert html.unescape(safe) == html.unescape(html.escape(untrusted))
    assert not set("<>\"'`${") & set(safe)
    assert Seen(safe).elements == []


@given(ANY, ANY)
def test_text_stays_inside_an_attribute(untrusted: str, after: str) -> None:
    seen = Seen(f'<i title="{text(untrusted)}">{text(after)}</i>')
    assert [tag for tag, _ in seen.elements] == ["i"]
    assert list(seen.elements[0][1]) == ["title"]


@given(ANY, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marks_change_no_character(untrusted: str, pairs: list[tuple[int, int]]) -> None:
    marks = [
        Mark(min(start, len(untrusted)), min(end, len(untrusted)), "m") for start, end in pairs
    ]
    shown = marked(untrusted, marks)
    assert Seen(shown).text == Seen(text(untrusted)).text
    covered = {n for start, end, _ in marks for n in range(start, end)}
    inside = shown.split('<mark class="m">')[1:]
    words = [html.unescape(part.split("</mark>")[0]) for part in inside]
    plain = "".join(untrusted[n] for n in sorted(covered))
    assert "".join(words) == html.unescape(html.escape(plain))


def test_where_marks_overlap_the_first_counts() -> None:
    shown = marked("abcdef", [Mark(2, 5, "b"), Mark(0, 3, "a")])
    assert shown == '<mark class="a">abc</mark><mark class="b">de</mark>f'


@given(ANY, ANY)
def test_a_link_leads_to_the_web_or_nowhere(label: str, url: str) -> None:
    seen = Seen(link(label, url))
    addresses = [attributes.get("href") or "" for tag, attributes in seen.elements if tag == "a"]
    assert bool(addresses) == is_web_address(url)
    assert all(address.lower().startswith("http") for address in addresses)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "//evil.example",
        "http:",
        "https:///path",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_other_addresses_are_never_links(url: str) -> None:
    assert "<a" not in link("The headline", url)
    assert "The headline" in link("The headline", url)


def test_a_name_is_kept_apart_from_what_stands_around_it() -> None:
    assert aside("Kurier\u202e <b>") == "<bdi>Kurier\u202e &lt;b&gt;</bdi>"
    assert aside("Kurier\u2069\u202e") == "<bdi>Kurier\u202e</bdi>"
    assert isolated("Kurier\u2069\u202e") == "\u2068Kurier\u202e\u2069"


WORDS = "The mill, it was said on-site, lost 40% of its pulp & more before the barges came in June"


def test_a_fragment_names_the_first_and_the_last_words() -> None:
    address = at_words("https://mill.example/a", WORDS)
    assert address == (
        "https://mill.example/a#:~:text=The%20mill%2C%20it%20was%20said"
        ",before%20the%20barges%20came%20in%20June"
    ).replace("said,", "said%20on%2Dsite%2C,")


def test_few_words_are_named_whole() -> None:
    assert at_words("https://a.example/", "No one was hurt.").endswith(
        "#:~:text=No%20one%20was%20hurt."
    )


def test_a_fragment_over_paragraphs_takes_each_end_from_one() -> None:
    address = at_words("https://a.example/", "Two words\n\nand then the end")
    assert address == "https://a.example/#:~:text=Two%20words,and%20then%20the%20end"


def test_a_page_keeps_its_own_fragment_and_directives() -> None:
    assert at_words("https://a.example/#part", "Rain fell").endswith("/#part:~:text=Rain%20fell")
    assert at_words("https://a.example/#:~:text=x", "Rain").endswith("#:~:text=x&text=Rain")


@given(st.text(), st.sampled_from(["https://a.example/", "https://a.example/?q=1#part"]))
def test_a_fragment_is_read_back_by_the_rules(words: str, url: str) -> None:
    address = at_words(url, words)
    if address == url:
        return
    directive = address.split(":~:text=")[1]
    ends = directive.split(",")
    assert len(ends) <= 2
    for end in ends:
        assert end
        assert not set(end) & set("&,- \n")
        assert " ".join(unquote(end).split()) in " ".join(words.split())


def test_words_too_long_to_be_looked_for_are_left_out() -> None:
    assert at_words("https://a.example/", "w" * 100_000) == "https://a.example/"
