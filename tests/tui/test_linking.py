"""Every occurrence at one go, and links from one annotation to another."""

from __future__ import annotations

from pathlib import Path

from store.library import Library
from store.model import Annotation
from tests.tui.conftest import Opener, press
from tui.app import PostilApp
from tui.dialogs.pick import Pick
from tui.dialogs.tick import Tick
from tui.screens.linking import occurrences
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar


def stored(folder: Path, article: str) -> tuple[Annotation, ...]:
    with Library(folder) as library:
        return library.annotations.of(article)


def reading(app: PostilApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def test_occurrences_are_whole_words_with_white_space_folded() -> None:
    text = "The Night Bus. A Night\nBus, Nightbus, the night bus, Night Buses."
    assert [text[slice(*span)] for span in occurrences(text, "Night Bus")] == [
        "Night Bus",
        "Night\nBus",
    ]


async def test_all_occurrences_but_the_unticked_are_tagged_as_one_step(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        places = occurrences(screen.text, "Osk")
        assert len(places) > 2
        await press(pilot, "/ text:Osk enter e")
        (first,) = screen.annotations
        await pilot.press("asterisk")
        await pilot.pause()
        assert isinstance(app.screen, Tick)
        await press(pilot, "space enter")
        tagged = {(a.start, a.end) for a in screen.annotations}
        assert len(tagged) == len(places) - 1
        assert tagged < set(places)
        assert {a.attributes["name"] for a in screen.annotations} == {first.attributes["name"]}
        await press(pilot, "u")
        assert screen.annotations == (first,)
    assert stored(folder, news) == (first,)


async def test_a_comment_is_linked_to_the_quote_it_disputes_and_the_link_is_followed(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(140, 40)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q q 2 ] c d L")
        assert isinstance(app.screen, Pick)
        await press(pilot, "enter")
        await press(pilot, "enter")
        quote, claim = screen.annotations
        assert [(link.type, link.to) for link in claim.links] == [("disputes", quote.id)]
        assert "disputes →" in screen.query_one(StatusBar).words
        await press(pilot, "g l")
        assert screen.current() == quote
        await press(pilot, "g l")
        assert screen.current() == claim
        await press(pilot, "u")
        assert screen.annotations[1].links == ()
    assert [a.links for a in stored(folder, news)] == [(), ()]


async def test_a_link_to_another_article_is_followed_there(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        far = library.store(library.draft(there, "claim", [(0, 6)]))
    async with opened(here) as (pilot, app):
        await press(pilot, "] q q L")
        await press(pilot, "enter")
        await press(pilot, "enter g l")
        await pilot.pause()
        assert reading(app).article.id == there
        current = reading(app).current()
        assert current is not None
        assert current.id == far.id
