"""Comments as a tree to move through and to fold, and the outline of the article."""

from __future__ import annotations

from store.model import Block, BlockKind
from store.threads import depths
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.places import Places
from tui.suggested import Suggested
from tui.threads import Entry, kin, outline

_DEEPEST = 12
"""Steps of indentation in the outline; what lies deeper stands below that."""
_NO_KIN = {
    "sibling": "There is no further comment beside this one.",
    "parent": "This comment answers no other.",
    "reply": "Nobody replied to this comment.",
    "author": "There is no further comment of this author.",
}


class Threading(Part):
    """Moves among comments, folds them, and goes to what the outline names."""

    def __init__(
        self, screen: CommandScreen, desk: Desk, *, places: Places, suggested: Suggested
    ) -> None:
        """The outline says which comments are disputed, also as it is *suggested*."""
        self._screen, self._desk, self._places = screen, desk, places
        self._suggested = suggested

    def do_kin(self, which: str, way: str, count: int = 1) -> None:
        """Go to a comment beside, above or below this one, or of the same author."""
        found = self._beyond(kin(self._desk.blocks, self._desk.caret, which), which, way)
        if not found:
            self._screen.say(_NO_KIN[which])
            return
        self._desk.show_place(found[min(count, len(found)) - 1].start)

    def _beyond(self, found: list[Block], which: str, way: str) -> list[Block]:
        caret = self._desk.caret
        if which not in ("sibling", "author"):
            return found
        if way == "next":
            return [block for block in found if block.start > caret]
        return [block for block in reversed(found) if block.start < caret]

    def do_fold_replies(self, count: int = 1) -> None:
        """Fold each comment of the depth *count* with its replies; unfold where they are folded."""
        deep = {name for name, depth in depths(self._desk.blocks).items() if depth == count}
        if not deep:
            self._screen.say("There is no reply that deep.")
            return
        folded = self._desk.view.toggle_comments(deep)
        self._screen.whisper(f"{len(deep)} {'folded' if folded else 'unfolded'}")

    async def do_outline(self) -> None:
        """Pick a heading or a comment, and go there."""
        from tui.dialogs.pick import Pick

        entries = outline(self._desk.text, self._desk.blocks)
        if not entries:
            self._screen.say("There is no heading and no comment here.")
            return
        options = [(_shown(entry), self._told_of(entry.start)) for entry in entries]
        keys = [str(entry.start) for entry in entries]
        here = sum(entry.start <= self._desk.caret for entry in entries) - 1
        chosen = await self._screen.ask(Pick("Go to", options, keys=keys, at=max(0, here)))
        if chosen is not None:
            self._places.remember()
            self._desk.show_place(int(chosen), centre=True)

    def _told_of(self, offset: int) -> str:
        """How far down the text it is, after whether it is disputed, or may be."""
        places = [(a.start, "disputed") for a in self._desk.annotations if a.is_disputed]
        places += [(one.start, "disputed?") for one in self._suggested.open if one.is_disputed]
        block = self._desk.view.block_at(offset)
        end = offset + 1 if block is None or block.kind is not BlockKind.COMMENT else block.end
        told = next((word for start, word in places if offset <= start < end), "")
        return " · ".join(filter(None, (told, self._desk.percent(offset))))


def _shown(entry: Entry) -> str:
    indent = "  " * min(entry.depth, _DEEPEST)
    return f"{indent}{'● ' if entry.comment else ''}{entry.words}"
