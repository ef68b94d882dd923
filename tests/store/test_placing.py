"""Annotations of other programs find the article that they are about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.exporters.registry import format_named
from store.library import Library
from store.model import Imported

MakeArticle = Callable[..., Imported]
TEXT = (
    "The harbour wall was raised in spring. Nobody was asked about the colour of its stones. "
    "The mayor promised a railing within a week, which came after a month."
)
EDITED = TEXT.replace("within a week", "within one week")


def notes(source: str, *quotes: str) -> bytes:
    rows = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:x:{number}",
            "type": "Annotation",
            "target": {
                "source": source,
                "selector": {"type": "TextQuoteSelector", "exact": quote},
            },
        }
        for number, quote in enumerate(quotes)
    ]
    return json.dumps(rows).encode()


WHOLE = "Nobody was asked about the colour of its stones"
CHANGED = "The mayor promised a railing within a week, which came after a month"


def taken(library: Library, raw: bytes) -> tuple[list[str], list[str]]:
    """The articles of what was placed, and why the others were kept aside."""
    read = format_named("webannotation").read
    assert read is not None
    library.take_in_loaded(read(raw, "notes.jsonld"), "notes.jsonld")
    return (
        [one.article for one in library.annotations.all()],
        [one.why for one in library.orphans.all()],
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/wall/",
        "http://example.org/wall#top",
        "file:///home/kim/texts/the%20wall.txt",
        "file:///C:/texts/the wall.txt",
    ],
)
def test_an_address_or_a_file_leads_to_its_article_however_it_is_written(
    tmp_path: Path, make_article: MakeArticle, address: str
) -> None:
    with Library(tmp_path, who="zoe") as library:
        made = make_article(EDITED, name="the wall.txt")
        source = msgspec.structs.replace(made.source, url="https://example.org/wall")
        article = library.add(msgspec.structs.replace(made, source=source)).article.id
        library.add(make_article(f"{EDITED} Second.", name="other.txt", title="Other"))
        raw = notes(address.replace(" ", "%20"), CHANGED)
        assert taken(library, raw) == ([article], [])


def test_edited_words_go_where_the_others_of_their_source_stand(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path, who="zoe") as library:
        article = library.add(make_article(EDITED, name="a.txt")).article.id
        library.add(make_article("Of nothing of the kind does this one tell.", title="Other"))
        raw = notes("https://elsewhere.example/x", WHOLE, CHANGED)
        assert taken(library, raw) == ([article, article], [])


def test_edited_words_alone_are_kept_aside(tmp_path: Path, make_article: MakeArticle) -> None:
    with Library(tmp_path, who="zoe") as library:
        library.add(make_article(EDITED, name="a.txt"))
        _, why = taken(library, notes("https://elsewhere.example/x", CHANGED))
        told = "its article 'https://elsewhere.example/x' is not here"
        assert why == [f"{told} (add it, then import the file again)"]


def test_words_go_nowhere_where_the_others_of_their_source_stand_in_several_articles(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path, who="zoe") as library:
        library.add(make_article(EDITED, name="a.txt"))
        library.add(make_article("A railing of iron was wished for by all.", title="Other"))
        raw = notes("https://x.example/x", WHOLE, "A railing of iron was wished for", CHANGED)
        placed, why = taken(library, raw)
        told = "its article 'https://x.example/x' is not here"
        assert (len(placed), why) == (2, [f"{told} (add it, then import the file again)"])
