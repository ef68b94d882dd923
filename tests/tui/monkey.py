"""A monkey at the keyboard: random keys, clicks and resizes, and what was written checked.

The program runs with all of its own drawing; only the terminal is a recorder.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from store.model import Block, BlockKind, Imported
from tests.conftest import imported
from tests.tui.article_view.samples import HOSTILE
from tui.app import PostilApp
from tui.commands.screens import SCREENS
from tui.settings import Loaded, Settings
from tui.untrusted import is_unsafe

SIZES = ((80, 24), (20, 5), (40, 12), (120, 40), (300, 80), (21, 7), (60, 5), (1, 1))
_NAMES = {"?": "question_mark", "]": "right_square_bracket", "[": "left_square_bracket"}
_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[[0-9;]*m"  # colours and styles
    r"|\[\d*;?\d*H"  # the cursor put somewhere
    r"|\[\?(?:1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7)[hl]"  # modes
    r"|\[\?20(?:26|48)\$p|\[[<>]\d*u"  # what the terminal can do
    r"|\[2J|\[[ABCD]"
    r"|\]52;c;[A-Za-z0-9+/=]*\x07"  # what was copied, encoded
    r"|\]22;[a-z-]*\x07"  # the pointer's shape
    r")"
)
"""All that Textual itself may write beside text."""


class Recorder(HeadlessDriver):
    """A terminal that keeps all that is written to it and shows nothing."""

    written: list[str]

    @property
    def is_headless(self) -> bool:
        """Drawn to like a real terminal."""
        return False

    def write(self, data: str) -> None:
        """Keep *data*."""
        if not hasattr(self, "written"):
            self.written = []
        self.written.append(data)


def stray(written: str) -> str | None:
    """The first thing in *written* that is neither text nor one of Textual's own sequences."""
    text = _SEQUENCE.sub("", written)
    for part in text.replace("\r", "\n").split("\n"):
        if is_unsafe(part):
            at = next(i for i, letter in enumerate(part) if is_unsafe(letter))
            return part[max(0, at - 20) : at + 20]
    return None


def hostile_articles() -> list[Imported]:
    """Texts that try to act on a terminal, and shapes that try a layout."""
    rng = random.Random(7)
    marks = "\x1b[31m\x1b]0;x\x07\x9b2J\u202e\u2066\u200d\ufeff\x00[/][@click=app.quit]q[/]"
    noise = "".join(rng.choice(HOSTILE + "abc \n好é🇫🇷👍🏽“”") for _ in range(3000))
    tree: list[Block] = []
    text = "A thread\n\n"
    for number in range(60):
        words = f'{HOSTILE} answer {number}: "No, that is not so," said Ann Lee\x1b[2J.'
        parent = rng.choice([None, *(block.id for block in tree)])
        start = len(text)
        text += words + "\n\n"
        tree.append(
            Block(
                id=f"c{number}",
                kind=BlockKind.COMMENT,
                start=start,
                end=start + len(words),
                author=rng.choice([None, "Eve\x1b[31m", "[b]Bob[/b]", "\u202eevil", "好" * 40]),
                date="\x07Monday",
                number=number,
                parent=parent,
            )
        )
    title = Block(id="t", kind=BlockKind.TITLE, start=0, end=8)
    said = f"“We {marks} know nothing,” said Dr. Irena Mavrell, minister of {HOSTILE}. " * 12
    return [
        imported(said, title=f"Escapes {marks}"),
        imported(noise.strip() or "x", title="[/b] noise"),
        imported(text, blocks=(title, *tree), title="Thread \u202e"),
        imported("x" * 20_000, title="one word"),
        imported("好" * 5_000 + "\u0301" * 500, title=""),
        imported("?", title="\x1b]52;c;x\x07"),
    ]


def furnish(folder: Path) -> None:
    """Make a library of hostile and sample articles in *folder*, some of it tagged."""
    with Library(folder, who="ann\x1b") as library:
        for path in paths():
            library.add(read_file(path)[0])
        for one in hostile_articles():
            article = library.add(one).article
            end = min(40, len(one.text))
            if one.text[:end].strip():
                library.store(
                    library.draft(article.id, "quote", [(0, end)], attributes={"speaker": HOSTILE})
                )


@dataclass
class Monkey:
    """Presses keys by a seed; `done` keeps what it did, for when it breaks something."""

    seed: int
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Roll the dice."""
        self._dice = random.Random(self.seed)
        commands = [keys for screen in SCREENS.values() for c in screen for keys in c.keys]
        self._commands = [keys for keys in commands if keys != "ctrl+q"]

    async def play(self, pilot: Pilot[object], count: int) -> None:
        """Do *count* things or a few more."""
        while len(self.done) < count:
            if not pilot.app.is_running:
                return
            await self._act(pilot)

    async def _act(self, pilot: Pilot[object]) -> None:
        dice = self._dice.random()
        if dice < 0.04:
            size = self._dice.choice(SIZES)
            self.done.append(f"{size[0]}x{size[1]}")
            await pilot.resize_terminal(*size)
        elif dice < 0.08:
            width, height = pilot.app.size
            offset = (self._dice.randrange(max(1, width)), self._dice.randrange(max(1, height)))
            self.done.append(f"click{offset}")
            await pilot.click(offset=offset, times=self._dice.choice([1, 1, 2, 3]))
        else:
            # Mostly one after another, sometimes faster than the screen follows.
            keys = [
                k for _ in range(self._dice.choice([1, 1, 2, 4])) for k in self._keys(pilot.app)
            ]
            self.done += keys
            await pilot.press(*(_NAMES.get(key, key) for key in keys))

    def _keys(self, app: object) -> list[str]:
        assert isinstance(app, PostilApp)
        typing = isinstance(app.screen.focused, Input | TextArea)
        dice = self._dice.random()
        if typing and dice < 0.6:
            # Letters only: what is typed may be taken for the name of a file.
            return [self._dice.choice("abcdeé好")]
        if dice < 0.85:
            return self._dice.choice(self._commands).split()
        named = ["enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "f9"]
        return [self._dice.choice([*named, "ctrl+c", "ctrl+z", "1", "2", "9", "y", "n", "down"])]


async def let_loose(folder: Path, seed: int, count: int, settings: Settings) -> tuple[str, Monkey]:
    """Run the program on the library in *folder* under a monkey; what was written, and it.

    Raises whatever ends the program otherwise than by leaving it.
    """
    monkey = Monkey(seed)
    library = Library(folder, who="ann")
    app = PostilApp(library, loaded=Loaded(settings))
    app.driver_class = Recorder
    faults: list[BaseException] = []

    async def drive(pilot: Pilot[object]) -> None:
        try:
            await pilot.pause()
            await monkey.play(pilot, count)
            if app.is_running:
                await app.lane.drained()
        except BaseException as error:
            faults.append(error)
            raise
        finally:
            app.exit()

    try:
        await app.run_async(headless=False, size=(80, 24), auto_pilot=drive)
    finally:
        if hasattr(app, "lane"):
            app.lane.stop()
        library.close()
    if app._exception is not None:
        raise app._exception
    if faults:
        raise faults[0]
    told = " ".join(str(notice.message) for notice in app._notifications)
    if "fault in Postil" in told:
        raise AssertionError(told)
    assert app.return_code in (0, None)
    return "".join(app._driver.written if isinstance(app._driver, Recorder) else []), monkey
