"""Places in the article: those named by a letter, and those that the reader left by a leap."""

from __future__ import annotations

from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.letters import Letters

_MOST = 100


class Places(Part):
    """Goes to marks, and back and on again, from article to article too."""

    def __init__(self, screen: CommandScreen, desk: Desk, letters: Letters) -> None:
        """None is known yet."""
        self._screen, self._desk, self._letters = screen, desk, letters
        self._marks: dict[str, int] = {}
        self._gone_from: list[int] = []
        self._come_back_from: list[int] = []

    # -- marks

    def do_set_mark(self) -> None:
        """Name this place by the letter that is pressed next."""
        self._letters.wait("a letter names the mark · esc leaves", self._name)
        self._screen.whisper("a letter for the mark")

    def _name(self, letter: str) -> bool:
        if len(letter) == 1:
            self._marks[letter] = self._desk.caret
            key = self._screen.key("go-to-mark")
            self._screen.whisper(f"mark {letter} is set; {key} {letter} comes back")
        else:
            self._screen.whisper("")
        return False

    def do_go_to_mark(self) -> None:
        """Go to the place named by the letter that is pressed next."""
        self._letters.wait("a letter goes to its mark · esc leaves", self._go_to)
        self._screen.whisper("marks: " + (" ".join(sorted(self._marks)) or "none yet"))

    def _go_to(self, letter: str) -> bool:
        if len(letter) != 1:
            self._screen.whisper("")
        elif letter in self._marks:
            self.remember()
            self._desk.show_place(self._marks[letter], centre=True)
        else:
            known = " ".join(sorted(self._marks))
            there = f"there are {known}" if known else f"{self._screen.key('set-mark')} sets"
            self._screen.say(f"There is no mark {letter}; {there}.")
        return False

    # -- leaps

    def remember(self, place: int | None = None) -> None:
        """Note where the reader is, or was (*place*), before a leap."""
        caret = self._desk.caret if place is None else place
        if not self._gone_from or self._gone_from[-1] != caret:
            self._gone_from = [*self._gone_from[1 - _MOST :], caret]
        self._come_back_from = []

    def do_back_to(self, count: int = 1) -> None:
        """Go back to where the reader was."""
        self._leap(self._gone_from, self._come_back_from, count, "earlier")

    def do_on_to(self, count: int = 1) -> None:
        """Go again to where the reader came back from."""
        self._leap(self._come_back_from, self._gone_from, count, "later")

    def leave_for(self, article: str, annotation: str | None = None) -> None:
        """Go to another article, to an *annotation* in it; going back leads here again."""
        self._screen.keep_place()
        app = self._screen.app
        app.articles_left.append(self._desk.article.id)
        app.articles_ahead.clear()
        app.read(article, instead=True, annotation=annotation)

    def _leap(self, places: list[int], others: list[int], count: int, which: str) -> None:
        while places and places[-1] == self._desk.caret:  # the reader came back by other ways
            places.pop()
        if not places:
            self._leave_again(which)
            return
        for _ in range(min(count, len(places))):
            others.append(self._desk.caret)
            self._desk.show_place(places.pop(), centre=True)

    def _leave_again(self, which: str) -> None:
        app = self._screen.app
        articles, rest = app.articles_left, app.articles_ahead
        if which == "later":
            articles, rest = rest, articles
        while articles and articles[-1] not in self._screen.library.articles:  # removed meanwhile
            articles.pop()
        if not articles:
            self._screen.say(f"There is no {which} place to go to.")
            return
        self._screen.keep_place()
        rest.append(self._desk.article.id)
        app.read(articles.pop(), instead=True)
