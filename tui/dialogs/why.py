"""Why something is suggested, and what decisions on suggestions have taught."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.untrusted import content
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList


class Lesson(NamedTuple):
    """How often a rule's suggestions (`what` is "rule") or words of a kind were decided on."""

    what: str
    words: str
    kept: int
    rejected: int


class Why(Dialog[tuple[Lesson, ...]]):
    """Shows sentences, and lessons under them; gives back the lessons that are to be forgotten."""

    DEFAULT_CSS = """
    Why RowList { height: auto; max-height: 12; margin-top: 1; background: $surface; }
    Why .why--counts { color: $text-muted; margin-top: 1; }
    """

    def __init__(self, told: Sequence[str], lessons: Sequence[Lesson]) -> None:
        """Tell *told*, a sentence a paragraph, and list *lessons*."""
        super().__init__()
        self._told, self._lessons = tuple(told), tuple(lessons)

    def compose(self) -> ComposeResult:
        """The sentences, then the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = "Suggestions"
            box.border_subtitle = "esc leave"
            for line in self._told:
                yield Static(content(line))
            if not self._lessons:
                yield Static(content("Nothing is learnt yet: what you accept and reject teaches."))
                return
            box.border_subtitle = "↑↓ · x forget this · X forget all · esc leave"
            yield Static(
                content("Learnt from what was kept and rejected; it moves the scores:"),
                classes="why--counts",
            )
            yield RowList(
                [
                    Column("", 0),
                    Column("of", 8, needs=50),
                    Column("kept", 5, right=True),
                    Column("rejected", 8, right=True),
                ]
            )

    def on_mount(self) -> None:
        """Show the lessons."""
        if not self._lessons:
            return
        listed = self.query_one(RowList)
        listed.show(
            [
                Row(str(at), (one.words, one.what, str(one.kept), str(one.rejected)))
                for at, one in enumerate(self._lessons)
            ]
        )
        listed.go_to(0)
        listed.focus()

    def on_key(self, event: events.Key) -> None:
        """Move, or give back what is to be forgotten."""
        if not self._lessons:
            return
        listed = self.query_one(RowList)
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            listed.move(event.key)
        elif event.key == "x" and listed.key is not None:
            event.stop()
            self.dismiss((self._lessons[int(listed.key)],))
        elif event.key == "X":
            event.stop()
            self.dismiss(self._lessons)
