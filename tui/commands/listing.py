"""The commands of the article list."""

from __future__ import annotations

from tui.commands.base import Change, Command
from tui.commands.shared import SHARED


def _move(name: str, title: str, *keys: str) -> Command:
    return Command(f"list-{name}", title, "Move", keys, "move", (name,), counts=True)


def _sort(order: str) -> Command:
    return Command(f"sort-{order}", f"Sort by {order}", "Find", (), "sort_by", (order,))


LISTING = (
    Command("open", "Open the article", "Article", ("enter", "l"), "open", footer="open"),
    _move("down", "Next article", "j", "down"),
    _move("up", "Previous article", "k", "up"),
    _move("page_down", "A screen down", "pagedown", "ctrl+f"),
    _move("page_up", "A screen up", "pageup", "ctrl+b"),
    _move("top", "First article", "g g", "home"),
    _move("bottom", "Last article", "G", "end"),
    Command("next-new", "Next article not done", "Move", ("] u",), "next_new"),
    Command(
        "filter",
        "Filter: words, state: site: date: code: by: has:",
        "Find",
        ("/",),
        "filter",
        footer="filter",
    ),
    Command("conditions", "Filter by a condition from a list…", "Find", ("F",), "conditions"),
    Command("sort", "Sort by the next column", "Find", ("s",), "sort", footer="sort"),
    Command("reverse", "Turn the order round", "Find", ("S",), "reverse"),
    Command(
        "clear", "Clear the marks, then the filter", "Find", ("escape",), "clear", footer="all"
    ),
    Command("preview", "Show or hide the preview", "Look", ("p",), "preview", footer="preview"),
    Command(
        "mark", "Mark the article, or not", "Mark", ("space",), "mark", footer="mark", counts=True
    ),
    Command(
        "mark-down",
        "Mark this and the next",
        "Mark",
        ("shift+down",),
        "mark_moving",
        ("down",),
        counts=True,
    ),
    Command(
        "mark-up",
        "Mark this and the previous",
        "Mark",
        ("shift+up",),
        "mark_moving",
        ("up",),
        counts=True,
    ),
    Command("mark-all", "Mark all that are listed, or none", "Mark", ("*",), "mark_all"),
    Change("state", "Mark new, begun or done", "Article", ("d",), "state", footer="state"),
    Change("add", "Add files…", "Article", ("a",), "add", footer="add"),
    Change("remove-article", "Remove the article…", "Article", ("x",), "remove"),
    Change("code-articles", "Give all its annotations a code…", "Article", ("t",), "code"),
    Change("remove-samples", "Remove all sample articles…", "Article", (), "remove_samples"),
    *map(_sort, ("title", "site", "date", "words", "comments", "annotations", "state", "adding")),
    *SHARED,
)
