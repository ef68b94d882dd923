"""Selecting words, unit by unit, and copying what is selected."""

from __future__ import annotations

from store.text import fold_space
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk, Span
from tui.screens.reading.telling import much
from tui.untrusted import pasteable
from tui.words import source_line

_UNITS = 9
"""No selection grows more often."""


class Selecting(Part):
    """Selects more and less, and goes from end to end."""

    def __init__(self, screen: CommandScreen, desk: Desk) -> None:
        """Nothing is selected yet."""
        self._screen, self._desk = screen, desk
        self._grown: list[Span | None] = []

    def can_do(self, command: Command) -> bool | None:
        """Most of it needs a selection, or an annotation in its place."""
        desk = self._desk
        match command.id:
            case "select":
                return bool(desk.blocks)
            case "shrink":
                return desk.view.selection is not None
            case "copy":
                return desk.view.selection is not None or desk.current() is not None
            case "other":
                return desk.view.selection is not None or len(desk.here()) > 1
        return True

    def do_select(self) -> None:
        """Begin to select here, or stop."""
        self._desk.view.start_selection()

    def do_grow(self, count: int = 1) -> None:
        """Select the next larger unit, *count* times."""
        for _ in range(min(count, _UNITS)):
            self._grow()

    def _grow(self) -> None:
        from store.suggest.units import grow

        desk = self._desk
        before = desk.view.selection
        start, end = before or (desk.caret, desk.caret)
        if not self._grown or self._grown[-1] is None or before is None:
            self._grown = []
        larger = grow(desk.text, desk.blocks, start, end)
        if larger != (start, end):
            self._grown.append(before)
            desk.view.select(*larger)

    def do_shrink(self, count: int = 1) -> None:
        """Go back to the smaller unit, *count* times."""
        for _ in range(min(count, _UNITS)):
            smaller = self._grown.pop() if self._grown else None
            if smaller is None:
                self._desk.view.clear_selection()
            else:
                self._desk.view.select(*smaller)

    def drop(self) -> bool:
        """Drop the selection; whether there was one."""
        if self._desk.view.selection is None:
            return False
        self._grown = []
        self._desk.view.clear_selection()
        return True

    def do_other(self) -> None:
        """The selection's other end; without one, the next of several annotations here."""
        desk = self._desk
        if desk.view.selection is not None:
            desk.view.swap_ends()
            return
        here, current = desk.here(), desk.current()
        if current is not None and here:
            at = here.index(current) if current in here else -1
            desk.chosen = here[(at + 1) % len(here)].id
            desk.panel.highlight(desk.chosen)

    def do_copy(self) -> None:
        """Copy the selection, or the annotation here, with its source, to the clipboard."""
        desk = self._desk
        selection, current = desk.view.selection, desk.current()
        if selection is not None:
            copied = desk.text[slice(*selection)]
        elif current is not None:
            copied = current.exact
        else:
            self._screen.say("Select something to copy.")
            return
        block = desk.view.block_at(selection[0] if selection is not None else desk.caret)
        source = fold_space(source_line(desk.article, block))
        self._screen.app.copy_to_clipboard(pasteable(f"{copied}\n— {source}"))
        self._screen.say(f"Copied {much(copied, 0, len(copied))} and the source.")
