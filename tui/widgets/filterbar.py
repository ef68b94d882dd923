"""The line that narrows the article list, completed and explained while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from store.conditions import FIELDS, completed, parts
from tui.untrusted import content, one_line
from tui.widgets.typed_line import MOST_TYPED

_HINT = (
    'words, or  state:  site:  date:  code:  by:  has:   ·  - before one: not   ·  "…": as words'
)
_SHOWN = 6
_LONGEST = 24


class FilterBar(Vertical):
    """A line to type conditions in; says what is typed, that it is wanted, or that it is over."""

    DEFAULT_CSS = """
    FilterBar {
        height: auto;
        display: none;
        background: $panel;
        &.open { display: block; }
        & > Horizontal { height: 1; }
        & .filter--label { width: auto; padding: 0 1; text-style: bold; }
        & Input { width: 1fr; }
        & .filter--found {
            width: 38; max-width: 40%; padding: 0 1; text-align: right; color: $text-muted;
        }
        & > .filter--hint { height: 1; padding: 0 1; color: $text-muted; display: none; }
        & > .filter--hint.wrong { color: $text-error; display: block; }
        &.typing > .filter--hint { display: block; }
        &.low > .filter--hint { display: none; }
    }
    """

    @dataclass
    class Typed(Message):
        """What is typed so far."""

        line: str

    class Wanted(Message):
        """Enter: go there."""

    class Left(Message):
        """Escape: never mind."""

    def __init__(self, id: str | None = None) -> None:
        """A closed bar."""
        super().__init__(id=id)
        self._offered: tuple[tuple[str, int], ...] = ()
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Label, line and count; the hint below."""
        with Horizontal():
            yield Static("Filter", classes="filter--label", markup=False)
            yield Input(compact=True, suggester=_Completing(self), max_length=MOST_TYPED)
            yield Static("", classes="filter--found", markup=False)
        yield Static(_HINT, classes="filter--hint", markup=False)

    @property
    def line(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @property
    def hint(self) -> str:
        """What the line below says."""
        return str(self.query_one(".filter--hint", Static).render())

    def offer(self, conditions: Sequence[tuple[str, int]]) -> None:
        """Complete from *conditions*, each with how many articles meet it."""
        self._offered = tuple(conditions)
        self._explain()

    def completion(self) -> str | None:
        """The line made whole, if there is a way."""
        return completed(self.line, (condition for condition, _ in self._offered))

    def open(self) -> None:
        """Show the bar and put the cursor in it, at the end."""
        self.add_class("open")
        typed = self.query_one(Input)
        typed.focus()
        typed.action_end()
        self._explain()

    def put(self, line: str) -> None:
        """Put *line* in place of what was typed, without a message."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = line
        self.set_class(bool(line), "open")
        self.wrong("")

    def say(self, words: str) -> None:
        """Say how many were found."""
        # Both lines have their room: nothing has to be laid out anew for what they say.
        self.query_one(".filter--found", Static).update(content(words), layout=False)

    def wrong(self, words: str) -> None:
        """Say what is wrong with what is typed, or with nothing, that it is right."""
        self._wrong = words
        self._explain()

    def _explain(self) -> None:
        hint = self.query_one(".filter--hint", Static)
        hint.set_class(bool(self._wrong), "wrong")
        hint.update(content(one_line(self._wrong or self._help())), layout=False)

    def _help(self) -> str:
        last = parts(self.line)[-1:]
        if not last or not last[0].field or last[0].end < len(self.line):
            return _HINT
        field = last[0].field
        values = [
            f"{one_line(condition.partition(':')[2], _LONGEST)} {count}"
            for condition, count in self._offered
            if condition.startswith(f"{field}:")
            and condition.casefold().startswith(self.line[last[0].start :].casefold())
        ]
        tab = ["tab completes"] if self.completion() else []
        return "  ·  ".join([f"{field}: {FIELDS.get(field, '')}", *tab, *values[:_SHOWN]])

    def on_descendant_focus(self) -> None:
        """Explain while something is typed."""
        self.add_class("typing")

    def on_descendant_blur(self) -> None:
        """Explain no more."""
        self.remove_class("typing")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self._explain()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that it is wanted."""
        event.stop()
        self.post_message(self.Wanted())

    def on_key(self, event: events.Key) -> None:
        """Tab completes, escape leaves, down goes to the list."""
        match event.key:
            case "escape":
                self.post_message(self.Left())
            case "down":
                self.post_message(self.Wanted())
            case "tab":
                whole = self.completion()
                if whole is not None:
                    typed = self.query_one(Input)
                    typed.value = whole
                    typed.action_end()
            case _:
                return
        event.stop()
        event.prevent_default()


class _Completing(Suggester):
    """Shows the completion in the line."""

    def __init__(self, bar: FilterBar) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._bar = bar

    async def get_suggestion(self, value: str) -> str | None:
        """The line *value* made whole."""
        whole = self._bar.completion()
        return whole if whole is not None and whole.startswith(value) else None
