"""Which lines belong to the page, and which to the article."""

import pytest

from corpus import canonical_text
from corpus.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Comments (0)",
        "12 comments",
        "Comments (1,204)",
        "View all 1.2k comments",
        "Leave a comment",
        "Share this",
        "SHARE THIS ARTICLE",
        "Share on Facebook, X and WhatsApp",
        "Print this page",
        "Read more: Ferry owner knew of the fault",
        "Read also – The night of the flood",
        "Read more »",
        "Advertisement",
        "[Advertisement]",
        "Article continues below advertisement",
        "Related articles",
        "Sign up to our newsletter",
        "Subscribe to our daily briefing for more",
        "Follow us on Bluesky",
        "We use cookies to make this site better.",
        "Back to top",
    ],
)
def test_a_line_of_the_page_goes(line: str) -> None:
    text = canonical_text(f"The ferry sank on Friday.\n\n{line}\n\nNobody knows why.")

    assert text == "The ferry sank on Friday.\n\nNobody knows why."


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more books, the minister told pupils.",
        "Share prices fell.",
        "Print journalists went on strike.",
        "Comments by the judge were struck out.",
        "Advertisement spending rose by 4 percent.",
        "Follow us, the guide shouted, and nobody did.",
        "Subscribe to nothing you have not read, he said.",
        "Related charges were dropped in May.",
        "Save the harbour, the posters say.",
        "The band sang “Share this story”.",
        "“Advertising works,” said Ms. Vey.",
        "Read more slowly: that was her advice.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(sentence: str) -> None:
    assert canonical_text(f"It rained.\n\n{sentence}") == f"It rained.\n\n{sentence}"


def test_a_line_too_long_for_a_link_stays() -> None:
    assert is_furniture("Read more: " + "x" * 180)
    assert not is_furniture("Read more: " + "x" * 300)


def test_of_an_article_only_the_furniture_is_lost() -> None:
    raw = (
        "Share this\n\nThe ferry sank on Friday.\n\nRead more: Earlier losses\n\n"
        "Share prices fell.\n\nComments (0)"
    )

    assert canonical_text(raw) == "The ferry sank on Friday.\n\nShare prices fell."
