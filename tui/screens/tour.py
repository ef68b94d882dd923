"""The tour: a line at the bottom says what to press; the person's own key goes on to the next.

It takes under a minute, ends with esc at any time, and goes back to where the reader was. It takes
back what it had the person tag, and that the article was begun; what they tag besides is their
work, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import Static

from store.model import BlockKind
from tui.screens.base import CommandScreen
from tui.screens.keyed import KeyedScreen
from tui.screens.reading import ReadingScreen
from tui.untrusted import content
from tui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from tui.app import PostilApp

Fact = Callable[[ReadingScreen], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, with {command ids} for their keys, and the fact by which it is done."""

    words: str
    fact: Fact
    by: str = ""
    """The id of the command that must have been done; empty for any."""
    tags: bool = False
    """Whether what it made is taken back when the tour ends."""


def _in_comment(screen: ReadingScreen) -> bool:
    block = screen.view.block_at(screen.view.caret)
    return block is not None and block.kind is BlockKind.COMMENT


def _always(_: ReadingScreen) -> bool:
    return True


STEPS = (
    Step("{open} opens the article under the cursor.", _always),
    Step("{next-quotation} selects the next quotation.", lambda s: s.view.selection is not None),
    Step(
        "{tag-quote} tags it; who said it is found beside it.",
        lambda s: any(a.kind == "quote" for a in s.annotations),
        "tag-quote",
        tags=True,
    ),
    Step(
        "{next-suggestion} goes to the next suggestion.", lambda s: s.suggestion_here() is not None
    ),
    Step(
        "{edit} accepts it. ({delete} would reject it.)",
        lambda s: any(a.origin.by != "person" for a in s.annotations),
        tags=True,
    ),
    Step("{next-comment} goes to the next reader comment.", _in_comment),
    Step(
        "{tag-disputed} tags the comment as a disputed claim.",
        lambda s: any(a.is_disputed for a in s.annotations),
        tags=True,
    ),
    Step("{undo} takes that back, as it does every action.", _always, "undo"),
    Step("{keys} shows every key, {palette} finds a command. Any key ends the tour.", _always),
)


class TourBar(Static):
    """The line that says what to press."""

    DEFAULT_CSS = """
    TourBar {
        height: 1; padding: 0 1; background: $accent-muted; color: $foreground; text-style: bold;
    }
    """


class Tour:
    """One tour under way: which step it is at, and what there was before it."""

    def __init__(self, app: PostilApp) -> None:
        """Begin at the article list, or in the article that is open."""
        self._app = app
        self._at = 0
        self._before = {annotation.id for annotation in app.library.annotations.all()}
        self._made: set[str] = set()
        self._unread = {a.id for a in app.library.articles.all() if a.state == "new"}
        self._places: dict[str, int] = {}
        """Where the reader was in each article that was open meanwhile."""
        app.add_class("-touring")
        screen = app.screen
        if isinstance(screen, ReadingScreen):
            self._places[screen.article.id] = screen.view.caret
        if isinstance(screen, CommandScreen):
            self.show(screen)

    @property
    def is_last(self) -> bool:
        """Whether nothing is left but to end."""
        return self._at == len(STEPS) - 1

    def show(self, screen: CommandScreen) -> None:
        """Say on *screen* what to press, where it has a status line."""
        if isinstance(screen, ReadingScreen):
            self._at = max(1, self._at)
            self._places.setdefault(screen.article.id, screen.place_left)
        words = re.sub(r"\{([\w-]+)\}", lambda found: screen.key(found[1]), STEPS[self._at].words)
        esc = "" if self.is_last else " · esc ends the tour"
        told = content(f"{self._at + 1} of {len(STEPS)} · {words}{esc}")
        for bar in screen.query(TourBar):
            bar.update(told)
            return
        for status in screen.query(StatusBar):
            screen.mount(TourBar(told), before=status)

    def after(self, screen: KeyedScreen, command: str) -> None:
        """Go on, where *command*, done on *screen*, was what the step asks for."""
        if self.is_last or not isinstance(screen, ReadingScreen):
            return
        step = STEPS[self._at]
        if step.by in ("", command) and step.fact(screen):
            made = screen.current() if step.tags else None
            if made is not None and made.id not in self._before:
                self._made.add(made.id)
            self._at += 1
            if self.is_last:  # the key that ends the tour is to act where the reader sees it act
                self._go_back(screen)
            self.show(screen)

    def _go_back(self, screen: ReadingScreen) -> None:
        place = self._places.get(screen.article.id)
        if place is not None:
            screen.view.reveal(place, place + 1)
            screen.view.go_to(place, centre=True)

    def end(self) -> None:
        """Take the line away, and what the tour had tagged."""
        self._app.tour = None
        self._app.remove_class("-touring")
        shown: set[str] = set()
        for screen in self._app.screen_stack:
            if isinstance(screen, ReadingScreen):
                shown.add(screen.article.id)
                if not self.is_last:
                    self._go_back(screen)
            if isinstance(screen, CommandScreen):
                screen.query(TourBar).remove()
        library = self._app.library
        top = next(s for s in reversed(self._app.screen_stack) if isinstance(s, CommandScreen))

        def take_back() -> int:
            made = [a.id for a in library.annotations.all() if a.id in self._made]
            if made:
                library.remove(made)
            for article, place in self._places.items():
                if article not in library.articles:
                    continue
                if article not in shown and library.articles.position(article) != place:
                    library.keep_place(article, place)
                if article in self._unread and not library.annotations.count(article):
                    library.forget_reading(article)
            return len(made)

        def told(count: int) -> None:
            if count and top.is_attached:
                top.whisper("what the tour had you tag is taken back")

        top.save(take_back, told)
