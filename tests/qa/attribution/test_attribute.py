import pytest

from corpus import Article, Span, split_sentences
from qa.attribution import Said, Stance, attribute


def article(text: str, title: str = "", language: str | None = "en") -> Article:
    return Article(id="a", title=title, text=text, language=language)


def said_of(text: str, sentence: str, focus: str | None = None, title: str = "") -> Said:
    start = text.index(sentence)
    span = Span(start, start + len(sentence))
    at = text.index(focus, start) if focus else 0
    return attribute(article(text, title), span, Span(at, at + len(focus)) if focus else None)


def names(said: Said) -> list[str]:
    return [source.name for source in said.chain]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The bridge will open in May, Ana Ruiz said.", "Ana Ruiz"),
        ("The bridge will open in May, said Ana Ruiz.", "Ana Ruiz"),
        ("The bridge, officials said on Monday, will open in May.", "officials"),
        ("Mayor Ana Ruiz told reporters that the bridge would open in May.", "Ana Ruiz"),
        ("The bridge will open in May, according to the harbour office.", "the harbour office"),
        ("A report by the council warned that the bridge was unsafe.", "A report by the council"),
        ("The figures show that the bridge was used by 900 people.", "The figures"),
        ("“It will open in May,” the engineer, Tom Okoro, added.", "Tom Okoro"),
        ("Ana Ruiz, the mayor, wrote in a letter that the bridge was closed.", "Ana Ruiz"),
    ],
)
def test_who_reports_is_the_speaker(text: str, speaker: str | None) -> None:
    said = said_of(text, text)

    assert said.speaker is not None
    assert said.speaker.name == speaker
    assert said.stance == Stance.ASSERTED
    assert said.hedge is None


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in May and cost nine million.",
        "Ana Ruiz opened the bridge in May.",
        'The council sold the "worn-out" bridge to a scrap dealer.',
        "Nobody could tell us when the bridge would open.",
        "The river rises in the north; the bridge is in the south.",
    ],
)
def test_plain_narration_has_no_speaker(text: str) -> None:
    assert said_of(text, text) == Said()


def test_a_name_is_a_slice_without_titles_and_in_its_fullest_form() -> None:
    text = "Finance Minister Lena Brandt arrived. The tax will go, Ms. Brandt said."
    said = said_of(text, "The tax will go, Ms. Brandt said.")

    assert said.speaker is not None
    assert said.speaker.name == "Lena Brandt"
    assert text[said.speaker.start : said.speaker.end] == "Lena Brandt"


def test_letters_are_spelled_out_where_the_article_does() -> None:
    text = "The North Harbour Union met on Friday. The NHU said that the strike would go on."

    assert names(said_of(text, "The NHU said that the strike would go on.")) == [
        "The North Harbour Union"
    ]


def test_a_focus_decides_whose_statement_is_meant() -> None:
    text = "The minister, who police say took bribes, resigned on Monday."

    assert said_of(text, text, "on Monday").speaker is None
    assert names(said_of(text, text, "bribes")) == ["police"]


def test_a_focus_in_the_reporting_words_is_told_by_the_outlet() -> None:
    text = "Ana Ruiz told reporters on Friday that the bridge would open in May."

    assert said_of(text, text, "Friday").speaker is None
    assert names(said_of(text, text, "May")) == ["Ana Ruiz"]


def test_a_focus_that_holds_report_and_all_is_what_is_reported() -> None:
    text = "SEVRIN - About 900 people were moved on Monday, the district office said."

    assert names(said_of(text, text, "About 900 people were moved on Monday, the district")) == [
        "the district office"
    ]


def test_the_items_of_a_list_are_those_of_the_report_that_lists_them() -> None:
    text = (
        "The report makes two findings:\n\n- The drains were blocked.\n\n- The door was worn.\n\n"
        "It rained.\n\nThe week went like this:\n\n- It snowed."
    )

    assert names(said_of(text, "The door was worn.")) == ["The report"]
    assert said_of(text, "It snowed.") == Said()


def test_an_amount_is_put_by_somebody() -> None:
    text = "Tom Okoro put the loss at nine million on Friday."

    assert names(said_of(text, text, "nine million")) == ["Tom Okoro"]


