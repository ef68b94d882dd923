"""How far the whole library is read, on one line."""

from __future__ import annotations

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from store.wording import counted

_BAR = 15


class CorpusBar(Widget):
    """A bar of what is reviewed, with articles, words and annotations in numbers."""

    DEFAULT_CSS = "CorpusBar { height: 1; background: $panel; color: $foreground; }"

    def __init__(self, id: str | None = None) -> None:
        """Of an empty library."""
        super().__init__(id=id)
        self._done = self._all = 0
        self._told: tuple[str, ...] = ()
        self._short: tuple[str, ...] = ()

    def show(self, done: int, articles: int, words: int, done_words: int, annotations: int) -> None:
        """Show that *done* of so many *articles* are done, and likewise of their words."""
        marked = counted(annotations, "annotation")
        told = (
            f"{done:,} of {counted(articles, 'article')} reviewed",
            f"{done_words:,} of {counted(words, 'word')}",
            marked,
        )
        if (done, articles, told) != (self._done, self._all, self._told):
            self._done, self._all, self._told = done, articles, told
            self._short = (f"{done:,} of {articles:,} reviewed", marked)
            self.refresh()

    @property
    def words(self) -> str:
        """What the bar says."""
        return " · ".join(self._told)

    def render_line(self, y: int) -> Strip:
        """Draw the line; where there is no room words go first, then the last numbers."""
        width = self.size.width
        room = min(_BAR, width // 8)
        share = self._done / self._all if self._all else 0.0
        # Something done is never nothing of the bar, and all of it only when all is done.
        full = min(room - (share < 1), max(1, int(room * share))) if share else 0
        bar = "" if self.app.has_class("-linear") else f"{'█' * full}{'░' * (room - full)} "
        line = f" {bar}{int(100 * share)} %"
        whole = " · ".join((line, *self._told))
        for part in self._told if len(whole) <= width else self._short:
            longer = f"{line} · {part}"
            if len(longer) > width:
                break
            line = longer
        style = self.rich_style
        return Strip([Segment(set_cell_size(line, width), style)])
