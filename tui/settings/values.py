"""What can be set, with what goes without saying."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from tui.commands.keymap import Keymap

NARROWEST, WIDEST = 30, 160
"""The limits of the column of text, in cells."""
_LONGEST_NUMBER = 10**15
PANEL = ("auto", "open", "closed")


class Settings(Struct, frozen=True):
    """How the program looks and behaves for one person."""

    theme: str = "lamp"
    column: int = 80
    """The longest line of text, in cells."""
    reduced_motion: bool = False
    linear: bool = False
    suggestions: bool = True
    ask_speaker: bool = True
    """Whether a quote whose speaker can't be guessed asks for one at once."""
    panel: str = "auto"
    notice_seconds: int = 3
    tour: bool = True
    """Whether the tour is offered; it is set to false once it was seen or left."""
    keymap: Keymap = field(default_factory=Keymap)


_UNSET = Settings()


class Option(Struct, frozen=True):
    """One line of the settings file: its name, what it takes, and what that does.

    `low` and `high` bound a number; `choices` are the words that a text can be, () for any.
    """

    name: str
    comment: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0

    @property
    def default(self) -> Any:
        """What holds where nothing is set; of the pseudonym, which is no setting's, nothing."""
        return getattr(_UNSET, self.name, "")

    def fault(self, value: object) -> str | None:
        """What is wrong with *value*, and what to write instead; None where nothing is."""
        if type(value) is not type(self.default):
            return f"{self.name} must be {self._wanted()}, not {_told(value)}"
        if isinstance(value, int) and self.high and not self.low <= value <= self.high:
            return f"{self.name} must be from {self.low} to {self.high}, not {_told(value)}"
        if self.choices and value not in self.choices:
            return f"{self.name} must be {self._wanted()}, not {_told(value)}"
        return None

    def _wanted(self) -> str:
        match self.default:
            case bool():
                return "true or false"
            case int():
                return f"a whole number from {self.low} to {self.high}"
        if self.choices:
            return "one of " + ", ".join(f'"{choice}"' for choice in self.choices)
        return 'a text in quotation marks such as "wren"'


OPTIONS = (
    Option("annotator", "The pseudonym that signs your notes; P changes it."),
    Option("theme", "The colours. ctrl+p, “Choose a theme”, shows them all."),
    Option("column", "The longest line of text, in cells.", low=NARROWEST, high=WIDEST),
    Option("reduced_motion", "Nothing moves, blinks or flashes."),
    Option("linear", "Plain text from top to bottom, for a screen reader."),
    Option("suggestions", "Whether suggestions are shown in the text."),
    Option("ask_speaker", "A quote asks at once for a speaker that can't be guessed."),
    Option("panel", "The list of annotations: auto opens it on wide screens.", PANEL),
    Option("notice_seconds", "How long a notice stays on screen.", low=1, high=60),
    Option("tour", "Offer the tour at the start; false once it was seen."),
)


def _told(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            shown = value if len(value) <= 40 else value[:39] + "…"
            return f'"{shown}"'
        case int() if abs(value) > _LONGEST_NUMBER:  # Python refuses to write out a huge one
            return "a number that long"
        case int() | float():
            return str(value)
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"
