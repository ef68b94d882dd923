"""Every key of a screen, to read, to find one, and to do it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from store.search import Matcher
from tui.dialogs.pick import Narrowed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList


class KeySheet(Narrowed):
    """Every key and what it does, group by group; typing narrows it."""

    DEFAULT_CSS = """
    KeySheet {
        & > .dialog--box { width: 96; max-width: 100%; height: 96%; }
        & RowList { height: 1fr; background: $surface; }
        & Static { color: $text-muted; height: 1; }
        &.-short > .dialog--box { height: 100%; }
        &.-short Static { display: none; }
    }
    """

    def __init__(self, rows: Sequence[tuple[str, str, str, str]], palette: str = "ctrl+p") -> None:
        """Show *rows*: a command's id, its keys, its title, its group.

        Groups come in the order of their first rows. *palette* is the key that leads to what has
        none.
        """
        super().__init__()
        self._palette = palette
        groups = list(dict.fromkeys(group for *_, group in rows))
        self._rows = tuple(sorted(rows, key=lambda row: groups.index(row[3])))

    @property
    def _keys_width(self) -> int:
        """The room for the keys of a command beside what it does, in cells."""
        width = self.app.size.width
        return 17 if width >= 90 else 16 if width >= 60 else 9

    def _fitting(self, keys: str) -> str:
        """As many of *keys* as there is room for, the first one always."""
        while len(keys) > self._keys_width and "  " in keys:
            keys = keys.rpartition("  ")[0]
        return keys

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = "Keys"
            box.border_subtitle = "type to narrow · ↑↓ · enter do it · esc leave"
            yield Input(compact=True)
            yield RowList(
                [Column("", 10, needs=40), Column("", self._keys_width), Column("", 0)],
                empty="No command is called so.",
            )
            yield Static("A number before a motion repeats it: 3 w, 2 ] c.", markup=False)

    def _narrow(self, typed: str) -> None:
        matcher = Matcher(typed.strip())
        rows: list[Row] = []
        told = ""
        for name, keys, title, group in self._rows:
            if matcher.matches(f"{keys} {title} {group} {name}"):
                shown = self._fitting(keys) or self._palette
                rows.append(Row(name, ("" if group == told else group, shown, title)))
                told = group
        self.listed.show(rows)
        self.listed.go_to(0)