def test_three_deep_reporting_gives_the_chain_from_the_origin() -> None:
    text = "Finch says that Sollen says that Korda said the tender was closed."

    assert names(said_of(text, text)) == ["Korda", "Sollen", "Finch"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Harbour Post, citing two officials, said that the deal was off.",
            ["two officials", "The Harbour Post"],
        ),
        (
            "The deal was off, according to papers seen by the Harbour Post.",
            ["papers", "the Harbour Post"],
        ),
        ("The deal was off, Ana Ruiz told the Harbour Post.", ["Ana Ruiz", "the Harbour Post"]),
        (
            "Ana Ruiz was quoted by Tass as saying that the deal was off.",
            ["Ana Ruiz", "Tass"],
        ),
        ("Tass quoted Ana Ruiz as saying that the deal was off.", ["Ana Ruiz", "Tass"]),
        ("“The deal is off,” Tass quoted Ana Ruiz as saying.", ["Ana Ruiz", "Tass"]),
        ("The deal was off, Ana Ruiz was quoted as saying by Tass.", ["Ana Ruiz", "Tass"]),
        ("Ana Ruiz was quoted in the Harbour Post as saying it was off.", None),
        ("In an interview with the Harbour Post, Ana Ruiz said the deal was off.", None),
        ("Ana Ruiz said in an interview with the Harbour Post that the deal was off.", None),
        ("Speaking to the Harbour Post, Ana Ruiz said the deal was off.", None),
        ("In an email to the Harbour Post, Ana Ruiz said the deal was off.", None),
        ("The deal was off, said Ana Ruiz in comments to the Harbour Post.", None),
        ("In a statement carried by the Harbour Post, Ana Ruiz said the deal was off.", None),
        ("Ana Ruiz told the Harbour Post's Today programme that the deal was off.", None),
        (
            "A report by the Harbour Post cited two officials as saying the deal was off.",
            ["two officials", "A report by the Harbour Post"],
        ),
        (
            "The Harbour Post cited two officials who said the deal was off.",
            ["two officials", "The Harbour Post"],
        ),
        (
            "Officials who spoke to the Harbour Post said the deal was off.",
            ["Officials", "the Harbour Post"],
        ),
        (
            "Reuters has seen documents showing that the deal was off.",
            ["documents", "Reuters"],
        ),
        (
            "The papers, which the Harbour Post obtained, show that the deal was off.",
            ["The papers", "the Harbour Post"],
        ),
        (
            "According to the Harbour Post, citing two officials, the deal was off.",
            ["two officials", "the Harbour Post"],
        ),
        (
            "The deal was off, according to Reuters, which cited two officials.",
            ["two officials", "Reuters"],
        ),
    ],
)
def test_who_cites_and_who_passes_on_stand_after_the_origin(
    text: str, chain: list[str] | None
) -> None:
    assert names(said_of(text, text)) == (chain or ["Ana Ruiz", "the Harbour Post"])


@pytest.mark.parametrize(
    "text",
    [
        "In a letter to the Harbour Company, Ana Ruiz said the deal was off.",
        "In a statement on social media, Ana Ruiz said the deal was off.",
        "In an interview with Tom Okoro, Ana Ruiz said the deal was off.",
        "Speaking on the Sunday before the vote, Ana Ruiz said the deal was off.",
        "Ana Ruiz was quoted as saying the deal was off.",
    ],
)
def test_whoever_hears_it_passes_nothing_on_unless_an_outlet(text: str) -> None:
    assert names(said_of(text, text)) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        "Milo Grant was paid 5,000 in the back of a van, prosecutors allege.",
        "Milo Grant took 5,000 from the harbour fund, prosecutors allege.",
    ],
)
def test_a_closing_remark_covers_the_sentence_however_it_is_parsed(text: str) -> None:
    said = said_of(text, text, "5,000")

    assert names(said) == ["prosecutors"]
    assert (said.hedge, said.stance) == ("allege", Stance.ALLEGED)


@pytest.mark.parametrize(
    ("text", "hedge", "stance"),
    [
        ("Milo Grant is suspected of taking 5,000.", "is suspected of", Stance.REPORTED),
        ("Milo Grant was charged with taking 5,000.", "was charged with", Stance.ALLEGED),
        ("Police charged Milo Grant with taking 5,000.", "charged", Stance.ALLEGED),
        ("Milo Grant, charged with taking 5,000, left.", "charged with", Stance.ALLEGED),
        ("The alleged bribe was 5,000.", "alleged", Stance.ALLEGED),
        ("The suspected cause was a leak of 5,000 litres.", "suspected", Stance.REPORTED),
    ],
)
def test_what_one_is_charged_with_or_suspected_of_is_no_fact(
    text: str, hedge: str, stance: Stance
) -> None:
    said = said_of(text, text, "5,000")

    assert (said.hedge, said.stance) == (hedge, stance)


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Milo Grant was charged on Monday with taking 5,000.", "Monday"),
        ("Milo Grant, charged with theft, bought a boat.", "a boat"),
        ("The clinic charged Milo Grant with a fee of 5,000.", "5,000"),
        ("The committee was charged with finding 5,000 beds.", "5,000"),
        ("Milo Grant was not charged with theft.", "Milo Grant"),
        ("The museum charged 5,000 for a ticket.", "5,000"),
        ("The alleged killer was 41.", "41"),
        ("The alleged bribe was found on Monday.", "Monday"),
    ],
)
def test_what_stands_beside_a_charge_or_is_none_has_no_hedge(text: str, focus: str) -> None:
    assert said_of(text, text, focus).hedge is None


