"""A form of a few lines, explained and checked while it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.dialogs.filled import Filled
from tui.untrusted import content, one_line
from tui.widgets.choice_field import ChoiceField

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A line: its name, its value to begin from; one of `choices` where there are any."""

    name: str
    value: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""

    def holding(self, value: str) -> Field:
        """The same line with another *value* to begin from."""
        return replace(self, value=value)


class Fields(Filled[Values]):
    """Gives back every field's value by its name, or None.

    `note` says something about what is typed so far; `problem` says what is wrong with it, and
    the form stays open until that is nothing.
    """

    DEFAULT_CSS = """
    Fields {
        & .fields--note { height: auto; margin-top: 1; color: $text-muted; }
        & .fields--problem { height: auto; color: $text-error; }
    }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        problem: Callable[[Mapping[str, str]], str] = lambda _: "",
        note: Callable[[Mapping[str, str]], str] = lambda _: "",
    ) -> None:
        """A form called *title* with *fields*, the cursor in the first."""
        super().__init__()
        self._title, self._problem, self._note = title, problem, note
        self._fields = tuple(fields)
        self._inputs: dict[str, Input | ChoiceField] = {}

    def compose(self) -> ComposeResult:
        """A row a field, the note, the problem."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(one_line(self._title, 60))
            box.border_subtitle = "tab next · enter save · esc leave"
            for field in self._fields:
                made: Input | ChoiceField
                if field.choices:
                    made = ChoiceField(field.choices, field.value)
                else:
                    made = Input(
                        field.value, compact=True, placeholder=field.hint, select_on_focus=False
                    )
                self._inputs[field.name] = made
                yield self.row(field.name, made)
            yield Static("", classes="fields--note", markup=False)
            yield Static("", classes="fields--problem", markup=False)

    def on_mount(self) -> None:
        """Begin in the first field."""
        self._inputs[self._fields[0].name].focus()
        self._explain()

    def typed(self) -> Values:
        """What is typed, by field."""
        return {name: made.value for name, made in self._inputs.items()}

    def _explain(self) -> None:
        self.query_one(".fields--note", Static).update(content(self._note(self.typed())))
        self.query_one(".fields--problem", Static).update("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say something about it."""
        event.stop()
        self._explain()

    def save(self) -> None:
        """Close with what is typed, unless something is wrong with it."""
        typed = self.typed()
        wrong = self._problem(typed)
        if wrong:
            self.query_one(".fields--problem", Static).update(content(wrong))
        else:
            self.dismiss(typed)
