"""The widget in a running app: what it draws, tells, and how it takes the mouse."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.theme import BUILTIN_THEMES

from store.model import Block, BlockKind
from tests.tui.article_view.samples import HOSTILE, article, paragraphs
from tui.widgets.article_view import ArticleView, Mark
from tui.widgets.article_view.caret import MOTIONS

Article = tuple[str, tuple[Block, ...]]


class Recorder(App[None]):
    """Shows one article and keeps what the view says."""

    def __init__(self, content: Article) -> None:
        super().__init__()
        self.content = content
        self.view = ArticleView()
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        self.view.show(*self.content)
        yield self.view

    @on(ArticleView.CaretMoved)
    @on(ArticleView.SelectionChanged)
    @on(ArticleView.MarkClicked)
    def hear(self, message: Message) -> None:
        match message:
            case ArticleView.CaretMoved(offset=offset):
                self.heard.append(offset)
            case ArticleView.SelectionChanged(selection=selection):
                self.heard.append(selection)
            case ArticleView.MarkClicked(id=name):
                self.heard.append(name)


def lines(view: ArticleView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


PROSE = article((BlockKind.PARAGRAPH, "One two three. Four five six."), (BlockKind.LEAD, "Seven."))
LONG = article(*[(BlockKind.PARAGRAPH, f"Paragraph {n} has some words.") for n in range(200)])


async def test_motions_are_told_and_selections_include_the_character_under_the_caret() -> None:
    app = Recorder(PROSE)
    async with app.run_test() as pilot:
        app.view.move("word_next")
        app.view.move("right", 2, extend=True)
        await pilot.pause()
        assert app.view.selection == (4, 7)
        app.view.move("down")
        await pilot.pause()
        seven = PROSE[0].index("Seven")
        assert app.heard == [4, 6, (4, 7), seven + 5, None]


async def test_visual_mode_extends_swaps_and_ends() -> None:
    app = Recorder(PROSE)
    async with app.run_test() as pilot:
        app.view.go_to(4)
        app.view.start_selection()
        app.view.move("right", 2)
        app.view.swap_ends()
        app.view.move("left", 4)
        await pilot.pause()
        assert app.view.selection == (0, 7)
        app.view.start_selection()
        await pilot.pause()
        assert app.view.selection is None
        assert app.heard[-1] is None


async def test_a_selection_by_offsets_is_exact_until_the_caret_moves() -> None:
    app = Recorder(article((BlockKind.PARAGRAPH, "ae\u0301i and more")))
    async with app.run_test():
        app.view.select(0, 2)
        assert app.view.selection == (0, 2)
        app.view.move("right", extend=True)
        assert app.view.selection == (0, 4)
        app.view.select(3, 99)
        assert app.view.selection == (0, 4)


async def test_the_mouse_sets_the_caret_drags_and_picks_words_and_sentences() -> None:
    app = Recorder(PROSE)
    async with app.run_test(size=(80, 12)) as pilot:
        left = lines(app.view)[0].index("One")
        await pilot.click(app.view, offset=(left + 9, 0))
        assert app.view.caret == 9
        assert app.view.selection is None
        await pilot.mouse_down(app.view, offset=(left, 0))
        await pilot.hover(app.view, offset=(left + 6, 0))
        await pilot.mouse_up(app.view, offset=(left + 6, 0))
        assert app.view.selection == (0, 7)
        await pilot.click(app.view, offset=(left + 12, 0), shift=True)
        assert app.view.selection == (0, 13)
        await pilot.double_click(app.view, offset=(left + 5, 0))
        assert app.view.selection == (4, 7)
        await pilot.triple_click(app.view, offset=(left + 5, 0))
        assert app.view.selection == (0, 14)


async def test_the_mouse_finds_chinese_characters_by_their_cells() -> None:
    app = Recorder(article((BlockKind.PARAGRAPH, "a好好b")))
    async with app.run_test() as pilot:
        left = lines(app.view)[0].index("a")
        for cell, offset in enumerate([0, 1, 1, 2, 2, 3]):
            await pilot.click(app.view, offset=(left + cell, 0))
            assert app.view.caret == offset


async def test_a_click_on_a_sign_names_its_mark_and_on_a_fold_opens_it(comments: Article) -> None:
    app = Recorder(comments)
    async with app.run_test() as pilot:
        app.view.set_marks((Mark("m1", 0, 5, "Q", colour="blue"),))
        row = lines(app.view)[0]
        await pilot.click(app.view, offset=(row.index("Q"), 0))
        await pilot.pause()
        assert app.heard[-1] == "m1"
        assert "folded" in lines(app.view)[2]
        await pilot.click(app.view, offset=(row.index("Words") + 1, 2))
        assert "Share" in lines(app.view)[3]


async def test_folds_open_and_close_at_the_caret_all_at_once_and_by_reveal(
    comments: Article,
) -> None:
    app = Recorder(comments)
    async with app.run_test():
        view = app.view
        assert not view.toggle_fold()
        view.go_to(comments[0].index("First"))
        assert view.toggle_fold()
        assert "Answered." not in "".join(lines(view))
        view.toggle_all_folds()
        assert "Answered." in "".join(lines(view))
        assert "Print" in "".join(lines(view))
        view.toggle_all_folds()
        assert "Print" not in "".join(lines(view))
        where = comments[0].index("Print")
        view.reveal(where, where + 5)
        view.go_to(where)
        assert view.caret == where


async def test_a_resize_keeps_the_caret_in_view() -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        app.view.go_to(LONG[0].index("Paragraph 150"), centre=True)
        for size in ((30, 8), (20, 5), (200, 50), (61, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert any("Paragraph 150" in line for line in lines(app.view))


async def test_pages_keep_the_carets_line_and_the_bottom_is_reached() -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        app.view.move("down", 5)
        app.view.move("page_down")
        await pilot.pause()
        assert app.view.scroll_offset.y == 18
        app.view.move("page_up")
        await pilot.pause()
        assert app.view.scroll_offset.y == 0
        app.view.move("bottom")
        await pilot.pause()
        assert app.view.caret == len(LONG[0]) - 1
        assert "Paragraph 199" in lines(app.view)[-1]
        app.view.move("top")
        await pilot.pause()
        assert (app.view.caret, app.view.scroll_offset.y) == (0, 0)


async def test_only_the_rows_that_change_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()  # what the first layout still asks to draw comes before
        drawn: list[int] = []
        monkeypatch.setattr(app.view, "refresh_line", drawn.append)
        monkeypatch.setattr(app.view, "refresh", lambda *_, **__: drawn.append(-1))
        app.view.move("down")
        app.view.set_marks((Mark("m", 0, 4, "Q"),))
        app.view.set_hits([(LONG[0].index("4 has"), LONG[0].index("4 has") + 3)])
        await pilot.pause()
        assert drawn == [0, 2, 0, 8]


async def test_the_view_takes_no_keys_and_does_not_share_textuals_selection() -> None:
    assert not ArticleView._merged_bindings.key_to_bindings  # type: ignore[union-attr]
    assert not ArticleView.ALLOW_SELECT


async def test_shown_after_mounting_another_article_replaces_the_first() -> None:
    app = Recorder(LONG)
    async with app.run_test() as pilot:
        app.view.move("bottom")
        app.view.show(*PROSE, caret=4)
        await pilot.pause()
        assert "One two three." in lines(app.view)[0]
        assert (app.view.caret, app.view.scroll_offset.y) == (4, 0)
        app.view.measure = 15
        assert "Four" not in lines(app.view)[0]


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (300, 80), (1, 1), (5, 2)])
@pytest.mark.parametrize(
    "text",
    [
        "x",
        "\u0301",
        "\u200b\u200b",
        "\u200d",
        "[/] [@click=app.quit]no[/] [b",
        "\x1b]0;owned\x07\x1b[2J",
        "",
        "   ",
        HOSTILE * 20,
        "word " * 500,
        "好" * 500,
    ],
)
async def test_hostile_words_are_drawn_on_any_screen(text: str, size: tuple[int, int]) -> None:
    app = Recorder((text, paragraphs(text)))
    async with app.run_test(size=size) as pilot:
        if text:
            app.view.set_marks((Mark("1", 0, len(text), "Q", colour="[bad"),))
            app.view.set_hits([(0, 1)], (0, 1))
        for motion in MOTIONS:
            app.view.move(motion, extend=motion.endswith("next"))
        await pilot.pause()
        for y in range(app.view.size.height):
            strip = app.view.render_line(y)
            width = sum(cell_len(segment.text) for segment in strip)
            assert width == app.view.scrollable_size.width
            assert "\x1b" not in strip.text


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_every_theme_draws_it(theme: str, comments: Article) -> None:
    app = Recorder(comments)
    async with app.run_test() as pilot:
        app.theme = theme
        app.view.set_marks((Mark("1", 0, 5, "C", colour="yellow", disputed=True),))
        app.view.flash(2, 9)
        await pilot.pause()
        assert "Words before." in lines(app.view)[0]


async def test_scrolling_leaves_the_caret() -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        app.view.scroll_to(y=40, animate=False)
        await pilot.pause()
        assert app.view.caret == 0
        assert app.view.scroll_offset.y == 40


async def test_a_leap_leaves_room_to_read_on_and_a_click_moves_nothing() -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        view = app.view
        far = LONG[0].index("Paragraph 100 ")
        view.go_to(far)
        await pilot.pause()
        assert lines(view)[6].strip().startswith("Paragraph 100 ")
        view.go_to(LONG[0].index("Paragraph 102 "))
        await pilot.pause()
        assert lines(view)[6].strip().startswith("Paragraph 100 "), "it was in sight"
        start = LONG[0].index("Paragraph 106 ")
        view.select(start, LONG[0].index(" has", LONG[0].index("Paragraph 107 ")), leap=True)
        await pilot.pause()
        assert lines(view)[6].strip().startswith("Paragraph 106 ")
        view.move("down")
        await pilot.pause()
        assert lines(view)[6].strip().startswith("Paragraph 106 ")
        await pilot.click(ArticleView, offset=(8, 18), times=2)
        await pilot.pause()
        assert lines(view)[6].strip().startswith("Paragraph 106 "), "it stays under the mouse"


async def test_a_leap_to_more_than_a_screenful_shows_its_end() -> None:
    app = Recorder(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        view = app.view
        view.select(LONG[0].index("Paragraph 50 "), LONG[0].index("Paragraph 90 ") - 2, leap=True)
        await pilot.pause()
        assert any("Paragraph 89 " in line for line in lines(view))
