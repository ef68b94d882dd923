"""Export: which format, what of the library, where to; and what the file will hold, beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from store.wording import counted
from tui.dialogs.filled import Filled
from tui.dialogs.paragraphs import Paragraphs
from tui.untrusted import content, one_line
from tui.widgets.choice_field import ChoiceField
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList

REDACTIONS = ("no", "names", "all else too")
"""What may leave as a pseudonym: nothing, protected names, or with them whatever else can."""
_WIDTH = 70
_LOSSES, _ROOM = 4, 20
"""Losses shown where there is hardly room, and rows that all else needs."""
_LINES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be exported, and how; empty words mean all."""

    format: str
    path: str
    here: bool = False
    kind: str = ""
    code: str = ""
    redact: str = "no"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of a choice: how much in words, what is left out and of how many records,
    what else is to be known, how the file begins.
    """

    counts: str
    losses: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that can be chosen."""

    name: str
    title: str
    suffix: str
    lossless: bool


class Export(Filled[Choice]):
    """The choices above, what comes of them below; *look* is asked in a thread at every change."""

    DEFAULT_CSS = """
    Export {
        & RowList { height: 5; background: $panel; }
        & .filled--label { width: 9; }
        & .export--outlook { height: auto; margin-top: 1; }
    }
    """

    def __init__(
        self,
        path: str,
        formats: Sequence[Offer],
        look: Callable[[Choice], Outlook],
        *,
        here: str | None = None,
        only: bool = False,
        kinds: Sequence[str] = (),
        codes: Sequence[str] = (),
    ) -> None:
        """Offer *formats* for a file at *path*, and in words *here* a part of the articles, which
        with *only* is chosen already.
        """
        super().__init__()
        self._path, self._formats, self._look = path, tuple(formats), look
        self._here, self._only = here, only
        self._kinds, self._codes = tuple(kinds), tuple(codes)
        self._shown: tuple[Choice, Outlook] | None = None
        self._wanted = False

    def compose(self) -> ComposeResult:
        """The fields, and the outlook."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = "Export"
            box.border_subtitle = "tab next · enter export · esc leave"
            yield self.row("to", Input(self._path, compact=True, select_on_focus=True))
            yield RowList([Column("", 14), Column("", 0), Column("", 9, needs=50)], id="formats")
            if self._here is not None:
                value = self._here if self._only else ""
                yield self.row("articles", ChoiceField((self._here,), value, id="here"))
            yield self.row("kind", ChoiceField(self._kinds, "", id="kind"))
            if self._codes:
                yield self.row("code", ChoiceField(self._codes, "", id="code"))
            yield self.row("redact", ChoiceField(REDACTIONS, REDACTIONS[0], id="redact"))
            yield Static(content("…"), classes="export--outlook")

    def on_mount(self) -> None:
        """Show the formats, and look."""
        listed = self.query_one("#formats", RowList)
        listed.show(
            [
                Row(f.name, (f.name, f.title, "lossless" if f.lossless else "a view"))
                for f in self._formats
            ]
        )
        self.query_one(Input).focus()
        for field in self.query(ChoiceField):
            self.watch(field, "value", self._changed, init=False)
        self._changed()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""

        def value(name: str) -> str:
            found = self.query(f"#{name}")
            return found.first(ChoiceField).value if found else ""

        return Choice(
            format=self.query_one("#formats", RowList).key or self._formats[0].name,
            path=self.query_one(Input).value,
            here=bool(value("here")),
            kind=value("kind"),
            code=value("code"),
            redact=value("redact") or REDACTIONS[0],
        )

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Another format: the file's ending follows it."""
        event.stop()
        field = self.query_one(Input)
        suffixes = {f.name: f.suffix for f in self._formats}
        for known in sorted(suffixes.values(), key=len, reverse=True):
            if field.value.endswith(known):
                field.value = field.value[: -len(known)] + suffixes[event.key]
                break
        self._changed()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter or a click on a format takes all as it is."""
        event.stop()

    def _changed(self) -> None:
        self._shown = None
        self._consider(self.choice)

    @work(thread=True, exclusive=True, group="outlook")
    def _consider(self, choice: Choice) -> None:
        outlook = self._look(choice)
        self.app.call_from_thread(partial(self._show, choice, outlook))

    def _show(self, choice: Choice, outlook: Outlook) -> None:
        if not self.is_attached or _without_path(choice) != _without_path(self.choice):
            return
        self._shown = (choice, outlook)
        lines = [outlook.problem or outlook.counts]
        lines += [one_line(note, _WIDTH) for note in outlook.notes]
        most = max(_LOSSES, self.app.size.height - _ROOM) - len(outlook.notes)
        losses = [f"left out of {count:,}: {field}" for field, count in outlook.losses]
        lines += [one_line(loss, _WIDTH) for loss in losses[:most]]
        if len(losses) > most:
            lines.append(f"… and {len(losses) - most} more; f3 shows all")
        edge = "begins: " if self.app.has_class("-linear") else "│ "
        lines += [f"{edge}{one_line(line, _WIDTH)}" for line in outlook.lines[:_LINES]]
        self.query_one(".export--outlook", Static).update(content("\n".join(lines)))
        if self._wanted and not outlook.losses:
            self.save()
        self._wanted = False

    def _tell_losses(self) -> None:
        """Show all that the file will not hold, in full."""
        if self._shown is not None and self._shown[1].losses:
            told = [
                (field, (f"of {counted(count, 'record')}",))
                for field, count in self._shown[1].losses
            ]
            self.app.push_screen(Paragraphs("Left out of this file", told))

    def save(self) -> None:
        """Close with the choice, once it is shown what comes of it."""
        if self._shown is None:
            self._wanted = True
        elif not self._shown[1].problem:
            self.dismiss(self.choice)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while it has the focus; f3 tells all losses."""
        listed = self.query_one("#formats", RowList)
        moves = {"up": "up", "down": "down", "k": "up", "j": "down"}
        if listed.has_focus and event.key in moves:
            listed.move(moves[event.key])
        elif listed.has_focus and event.key == "enter":
            self.save()
        elif event.key == "f3":
            self._tell_losses()
        else:
            return
        event.stop()
        event.prevent_default()


def _without_path(choice: Choice) -> Choice:
    return Choice(choice.format, "", choice.here, choice.kind, choice.code, choice.redact)
