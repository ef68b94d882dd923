"""Pick one of a list, or type something new."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from store.search import Matcher
from tui.dialogs.base import Dialog
from tui.untrusted import content, one_line
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList
from tui.widgets.typed_line import MOST_TYPED

OTHER = "\t"
"""What `Pick` gives back for tab; no option is called so."""
_MOTIONS = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}
"""The keys that move in the list below a line, and how."""


class Narrowed(Dialog[str]):
    """A line to type in, over a list that it narrows; gives back the key of the row taken."""

    @property
    def listed(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow("")
        self.query_one(Input).focus()

    def _narrow(self, typed: str) -> None:
        """List what fits what is *typed*."""
        raise NotImplementedError

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the row under the cursor."""
        event.stop()
        if self.listed.key is not None:
            self.dismiss(self.listed.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take a clicked row."""
        event.stop()
        self.dismiss(event.key)

    def on_key(self, event: events.Key) -> None:
        """The list moves while the line has the focus."""
        if event.key in _MOTIONS:
            event.stop()
            event.prevent_default()
            self.listed.move(_MOTIONS[event.key])


class Pick(Narrowed):
    """A line to type in, over a list that it narrows; enter takes the row, or what was typed.

    With an empty line the cursor is on the first row, so that enter confirms the best guess, or on
    the one asked for. What a hint says is found, too, after what the values say.
    """

    DEFAULT_CSS = """
    Pick RowList { height: auto; max-height: 12; margin-top: 1; background: $surface; }
    Pick Static { color: $text-muted; display: none; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        *,
        keys: Sequence[str] | None = None,
        new: str | None = None,
        at: int = 0,
        other: str = "",
        by_word: bool = False,
    ) -> None:
        """Offer *options*, pairs of a value and a hint; *new* is how making one's own is called.

        With *keys*, one for each option, that is given back: values then may be there twice. The
        cursor begins on the option of index *at*. *other* is what tab does instead: it gives
        back `OTHER`. An option that begins with what is typed goes before making one's own, with
        *by_word* also one of which a word does, as of a person's name.
        """
        super().__init__()
        held = [value for value, _ in options] if keys is None else keys
        self._options = tuple((key, *option) for key, option in zip(held, options, strict=True))
        self._title, self._new, self._at = title, new, at
        self._other, self._by_word = other, by_word

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            tab = f" · tab {self._other}" * bool(self._other)
            box.border_subtitle = f"type or ↑↓ · enter take{tab} · esc leave"
            hint = "type a name to make one" if self._new else ""
            yield Input(compact=True, placeholder=hint, max_length=MOST_TYPED)
            yield RowList(self._columns)
            yield Static("Nothing fits what is typed.", markup=False)

    def _hints(self) -> list[str]:
        return [*(hint for *_, hint in self._options), self._new or ""]

    def on_key(self, event: events.Key) -> None:
        """Tab is for something else, where there is that."""
        if event.key == "tab" and self._other:
            event.stop()
            event.prevent_default()
            self.dismiss(OTHER)

    def _narrow(self, typed: str) -> None:
        wanted = typed.strip()
        rows = [
            replace(self._row(value, hint), key=key) for key, value, hint in self._fitting(wanted)
        ]
        if self._new and wanted and all(row.key != wanted for row in rows):
            # A beginning is what the person means; otherwise what they typed comes first.
            own = self._row(wanted, self._new)
            matcher = _any_case(wanted)
            best = min((fit(wanted, matcher, row.key) for row in rows), default=NO_FIT)
            starts = best <= int(self._by_word)
            rows = [*rows, own] if starts else [own, *rows]
        self.query_one(Static).display = not rows and bool(wanted)
        self.listed.show(rows)
        self.listed.go_to(0 if wanted else self._at)

    @property
    def _columns(self) -> list[Column]:
        hints = max((cell_len(one_line(hint)) for hint in self._hints()), default=0)
        return [Column("", 0), Column("", max(1, min(24, hints)), needs=50)]

    def _row(self, value: str, hint: str) -> Row:
        return Row(value, (value, hint))

    def _fitting(self, typed: str) -> list[tuple[str, str, str]]:
        """The options that begin with what was *typed*, then those that hold it, best first."""
        if not typed:
            return list(self._options)
        matcher = _any_case(typed)
        ranked = [(fit(typed, matcher, *option[1:]), option) for option in self._options]
        same = typed.casefold()
        ranked.sort(key=lambda r: (r[0], r[1][1] != typed, r[1][1].casefold() != same))
        return [option for rank, option in ranked if rank < NO_FIT]


NO_FIT = 5
_LETTERS_FROM, _LETTERS_IN = 2, 40
"""So many letters say something in their order, in what is no longer than that."""


def _any_case(typed: str) -> Matcher:
    """Finds *typed* in any case: who writes a capital means a name that is there with a small."""
    return Matcher(typed.lower())


def fit(typed: str, matcher: Matcher, value: str, hint: str = "") -> int:
    """How well *value* fits what was *typed*, 0 the best: its beginning, a word's, anywhere in it.

    Then what its *hint* says, then whether *value* holds the letters in their order, as `shl` is in
    `shelter`; `NO_FIT` where none of that is so.
    """
    if matcher.matches(value):
        wanted, held = typed.casefold(), value.casefold()
        if held.lstrip().startswith(wanted):
            return 0
        return 1 if any(word.startswith(wanted) for word in held.split()) else 2
    if matcher.matches(hint):
        return 3
    if len(typed) < _LETTERS_FROM or len(value) > _LETTERS_IN:
        return NO_FIT
    letters = iter(value.casefold())
    return 4 if all(letter in letters for letter in typed.casefold()) else NO_FIT
