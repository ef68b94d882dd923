"""Pick a code: by its own key, by the digit of a recent one, or by typing, which can make one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Input

from store.model import Code
from tui.dialogs.pick import Pick
from tui.widgets.columns import Column, Row

_DIGITS = "123456789"


class CodePick(Pick):
    """The first letter typed takes a code where it is the code's key or the digit of a recent one.

    A blank before it makes it the beginning of a name, as any letter is that is no such key.
    """

    def __init__(self, codes: Sequence[Code], recent: Sequence[str]) -> None:
        """Offer *codes*, the *recent* ones (names, the latest first) before the others."""
        names = list(dict.fromkeys([*recent, *(code.name for code in codes)]))
        told = {code.name: code.description for code in codes}
        super().__init__("Code", [(name, told.get(name, "")) for name in names], new="new code")
        self._keys = dict(zip(_DIGITS, recent, strict=False))
        self._keys |= {code.key: code.name for code in codes if code.key}
        self._shown: dict[str, str] = {}
        for key, name in self._keys.items():
            self._shown[name] = f"{self._shown.get(name, '')} {key}".strip()

    def on_mount(self) -> None:
        """Say what a key does, where there are keys."""
        if self._keys:
            box = self.query_one(".dialog--box")
            box.border_subtitle = "a key takes · else type (after a blank) · ↑↓ enter · esc"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the code of a key typed first; else narrow the list."""
        if event.value in self._keys:
            event.stop()
            event.prevent_default()
            self.dismiss(self._keys[event.value])

    @property
    def _columns(self) -> list[Column]:
        return [Column("", 3), *super()._columns]

    def _row(self, value: str, hint: str) -> Row:
        return Row(value, (self._shown.get(value, ""), value, hint))
