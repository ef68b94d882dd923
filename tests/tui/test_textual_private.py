"""What the screen uses of Textual's own insides is in one place, and is there."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event
from textual.screen import Screen
from textual.widget import Widget

import tui
from tui import textual_private
from tui.textual_private import IN_PLACE

TUI = Path(tui.__file__).parent
PLACE = Path(textual_private.__file__)
CALLED: dict[type, tuple[str, ...]] = {
    App: ("_batch_count", "_driver", "_message_queue", "_start_widget"),
    DOMNode: ("_bindings",),
    Event: ("_set_forwarded",),
    Screen: ("_compositor", "_dirty_widgets", "_layout_required", "_message_queue"),
    Widget: ("_css_type_name", "_layout_required", "_repaint_required"),
}
CALLED[Screen] += ("_on_timer_update", "_push_result_callback")


def used(path: Path) -> Iterator[str]:
    """Private names that *path* reaches for in other objects, with where they are imported from."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and re.match("_[a-z]", node.attr):
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("textual", "rich")
        ):
            yield from (part for part in (node.module or "").split(".") if part.startswith("_"))


def made(path: Path) -> Iterator[str]:
    """Private names that *path* gives to something itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                yield name


def has(owner: type, name: str) -> bool:
    """Whether a class has a name, or gives it to what is made of it."""
    given = re.compile(rf"\bself\.{name}\b[^=\n]*=")
    return hasattr(owner, name) or any(
        given.search(inspect.getsource(each)) for each in owner.__mro__[:-1]
    )


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        *((place, name) for place, names in IN_PLACE.items() for name in names),
        *((f"{o.__module__}:{o.__name__}", name) for o, names in CALLED.items() for name in names),
    ],
)
def test_what_is_used_of_textual_s_insides_is_there(owner: str, name: str) -> None:
    module, _, kind = owner.partition(":")
    assert has(getattr(importlib.import_module(module), kind), name)


def test_textual_s_insides_are_reached_for_in_one_place() -> None:
    listed = {name for names in IN_PLACE.values() for name in names}
    namedtuples = {"_replace"}
    elsewhere = [path for path in TUI.rglob("*.py") if path != PLACE]
    own = {name for path in elsewhere for name in made(path)}
    for path in elsewhere:
        assert set(used(path)) <= own | listed | namedtuples, path
    assert set(used(PLACE)) == {n for names in CALLED.values() for n in names} | {
        "_compositor", "_context", "_xterm_parser",
    }  # fmt: skip


def test_what_is_listed_is_used() -> None:
    everything = "".join(path.read_text("utf-8") for path in TUI.rglob("*.py") if path != PLACE)
    for names in IN_PLACE.values():
        for name in names:
            assert re.search(rf"\b{name}\b", everything), name
