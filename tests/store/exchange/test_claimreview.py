"""Claims in schema.org's words: no rating of ours, and fact-checks of others found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.errors import FormatError
from store.exporters.claimreview import FORMAT, read
from store.exporters.registry import recognised
from store.library import Library
from store.model import Imported
from tests.store.exchange.samples import small, written

MakeArticle = Callable[..., Imported]


def review(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": "2024-03-02",
        "url": "https://check.example/1",
        "author": {"@type": "Organization", "name": "Check"},
        "claimReviewed": "The wall holds",
        "reviewBody": "It fell last week.",
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "False",
        },
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ada Brook"}},
        **changes,
    }


def test_a_claim_is_written_without_any_rating() -> None:
    document = json.loads(written(FORMAT, small()))
    (claim,) = document["@graph"]
    assert claim["@type"] == "Claim"
    assert "That" in claim["text"]
    assert claim["appearance"]["headline"] == "No one was hurt"
    text = json.dumps(document)
    assert "Rating" not in text
    assert "ClaimReview" not in text
    assert "disputed" not in text


def test_our_own_claims_come_back_to_themselves_and_whole_they_stay(tmp_path: Path) -> None:
    with Library(tmp_path, who="zoe") as library:
        library.take_in(small(), "file")
        before = library.annotations.all()
        loaded = read(written(FORMAT, small()), "claims.jsonld")
        report, remarks = library.take_in_loaded(loaded, "claims.jsonld")
        assert (report.annotations_added, report.annotations_unchanged, remarks) == (0, 1, ())
        assert library.annotations.all() == before


def test_a_published_review_becomes_a_claim_on_the_words_it_is_about(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    page = [{"@type": "WebPage"}, {"@graph": [review()]}]
    with Library(tmp_path, who="zoe") as library:
        library.add(make_article("Ada Brook spoke. The wall holds, she said."))
        library.take_in_loaded(read(json.dumps(page).encode(), "c.jsonld"), "c.jsonld")
        (one,) = library.annotations.all()
        assert one.exact == "The wall holds"
        assert one.attributes["claimant"] == "Ada Brook"
        assert one.attributes["status"] == "refuted"
        assert one.creator == "Check"
        assert one.note == "It fell last week.\nRated: False, 1 of 5"


def test_a_rating_whose_number_and_words_disagree_says_nothing() -> None:
    rating = {"ratingValue": 1, "bestRating": 6, "alternateName": "True"}
    loaded = read(json.dumps(review(reviewRating=rating)).encode(), "c.jsonld")
    assert loaded.unplaced[0].annotation.attributes["status"] == "unchecked"
    assert any("rates 1 of 6" in remark.words for remark in loaded.remarks)


def test_a_review_without_a_rating_is_an_unchecked_claim() -> None:
    loaded = read(json.dumps(review(reviewRating=None)).encode(), "c.jsonld")
    assert loaded.unplaced[0].annotation.attributes["status"] == "unchecked"


def test_a_claim_in_a_reviewed_picture_and_a_quotation_come_too() -> None:
    media = {
        "@type": "MediaReview",
        "itemReviewed": {"interpretedAsClaim": {"@type": "Claim", "description": "It was staged"}},
    }
    quotation = {
        "@type": "Quotation",
        "text": "We shall see.",
        "creator": {"@type": "Person", "name": "Kim"},
    }
    loaded = read(json.dumps([media, quotation]).encode(), "c.jsonld")
    first, second = (one.annotation for one in loaded.unplaced)
    assert (first.kind, first.spans[0].exact) == ("claim", "It was staged")
    assert (second.kind, second.attributes["speaker"]) == ("quote", "Kim")


def test_our_own_claims_find_their_words_again(tmp_path: Path) -> None:
    held = small()
    with Library(tmp_path, who="zoe") as library:
        library.take_in(held, "file")
        library.take_in_loaded(read(written(FORMAT, held), "c.jsonld"), "c.jsonld")
        claims = [one for one in library.annotations.all() if one.kind == "claim"]
        assert all(one.exact in ("That … I was there",) for one in claims)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"@type": "Person"}', b"[" * 90_000, b'{"a":' * 200 + b"1" + b"}" * 200]
)
def test_what_holds_no_claim_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        read(raw, "c.jsonld")
    assert "c.jsonld" in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("value", [None, 3, [], {}, "x", [3], {"name": {}}, True, [None]])
@pytest.mark.parametrize("field", list(review()))
def test_no_shape_ends_in_a_traceback(field: str, value: Any) -> None:
    try:
        read(json.dumps(review(**{field: value})).encode(), "c.jsonld")
    except FormatError as error:
        assert "c.jsonld" in error.message


def test_the_format_is_known_by_what_a_file_says() -> None:
    assert recognised(written(FORMAT, small()), "x.jsonld").name == "claimreview"
    assert recognised(json.dumps(review()).encode(), "x.json").name == "claimreview"