def test_who_the_alleged_killer_was_is_alleged() -> None:
    text = "The alleged killer was Tom Okoro."

    assert said_of(text, text, "Tom Okoro").stance == Stance.ALLEGED


@pytest.mark.parametrize(
    ("text", "hedge", "stance"),
    [
        ("He allegedly asked for nine boats.", "allegedly", Stance.ALLEGED),
        ("The firm reportedly lost nine boats.", "reportedly", Stance.REPORTED),
        ("The boat is said to have cost nine million.", "is said to", Stance.REPORTED),
        ("It is alleged that the firm sold nine boats.", "It is alleged", Stance.ALLEGED),
        ("The owners are believed to be abroad.", "are believed to", Stance.REPORTED),
        ("Ana Ruiz claimed that the boat had sunk.", "claimed", Stance.ALLEGED),
        ("Ana Ruiz denied that the boat had sunk.", "denied", Stance.DENIED),
        ("Ana Ruiz denied any part in the theft.", "denied", Stance.DENIED),
        ("The firm rejected claims that the boat had sunk.", "rejected", Stance.DENIED),
        ("The firm confirmed that the boat had sunk.", "confirmed", Stance.CONFIRMED),
        ("Ana Ruiz accused the firm of sinking the boat.", "accused", Stance.ALLEGED),
        ("The firm would not confirm the price.", "would not confirm", Stance.UNSAID),
    ],
)
def test_the_hedge_is_the_word_as_it_stands(text: str, hedge: str | None, stance: Stance) -> None:
    said = said_of(text, text)

    assert (said.hedge, said.stance) == (hedge, stance)


def test_what_is_not_said_is_not_asserted() -> None:
    text = "Ana Ruiz did not say whether the boat had sunk."
    said = said_of(text, text)

    assert names(said) == ["Ana Ruiz"]
    assert said.stance == Stance.UNSAID


def test_a_denial_inside_a_report_stays_a_denial() -> None:
    text = "His lawyer said that Milo Grant denied any part in the theft."
    said = said_of(text, text)

    assert said.stance == Stance.DENIED
    assert names(said) == ["Milo Grant", "His lawyer"]


def test_rejecting_a_thing_is_no_denial() -> None:
    text = "The council rejected a second bridge on Tuesday."

    assert said_of(text, text) == Said()


def test_a_title_that_is_claimed_is_no_claim() -> None:
    text = "The 26-year-old claimed her third title on Saturday."

    assert said_of(text, text) == Said()


def test_a_lone_reportedly_rests_on_nobody_in_particular() -> None:
    text = "The Harbour Post reported that it rained. Flags were reportedly lowered."

    assert names(said_of(text, "Flags were reportedly lowered.")) == []


def test_direct_and_indirect_speech_are_told_apart() -> None:
    assert said_of("“We are done,” she said.", "“We are done,” she said.").speech == "direct"
    text = "Tom Okoro said that they were done."
    assert said_of(text, text).speech == "indirect"


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    text = (
        "“The dam has stood for sixty years,” Tom Okoro said. “It will stand for sixty more.\n\n"
        "“Nobody asked us. Nobody ever does.”"
    )
    for sentence in ("“It will stand for sixty more.", "“Nobody asked us.", "Nobody ever does.”"):
        said = said_of(text, sentence)
        assert names(said) == ["Tom Okoro"], sentence
        assert said.speech == "direct"


def test_a_speaker_named_after_the_quotation_speaks_all_of_it() -> None:
    text = '"We looked for days. We found nothing," said Ivo Raske, who led the search.'

    assert names(said_of(text, '"We looked for days.')) == ["Ivo Raske"]


