"""The codebook on screen: what there is, how much it is used, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.theme import Theme
from textual.widgets import Static

from store.library import Library
from store.wording import counted
from tui.colours import nearest, rgb, shown
from tui.commands.base import Command
from tui.commands.clashes import key_clashes
from tui.commands.codebook import CODEBOOK
from tui.commands.reading import READING
from tui.contrast import Rgb
from tui.screens.base import CommandScreen
from tui.screens.book_rows import Item, Uses, colour_warning, coloured, detail, items, row
from tui.untrusted import content
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.columns import Column
from tui.widgets.rows import RowList

_APPLY: dict[str, tuple[str, ...]] = {
    "change": ("code", "kind", "attribute", "link"),
    "add-below": ("code", "kind"),
    "rename": ("code", "kind", "attribute", "link"),
    "move-code": ("code",),
    "order-up": ("code",),
    "order-down": ("code",),
    "merge": ("code", "kind"),
    "remove-row": ("code", "kind", "attribute", "link"),
}
"""What kinds of rows a command works on, by its id; others work on every row."""


class BookScreen(CommandScreen, ground=True):
    """Shows the codebook, how much each thing is used, and what is wrong with colours and keys."""

    DEFAULT_CSS = """
    BookScreen {
        & > #book { height: 1fr; background: $background; }
        & > #detail { height: auto; max-height: 4; padding: 0 1; background: $panel; }
    }
    """

    commands = CODEBOOK

    def __init__(self, library: Library) -> None:
        """Over *library*."""
        super().__init__(library)
        self.codebook = library.codebook
        self.warnings: dict[str, str] = {}
        self._nearest: dict[str, str | None] = {}
        self._items: dict[str, Item] = {}
        self._uses: Uses | None = None
        self.wanted: Item | None = None
        """What the cursor goes to once it is there."""

    def compose(self) -> ComposeResult:
        """The rows and the bars."""
        columns = (
            Column("", 1),
            Column("Codebook", 30),
            Column("Key", 3),
            Column("Colour", 14, needs=60),
            Column("Used", 5, right=True, needs=50),
            Column("", 0, needs=72),
        )
        yield RowList(columns, id="book")
        yield Static("", id="detail", markup=False)
        yield StatusBar()
        yield CommandFooter()

    def on_mount(self) -> None:
        """Show it, the cursor on the first code or, where there is none, on their heading."""
        self.changed()
        self.rows.focus()
        if self.codebook.codes:
            self.call_after_refresh(self.rows.go_to, 1)

    @property
    def rows(self) -> RowList:
        """The rows."""
        return self.query_one("#book", RowList)

    def item(self) -> Item:
        """What the cursor is on."""
        return self._items.get(self.rows.key or "", Item("heading", "code"))

    def can_do(self, command: Command) -> bool | None:
        """What works on some rows only is offered there."""
        return super().can_do(command) if self._means_something(command) else False

    def _means_something(self, command: Command) -> bool:
        """Whether *command* works on the row under the cursor."""
        if command.id == "next-warning":
            return bool(self.warnings)
        if command.id == "nearest-colour":
            return self.nearest_here() is not None
        return command.id not in _APPLY or self.item().what in _APPLY[command.id]

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do it, unless it means nothing here."""
        if not self._means_something(command):
            self.whisper(f"{command.title.rstrip('…')}: not here")
        else:
            super().run_command(command, count)

    # -- showing

    def changed(self) -> None:
        """Show the codebook as it is now."""
        self.codebook = self.library.codebook
        self.warnings, self._nearest = self._warnings(), {}
        self._show()
        self._count()

    def _show(self) -> None:
        found = list(items(self.codebook))
        self._items = {item.key: item for _, item in found}
        rows = [
            row(self.codebook, depth, item, self._uses, item.key in self.warnings)
            for depth, item in found
        ]
        wanted, self.wanted = self.wanted, None
        known = wanted is not None and wanted.key in self._items
        self.rows.show(rows, wanted.key if wanted is not None and known else None)
        if wanted is not None and not known:
            self.wanted = wanted  # it is on its way
        self._say()

    @work(thread=True, exclusive=True, group="uses")
    def _count(self) -> None:
        kinds: Counter[str] = Counter()
        codes: Counter[str] = Counter()
        for outline in self.library.annotations.outlines():
            kinds[outline.kind] += 1
            codes.update(outline.codes)
        self.app.call_from_thread(self._take_uses, Uses(kinds, codes))

    def _take_uses(self, uses: Uses) -> None:
        if self.is_attached and uses != self._uses:
            self._uses = uses
            self._show()

    def _say(self) -> None:
        key = self.item().key
        book = self.codebook
        counts = f"{counted(len(book.codes), 'code')} · {counted(len(book.kinds), 'kind')}"
        to_next = self.key("next-warning")
        words = f"{counted(len(self.warnings), 'warning')} ({to_next})" if self.warnings else ""
        self.query_one(StatusBar).show(words, counts)
        told = detail(self.codebook, self.item())
        if warning := self.warnings.get(key):
            better = self.nearest_here()
            told += f"\n! {warning}" + (
                f"; {self.key('nearest-colour')} takes {better}" if better else ""
            )
        self.query_one("#detail", Static).update(content(told.strip()))
        self.refresh_footer()

    # -- what is wrong

    @cached_property
    def backgrounds(self) -> dict[str, Rgb]:
        """The background of every theme that there is, by the theme's name."""
        return self.backgrounds_of(self.app.available_themes)

    @staticmethod
    def backgrounds_of(themes: Mapping[str, Theme]) -> dict[str, Rgb]:
        """The background of each theme that has one of its own: a terminal's is not known."""
        found: dict[str, Rgb] = {}
        for name, theme in themes.items():
            ground = theme.to_color_system().generate()["background"]
            if ground.startswith("#") and (known := rgb(ground)) is not None:
                found[name] = known
        return found

    def _warnings(self) -> dict[str, str]:
        grounds = self.backgrounds
        found: dict[str, list[str]] = {}
        for item, _, colour in coloured(self.codebook):
            if warning := colour_warning(colour, grounds, self.app.theme):
                found.setdefault(item.key, []).append(warning)
        for (what, name), words in key_clashes(
            self.codebook, self.app.settings.keymap.over(READING)
        ).items():
            item = Item("kind" if what == "kind" else "code", name)
            found.setdefault(item.key, []).append(words)
        return {key: "; ".join(words) for key, words in found.items()}

    def nearest_to(self, colour: str) -> str | None:
        """The nearest colour that is seen in every theme, or in this one; None where it is that."""
        own, grounds = rgb(colour), self.backgrounds
        if own is None or not colour_warning(colour, grounds, self.app.theme):
            return None
        here = [ground for name, ground in grounds.items() if name == self.app.theme]
        found = nearest(own, grounds.values()) or nearest(own, here)
        return None if found is None else shown(found)

    def nearest_here(self) -> str | None:
        """The colour to offer for what the cursor is on."""
        key = self.item().key
        if key not in self.warnings:
            return None
        if key not in self._nearest:
            colours = {item.key: colour for item, _, colour in coloured(self.codebook)}
            self._nearest[key] = self.nearest_to(colours.get(key, ""))
        return self._nearest[key]

    # -- moving

    def do_move(self, motion: str, count: int = 1) -> None:
        """Move the cursor."""
        self.rows.move(motion, count)

    def do_warning(self) -> None:
        """Go to the next warning, round the end."""
        keys = self.rows.keys
        at = keys.index(self.rows.key) if self.rows.key in keys else 0
        for index in [*range(at + 1, len(keys)), *range(at + 1)]:
            if keys[index] in self.warnings:
                self.rows.go_to(index)
                return
        self.say("Nothing is wrong with colours and keys.")

    def on_row_list_highlighted(self) -> None:
        """Say what is there."""
        self._say()

    def do_codebook(self) -> None:
        """The key that opened it closes it."""
        self.do_back()

    def do_back(self) -> None:
        """Go back to where this was opened."""
        self.app.pop_screen()
