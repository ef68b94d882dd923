"""Journeys on the codebook screen: keys are pressed, then stored facts looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.content import Content
from textual.widgets import Input, Static

from store.defaults import DEFAULT_CODEBOOK
from store.exporters.base import Bundle, LibraryFacts
from store.library import Library
from store.model import Attribute, Code, Codebook, Kind
from store.recoding.base import tree
from store.recoding.codes import add_code
from store.recoding.kinds import add_kind, remove_attribute
from tests.tui.article_view.samples import HOSTILE
from tests.tui.conftest import Opener, press, said, until
from tui.app import PostilApp
from tui.commands.codebook import CODEBOOK
from tui.dialogs.fields import Fields
from tui.dialogs.prompts import Ask, Confirm
from tui.screens.book_rows import Item
from tui.screens.codebook import CodebookScreen
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.untrusted import is_unsafe
from tui.widgets.bars import StatusBar

RUMOUR = Kind(
    name="rumour", letter="R", key="y", colour="red", attributes=(Attribute(name="source"),)
)


def book(folder: Path) -> Codebook:
    with Library(folder) as library:
        return library.codebook


def told(folder: Path) -> list[tuple[int, str]]:
    return [(depth, code.name) for depth, code in tree(book(folder).codes)]


def codes(folder: Path) -> list[tuple[str, ...]]:
    with Library(folder) as library:
        return [annotation.codes for annotation in library.annotations.all()]


def screen(app: PostilApp) -> CodebookScreen:
    assert isinstance(app.screen, CodebookScreen)
    return app.screen


def question(app: PostilApp) -> str:
    assert isinstance(app.screen, Confirm)
    return " ".join(str(static.render()) for static in app.screen.query("Static"))


@pytest.fixture
def coded(folder: Path, news: str) -> str:
    """harm > shot, and trade; three annotations with shot, trade, and both."""
    with Library(folder, who="ann") as library:
        for code in (
            Code(name="harm"),
            Code(name="shot", parent="harm"),
            Code(name="trade"),
        ):
            library.coding.recode(add_code(code))
        for names in (["shot"], ["trade"], ["trade", "shot"]):
            library.store(library.draft(news, "quote", [(0, 3)], codes=names))
    return news


async def test_a_tree_of_codes_is_made_from_an_empty_codebook_by_keys(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K")
        await press(pilot, "a text:harm tab text:done tab text:green tab text:h enter")
        assert screen(app).item().name == "harm"
        await press(pilot, "A text:force enter")
        assert screen(app).item().name == "force"
        await press(pilot, "a text:words enter")
        await press(pilot, "K")
        assert isinstance(app.screen, ListingScreen)
    assert told(folder) == [(0, "harm"), (1, "force"), (1, "words")]
    assert book(folder).codes[0] == Code(name="harm", description="done", colour="green", key="h")


async def test_a_rename_tells_how_many_annotations_change_and_is_one_step(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K j r")
        assert isinstance(app.screen, Fields)
        await press(pilot, "backspace backspace backspace backspace text:force enter")
        assert "2 annotations will change" in question(app)
        await press(pilot, "y")
        assert codes(folder) == [("force",), ("trade",), ("trade", "force")]
        assert screen(app).item().name == "force"
        await press(pilot, "u")
    assert codes(folder) == [("shot",), ("trade",), ("trade", "shot")]
    assert told(folder) == [(0, "harm"), (1, "shot"), (0, "trade")]


async def test_a_merge_is_asked_with_its_counts_carried_out_and_undone(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K M text:trade enter")
        assert "No annotation will change; 1 code below it will move" in question(app)
        await press(pilot, "esc")
        assert len(told(folder)) == 3
        await press(pilot, "j M text:trade enter")
        assert "2 annotations will change" in question(app)
        await press(pilot, "y")
        assert codes(folder) == [("trade",), ("trade",), ("trade",)]
        assert told(folder) == [(0, "harm"), (0, "trade")]
        await press(pilot, "u")
    assert codes(folder) == [("shot",), ("trade",), ("trade", "shot")]


async def test_a_code_is_removed_after_asking_and_comes_back_by_undo(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K j j x")
        assert "2 annotations will change" in question(app)
        await press(pilot, "y")
        assert codes(folder) == [("shot",), (), ("shot",)]
        await press(pilot, "u")
    assert codes(folder) == [("shot",), ("trade",), ("trade", "shot")]


async def test_codes_are_moved_in_the_tree_and_among_those_beside_them(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K j j m text:shot enter")
        assert told(folder) == [(0, "harm"), (1, "shot"), (2, "trade")]
        await press(pilot, "m enter shift+up")
        assert told(folder) == [(0, "trade"), (0, "harm"), (1, "shot")]
        assert screen(app).item().name == "trade"


async def test_a_colour_that_is_hard_to_see_is_named_and_the_nearest_offered(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K enter tab tab text:#ffff00 enter")
        assert "hard to see: contrast" in question(app) and "more themes" in question(app)
        await press(pilot, "k")
        assert book(folder).codes[0].colour == "#ffff00"
        assert "1 warning" in screen(app).query_one(StatusBar).words
        await press(pilot, "G w c")
        better = book(folder).codes[0].colour
        assert better not in (None, "#ffff00")
        assert screen(app).warnings == {}
        await press(pilot, "enter tab tab")
        await pilot.press(*["backspace"] * 7)
        await press(pilot, "text:#ffff00 enter n")
    assert book(folder).codes[0].colour == better


async def test_going_back_from_the_question_about_a_colour_leads_to_the_form_and_changes_nothing(
    folder: Path, news: str, opened: Opener
) -> None:
    assert news
    with Library(folder) as library:
        library.coding.recode(add_code(Code(name="law")))
    async with opened() as (pilot, app):
        await press(pilot, "K enter tab text:why tab")
        await pilot.press(*"#123456", "enter")
        assert "hard to see" in question(app)
        await press(pilot, "esc")
        assert isinstance(app.screen, Fields)
        assert [field.value for field in app.screen.query(Input)] == ["law", "why", "#123456", ""]
        assert book(folder).codes == (Code(name="law"),)
        await press(pilot, "enter n")
    (code,) = book(folder).codes
    assert code.description == "why" and code.colour not in (None, "#123456")


async def test_a_codebook_is_saved_to_a_file_and_imported_on_screen_as_one_step(
    folder: Path, coded: str, opened: Opener, tmp_path: Path
) -> None:
    file, before = tmp_path / "book.json", book(folder)
    async with opened() as (pilot, app):
        await press(pilot, "K")
        for answer in ("", "y"):  # the second time it is there already
            screen(app).run_command(next(c for c in CODEBOOK if c.id == "save-codebook"))
            await until(pilot, lambda: isinstance(app.screen, Ask))
            app.screen.query_one(Input).value = str(file)
            await press(pilot, f"enter {answer}")
        await until(pilot, lambda: any("Wrote the codebook" in words for words in said(app)))
        file.write_text(file.read_text().replace('"codes": [', '"codes": [{"name": "brought"},'))
        await press(pilot, "I")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert any("codes added: brought" in words for words in said(app))
        assert "brought" in [code.name for code in book(folder).codes]
        await press(pilot, "u")
    assert book(folder) == before


async def test_clashing_keys_are_warned_of_by_name(
    folder: Path, coded: str, opened: Opener
) -> None:
    with Library(folder) as library:
        library.coding.recode(add_kind(Kind(name="rumour", letter="R", key="j", colour="red")))
    async with opened(size=(120, 40)) as (pilot, app):
        await press(pilot, "K w")
        assert screen(app).item().name == "rumour"
        assert "A line down" in str(app.screen.query_one("#detail").render())
        await press(pilot, "enter tab tab tab backspace")
        assert "Free while reading" in str(app.screen.query_one(".fields--note").render())
        await press(pilot, "text:r enter")
        assert screen(app).warnings == {}
    assert book(folder).kind("rumour").key == "r"


async def test_own_kinds_and_attributes_are_made_and_built_in_ones_stay(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K j a")  # on the first kind's heading
        await press(pilot, "text:rumour tab text:R tab text:red tab text:r enter")
        assert screen(app).item().name == "rumour"
        await press(
            pilot, "A text:source tab right right tab text:friend;press tab text:press enter"
        )
        assert screen(app).item().name == "source"
        (attribute,) = book(folder).kind("rumour").attributes
        assert (attribute.type, attribute.choices) == ("choice", ("friend", "press"))
        assert attribute.default == "press"
        await press(pilot, "x y")
        assert book(folder).kind("rumour").attributes == ()
        await press(pilot, "g g j j x")
        assert isinstance(app.screen, CodebookScreen)
        assert any("built in" in notice.message for notice in app._notifications)
    assert [kind.name for kind in book(folder).kinds] == ["quote", "entity", "claim", "rumour"]


async def test_link_types_of_ones_own_are_added_renamed_and_removed(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, _):
        await press(pilot, "K G a text:echoes enter")
        assert book(folder).links[-1] == "echoes"
        await press(pilot, "r end text:s enter")
        assert book(folder).links[-1] == "echoess"
        await press(pilot, "x y")
    assert book(folder).links[-1] == "mentions"


async def test_what_is_wrong_keeps_the_form_open_and_says_so(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "K a text:harm enter")
        assert isinstance(app.screen, Fields)
        problem = str(app.screen.query_one(".fields--problem").render())
        assert problem == "There is a code 'harm' already."
        await press(pilot, "text:ful enter")
        assert isinstance(app.screen, CodebookScreen)
    assert (0, "harmful") in told(folder)


async def test_the_codebook_opens_from_an_article_which_shows_what_became_of_it(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, app):
        await press(pilot, "K j j x y esc")
        assert isinstance(app.screen, ReadingScreen)
        assert sorted(a.codes for a in app.screen.annotations) == [(), ("shot",), ("shot",)]


async def test_a_code_used_and_removed_elsewhere_is_told_and_nothing_breaks(
    folder: Path, coded: str, opened: Opener
) -> None:
    from store.recoding.codes import remove_code

    async with opened() as (pilot, app):
        await press(pilot, "K r text:x")
        with Library(folder, who="bo") as other:
            other.coding.recode(remove_code("harm"))
        await press(pilot, "enter")
        assert any("no code 'harm'" in notice.message for notice in app._notifications)
        app.look_round()
        while screen(app).codebook.codes[0].name == "harm":
            await pilot.pause()
    assert told(folder) == [(0, "shot"), (0, "trade")]


async def test_hostile_names_are_shown_as_marks_on_any_screen(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder) as library:
        for name in ("[/]", "\x1b[31mred", "a\u202eb", "😀" * 60):
            library.coding.recode(add_code(Code(name=name, colour="[@click=x]", key="[")))
    async with opened(size=(20, 5)) as (pilot, app):
        await press(pilot, "K j j j G w enter esc M esc x esc m esc")
        assert isinstance(app.screen, CodebookScreen)
        await pilot.resize_terminal(120, 40)
        await press(pilot, "w")
        assert "\x1b" not in str(app.screen.query_one("#detail").render())


async def test_a_kind_of_ones_own_tags_by_its_key_while_an_article_is_read(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "K j a text:rumour tab text:R tab text:red tab text:r enter")
        await press(pilot, "a text:hearsay tab text:H tab text:red tab text:j enter k esc")
        await press(pilot, "] q r")
        assert isinstance(app.screen, ReadingScreen)
        (command,) = [c for c in app.screen.commands if c.id == "tag-hearsay"]
        assert command.keys == ()  # j goes down, whatever a codebook says
    with Library(folder) as library:
        (tagged,) = library.annotations.of(news)
    assert tagged.kind == "rumour"


async def test_kinds_with_hostile_names_can_be_found_in_the_palette(
    folder: Path, news: str, opened: Opener
) -> None:
    from tui.screens.palette import CommandProvider

    with Library(folder) as library:
        for at, name in enumerate(("[/]", "[@click=app.quit]x", "\x1b[31m")):
            library.coding.recode(add_kind(Kind(name=name, letter="XYZ"[at], key="", colour="")))
    async with opened(news) as (_, app):
        provider = CommandProvider(app.screen)
        hits = [hit async for hit in provider.discover()]
        shown = [Content.from_markup(str(hit.prompt)).plain for hit in hits]
        assert {"Tag as: [/]", "Tag as: [@click=app.quit]x", "Tag as: ␛[31m"} <= set(shown)


async def test_what_another_window_took_away_while_a_form_was_open_is_told(
    folder: Path, coded: str, opened: Opener
) -> None:
    with Library(folder) as library:
        library.coding.recode(add_kind(RUMOUR))
    async with opened() as (pilot, app):
        await press(pilot, "K")
        attribute = Item("attribute", "source", "rumour")
        screen(app).rows.highlight(attribute.key)
        await press(pilot, "r")
        with Library(folder, who="bo") as other:
            other.coding.recode(remove_attribute("rumour", "source"))
        book_screen = next(s for s in app.screen_stack if isinstance(s, CodebookScreen))
        app.look_round()
        while book_screen.codebook.kind("rumour").attributes:
            await pilot.pause()
        await press(pilot, "text:x enter")
        assert isinstance(app.screen, Fields)
        assert "no attribute" in str(app.screen.query_one(".fields--problem", Static).render())
        await press(pilot, "escape")
        assert attribute.key not in screen(app).rows.keys


@pytest.mark.parametrize("size", [(120, 40), (20, 5), (1, 1)])
async def test_a_codebook_that_tries_to_act_on_the_terminal_is_only_shown(
    folder: Path, size: tuple[int, int], opened: Opener
) -> None:
    bad = HOSTILE.replace("\ud800", "") + "[/][@click=app.quit]x[/]"
    codebook = replace(
        DEFAULT_CODEBOOK,
        kinds=(
            *DEFAULT_CODEBOOK.kinds,
            Kind(name=bad, letter="\u202e", key=bad, colour=bad, attributes=(Attribute(name=bad),)),
            Kind(name=f"{bad}\n", letter="", key="", colour="#" + "f" * 5000),
        ),
        codes=(
            Code(name=bad, parent=f"{bad}2", key=bad, colour=bad, description=bad * 50),
            Code(name=f"{bad}2", parent=bad, colour="rgb(999,999,999)"),
        ),
        links=(*DEFAULT_CODEBOOK.links, bad),
    )
    facts = LibraryFacts(id="x", created="2026-01-01T00:00:00.000Z")
    with Library(folder, who="ann") as library:
        library.take_in(
            Bundle(
                changed=facts.created, library=facts, codebook=codebook, articles=(), annotations=()
            ),
            "theirs.json",
        )
    async with opened(size=size) as (pilot, app):
        await press(pilot, "K")
        for _ in screen(app).rows.keys:
            if screen(app).item().what != "heading":
                await press(pilot, "enter esc r esc")
            await press(pilot, "j")
        assert isinstance(app.screen, CodebookScreen)
        lines = screen(app).rows.render_lines(screen(app).rows.size.region)
        assert not any(is_unsafe(line.text) for line in lines)
        assert app.return_code is None