def test_the_speaker_may_be_announced_before_the_quotation() -> None:
    text = "Tom Okoro, reached by telephone, said: “I write things down. That is all.”"

    assert names(said_of(text, "That is all.”")) == ["Tom Okoro"]


def test_he_is_the_man_and_she_the_woman() -> None:
    text = (
        "Mr. Paul Stern met Mrs. Rita Lang on Friday. The talks went well, she said. "
        "They will go on in May, he added."
    )

    assert names(said_of(text, "The talks went well, she said.")) == ["Rita Lang"]
    assert names(said_of(text, "They will go on in May, he added.")) == ["Paul Stern"]


def test_it_is_the_body_that_spoke_before() -> None:
    text = "The ministry met Ana Ruiz. In a statement it said that the talks would go on."

    assert names(said_of(text, "In a statement it said that the talks would go on.")) == [
        "The ministry"
    ]


def test_a_pronoun_without_antecedent_is_unresolved_and_the_rest_stands() -> None:
    text = "He denied that the boat had sunk."
    said = said_of(text, text)

    assert said.unresolved
    assert said.speaker is None
    assert (said.hedge, said.stance, said.speech) == ("denied", Stance.DENIED, "indirect")


def test_this_is_reported_by_speaks_of_the_sentence_before() -> None:
    text = (
        "The president has asked for nine boats. This is reported by The Harbour Post, citing "
        "internal papers. It is noted that he wrote a letter."
    )
    chain = ["internal papers", "The Harbour Post"]

    assert names(said_of(text, "The president has asked for nine boats.")) == chain
    noted = said_of(text, "It is noted that he wrote a letter.")
    assert names(noted) == chain
    assert noted.hedge == "It is noted"


def test_what_he_told_reporters_is_what_stood_before_as_it_stood() -> None:
    text = "The boat had allegedly sunk. He told reporters on Friday."

    assert said_of(text, "He told reporters on Friday.").stance == Stance.ALLEGED


def test_a_long_run_of_sentences_that_point_back_raises_nothing() -> None:
    text = "Tom Okoro met the crew. " + "He told reporters on Friday. " * 1500
    last = split_sentences(text)[-1]

    assert attribute(article(text), last).stance == Stance.ASSERTED


def test_noted_elsewhere_is_not_the_source_before() -> None:
    text = "The Harbour Post said that it rained. It is noted in Vostrin that it snowed."
    said = said_of(text, "It is noted in Vostrin that it snowed.")

    assert names(said) == []
    assert said.stance == Stance.REPORTED


def test_the_headline_says_whose_report_the_first_sentence_is() -> None:
    text = "The ferry had been overloaded for months before it sank. It had nine crew."
    title = "Ferry overloaded for months before it sank, police say"
    said = said_of(text, "The ferry had been overloaded for months before it sank.", title=title)

    assert names(said) == ["police"]
    assert said.chain[0].in_title
    assert title[said.chain[0].start : said.chain[0].end] == "police"
    assert said_of(text, "It had nine crew.", title=title).speaker is None


@pytest.mark.parametrize("language", [None, "en-GB", "en_US", "EN", "en"])
def test_english_of_any_kind_is_read(language: str | None) -> None:
    text = "The bridge will open in May, Ana Ruiz said."

    assert names(attribute(article(text, language=language), Span(0, len(text)))) == ["Ana Ruiz"]


@pytest.mark.parametrize("language", ["es", "de", "zh"])
def test_another_language_is_left_open(language: str) -> None:
    text = "El puente abrirá en mayo, dijo la alcaldesa."

    assert attribute(article(text, language=language), Span(0, len(text))) == Said()


@pytest.mark.parametrize(
    "text",
    [
        "“",
        '"\'"',
        "said",
        "; ; said ; he",
        "- - -",
        "SAID SAID SAID.",
        "“‘“ he said",
        "12 34 said 56: “",
        "according to",
        "he said she said they said it said",
        "他说:“桥将于五月开放。”",
        "x" * 3000,
    ],
)
def test_broken_text_raises_nothing(text: str) -> None:
    for sentence in split_sentences(text):
        for focus in (None, sentence, Span(sentence.end - 1, sentence.end)):
            said = attribute(article(text), sentence, focus)
            assert all(text[s.start : s.end] == s.name for s in said.chain)


def test_a_blank_paragraph_raises_nothing() -> None:
    assert attribute(article(" \nIt rained."), Span(0, 1)) == Said()


def test_a_span_outside_of_the_text_is_left_open() -> None:
    assert attribute(article("It rained."), Span(500, 510)) == Said()
