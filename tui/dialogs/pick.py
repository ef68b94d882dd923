"""Pick one of a list, or type something new."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from store.search import Matcher
from tui.dialogs.base import Dialog
from tui.untrusted import content
from tui.widgets.rows import Column, Row, RowList


class Pick(Dialog[str]):
    """A line to type in, over a list that it narrows; enter takes the row, or what was typed.

    With an empty line the cursor is on the first row, so that enter confirms the best guess.
    """

    DEFAULT_CSS = """
    Pick RowList { height: auto; max-height: 12; margin-top: 1; background: $surface; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        *,
        keys: Sequence[str] | None = None,
        new: str | None = None,
    ) -> None:
        """Offer *options*, pairs of a value and a hint; *new* is how making one's own is called.

        With *keys*, one for each option, that is returned: values then may be there twice.
        """
        super().__init__()
        self._title, self._options, self._new = title, tuple(options), new
        self._keys = tuple(value for value, _ in options) if keys is None else tuple(keys)

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            box.border_subtitle = "type or ↑↓ · enter take · esc leave"
            yield Input(compact=True)
            yield RowList([Column("", 0), Column("", 24, needs=50)], empty="Nothing to choose.")

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the row under the cursor."""
        event.stop()
        key = self.query_one(RowList).key
        if key is not None:
            self.dismiss(key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take a clicked row."""
        event.stop()
        self.dismiss(event.key)

    def on_key(self, event: events.Key) -> None:
        """Up and down move in the list while the line has the focus."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.query_one(RowList).move(event.key)

    def _narrow(self, typed: str) -> None:
        matcher = Matcher(typed.strip())
        rows = [
            Row(key, option)
            for key, option in zip(self._keys, self._options, strict=True)
            if matcher.matches(option[0])
        ]
        wanted = typed.strip()
        if self._new and wanted and all(row.key != wanted for row in rows):
            # An exact prefix is what the person means; otherwise what they typed comes first.
            own = Row(wanted, (wanted, self._new))
            starts = any(row.key.casefold().startswith(wanted.casefold()) for row in rows)
            rows = [*rows, own] if starts else [own, *rows]
        listed = self.query_one(RowList)
        listed.show(rows)
        listed.go_to(0)


class KeySheet(Dialog[str]):
    """Every key and what it does, group by group; typing narrows it."""

    DEFAULT_CSS = """
    KeySheet {
        & > .dialog--box { width: 84; height: 96%; }
        & RowList { height: 1fr; background: $surface; }
        & Static { color: $text-muted; height: 1; }
        &.-short > .dialog--box { height: 100%; }
        &.-short Static { display: none; }
    }
    """

    def __init__(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Show *rows*: a command's id, its keys, its title, its group.

        Groups come in the order of their first rows.
        """
        super().__init__()
        groups = list(dict.fromkeys(group for *_, group in rows))
        self._rows = tuple(sorted(rows, key=lambda row: groups.index(row[3])))

    @property
    def _is_wide(self) -> bool:
        """Whether there is room for all keys of a command beside what it does."""
        return self.app.size.width >= 60

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = "Keys"
            box.border_subtitle = "type to narrow · ↑↓ · enter do it · esc leave"
            yield Input(compact=True)
            yield RowList(
                [Column("", 10, needs=40), Column("", 22 if self._is_wide else 9), Column("", 0)],
                empty="No command is called so.",
            )
            yield Static("A number before a motion repeats it: 3 w, 2 ] c.", markup=False)

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do the command under the cursor."""
        event.stop()
        self.dismiss(self.query_one(RowList).key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Do a clicked command."""
        event.stop()
        self.dismiss(event.key)

    def on_key(self, event: events.Key) -> None:
        """The list moves while the line has the focus."""
        motions = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}
        if event.key in motions:
            event.stop()
            event.prevent_default()
            self.query_one(RowList).move(motions[event.key])

    def _narrow(self, typed: str) -> None:
        matcher = Matcher(typed.strip())
        rows: list[Row] = []
        told = ""
        for name, keys, title, group in self._rows:
            if matcher.matches(f"{keys} {title} {group} {name}"):
                shown = keys if self._is_wide else keys.split("  ")[0]
                rows.append(Row(name, ("" if group == told else group, shown or "ctrl+p", title)))
                told = group
        listed = self.query_one(RowList)
        listed.show(rows)
        listed.go_to(0)
