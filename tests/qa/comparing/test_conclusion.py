"""What is concluded from two sides, and where nothing is."""

import datetime as dt
from collections.abc import Sequence

import pytest

from qa.comparing import Claim, Comparison, Part, Relation, Seeks, Side, conclude, read_figure, tell
from qa.comparing.conclusion import Read
from qa.moment import Moment, Precision
from qa.quote import Quote

PARTS = (
    Part(question="When did Odo Sarn resign?", label="Odo Sarn", seeks=Seeks.TIME),
    Part(question="When did Wren Halvik resign?", label="Wren Halvik", seeks=Seeks.TIME),
)


def a_quote(text: str = "It happened in Sevrin.", number: int = 1) -> Quote:
    return Quote(
        article_id=f"a{number}",
        content_hash="0" * 64,
        start=0,
        end=len(text),
        text=text,
        title="",
        outlet="The Daily Lantern",
        published=dt.date(2025, 5, 20),
        url=None,
    )


def a_side(
    place: int,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    precision: Precision = Precision.DAY,
    by_report: bool = False,
    quoted: bool = True,
) -> Side:
    part = PARTS[place]
    when = None
    if first:
        words = str(first)
        when = Moment(
            first=first, last=last or first, precision=precision, words=words, start=0, end=10
        )
    return Side(
        question=part.question,
        label=part.label,
        quotes=(a_quote(number=place),) if quoted else (),
        when=when,
        first=first,
        last=last or first,
        by_report=by_report,
    )


def nothing_read(_question: str, _text: str) -> tuple[float, float]:
    return 0.0, 0.0


def short_of(
    relation: Relation,
    sides: Sequence[Side],
    read: Read = nothing_read,
    *,
    claim: Claim | None = None,
    picks: bool = False,
    unit: str | None = None,
) -> str | None:
    comparison = Comparison(relation=relation, parts=PARTS, claim=claim, picks=picks, unit=unit)
    return conclude(comparison, sides, read)


MARCH, MAY = dt.date(2025, 3, 3), dt.date(2025, 5, 12)


@pytest.mark.parametrize(
    ("claim", "short"), [(None, "before"), (Claim.BEFORE, "Yes"), (Claim.AFTER, "No")]
)
def test_the_earlier_day_is_before(claim: Claim | None, short: str) -> None:
    assert short_of(Relation.ORDER, [a_side(0, MARCH), a_side(1, MAY)], claim=claim) == short


def test_one_day_is_the_same_day_but_neither_yes_nor_no() -> None:
    sides = [a_side(0, MAY), a_side(1, MAY)]

    assert short_of(Relation.ORDER, sides) == "the same day"
    assert short_of(Relation.ORDER, sides, claim=Claim.BEFORE) is None


def test_a_day_inside_of_the_others_month_is_neither_before_nor_after() -> None:
    month = a_side(1, dt.date(2025, 3, 1), dt.date(2025, 3, 31), precision=Precision.MONTH)

    assert short_of(Relation.ORDER, [a_side(0, MARCH), month]) is None


def test_nothing_follows_from_one_side() -> None:
    assert short_of(Relation.ORDER, [a_side(0, MARCH), a_side(1, quoted=False)]) is None
    assert short_of(Relation.ORDER, [a_side(0, MARCH), a_side(1)]) is None


def test_a_report_long_after_orders_and_one_soon_after_does_not() -> None:
    soon = a_side(1, None, dt.date(2025, 3, 10), by_report=True)
    late = a_side(1, None, dt.date(2025, 5, 10), by_report=True)

    assert short_of(Relation.ORDER, [a_side(0, MARCH), soon]) is None
    assert short_of(Relation.ORDER, [a_side(0, MARCH), late]) == "before"
    assert "the day of the report" in tell(late)


def test_what_was_reported_earlier_was_earlier() -> None:
    reported = a_side(1, None, dt.date(2025, 2, 20), by_report=True)

    assert short_of(Relation.ORDER, [a_side(0, MARCH), reported]) == "after"


