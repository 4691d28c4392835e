import datetime as dt
from collections.abc import Callable

import pytest

from qa import Attribution, Quote
from qa.export import citation, visible, web_link


def test_a_citation_names_outlet_headline_day_link_and_when_it_was_read(
    quote_of: Callable[..., Quote],
) -> None:
    quote = quote_of("The bridge will be shut until May.")

    assert citation(quote, retrieved=dt.date(2025, 11, 25)) == (
        "“The bridge will be shut until May.” (The Quarry Post, “Bridge to close”, 3 March 2025,"
        " https://post.example/bridge, retrieved 25 November 2025)"
    )


def test_what_is_not_known_is_left_out_of_a_citation(quote_of: Callable[..., Quote]) -> None:
    quote = quote_of("It rained.", title="", outlet=None, published=None, url=None)

    assert citation(quote) == "“It rained.” (outlet not named, no date)"


def test_a_citation_says_who_said_it_through_whom_and_how_surely(
    quote_of: Callable[..., Quote],
) -> None:
    via = Attribution(chain=("a leaked letter", "The Quarry Post"), hedge="allegedly")
    quote = quote_of("He knew.", speaker="Orla Finn", attribution=via, title="", url=None)

    assert citation(quote) == (
        "“He knew.” (said by Orla Finn, through a leaked letter, marked “allegedly”;"
        " The Quarry Post, 3 March 2025)"
    )


def test_a_phrase_that_says_who_is_taken_as_it_is(quote_of: Callable[..., Quote]) -> None:
    phrase = "According to Orla Finn, citing a leaked letter"
    via = Attribution(chain=("Orla Finn", "a leaked letter"), hedge="allegedly", phrase=phrase)
    quote = quote_of("He knew.", speaker="Orla Finn", attribution=via, title="", url=None)

    assert citation(quote) == (
        f"“He knew.” ({phrase}, marked “allegedly”; The Quarry Post, 3 March 2025)"
    )


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("two\nlines\u2028and\tmore", "two lines and more"),
        ("invoice \u202egpj.exe", "invoice ⟨U+202E⟩gpj.exe"),
        ("red \x1b[31mtext", "red ⟨U+001B⟩[31mtext"),
        ("שלום, عالم", "שלום, عالم"),
    ],
)
def test_nothing_hidden_or_turning_is_left_in_a_citation(
    hostile: str, shown: str, quote_of: Callable[..., Quote]
) -> None:
    assert visible(hostile) == shown
    cited = citation(quote_of(hostile, title=hostile, outlet=hostile, speaker=hostile))
    assert cited.count(shown) == 4
    assert len(cited.splitlines()) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://x", "//x", ""]
)
def test_only_links_to_the_web_are_cited(url: str, quote_of: Callable[..., Quote]) -> None:
    assert web_link(url) is None
    assert citation(quote_of("It rained.", url=url)).endswith("3 March 2025)")


def test_a_link_is_plain_ascii_and_stays_the_same_link() -> None:
    assert web_link("https://x.example/a?b=1&c=%20#d_e") == "https://x.example/a?b=1&c=%20#d_e"
    assert (
        web_link('https://x.example/<é> "{}\\') == "https://x.example/%3C%C3%A9%3E%20%22%7B%7D%5C"
    )
