"""The commands of the article list."""

from __future__ import annotations

from tui.commands.base import Command
from tui.commands.shared import SHARED


def _move(name: str, title: str, *keys: str) -> Command:
    return Command(f"list-{name}", title, "Move", keys, "move", (name,), counts=True)


LISTING = (
    Command("open", "Open the article", "Article", ("enter", "l"), "open", footer="open"),
    _move("down", "Next article", "j", "down"),
    _move("up", "Previous article", "k", "up"),
    _move("page_down", "A screen down", "pagedown", "ctrl+f"),
    _move("page_up", "A screen up", "pageup", "ctrl+b"),
    _move("top", "First article", "g g", "home"),
    _move("bottom", "Last article", "G", "end"),
    Command("next-new", "Next article not done", "Move", ("] u",), "next_new"),
    Command("filter", "Filter by title, site or date", "Find", ("/",), "filter", footer="filter"),
    Command("sort", "Sort by the next column", "Find", ("s",), "sort", footer="sort"),
    Command("reverse", "Turn the order round", "Find", ("S",), "reverse"),
    Command("clear", "Clear the filter", "Find", ("escape",), "clear", footer="all"),
    Command("state", "Mark new, begun or done", "Article", ("d",), "state", footer="state"),
    Command("add", "Add files…", "Article", ("a",), "add", footer="add"),
    Command("remove-article", "Remove the article…", "Article", ("x",), "remove"),
    Command("remove-samples", "Remove all sample articles…", "Article", (), "remove_samples"),
    *SHARED,
)
