"""Mend the blocks: what is the block at the caret, and where does it begin and end?"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from store.corrections import Decision
from store.model import Block, BlockKind
from tui.dialogs.base import Dialog
from tui.untrusted import content
from tui.words import block_name, placed

KINDS = {
    "p": BlockKind.PARAGRAPH,
    "t": BlockKind.TITLE,
    "h": BlockKind.HEADING,
    "l": BlockKind.LEAD,
    "q": BlockKind.QUOTE,
    "i": BlockKind.LIST,
    "a": BlockKind.TABLE,
    "c": BlockKind.CAPTION,
    "y": BlockKind.BYLINE,
    "d": BlockKind.DATELINE,
    "e": BlockKind.DATE,
    "w": BlockKind.SITE,
    "k": BlockKind.CODE,
    "g": BlockKind.COMMENTS_HEADING,
    "o": BlockKind.COMMENT,
    "m": BlockKind.COMMENT_META,
    "f": BlockKind.BOILERPLATE,
}
"""The key of every kind of block."""
_COLUMN = 26
"""Cells of one key and what it means."""


class Mend(Dialog[Decision]):
    """One key: another kind, split here, join with the next, or all below is page furniture."""

    def __init__(self, caret: int, block: Block | None, *, undo: str = "u") -> None:
        """For the *block* at the offset *caret*; *undo* is the key that takes it back."""
        super().__init__()
        self._undo = undo
        self._caret, self._block = caret, block

    def compose(self) -> ComposeResult:
        """What it is now, and the keys."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(f"This is: {placed(self._block) or 'no block'}")
            box.border_subtitle = content(f"one key · esc leave · {self._undo} undoes")
            rows = [f"{key}  {block_name(kind)}" for key, kind in KINDS.items()]
            rows += ["s  split at the caret", "j  join with the next", "F  all below furniture"]
            beside = max(1, (self.app.size.width - 6) // _COLUMN)
            for at in range(0, len(rows), min(3, beside)):
                row = rows[at : at + min(3, beside)]
                yield Static(content("".join(cell.ljust(_COLUMN) for cell in row).rstrip()))

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        start, end = self._caret, None
        if self._block is not None:
            start, end = self._block.start, self._block.end
        found: Decision | None = None
        if event.character in KINDS:
            found = Decision(do="relabel", at=start, end=end, kind=KINDS[event.character])
        elif event.character == "s":
            found = Decision(do="split", at=self._caret)
        elif event.character == "j":
            found = Decision(do="join", at=start)
        elif event.character == "F":
            found = Decision(do="below", at=start)
        if found is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(found)
