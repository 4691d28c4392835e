"""Passages: whole sentences, about 130 words, tiling the article."""

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from corpus import Article, Passage, canonical_text, count_words, split_passages, split_sentences

_SENTENCES = [
    "It rained. ",
    "Mr. Korda said “no.”. ",
    "雨が降った。",
    "The ferry of the Møra line, which had been due at noon, lay at the quay until four. ",
    "\n\n",
    "\n- an item\n",
    "x" * 400 + " ",
    "😀 e\u0301 👩🏽\u200d🚒! ",
]
_TEXTS = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=80).map("".join) | st.text()


def passages_of(text: str, words: int = 130) -> list[Passage]:
    return split_passages(Article(id="a", text=text), words=words)


@settings(max_examples=100, deadline=None)
@given(_TEXTS, st.integers(1, 200))
@example("a" * 3_000, 130)
def test_passages_tile_the_text_with_whole_sentences(raw: str, words: int) -> None:
    text = canonical_text(raw)
    assume(text)

    passages = passages_of(text, words)

    position = 0
    for passage in passages:
        assert text[position : passage.start].strip() == ""
        assert passage.text == text[passage.start : passage.end] != ""
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        assert [passage.slice(s) for s in passage.sentences] == [
            text[s.start : s.end] for s in passage.sentences
        ]
        position = passage.end
    assert text[position:].strip() == ""
    assert [s for passage in passages for s in passage.sentences] == split_sentences(text)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_no_passage_is_longer_than_one_and_a_half_sizes_and_a_sentence(raw: str) -> None:
    text = canonical_text(raw)
    assume(text)
    longest = max(count_words(text[start:end]) for start, end in split_sentences(text))

    for passage in passages_of(text):
        words = sum(count_words(passage.slice(s)) for s in passage.sentences)
        assert words <= 130 * 1.5 + longest / 2


def test_a_long_article_falls_into_equal_passages() -> None:
    sentence = "One two three four five six seven eight nine ten. "

    assert [len(p.sentences) for p in passages_of((sentence * 20).strip())] == [10, 10]
    assert [len(p.sentences) for p in passages_of((sentence * 39).strip())] == [13, 13, 13]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([8, 3, 9], [[8, 3], [9]]),  # 11 is nearer to 10 than 8 is
        ([8, 6, 6], [[8], [6, 6]]),  # 8 is nearer to 10 than 14 is
        ([14, 4, 4, 4, 4], [[14], [4, 4], [4, 4]]),  # the 16 words left are shared out anew
    ],
)
def test_a_passage_closes_where_that_comes_nearest_to_an_even_share(
    sizes: list[int], groups: list[list[int]]
) -> None:
    text = " ".join(" ".join(["Aa"] * size) + "." for size in sizes)

    passages = passages_of(text, words=10)

    assert [[count_words(p.slice(s)) for s in p.sentences] for p in passages] == groups


def test_a_short_article_is_one_passage() -> None:
    text = "The ferry sank.\n\nNobody knows why."

    [passage] = passages_of(text)

    assert passage.text == text
    assert passage.sentences == ((0, 15), (17, 34))


def test_an_endless_word_gives_passages_of_bounded_length() -> None:
    assert [len(passage.text) for passage in passages_of("a" * 3_000)] == [1_000, 1_000, 1_000]


def test_signs_of_a_script_without_spaces_count_as_words() -> None:
    text = "雨が降った。" * 78  # five signs a sentence, 390 in all

    assert [len(p.text) for p in passages_of(text)] == [156, 156, 156]


def test_the_title_is_never_part_of_a_passage() -> None:
    article = Article(id="a", title="Ferry sinks off the cape", text="Nobody was hurt.")

    assert [passage.text for passage in split_passages(article)] == ["Nobody was hurt."]


def test_a_passage_names_the_article_and_the_revision(article: Callable[..., Article]) -> None:
    first, second = article("a", "It rained."), article("a", "It poured.")

    assert split_passages(first)[0].article_id == "a"
    assert split_passages(first)[0].content_hash == first.content_hash
    assert split_passages(second)[0].content_hash != first.content_hash


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It rained in Lisec.", 4),
        ("The well-known minister’s 3.5 talens", 6),
        ("雨が降った。", 5),
        ("x" * 80, 10),
        ("", 0),
    ],
)
def test_words_are_counted_as_an_embedder_must_read_them(text: str, words: int) -> None:
    assert count_words(text) == words
