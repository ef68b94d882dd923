"""Every occurrence at one go, and links from one annotation to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Static

from store.library import Library
from tests.tui.conftest import Opener, press, reading, said, stored, until
from tui.commands.reading import READING
from tui.dialogs.pick import Pick
from tui.dialogs.prompts import Confirm
from tui.dialogs.seek import Seek
from tui.dialogs.tick import Tick
from tui.screens.reading.occurrences import occurrences
from tui.widgets.bars import StatusBar
from tui.widgets.rows import RowList


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


@pytest.mark.parametrize("which", ["", "g l"])
async def test_deleting_says_how_many_links_go_along_and_undo_brings_all_back(
    folder: Path, news: str, opened: Opener, which: str
) -> None:
    async with opened(news, size=(140, 40)) as (pilot, app):
        await press(pilot, f"] q q 2 ] c d L enter enter {which}")
        linked = stored(folder, news)
        await press(pilot, "x")
        assert any("1 link goes with it. u brings both back." in words for words in said(app))
        assert [a.links for a in stored(folder, news)] == [()]
        await press(pilot, "u")
        assert stored(folder, news) == linked


async def test_links_are_counted_before_an_article_is_removed_or_an_annotation_purged(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        here, there = list(all_samples.values())[:2]
        first, second = (library.store(library.draft(here, "quote", [(0, n)])) for n in (3, 6))
        far = library.store(library.draft(there, "claim", [(0, 6)]))
        library.link(first.id, "disputes", second.id)
        library.link(far.id, "mentions", first.id)
        library.link(first.id, "supports", far.id)
    async with opened(size=(140, 40)) as (pilot, app):
        app.screen.query_one(RowList).highlight(here)
        await press(pilot, "x")
        (question,) = [str(line.render()) for line in app.screen.query(Static)][:1]
        assert "with 2 annotations and 3 links?" in question
        await press(pilot, "esc")
        app.read(here, annotation=second.id)
        await pilot.pause()
        reading(app).run_command(next(c for c in READING if c.id == "purge"))
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        (question,) = [str(line.render()) for line in app.screen.query(Static)][:1]
        assert "1 link goes with it." in question


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


async def test_an_end_that_was_deleted_meanwhile_is_said_to_be_gone(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        far = library.store(library.draft(there, "claim", [(0, 6)]))
    async with opened(here) as (pilot, app):
        await press(pilot, "] q q L")
        assert isinstance(app.screen, Seek)
        app.library.remove([far.id])
        await press(pilot, "enter")
        assert any("no annotation" in told for told in said(app))
        assert reading(app).annotations[0].links == ()
        await press(pilot, "j")  # the program goes on


async def test_alt_left_leads_back_to_the_article_that_a_link_led_away_from(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        library.store(library.draft(there, "claim", [(0, 6)]))
    async with opened(here) as (pilot, app):
        await press(pilot, "] q q")
        begun = reading(app).view.caret
        await press(pilot, "L enter enter g l")
        await pilot.pause()
        await press(pilot, "alt+left")
        await pilot.pause()
        assert (reading(app).article.id, reading(app).view.caret) == (here, begun)
        await press(pilot, "alt+right")
        await pilot.pause()
        assert reading(app).article.id == there


async def test_alt_left_leads_back_from_the_next_article_that_is_not_done(
    all_samples: dict[str, str], opened: Opener
) -> None:
    here = all_samples["01-news-dump.txt"]
    async with opened(here) as (pilot, app):
        await press(pilot, "w w")
        left = reading(app).view.caret
        await press(pilot, "] u")
        there = reading(app).article.id
        assert there != here
        await press(pilot, "alt+left")
        assert (reading(app).article.id, reading(app).view.caret) == (here, left)
        await press(pilot, "alt+right")
        assert reading(app).article.id == there


async def test_alt_left_passes_over_an_article_that_was_removed_meanwhile(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        library.store(library.draft(there, "claim", [(0, 6)]))
    async with opened(here) as (pilot, app):
        await press(pilot, "] q q L enter enter g l")
        await pilot.pause()
        await app.lane.drained()
        app.library.remove_articles([here])
        await press(pilot, "alt+left")
        await pilot.pause()
        assert reading(app).article.id == there
        assert any("no earlier place" in told for told in said(app))
        assert (app.articles_left, app.articles_ahead) == ([], [])


async def test_the_other_end_is_pointed_at_by_its_letter(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(100, 60)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q q ] q q L tab")
        first, second, *_ = screen.annotations
        label = next(n for n, span in screen.kit.pointing.hints.items() if span[0] == first.start)
        await press(pilot, " ".join(label))
        assert isinstance(app.screen, Pick)
        await press(pilot, "enter")
        assert screen.current() is not None
    (left, right) = stored(folder, news)
    assert (left.id, right.id) == (first.id, second.id)
    assert [(link.type, link.to) for link in right.links] == [("answers", first.id)]


async def test_what_is_pointed_at_becomes_an_annotation_in_the_same_step(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(100, 60)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q q L")  # with nothing else tagged, letters come at once
        (quote,) = screen.annotations
        at = next(q for q in screen.kit.quoting.found if q.start != quote.start)
        label = next(
            n for n, span in screen.kit.pointing.hints.items() if span == (at.start, at.end)
        )
        await press(pilot, " ".join(label))
        await press(pilot, "enter")
        assert len(screen.annotations) == 2
        await press(pilot, "u")
        assert [annotation.id for annotation in screen.annotations] == [quote.id]
        await press(pilot, "ctrl+r")
    left, right = stored(folder, news)
    assert (right.start, right.end, right.kind) == (at.start, at.end, "quote")
    assert [link.to for link in left.links] == [right.id]


async def test_escape_while_pointing_links_nothing_and_keys_are_keys_again(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "] q q L esc m text:x ctrl+s")
    (quote,) = stored(folder, news)
    assert (quote.links, quote.note) == ((), "x")


async def test_the_other_end_is_found_in_another_article_by_typing(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        text = library.articles.text(there)
        drafts = [library.draft(there, "claim", [(at, at + 9)]) for at in (0, 20)]
        far = [library.store(draft) for draft in drafts]
    async with opened(here) as (pilot, _):
        await press(pilot, "] q q L")
        await press(pilot, f"text:{text[20:29].split()[0]} enter")
        await press(pilot, "text:supp enter")
    (quote,) = stored(folder, here)
    assert [(link.type, link.to) for link in quote.links] == [("supports", far[1].id)]


async def test_moved_edges_keep_note_codes_and_links(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q q t text:one enter m text:why ctrl+s ] q q L enter enter")
        await press(pilot, "2 [ a L enter enter")
        (before, _) = screen.annotations
        await press(pilot, ">")
        (moved, _) = screen.annotations
        assert moved.start > before.start
        assert moved.end == before.end
        await press(pilot, "<")
        assert screen.annotations[0].start < moved.start
    (after, _) = stored(folder, news)
    assert after.id == before.id
    assert (after.note, after.codes) == ("why", ("one",))
    assert after.links == before.links != ()


async def test_of_very_many_only_what_is_on_screen_is_looked_at_and_typing_finds_the_rest() -> None:
    asked: list[str] = []

    def told(key: str) -> tuple[str, str]:
        asked.append(key)
        return f"claim: the bridge number {key}", "here"

    app: App[None] = App()
    chosen: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        keys = [f"k{n}" for n in range(30_000)]
        app.push_screen(Seek("Link to", keys, told), chosen.append)
        await pilot.pause()
        assert 0 < len(set(asked)) < 100
        await pilot.press(*"K29999")  # in any case
        listed = app.screen.query_one(RowList)
        await until(pilot, lambda: listed.keys == ("k29999",))
        await pilot.press("enter")
    assert chosen == ["k29999"]


async def test_what_fits_none_of_very_many_is_told() -> None:
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Seek("Link to", list("abc"), lambda key: (f"claim: {key}", "here")))
        await pilot.pause()
        await pilot.press(*"zz")
        await until(pilot, lambda: app.screen.query_one(Static).display)
        assert not app.screen.query_one(RowList).keys
