"""The form of an annotation: its attributes as the codebook has them, codes and note."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from store.model import Annotation, Attribute, AttributeValue, Kind
from tui.dialogs.filled import Filled
from tui.dialogs.listed import listed, unlisted
from tui.untrusted import content, one_line
from tui.widgets.choice_field import ChoiceField

_SAVES = "tab next · ctrl+s or enter save · esc leave (kept as a draft)"
_SAVES_NOTE = "tab next · ctrl+s save · enter new line · esc leave (kept as a draft)"

Draft = dict[str, str]
"""What was typed, by field: `codes`, `note`, and attributes as `attribute NAME`."""


class NoteArea(TextArea):
    """A note of several lines; tab leaves it."""

    def __init__(self, note: str) -> None:
        """Begin from *note*."""
        super().__init__(note, tab_behavior="focus", show_line_numbers=False)


class AnnotationForm(Filled[dict[str, Any]]):
    """Shows every field of an annotation; gives back the changed ones as `Library.edit` takes them.

    `draft` holds what was typed when the form was left without saving.
    """

    DEFAULT_CSS = """
    AnnotationForm {
        & .form--exact { color: $text-muted; max-height: 3; margin-bottom: 1; }
        & VerticalScroll { height: auto; max-height: 70vh; }
        & NoteArea {
            height: 4; width: 1fr; padding: 0 1; background: $panel;
            &, &:focus { border: none; }
        }
        & .form--note { height: 4; }
        & .form--problem { color: $text-error; height: auto; }
        &.-short .form--exact { display: none; }
        &.-short .dialog--box { height: 100%; }
        &.-short VerticalScroll { height: 1fr; }
        &.-narrow .filled--label { width: 9; padding-right: 1; }
    }
    """

    def __init__(
        self,
        annotation: Annotation,
        kind: Kind,
        *,
        hints: Mapping[str, Sequence[str]] | None = None,
        draft: Draft | None = None,
        focus: str | None = None,
    ) -> None:
        """Edit *annotation* of *kind*; *hints* complete a field while typing."""
        super().__init__()
        self._annotation, self._kind = annotation, kind
        self._hints = dict(hints or {})
        self._before = fields_of(annotation, kind)
        self._begin = self._before | (draft or {})
        self._focus = focus
        self._fields: dict[str, Input | ChoiceField | NoteArea] = {}
        self.draft: Draft = {}

    def compose(self) -> ComposeResult:
        """The words, then a row a field."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(one_line(self._kind.name.capitalize(), 60))
            box.border_subtitle = _SAVES
            yield Static(content(one_line(self._annotation.exact, 200)), classes="form--exact")
            with VerticalScroll(can_focus=False):
                for attribute in self._kind.attributes:
                    yield self._known(attribute.name, key_of(attribute), self._field(attribute))
                yield self._known("codes", "codes", _line(self._begin["codes"]))
                yield self._known("note", "note", NoteArea(self._begin["note"]), "form--note")
            yield Static("", classes="form--problem", markup=False)

    def on_descendant_focus(self) -> None:
        """Say what enter does in this field: a note has lines."""
        saves = _SAVES_NOTE if isinstance(self.focused, NoteArea) else _SAVES
        self.query_one(".dialog--box").border_subtitle = saves

    def on_mount(self) -> None:
        """Begin in the asked-for field, or the first that is empty, or the first."""
        for key, value in self.typed().items():
            if self._begin[key] == self._before[key]:
                # As the field shows it: a note's unusual line ends, untouched, are no change.
                self._before[key] = value
        names = [key_of(attribute) for attribute in self._kind.attributes]
        empty = [name for name in names if not self._begin[name]]
        self._fields[self._focus or (empty or names or ["codes"])[0]].focus()

    def _field(self, attribute: Attribute) -> Input | ChoiceField:
        value = self._begin[key_of(attribute)]
        if attribute.type == "choice":
            return ChoiceField(attribute.choices, value)
        hints = self._hints.get(attribute.name, ())
        suggester = SuggestFromList(hints, case_sensitive=False) if hints else None
        placeholder = "several, with ; between" if attribute.type == "list" else ""
        return _line(value, suggester=suggester, placeholder=placeholder)

    def _known(
        self, label: str, key: str, field: Input | ChoiceField | NoteArea, classes: str = ""
    ) -> Horizontal:
        """The row of a *field*, which is known by *key* from then on."""
        self._fields[key] = field
        return self.row(one_line(label, 12), field, classes)

    def typed(self) -> Draft:
        """Every field's value as it stands."""
        return {
            key: field.text if isinstance(field, TextArea) else field.value
            for key, field in self._fields.items()
        }

    def _changed(self) -> Draft:
        return {key: value for key, value in self.typed().items() if value != self._before[key]}

    def save(self) -> None:
        """Close with what was changed; it stays in `draft` until the store has taken it."""
        changed = self._changed()
        changes: dict[str, Any] = {}
        if "codes" in changed:
            changes["codes"] = unlisted(changed["codes"])
        if "note" in changed:
            changes["note"] = changed["note"]
        attributes: dict[str, AttributeValue] = {}
        for attribute in self._kind.attributes:
            value = changed.get(key_of(attribute))
            if value is None:
                continue
            if attribute.type == "number" and value.strip() and not _is_number(value):
                problem = f"{one_line(attribute.name)} must be a number such as 0.8."
                self.query_one(".form--problem", Static).update(content(problem))
                self._fields[key_of(attribute)].focus()
                return
            attributes[attribute.name] = unlisted(value) if attribute.type == "list" else value
        if attributes:
            changes["attributes"] = attributes
        self.draft = changed
        self.dismiss(changes)

    def leave(self) -> None:
        """Close without saving; what was typed is in `draft`."""
        self.draft = self._changed()
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Up and down are the note's own while it is written."""
        if event.key in ("up", "down") and isinstance(self.focused, TextArea):
            event.prevent_default()


def _line(value: str, **more: Any) -> Input:
    """A line with the cursor at its end: a stray key replaces nothing of what is there."""
    return Input(value, compact=True, select_on_focus=False, **more)


def key_of(attribute: Attribute) -> str:
    """The key of an attribute's field, which no name of an attribute can make clash."""
    return f"attribute {attribute.name}"


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def fields_of(annotation: Annotation, kind: Kind) -> Draft:
    """An annotation's values as the form's fields show them."""
    values = {key_of(a): as_field(annotation.attributes.get(a.name)) for a in kind.attributes}
    return values | {"codes": listed(annotation.codes), "note": annotation.note}


def as_field(value: AttributeValue) -> str:
    """An attribute's value as a line of text."""
    match value:
        case None:
            return ""
        case list():
            return listed(value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)
