"""Journeys on the reading screen: only keys are pressed, then stored facts are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.importers.registry import import_bytes
from store.library import Library
from store.model import BlockKind
from tests.conftest import imported
from tests.tui.conftest import Opener, press, said, stored
from tui.dialogs.mend import KINDS
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.screens.reading.telling import much
from tui.widgets.article_view import ArticleView
from tui.widgets.bars import StatusBar


async def test_the_next_quotation_is_tagged_with_its_speaker_in_three_keys(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "] q q")
    (quote,) = stored(folder, news)
    assert quote.kind == "quote"
    assert quote.exact.startswith("“With the protection act")
    assert quote.exact.endswith("heard of it,”")
    assert quote.attributes["speaker"] == "Dr. Irena Mavrell"
    assert "Deputy Minister of Labour" in str(quote.attributes["role"])
    assert quote.attributes["cue"] == "said"
    assert quote.creator == "ann"


async def test_a_quotation_is_opened_tagged_and_its_speaker_confirmed_in_six_keys_from_the_list(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter ] q q s enter")
        bar = app.screen.query_one(StatusBar)
        assert "saved" in bar.words
        assert "Mavrell" in bar.words
    (quote,) = stored(folder, news)
    assert quote.attributes["speaker"] == "Dr. Irena Mavrell"


async def test_every_quotation_is_tagged_with_its_speaker_by_repeating_three_keys(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "] q q " * 5)
    quotes = stored(folder, news)
    assert [quote.attributes.get("speaker") for quote in quotes] == [
        "Dr. Irena Mavrell",
        "Dr. Irena Mavrell",
        "Tomas Ekeland",
        "Tomas Ekeland",
        "Halim Oruza",
    ]


async def test_a_reader_comment_becomes_a_disputed_claim_in_one_key(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "2 ] c d")
    (claim,) = stored(folder, news)
    assert (claim.kind, claim.attributes["status"]) == ("claim", "disputed")
    assert claim.exact.startswith("They will never touch")
    assert claim.exact.endswith("knows it.")


async def test_the_name_under_the_caret_is_tagged_as_an_entity_with_its_type(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "/ text:Ekeland enter e")
    (entity,) = stored(folder, news)
    assert entity.kind == "entity"
    assert entity.exact == "Tomas Ekeland"
    assert entity.attributes["type"] == "person"


async def test_the_type_of_an_entity_is_picked_by_typing_its_beginning(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "/ text:Ekeland enter e s text:org enter")
    (entity,) = stored(folder, news)
    assert entity.attributes["type"] == "organization"


async def test_the_form_changes_attributes_codes_and_note(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "/ text:yearly enter c enter")
        # The cursor begins in the first empty field: claimant; then status and the others.
        await press(pilot, "text:Observatory tab r tab text:0.5 tab text:figures;numbers")
        await press(pilot, "tab text:check ctrl+s")
    (claim,) = stored(folder, news)
    assert claim.attributes["claimant"] == "Observatory"
    assert claim.attributes["status"] == "refuted"
    assert claim.attributes["confidence"] == 0.5
    assert claim.codes == ("figures", "numbers")
    assert claim.note == "check"
    with Library(folder) as library:
        assert [code.name for code in library.codebook.codes] == ["figures", "numbers"]


async def test_a_form_left_by_escape_changes_nothing_and_keeps_a_draft(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q m text:doubt esc")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "m text:ful ctrl+s")
    (quote,) = stored(folder, news)
    assert sorted(quote.note) == sorted("doubtful")


async def test_a_code_is_made_on_the_spot(folder: Path, news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "] q q t text:shelter enter")
    (quote,) = stored(folder, news)
    assert quote.codes == ("shelter",)


async def test_undo_and_redo_walk_through_tagging_editing_and_deleting(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q t text:one enter x")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert not screen.annotations
        await press(pilot, "u")
        assert [a.codes for a in screen.annotations] == [("one",)]
        await press(pilot, "u")
        assert [a.codes for a in screen.annotations] == [()]
        await press(pilot, "u")
        assert not screen.annotations
        await press(pilot, "ctrl+r ctrl+r")
        assert [a.codes for a in screen.annotations] == [("one",)]
    assert [a.codes for a in stored(folder, news)] == [("one",)]


async def test_a_selection_made_by_words_is_tagged_exactly(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "/ text:forty enter v 2 w l l l l l c")
    (claim,) = stored(folder, news)
    assert claim.exact == "forty local groups"


async def test_growing_goes_from_word_to_sentence_to_block_and_shrinking_back(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await press(pilot, "/ text:smuggling enter")
        seen: list[tuple[int, int]] = []
        for _ in range(3):
            await press(pilot, "space")
            selection = screen.view.selection
            assert selection is not None
            seen.append(selection)
        words = [screen.text[slice(*span)] for span in seen]
        assert words[0] == "smuggling"
        assert words[1].startswith("The act tells") and words[1].endswith("offence.")
        assert words[2].endswith("without papers.")
        await press(pilot, "backspace")
        assert screen.view.selection == seen[1]
        await press(pilot, "backspace backspace")
        assert screen.view.selection is None


async def test_overlapping_annotations_are_told_apart_in_the_margin_and_cycled_by_o(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await press(pilot, "] q q / text:recruiters enter e c")
        assert {a.kind for a in screen.desk.here()} == {"quote", "entity", "claim"}
        first = screen.current()
        await press(pilot, "o")
        second = screen.current()
        await press(pilot, "o o")
        assert first is not None and second is not None
        assert first.id != second.id
        again = screen.current()
        assert again is not None and again.id == first.id


async def test_edges_move_by_a_word_and_keep_the_note(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "/ text:brickyard enter v l l l c m text:n ctrl+s > <")
    (claim,) = stored(folder, news)
    assert claim.note == "n"


async def test_an_entity_s_edges_go_by_words_and_a_claim_s_by_marks_too(
    folder: Path, opened: Opener
) -> None:
    text = "A Page\n\nThe mayor, Ana Roth, said it.\n"
    with Library(folder, who="ann") as library:
        page = library.add(import_bytes(text.encode(), name="page.txt")[0]).article.id
    async with opened(page) as (pilot, app):
        app.screen.query_one(ArticleView).go_to(text.index("Roth"))
        await press(pilot, "v w e")
        app.screen.query_one(ArticleView).go_to(text.index("Roth") + 3)
        await press(pilot, ">")
        assert [found.exact for found in stored(folder, page)] == ["Roth, said"]
        await press(pilot, "<")
        assert [found.exact for found in stored(folder, page)] == ["Roth"]
        await press(pilot, "x")
        app.screen.query_one(ArticleView).go_to(text.index("Roth"))
        await press(pilot, "v w c")
        app.screen.query_one(ArticleView).go_to(text.index("Roth") + 3)
        await press(pilot, ">")
        assert [found.exact for found in stored(folder, page)] == ["Roth,"]


async def test_what_is_selected_is_counted_in_words_where_there_are_several(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        said = app.screen.query_one(StatusBar)
        await press(pilot, "/ text:brickyard enter v l l")
        assert "3 characters selected" in said.words
        await press(pilot, "3 w")
        assert "3 words selected" in said.words


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        ("कि", "1 character"),
        ("किताब", "3 characters"),
        ("👩\u200d👩\u200d👧x", "2 characters"),
        ("🇩🇪🇫🇷", "2 characters"),
        ("e\u0301a", "2 characters"),
        ("e\u0301a ab", "2 words"),
        ("ab" * 10_000, "20,000 characters"),
        ("e\u0301a " * 10_000, "about 30,000 characters"),
    ],
    ids=lambda value: value[:10],
)
def test_characters_are_counted_as_a_reader_sees_them(letters: str, told: str) -> None:
    assert much(f"ab {letters} x", 3, 3 + len(letters)) == told


async def test_finding_goes_to_the_hit_and_on_with_n_and_escape_returns(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await press(pilot, "/ text:osk enter")
        first = screen.view.caret
        assert screen.text[first : first + 3] == "Osk"
        await press(pilot, "n")
        assert screen.view.caret > first
        await press(pilot, "N")
        assert screen.view.caret == first
        await press(pilot, "/ text:nowhere esc")
        assert screen.view.caret == first


async def test_a_folded_stretch_is_unfolded_by_finding_in_it(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await press(pilot, "/ text:bloggers enter")
        assert screen.text[screen.view.caret :].startswith("bloggers")


async def test_escape_leads_back_to_the_list_and_reopening_to_the_same_place(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "2 ] c")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        place = screen.view.caret
        await press(pilot, "esc")
        assert isinstance(app.screen, ListingScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.view.caret == place


async def test_the_panel_lists_annotations_and_its_cursor_leads_the_text(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=(120, 40)) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.desk.panel.display
        await press(pilot, "] q q ] q q f6 k")
        assert screen.desk.panel.has_focus
        assert screen.view.caret == screen.annotations[0].start
        await press(pilot, "x f6")
        assert len(screen.annotations) == 1
        assert screen.view.has_focus


async def test_a_drag_selects_and_a_key_tags_what_was_dragged(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view
        await pilot.mouse_down(view, offset=(6, 0))
        await pilot.hover(view, offset=(15, 0))
        await pilot.mouse_up(view, offset=(15, 0))
        selection = view.selection
        assert selection is not None
        await press(pilot, "e")
    (entity,) = stored(folder, news)
    assert entity.exact == "Aid Groups"


async def test_tagging_the_same_words_twice_makes_one_annotation(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "2 ] c c d")
    (claim,) = stored(folder, news)
    assert claim.attributes["status"] == "disputed"
    assert claim.revision == 2


async def test_opening_an_article_marks_it_begun_and_a_key_marks_it_done(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "j")
        with Library(folder) as other:
            assert other.articles.get(news).state == "begun"
        await press(pilot, "D")
    with Library(folder) as library:
        assert library.articles.get(news).state == "done"


async def test_a_tag_made_by_another_process_appears(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        with Library(folder, who="bo") as other:
            other.store(other.draft(news, "entity", [(0, 3)]))
        app.look_round()
        await pilot.pause()
        while not screen.annotations:
            await pilot.pause(0.01)
        assert screen.annotations[0].creator == "bo"


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (300, 80)])
async def test_every_sample_opens_and_scrolls_at_any_size(
    all_samples: dict[str, str], opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size=size) as (pilot, app):
        for article in all_samples.values():
            app.read(article)
            await pilot.pause()
            assert isinstance(app.screen, ReadingScreen)
            await press(pilot, "pagedown space e Z G k ( w esc esc")
            if isinstance(app.screen, ReadingScreen):
                await press(pilot, "esc")
        assert isinstance(app.screen, ListingScreen)


async def test_one_key_mends_what_the_segmenter_got_wrong_and_u_takes_it_back(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        before = app.library.articles.blocks(news)
        await press(pilot, "] c B p")
        changed = app.library.articles.blocks(news)
        count = sum(block.kind is BlockKind.COMMENT for block in before)
        assert sum(block.kind is BlockKind.COMMENT for block in changed) == count - 1
        assert app.screen.blocks == changed  # type: ignore[attr-defined]
        await press(pilot, "B F u u")
        assert app.library.articles.blocks(news) == before
        assert app.screen.blocks == before  # type: ignore[attr-defined]
    with Library(folder) as library:
        assert library.articles.blocks(news) == before


async def test_a_comment_put_back_by_its_key_has_its_author_and_the_bar_says_nothing_old(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        before = app.library.articles.blocks(news)
        await press(pilot, "] c B p u")
        assert any("Undone" in words for words in said(app))
        await press(pilot, "B p B o")
        assert app.library.articles.blocks(news) == before
        assert not any("Undone" in words for words in said(app))


async def test_undoing_a_mending_says_which_words_it_was_about_and_what_they_are_again(
    news: str, opened: Opener
) -> None:
    changes = {
        "B p": "At last somebody as… · paragraph → comment",
        "3 w B s": "split: At last somebody as… · 2 blocks → 1 block",
        "( B j": "join: At last somebody as… · 1 block → 2 blocks",
        "B F": "all below furniture: At last somebody as… · page furniture → comment, and ",
    }
    async with opened(news) as (pilot, app):
        await press(pilot, "] c")
        for keys, words in changes.items():
            await press(pilot, keys + " u")
            assert any(f"Undone: {words}" in told for told in said(app)), (words, said(app))
        await press(pilot, "ctrl+r")
        assert any("· comment → page furniture, and" in told for told in said(app))


async def test_every_kind_of_block_has_a_key_in_the_mending_box(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        block = screen.blocks[0]
        seen = set()
        for key in KINDS:
            await press(pilot, "g g B " + key)
            with Library(folder) as library:
                changed = library.articles.block_at(news, block.start)
                assert changed is not None
                seen.add(changed.kind)
    assert seen == set(BlockKind)


async def test_what_is_copied_can_not_act_on_the_terminal_it_is_pasted_into(
    folder: Path, opened: Opener
) -> None:
    text = "A\x1b[201~rm -rf ~\r said\u200cso."
    with Library(folder) as library:
        article = library.add(imported(text, title="T\x9b2J\nrm\n")).article.id
    async with opened(article) as (pilot, app):
        await press(pilot, "g g v G y")
        assert app.clipboard == "A␛[201~rm -rf ~␍ said\u200cso.\n— T␦2J rm"


async def test_a_key_in_brackets_is_named_and_not_taken_for_markup(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings='[keys]\nundo = "[ z ]"') as (pilot, app):
        await press(pilot, "B")
        box = app.screen.query_one(".dialog--box")
        drawn = box.render_lines(box.outer_size.region)
        assert "[ z ] undoes" in drawn[-1].text
