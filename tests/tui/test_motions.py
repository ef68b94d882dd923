"""Every motion takes a count; letters lie over the text; undo says what it took back."""

from __future__ import annotations

from pathlib import Path

from store.importers.registry import import_bytes
from store.library import Library
from store.model import BlockKind
from tests.tui.conftest import Opener, press, reading, said
from tui.commands.reading import READING
from tui.screens.reading import ReadingScreen

_OTHERWISE = {"move-top", "move-bottom"} | {
    f"move-{part}_{way}" for part in ("page", "half") for way in ("up", "down")
}
"""Counts that are the number of a block, and screens that end between lines."""


def lines(screen: ReadingScreen) -> list[str]:
    return [strip.text for strip in screen.view.render_lines(screen.view.size.region)]


async def test_three_with_any_motion_is_the_motion_three_times(
    all_samples: dict[str, str], opened: Opener
) -> None:
    every = [c for c in READING if c.action in ("move", "extend", "jump", "kin")]
    assert all(command.counts for command in every)
    motions = [c for c in every if c.action in ("move", "extend") and c.id not in _OTHERWISE]
    assert len(motions) > 15
    async with opened(all_samples["11-two-hundred-comments.txt"]) as (pilot, app):
        screen = reading(app)
        view = screen.view
        begin = screen.blocks[len(screen.blocks) // 2].start

        async def after(*counts: int, command_id: str) -> tuple[int, tuple[int, int] | None]:
            view.clear_selection()
            view.go_to(begin)
            await pilot.pause()
            command = next(c for c in motions if c.id == command_id)
            for count in counts:
                screen.run_command(command, count)
                await pilot.pause()
            return view.caret, view.selection

        for command in motions:
            at_once = await after(3, command_id=command.id)
            one_by_one = await after(1, 1, 1, command_id=command.id)
            assert at_once == one_by_one, command.id


async def test_the_next_key_is_about_what_was_tagged_from_a_selection_by_words(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q c v w w e")
        tagged = screen.current()
        assert tagged is not None
        assert tagged.kind == "entity"
        assert len(tagged.exact.split()) == 2


async def test_digits_typed_before_jumps_count_them(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(all_samples["11-two-hundred-comments.txt"]) as (pilot, app):
        screen = reading(app)
        comments = [b.start for b in screen.blocks if b.kind is BlockKind.COMMENT]
        await press(pilot, "1 2 ] c")
        assert screen.view.caret == comments[11]
        await press(pilot, "3 [ c")
        assert screen.view.caret == comments[8]
        await press(pilot, "2 [ s")
        assert screen.view.caret < comments[8]


async def test_a_selection_grows_and_shrinks_by_a_count(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(all_samples["02-nested-comments.html"], size=(100, 40)) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] c")
        grown: list[tuple[int, int] | None] = [screen.view.selection]
        for _ in range(9):
            await press(pilot, "space")
            if screen.view.selection == grown[-1]:
                break
            grown.append(screen.view.selection)
        comment = next(b for b in screen.blocks if b.kind is BlockKind.COMMENT)
        assert (comment.start, comment.end) in grown
        widest = grown[-1]
        assert widest is not None
        assert widest[0] == comment.start and widest[1] > comment.end  # with its replies
        await press(pilot, "2 backspace")
        assert screen.view.selection == grown[-3]
        await press(pilot, "9 space")
        assert screen.view.selection == widest


async def test_letters_lie_over_the_text_and_move_none_of_it(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await screen.kit.suggesting.ready.wait()
        await pilot.pause()
        before = lines(screen)
        await press(pilot, "f")
        during = lines(screen)
        letters = "".join(screen.kit.pointing.hints)
        changed = [
            (old, new)
            for was, now in zip(before, during, strict=True)
            for old, new in zip(was, now, strict=True)
            if old != new
        ]
        assert changed
        assert len(changed) <= len(letters)
        assert {new.lower() for _, new in changed} <= set(letters)
        await press(pilot, "esc")
        assert lines(screen) == before


async def test_an_author_s_other_comments_are_gone_to(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(all_samples["02-nested-comments.html"], size=(100, 40)) as (pilot, app):
        screen = reading(app)
        comments = [b for b in screen.blocks if b.kind is BlockKind.COMMENT]
        authors = [block.author for block in comments]
        first = next(b for b in comments if b.author and authors.count(b.author) > 1)
        screen.view.reveal(first.start, first.end)
        screen.view.go_to(first.start)
        await press(pilot, "] o")
        found = screen.view.block_at(screen.view.caret)
        assert found is not None and found is not first
        assert found.author == first.author
        await press(pilot, "[ o")
        assert screen.view.caret == first.start


async def test_every_action_is_one_step_and_undo_says_which(
    folder: Path, news: str, opened: Opener
) -> None:
    actions = {
        "] q q": "tag quote: “With the protection",
        "t text:one enter": "codes: one → –",
        "T c": "kind: claim → quote",
        "S": "status: disputed → unchecked",
        ">": "words: ",
        "m text:why ctrl+s": "note: why → –",
        "2 ] c C enter": "link a dispute (2)",
        "x": "remove: They will never",
    }
    async with opened(news) as (pilot, app):
        for keys in actions:
            before = app.undoable
            await press(pilot, keys)
            assert app.undoable == before + 1, keys
        for words in reversed(actions.values()):
            await press(pilot, "u")
            assert any("Undone: " in told and words in told for told in said(app)), words
        assert not reading(app).annotations
    with Library(folder) as library:
        assert library.annotations.of(news) == ()


async def test_what_is_selected_by_words_or_sentences_ends_with_one(
    folder: Path, opened: Opener
) -> None:
    first = "The yearly survey, of Osk, was “late”. It came."
    text = f"A Page\n\n{first}\n\nThe last words of it stand here.\n"
    with Library(folder, who="ann") as library:
        article = library.add(import_bytes(text.encode(), name="page.txt")[0]).article.id
    async with opened(article) as (pilot, app):
        view = reading(app).view

        async def selected(begin: str, keys: str) -> str:
            view.go_to(text.index(begin))
            await press(pilot, keys)
            start, end = view.selection or (0, 0)
            await press(pilot, "esc")
            return text[start:end]

        assert await selected("yearly", "v w") == "yearly"
        assert await selected("yearly", "v w w") == "yearly survey"
        assert await selected("yearly", "v 2 w") == "yearly survey"
        assert await selected("survey", "v w w w") == "survey, of"
        # A mark ends no selection by words; by itself any can be taken.
        assert await selected("survey", "v w w") == "survey"
        assert await selected("Osk", "v 3 w") == "Osk, was"
        assert await selected("“", "v w w") == "“late"
        assert await selected("“", "v w") == "“"
        assert await selected("yearly", "v 4 w b b") == "yearly survey"
        assert await selected("survey", "v w w h") == "survey, "
        assert await selected("survey", "v w w h h") == "survey,"
        assert await selected("of Osk", "v b b") == "survey, o"
        assert await selected("yearly", "ctrl+shift+right ctrl+shift+right") == "yearly survey"
        assert await selected("yearly", "v )") == "yearly survey, of Osk, was “late”."
        assert await selected("It", "v }") == "It came."
        assert await selected("last", "v } }") == "last words of it stand here."
        assert await selected("last", "v 9 w w") == "last words of it stand here"
        # A step by letters goes on from the caret, and the other end is a letter of the selection.
        assert await selected("yearly", "v w w h") == "yearly survey"
        assert await selected("yearly", "v w w o b") == "The yearly survey"


async def test_a_selection_by_words_is_tagged_as_it_is_seen(
    news: str, folder: Path, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        screen.view.go_to(screen.text.index("Deputy Minister of Labour"))
        await press(pilot, "v w w e")
    with Library(folder, who="ann") as library:
        assert [a.exact for a in library.annotations.all()] == ["Deputy Minister"]
