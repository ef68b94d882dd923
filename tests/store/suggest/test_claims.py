"""Claims: comments that assert, doubt or accuse, told from wishes and thanks."""

import pytest

from store.model import Block, BlockKind
from store.suggest.claims import ClaimSuggester


def comment(text: str, author: str | None = None) -> tuple[Block, ...]:
    return (Block(id="c", kind=BlockKind.COMMENT, start=0, end=len(text), author=author),)


@pytest.mark.parametrize(
    "text",
    [
        "This whole well is owned by the mayor’s cousin.",
        "That is simply not true.",
        "Fake.",
        "They are hiding the real numbers.",
        "It seems the report will not be published because of the election.",
        "The pump was built by the minister's own firm.",
        "Sources? I heard only 12 wells work.",
    ],
)
def test_a_comment_that_asserts_or_doubts_is_a_disputed_claim(text: str) -> None:
    (claim,) = ClaimSuggester().suggest(text, comment(text, "ida"))
    assert text[claim.start : claim.end] == text
    assert claim.attributes == {"proposition": text, "claimant": "ida", "status": "disputed"}


@pytest.mark.parametrize(
    "text",
    [
        "Hopefully this brings some water.",
        "Great article, thank you!",
        "Congratulations to all of you.",
        "I think the pictures are lovely.",
        "When does it open?",
        "",
    ],
)
def test_wishes_thanks_and_tastes_are_no_claims(text: str) -> None:
    assert ClaimSuggester().suggest(text, comment(text)) == ()


def test_a_long_comment_is_claimed_by_the_sentence() -> None:
    text = "Great read. I liked it a lot. The figures are fake. Thanks again."
    (claim,) = ClaimSuggester().suggest(text, comment(text))
    assert text[claim.start : claim.end] == "The figures are fake."


def test_prose_outside_comments_is_left_alone() -> None:
    assert ClaimSuggester().suggest("That is not true.", ()) == ()