def test_the_first_and_the_last_are_named_in_the_questions_words() -> None:
    sides = [a_side(0, MAY), a_side(1, MARCH)]

    assert short_of(Relation.FIRST, sides, claim=Claim.BEFORE, picks=True) == "Wren Halvik"
    assert short_of(Relation.FIRST, sides, claim=Claim.AFTER, picks=True) == "Odo Sarn"


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        (None, "70 days"),
        ("days", "70 days"),
        ("weeks", "10 weeks (70 days)"),
        ("months", "about 2 months (70 days)"),
    ],
)
def test_an_interval_is_counted_from_day_to_day(unit: str | None, short: str) -> None:
    for sides in ([a_side(0, MARCH), a_side(1, MAY)], [a_side(0, MAY), a_side(1, MARCH)]):
        assert short_of(Relation.INTERVAL, sides, unit=unit) == short


def test_one_time_in_one_sentence_does_not_date_two_events() -> None:
    side = a_side(0, MAY)
    twin = side.model_copy(update={"question": PARTS[1].question, "label": PARTS[1].label})

    assert short_of(Relation.INTERVAL, [side, twin]) is None


def with_figure(place: int, words: str) -> Side:
    update = {"value": read_figure(words), "short": words}
    return a_side(place).model_copy(update=update)


@pytest.mark.parametrize(
    ("first", "second", "short"),
    [
        ("31 million", "22 million talens", "Yes"),
        ("about 100", "105", None),
        ("between 40 and 50", "23", "Yes"),
        ("at least 96", "23,000", "No"),
        ("15 percent", "12", None),
        ("12", "twelve", "No"),
        ("31 million talens", "22 people", None),
        ("$40", "22", "Yes"),
        ("12", "12 talens", "No"),
    ],
)
def test_figures_are_compared_as_far_as_they_are_sure(
    first: str, second: str, short: str | None
) -> None:
    sides = [with_figure(0, first), with_figure(1, second)]

    assert short_of(Relation.AMOUNT, sides, claim=Claim.HIGHER) == short


def test_outlets_with_two_figures_do_not_agree() -> None:
    sides = [with_figure(0, "83"), with_figure(1, "86")]

    assert short_of(Relation.SAME, sides, claim=Claim.SAME) == "No"
    assert short_of(Relation.SAME, sides, claim=Claim.DIFFERENT) == "Yes"


@pytest.mark.parametrize(
    ("chances", "short"),
    [
        (((0.9, 0.1), (0.7, 0.2)), "Yes"),
        (((0.9, 0.1), (0.1, 0.9)), "No"),
        (((0.9, 0.1), (0.5, 0.4)), None),
    ],
)
def test_both_statements_must_be_clear(
    chances: tuple[tuple[float, float], ...], short: str | None
) -> None:
    sides = [
        a_side(place).model_copy(update={"yes": yes, "no": no})
        for place, (yes, no) in enumerate(chances)
    ]

    assert short_of(Relation.BOTH, sides) == short


def test_reports_set_against_each_other_are_read_side_by_side() -> None:
    shown: list[str] = []

    def read(_question: str, text: str) -> tuple[float, float]:
        shown.append(text)
        return 0.9, 0.05

    assert short_of(Relation.TOGETHER, [a_side(0), a_side(1)], read) == "Yes"
    assert shown[0].count("The Daily Lantern, 20 May 2025: It happened in Sevrin.") == 2


@pytest.mark.parametrize(
    ("yes", "no", "told"), [(0.7, 0.2, "Yes."), (0.1, 0.9, "No."), (0.5, 0.5, "")]
)
def test_a_statement_is_told_as_far_as_the_conclusion_trusts_it(
    yes: float, no: float, told: str
) -> None:
    side = a_side(0).model_copy(update={"yes": yes, "no": no})

    assert tell(side) == told
