"""The commands of the codebook."""

from __future__ import annotations

from tui.commands.base import Change, Command
from tui.commands.shared import SHARED


def _move(name: str, title: str, *keys: str) -> Command:
    return Command(f"book-{name}", title, "Move", keys, "move", (name,), counts=True)


CODEBOOK = (
    Change("change", "Change it…", "Change", ("enter", "e"), "change", footer="change"),
    Change("add-beside", "Add another beside it…", "Add", ("a",), "add", footer="add"),
    Change("add-below", "Add one below it…", "Add", ("A",), "add_below", footer="add below"),
    Change("rename", "Rename it…", "Change", ("r",), "rename", footer="rename"),
    Change("move-code", "Move it below another…", "Change", ("m",), "move_code", footer="move"),
    Change("order-up", "One place up", "Change", ("shift+up",), "order", ("up",)),
    Change("order-down", "One place down", "Change", ("shift+down",), "order", ("down",)),
    Change("merge", "Merge it into another…", "Change", ("M",), "merge", footer="merge"),
    Change("remove-row", "Remove it…", "Change", ("x",), "remove", footer="remove"),
    Change("nearest-colour", "Take the nearest colour that can be seen", "Look", ("c",), "nearest"),
    Command("next-warning", "Next warning", "Move", ("w",), "warning", footer="warnings"),
    _move("down", "Next row", "j", "down"),
    _move("up", "Previous row", "k", "up"),
    _move("page_down", "A screen down", "pagedown", "ctrl+f"),
    _move("page_up", "A screen up", "pageup", "ctrl+b"),
    _move("top", "First row", "g g", "home"),
    _move("bottom", "Last row", "G", "end"),
    Command("save-codebook", "Save the codebook to a file…", "Library", (), "save_to_file"),
    Command("back", "Back", "Help", ("escape",), "back", footer="back"),
    *SHARED,
)
