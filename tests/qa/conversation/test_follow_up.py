"""Follow-ups made to stand alone, on invented dialogues."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.conversation import stand_alone

RADARS = ["How many radars came from Varland?", "Twelve coastal radars came from Varland in 2019."]
CUP = ["Where did police find the Harbour Cup?", "In a locker at the ferry terminal in Karsholm."]
RESIGNED = [
    "Who resigned as transport minister in March?",
    "Emil Brandt resigned as transport minister on Wednesday, after the ferry was lost.",
]
BANK = [
    "Which bank went into administration in April?",
    "Osterby Savings Bank was placed in administration on 4 April.",
]
CONVOY = ["How many soldiers were in the convoy?", "About 40 soldiers were in the convoy."]


def text(question: str, history: list[str]) -> str:
    return stand_alone(question, history).text


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("And from Sweden?", "How many radars came from Sweden?"),
        ("And Sweden?", "How many radars came from Sweden?"),
        ("What about from Sweden?", "How many radars came from Sweden?"),
        ("And how many from Sweden?", "How many radars came from Sweden?"),
        ("What about 2021?", "How many radars came from Varland in 2021?"),
    ],
)
def test_a_fragment_takes_the_place_of_what_is_like_it(question: str, standing: str) -> None:
    assert text(question, RADARS) == standing


def test_a_month_takes_the_place_of_a_month() -> None:
    assert text("And in May?", BANK) == "Which bank went into administration in May?"


def test_an_office_takes_the_place_of_an_office() -> None:
    asked = "What about the prime minister?"

    assert text(asked, RESIGNED) == "Who resigned as the prime minister in March?"


@pytest.mark.parametrize(
    ("question", "history", "standing"),
    [
        ("Why?", RADARS, "Why did radars come from Varland?"),
        ("When?", CUP, "When did police find the Harbour Cup?"),
        ("When was that?", CUP, "When did police find the Harbour Cup?"),
        ("Why?", RESIGNED, "Why did Emil Brandt resign as transport minister in March?"),
        ("Why?", BANK, "Why did the bank go into administration in April?"),
        ("Why?", ["Did the minister resign?", "Yes."], "Why did the minister resign?"),
        ("Where?", ["What did the police find?", ""], "Where did the police find that?"),
        ("Since when?", ["Has the bridge closed?", ""], "Since when has the bridge closed?"),
    ],
)
def test_a_bare_question_word_asks_of_the_question_before(
    question: str, history: list[str], standing: str
) -> None:
    assert text(question, history) == standing


def test_where_no_sentence_can_be_made_the_question_before_is_named() -> None:
    history = ["What is the cause of the fire?", "A cable."]

    assert text("Why?", history) == "On “What is the cause of the fire?”: why?"


@pytest.mark.parametrize(
    ("question", "history", "standing"),
    [
        ("Who stole it?", CUP, "Who stole the Harbour Cup?"),
        ("Who replaced him?", RESIGNED, "Who replaced Emil Brandt?"),
        ("What does his mother do?", RESIGNED, "What does Emil Brandt’s mother do?"),
        ("How much had it lent?", BANK, "How much had Osterby Savings Bank lent?"),
        ("How many of them died?", CONVOY, "How many of the soldiers died?"),
        ("How many died?", CONVOY, "How many soldiers died?"),
    ],
)
def test_a_pronoun_means_what_agrees_with_it(
    question: str, history: list[str], standing: str
) -> None:
    assert text(question, history) == standing


LAW = [
    "Did parliament pass the fishing law?",
    "Parliament passed the law on 3 March by 61 votes to 40.",
]


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("Did the king sign it?", "Did the king sign the fishing law?"),
        ("Who wrote that law?", "Who wrote the fishing law?"),
        ("And the budget?", "Did parliament pass the budget?"),
        ("What happened next?", "As for the fishing law, what happened next?"),
    ],
)
def test_what_was_done_is_meant_rather_than_who_did_it(question: str, standing: str) -> None:
    assert text(question, LAW) == standing


def test_a_remark_is_not_asked_about() -> None:
    asked = "That is sad. Who stole it?"

    assert text(asked, CUP) == "That is sad. Who stole the Harbour Cup?"


def test_it_stays_what_it_was_over_several_turns() -> None:
    history = ["What is the Orla treaty?", "", "Who signed it?", "", "Why was it criticised?", ""]

    assert text("When does it expire?", history) == "When does the Orla treaty expire?"


def test_he_and_she_are_told_apart() -> None:
    history = ["Did Mr. Holm meet Mrs. Brandt?", "Mr. Holm met Mrs. Brandt on Friday."]

    assert "Holm" in text("What did he say?", history)
    assert "Brandt" in text("What did she say?", history)


def test_a_full_name_stands_for_the_short_one() -> None:
    history = ["Who is Ada Lindqvist?", "Ada Lindqvist is a judge.", "What did Lindqvist say?", ""]

    assert text("Where was she born?", history) == "Where was Ada Lindqvist born?"


def test_two_people_in_one_clause_are_not_one() -> None:
    history = ["Who is Vera Holm?", "Vera Holm is a judge."]

    assert text("Does Emil Brandt know her?", history) == "Does Emil Brandt know Vera Holm?"


def test_a_pronoun_whose_meaning_the_question_holds_is_left() -> None:
    asked = "Did Emil Brandt sell his house?"

    assert text(asked, CUP) == asked


def test_an_empty_it_means_nothing() -> None:
    asked = "Is it true that the bridge was closed?"

    assert text(asked, CUP) == asked


@pytest.mark.parametrize(
    ("question", "refers"),
    [
        ("Who said so?", "speaker"),
        ("Says who?", "speaker"),
        ("According to whom?", "speaker"),
        ("When was that?", "time"),
        ("When was that said?", "time"),
        ("Where was that?", "place"),
        ("Which paper says that?", "outlet"),
        ("Which newspaper reported this?", "outlet"),
        ("Is there another source?", "other_source"),
        ("What about the other outlet?", "other_source"),
        ("Who else reported that?", "other_source"),
        ("Who said that the bridge was safe?", None),
        ("When was the bridge built?", None),
        ("Who stole it?", None),
    ],
)
def test_questions_about_the_last_quotes_are_told_from_others(question: str, refers: str) -> None:
    assert stand_alone(question, CUP).refers == refers


def test_a_question_about_quotes_names_what_was_asked() -> None:
    asked = "On “Where did police find the Harbour Cup?”: who said so?"

    assert text("Who said so?", CUP) == asked


def test_what_a_question_leaves_out_is_added() -> None:
    history = ["Tell me about the Orla treaty.", ""]

    assert (
        text("What are the main terms?", history) == "What are the main terms of the Orla treaty?"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who is Vera Holm?",
        "How many people live in Osterby?",
        "What did the Swedish government say about the fishing ban?",
    ],
)
def test_a_new_topic_is_noticed_and_left_as_it_is(question: str) -> None:
    found = stand_alone(question, CUP)

    assert (found.text, found.changed, found.new_topic) == (question, False, True)
    assert found.search_terms == ()


def test_a_question_on_the_same_thing_is_no_new_topic() -> None:
    asked = "Who paid for the Harbour Cup?"
    found = stand_alone(asked, CUP)

    assert (found.text, found.new_topic) == (asked, False)


def test_the_first_question_stays_and_is_no_new_topic() -> None:
    found = stand_alone("Where is the cup?", [])

    assert (found.text, found.changed, found.new_topic) == ("Where is the cup?", False, False)


@pytest.mark.parametrize("history", [[], ["Was the bridge closed?", "Yes."]])
def test_a_pronoun_without_antecedent_is_left_and_named(history: list[str]) -> None:
    found = stand_alone("Did she resign?", history)

    assert (found.text, found.changed, found.unresolved) == ("Did she resign?", False, "she")


def test_the_later_answer_counts_where_history_contradicts_itself() -> None:
    history = [
        "Who stole the cup?",
        "Emil Brandt stole the cup.",
        "Who really stole the cup?",
        "Jonas Holm stole the cup.",
    ]

    assert text("Was he arrested?", history) == "Was Jonas Holm arrested?"


def test_empty_turns_and_questions_without_answers_are_passed_over() -> None:
    assert text("Who stole it?", ["", "", CUP[0], "", "", ""]) == "Who stole the Harbour Cup?"
    assert text("Who stole it?", [CUP[0]]) == "Who stole the Harbour Cup?"


def test_turns_in_another_language_are_passed_over() -> None:
    history = [*CUP, "Wo haben die Leute gestern den anderen Becher wieder gefunden?", "Nirgends."]

    assert text("Who stole it?", history) == "Who stole the Harbour Cup?"


def test_of_a_hundred_turns_the_last_ones_count() -> None:
    history = [turn for n in range(98) for turn in (f"Who is number {n}?", "Nobody.")] + CUP

    assert text("Who stole it?", history) == "Who stole the Harbour Cup?"


def test_of_a_very_long_turn_the_beginning_counts() -> None:
    history = [CUP[0], CUP[1] + " It was cold that day." * 5_000]

    assert text("Who stole it?", history) == "Who stole the Harbour Cup?"


@pytest.mark.parametrize("part", ["and ", "what about ", "who ", "“", "it its ", "(", "on ", "?"])
def test_repetition_takes_no_time_to_speak_of(part: str) -> None:
    hostile = part * 20_000

    assert stand_alone("Who stole it?", [hostile, hostile]).text
    assert stand_alone(hostile, CUP).text == hostile.strip() or part.isspace()


_SAID = """
And what about how many of them it he she their the cup Karsholm died in from 2019 when was
that who said so why ? . , “ ” ’s one other there
"""
_WORDS = st.sampled_from(_SAID.split())
_TURN = st.one_of(
    st.lists(_WORDS, max_size=12).map(" ".join),
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=60),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=_TURN, history=st.lists(_TURN, max_size=5))
def test_nothing_raises_and_nothing_grows_beyond_question_and_history(
    question: str, history: list[str]
) -> None:
    found = stand_alone(question, history)

    spoken = len(question) + sum(map(len, history))
    assert len(found.text) <= 2 * spoken + 40
    assert found.changed or found.text == stand_alone(question, []).text


_FUNCTION = "as for of the in on did do does is was were that ’s ’ why when where how who"
_FUNCTION_WORDS = frozenset(_FUNCTION.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=st.lists(_WORDS, max_size=10).map(" ".join))
def test_no_word_is_put_in_that_nobody_said(question: str) -> None:
    found = stand_alone(question, RADARS)

    said = " ".join((question, *RADARS)).lower()
    for word in found.text.lower().replace("“", " ").replace("”", " ").split():
        bare = word.strip(".,:?’").removesuffix("’s")
        assert bare in said or bare in _FUNCTION_WORDS or bare == "come"
