"""An article that is seen before its library is open: what is done at once, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events

from store.errors import PostilError
from tui.commands.base import Command
from tui.screens.base import CommandScreen

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from store.model import Annotation, Article, Block
    from tui.opening import Opening

_AT_ONCE = frozenset({"move", "extend", "quit"})
_FAR = frozenset({"top", "bottom"})
_MOST = 20
"""Times that a motion is made at once."""
_REACH = 20_000
"""Code points for which there must be blocks behind the caret, to move by as much as `_MOST`."""


class _Contents(NamedTuple):
    """What a library holds of an article."""

    article: Article
    text: str
    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...]


class ArrivingScreen(CommandScreen, part=True):
    """Holds one article; of a library that is being opened at first what a glimpse shows of it.

    Whoever moves about there is answered at once. The first command that needs more is held, and
    with it every key after it, until the library is open.
    """

    article: Article
    text: str
    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...]

    def __init__(self, library: Library | Opening, article: str | Glimpse) -> None:
        """Show *article* (an id) of *library*, or a glimpse of it while that is being opened.

        Raises NotFoundError and DamagedLibraryError.
        """
        super().__init__(library)
        self._glimpse: Glimpse | None = None
        self._seq = -1
        self._held: list[tuple[Command, int]] = []
        self._held_keys: list[events.Key] = []
        if isinstance(article, str):
            self._seq = self.library.seq
            self._take(_contents(self.library, article))
        else:
            self._glimpse = article
            self._take(_Contents(article.article, article.text, article.blocks, ()))

    @property
    def is_opening(self) -> bool:
        """Whether the library is still being opened, and the screen shows a glimpse."""
        return self._glimpse is not None

    @property
    def is_up_to_date(self) -> bool:
        """Whether the screen is new, and nothing changed since what it shows was read."""
        return self.is_opening or self._seq == self.library.seq

    @property
    def place_left(self) -> int:
        """Where the reader left off, an offset."""
        if self._glimpse is not None:
            return self._glimpse.position
        return self.library.articles.position(self.article.id)

    @property
    def article_here(self) -> str | None:
        """The article that is open."""
        return self.article.id

    def keep_place(self) -> None:
        """Remember where the reader is, unless the library was not even opened."""
        if self.is_opening:
            return
        article, place = self.article.id, self.caret
        if self.library.articles.position(article) != place and not self.read_only:
            self.save(lambda: self.library.keep_place(article, place), step=False)

    def open_library(self) -> None:
        """Have the library opened in the saving lane, so that every change comes after that."""
        article = self.article.id

        def load() -> _Contents | PostilError:
            try:
                return _contents(self.library, article)
            except PostilError as error:
                return error

        def loaded(found: _Contents | PostilError) -> None:
            if isinstance(found, PostilError):
                self.app.give_up(found)
            else:
                self._arrive(found)

        self.lane.submit(load, loaded, self.app.give_up, counted=False)

    def arrived(self) -> None:
        """Show what the library holds, which is open now, in the place of the glimpse."""

    def _take(self, found: _Contents) -> None:
        self.article, self.text, self.blocks, self.annotations = found

    def _arrive(self, found: _Contents) -> None:
        self._glimpse = None
        self._take(found)
        self.app.tell_notices()
        self.show_saving(self.lane.state)
        self.arrived()
        held, self._held = self._held, []
        keys, self._held_keys = self._held_keys, []
        for command, count in held:
            self.run_command(command, count)
        for key in keys:
            self.app.post_message(events.Key(key.key, key.character))

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Hold a key behind the command that is held."""
        if self._held:
            self._held_keys.append(event)
            event.stop()
            event.prevent_default()

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do *command*, now or once the library is open."""
        if self._glimpse is None or (not self._held and self._can_do_now(command, count)):
            super().run_command(command, count)
        else:
            self._held.append((command, count))

    def _can_do_now(self, command: Command, count: int) -> bool:
        if command.action not in _AT_ONCE or count > _MOST or not _FAR.isdisjoint(command.args):
            return False
        assert self._glimpse is not None
        return self.caret + _REACH < self._glimpse.reach or self._glimpse.reach == len(self.text)

    @property
    def caret(self) -> int:
        """The offset under the caret."""
        return 0


def _contents(library: Library, article: str) -> _Contents:
    return _Contents(
        library.articles.get(article),
        library.articles.text(article),
        library.articles.blocks(article),
        library.annotations.of(article),
    )
