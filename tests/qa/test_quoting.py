import datetime as dt
from collections.abc import Callable, Sequence

from qa import Attribution, Quote, Role, understand
from qa.evidence import Read
from qa.judgement import Ranked
from qa.question import Question
from qa.quoting import choose, cut
from tests.qa.ranked import by_margin

Make = Callable[..., Read]

WHO = understand("Who resigned?")
WHICH = understand("Which towns were flooded?")


def choose_quotes(question: Question, ranked: Sequence[Ranked]) -> list[Quote]:
    return [cut(choice, question) for choice in choose(question, ranked)]


def test_the_answer_s_sentences_come_first_then_those_of_other_answers(read: Make) -> None:
    ranked = by_margin(
        read("a", "Rain fell. Jonna Reve resigned.", ("Jonna Reve", 5.0)),
        read("b", "Arne Lund resigned.", ("Arne Lund", 4.0)),
        read("c", "It was Reve who left.", ("Reve", 3.5)),
        read("d", "Jonna Reve is gone.", ("Jonna Reve", 3.0)),
    )
    quotes = choose_quotes(WHO, ranked)

    assert [(quote.text, quote.role) for quote in quotes] == [
        ("Jonna Reve resigned.", Role.SUPPORTS),
        ("Jonna Reve is gone.", Role.SUPPORTS),
        ("Arne Lund resigned.", Role.CONTEXT),
        ("It was Reve who left.", Role.SUPPORTS),
    ]
    assert (quotes[0].start, quotes[0].end) == (11, 31)


def test_every_quote_is_a_slice_of_its_article(read: Make) -> None:
    text = "“Never,” said the mayor.\n\nÅse Moe, 44, resigned — on Friday. The U.S. envoy left."
    found = read("a", text, ("Åse Moe", 3.0), ("The U.S.", 2.0), ("the mayor", 1.5))
    quotes = choose_quotes(WHO, by_margin(found))

    assert len(quotes) == 3
    assert all(quote.text == text[quote.start : quote.end] for quote in quotes)
    assert {quote.content_hash for quote in quotes} == {found.article.content_hash}


def test_no_sentence_is_quoted_twice_or_in_part(read: Make) -> None:
    text = "Reve and Lund resigned. Moe stayed. Rain fell."
    ranked = by_margin(
        read("a", text, ("Reve", 5.0), ("Lund", 4.5), ("resigned. Moe", 4.0), ("Rain", 3.5)),
        read("copy", "Moe spoke. REVE and Lund  resigned.", ("REVE", 4.8), ("Moe", 3.0)),
    )
    texts = [quote.text for quote in choose_quotes(WHO, ranked)]
    assert texts == ["Reve and Lund resigned.", "Rain fell.", "Moe spoke."]


def test_there_are_at_most_five_quotes_and_three_of_one_article(read: Make) -> None:
    names = ["Reve", "Lund", "Moe", "Dahl", "Berg", "Lie"]
    one = read(
        "a",
        " ".join(f"{name} resigned." for name in names),
        *((name, 5.0 - 0.1 * place) for place, name in enumerate(names)),
    )
    others = [
        read(letter, f"We hear that {name} went.", (name, 4.0 - 0.1 * place))
        for place, (letter, name) in enumerate(zip("bcd", ["Holm", "Vik", "Sand"], strict=True))
    ]
    quotes = choose_quotes(WHO, by_margin(one, *others))

    assert [quote.article_id for quote in quotes] == ["a", "a", "a", "b", "c"]
    assert [quote.text.split()[0] for quote in quotes] == ["Reve", "Lund", "Moe", "We", "We"]


def test_one_answer_is_quoted_from_three_articles_at_most(read: Make) -> None:
    places = [
        read(letter, f"{letter}: Reve is gone.", ("Reve", 5.0 - place))
        for place, letter in enumerate("abcde")
    ]
    quotes = choose_quotes(WHO, by_margin(*places))
    assert [quote.article_id for quote in quotes] == ["a", "b", "c"]


def test_an_answer_far_below_the_best_is_not_quoted(read: Make) -> None:
    ranked = by_margin(
        read("a", "Reve resigned.", ("Reve", 5.0)),
        read("b", "Lund resigned.", ("Lund", 2.5)),
        read("c", "Moe resigned.", ("Moe", 2.4)),
    )
    assert [quote.article_id for quote in choose_quotes(WHO, ranked)] == ["a", "b"]


def test_every_item_of_a_list_is_quoted_as_support(read: Make) -> None:
    ranked = by_margin(
        read("a", "Lisec drowned. So did Moen. Rain fell.", ("Moen", 5.0), ("Lisec", 4.0)),
        read("b", "In Karsholm it snowed.", ("Karsholm", 4.5)),
    )
    assert [(quote.text, quote.role) for quote in choose_quotes(WHICH, ranked)] == [
        ("Lisec drowned.", Role.SUPPORTS),
        ("So did Moen.", Role.SUPPORTS),
        ("In Karsholm it snowed.", Role.CONTEXT),
    ]


def test_a_quote_carries_its_speaker_the_chain_and_the_hedge(read: Make) -> None:
    text = (
        "Harbour papers seen by the Moen Gazette say that the mayor allegedly took five barges."
        " Rain fell."
    )
    (quote,) = choose_quotes(
        understand("How many barges?"), by_margin(read("a", text, ("five", 3)))
    )

    assert isinstance(quote.attribution, Attribution)
    assert quote.attribution.hedge == "allegedly"
    assert quote.attribution.phrase
    assert all(name in text for name in quote.attribution.chain)
    assert quote.speaker == quote.attribution.chain[0]


def test_plain_narration_has_no_speaker(read: Make) -> None:
    found = read("a", "The mayor sold five barges.", ("five", 3.0))
    (quote,) = choose_quotes(understand("How many barges?"), by_margin(found))

    assert quote.speaker is None
    assert quote.attribution is None


def test_a_time_is_resolved_against_the_day_of_publication(read: Make) -> None:
    text = "The bridge was closed on 24 October. The next day a tug hit it."
    found = read("a", text, ("The next day", 3.0), published="2025-11-01")
    (quote,) = choose_quotes(understand("When did the tug hit the bridge?"), by_margin(found))

    assert quote.when is not None
    assert (quote.when.first, quote.when.last) == (dt.date(2025, 10, 25), dt.date(2025, 10, 25))
    assert quote.when.words == text[quote.when.start : quote.when.end] == "The next day"
