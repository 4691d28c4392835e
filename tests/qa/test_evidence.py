from collections.abc import Callable

import pytest

from qa.evidence import Read, gather

Make = Callable[..., Read]


def test_spans_that_say_the_same_are_one_candidate_best_place_first(read: Make) -> None:
    reads = [
        read("a", "Police say 15 people drowned.", ("15", 1.0)),
        read("b", "Fifteen died. Nine were saved.", ("Fifteen", 4.0), ("Nine", 2.0)),
        read("c", "About fifteen are missing.", ("About fifteen", 3.0)),
    ]
    fifteen, nine = gather(reads)

    assert [s.words for s in fifteen.supports] == ["Fifteen", "About fifteen", "15"]
    assert [s.read.article.id for s in fifteen.supports] == ["b", "c", "a"]
    assert [s.margin for s in fifteen.supports] == [4.0, 3.0, 1.0]
    assert (fifteen.key, fifteen.short) == ("15", "Fifteen")
    assert (nine.key, nine.short) == ("9", "Nine")


def test_places_are_counted_in_the_article_not_in_the_passage(read: Make) -> None:
    text = "The river rose for a week in Lisec. On Friday the dam of Lisec broke."
    found = read("a", text, ("Friday", 1.0), words=8, part=1)
    (candidate,) = gather([found])
    support = candidate.supports[0]

    assert found.hit.passage.start == text.index("On Friday") > 0
    assert text[support.span.start : support.span.end] == support.words == "Friday"
    assert (
        text[support.sentence.start : support.sentence.end] == "On Friday the dam of Lisec broke."
    )


def test_an_answer_over_two_sentences_is_quoted_with_both(read: Make) -> None:
    text = "Rain fell. The dam broke. The town fled. Night came."
    (candidate,) = gather([read("a", text, ("dam broke. The town", 1.0))])
    sentence = candidate.supports[0].sentence
    assert text[sentence.start : sentence.end] == "The dam broke. The town fled."


@pytest.mark.parametrize(
    ("span", "answer"),
    [
        ('"Blue Harbour,"', "Blue Harbour"),
        ("— Friday.", "Friday"),
        (" the mayor;\n", "the mayor"),
        ("(Fifteen", "Fifteen"),
        ("Fifteen)", "Fifteen"),
        ("Reve (left)", "Reve (left)"),
        ("the “Blue Harbour”,", "the “Blue Harbour”"),
        ("Blue Harbour”", "Blue Harbour"),
        ("the dockers’", "the dockers"),
        ("U.S.", "U.S."),
        ("in the U.S.),", "in the U.S."),
        ("$4 million.", "$4 million"),
        ("40%,", "40%"),
    ],
)
def test_signs_at_the_edges_are_no_part_of_an_answer(read: Make, span: str, answer: str) -> None:
    (candidate,) = gather([read("a", f"It was {span} she said.", (span, 1.0))])
    assert candidate.short == answer


@pytest.mark.parametrize(
    ("text", "span", "answer"),
    [
        ('She wants a "ten-year plan" now.', 'a "ten-year plan', 'a "ten-year plan"'),
        ('She said "no more" of it.', 'no more" of it', '"no more" of it'),
        ("It is the Mora (or Orla) line.", "Mora (or Orla", "Mora (or Orla)"),
        ("She calls it “a “rule” of law” here.", "“rule", "rule"),
        ('It is "a matter of days."', '"a matter of days', "a matter of days"),
        ('It was "a matter of days."', 'was "a matter of days', 'was "a matter of days."'),
        ("He left “for good” on Friday.", "left “for good", "left “for good”"),
        ("They get 6 per cent more.", "6", "6 per cent"),
        ("It fell by 4.5% in May.", "4.5", "4.5%"),
        ("It has 6 percentiles.", "6", "6"),
        ('A 12" pipe broke.', '12" pipe', '12" pipe'),
    ],
)
def test_an_answer_has_its_unit_and_both_of_a_pair_of_signs(
    read: Make, text: str, span: str, answer: str
) -> None:
    (candidate,) = gather([read("a", text, (span, 1.0))])
    assert candidate.short == answer


@pytest.mark.parametrize(
    ("line", "is_answer"),
    [
        ("20 May 2025 - By Jonna Reve", False),
        ("By Jonna Reve and Osric Tolk", False),
        ("BY JONNA REVE", False),
        ("The bell was cast in 1910 by Jonna Reve", True),
        ("By Friday, Jonna Reve had left.", True),
    ],
)
def test_who_wrote_an_article_is_no_answer(read: Make, line: str, is_answer: bool) -> None:
    name = "JONNA REVE" if line.isupper() else "Jonna Reve"
    found = gather([read("a", f"{line}\nThe weir broke on Friday.", (name, 1.0))])
    assert bool(found) is is_answer


@pytest.mark.parametrize("span", [".", "—", ' ("', "…"])
def test_a_span_of_signs_alone_is_no_answer(read: Make, span: str) -> None:
    assert gather([read("a", f"It was{span}she said.", (span, 1.0))]) == []
