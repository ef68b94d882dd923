"""Changes of the codebook as forms: what is typed is checked, what it does is asked first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.errors import InvalidChangeError, PostilError
from store.model import Attribute, Code, Kind
from store.wording import counted
from tui.commands.clashes import free_keys
from tui.commands.reading import READING
from tui.screens.book import BookScreen
from tui.screens.book_rows import Item, attribute_named, colour_warning
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.recoding.base import Recoding
    from tui.dialogs.fields import Field

Values = Mapping[str, str]
_TYPES = ("text", "list", "choice", "number")
_SHOWN = 40
_FEW = 5_000
"""So many annotations are counted sooner than a thread is started."""


class BookChangingScreen(BookScreen, ground=True):
    """Asks for what a change needs, and carries it out."""

    # -- carrying out

    async def carry_out(
        self,
        recoding: Recoding,
        question: str = "",
        *more: str,
        always: bool = False,
        then: Item | None = None,
    ) -> None:
        """Do it, with the cursor on *then* afterwards; where annotations change with it (or
        *always*), ask first, with their number and what *more* it does.
        """
        from tui.dialogs.prompts import Confirm

        try:
            if len(self.library.annotations) < _FEW:
                count = self.library.coding.would_change(recoding)
            else:
                count = await asyncio.to_thread(self.library.coding.would_change, recoding)
        except PostilError as error:
            self.complain(error)
            return
        if question and (count or always):
            will = f"{counted(count, 'annotation')} will change"
            effects = [will if count else "no annotation will change", *more]
            asked = f"{question}? {'; '.join(effects).capitalize()}. {self.key('undo')} undoes it."
            if await self.ask(Confirm(asked, {"y": "yes"})) is None:
                return

        self.wanted = then

        def told(changed: int) -> None:
            with_it = f" · {counted(changed, 'annotation')} changed" if changed else ""
            self.whisper(f"{recoding.action}{with_it} · {self.key('undo')} undoes it")

        self.save(lambda: self.library.coding.recode(recoding), told)

    def problem(self, recoding: Callable[[Values], Recoding]) -> Callable[[Values], str]:
        """What speaks against what is typed into a form."""

        def problem(typed: Values) -> str:
            try:
                recoding(typed).on(self.codebook)
            except InvalidChangeError as error:
                return error.message
            return ""

        return problem

    def _note(self, typed: Values) -> str:
        """What is to be said of the colour typed into a form."""
        colour = typed.get("colour", "")
        if not (warning := colour_warning(colour, self.backgrounds, self.app.theme)):
            return "A colour is a hue of the theme (blue green yellow red cyan magenta) or #rrggbb."
        better = self.nearest_to(colour)
        return f"{warning[0].upper()}{warning[1:]}." + (
            f" Nearest that is seen: {better}." if better else ""
        )

    async def _filled(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        before: str,
        problem: Callable[[Values], str],
        note: Callable[[Values], str],
    ) -> Values | None:
        """What is typed into a form with a colour in it, which was *before*, or None.

        Going back from the question about a colour leads to the form as it was left.
        """
        from tui.dialogs.fields import Fields

        while True:
            form = Fields(title, fields, problem=problem, note=note)
            typed = await self.ask(form)
            if typed is None:
                return None
            colour = typed["colour"].strip()
            wanted = colour if colour in ("", before) else await self._seen(colour)
            if wanted is not None:
                return {**typed, "colour": wanted}
            fields = [field.holding(typed[field.name]) for field in fields]

    async def _seen(self, colour: str) -> str | None:
        """*colour*, or the nearest that is seen, where that is what the person wants; None where
        they go back.
        """
        from tui.dialogs.prompts import Confirm

        if (better := self.nearest_to(colour)) is None:
            return colour
        warning = colour_warning(colour, self.backgrounds, self.app.theme)
        answers = {"n": f"take {better}, the nearest that is seen", "k": f"keep {colour}"}
        answer = await self.ask(Confirm(f"{colour}: {warning}.", answers))
        return {"n": better, "k": colour}.get(answer or "")

    async def edit_code(self, code: Code, recoding: Callable[[Code], Recoding]) -> None:
        """Ask for everything about *code*, and do the *recoding* that makes it so."""
        from tui.dialogs.fields import Field

        def made(typed: Values) -> Code:
            return replace(
                code,
                name=typed["name"],
                description=typed["description"].strip(),
                colour=typed["colour"].strip() or None,
                key=typed["key"].strip() or None,
            )

        where = f" below {one_line(code.parent, _SHOWN)}" if code.parent else ""
        typed = await self._filled(
            f"Code: {one_line(code.name, _SHOWN)}" if code.name else f"New code{where}",
            [
                Field("name", code.name),
                Field("description", code.description),
                Field("colour", code.colour or "", hint="none"),
                Field("key", code.key or "", hint="none"),
            ],
            before=code.colour or "",
            problem=self.problem(lambda typed: recoding(made(typed))),
            note=self._note,
        )
        if typed is not None and (new := made(typed)) != code:
            await self.carry_out(
                recoding(new),
                f"Rename “{code.name}” to “{new.name}”",
                then=Item("code", " ".join(new.name.split())),
            )

    async def edit_kind(self, kind: Kind, recoding: Callable[[Kind], Recoding]) -> None:
        """Ask for everything about *kind*, and do the *recoding* that makes it so."""
        from store.recoding.checks import BUILT_IN
        from tui.dialogs.fields import Field

        own = kind.name not in BUILT_IN
        fields = [
            Field("letter", kind.letter, hint="one letter for the margin"),
            Field("colour", kind.colour),
        ]
        if own:
            key = Field("key", kind.key, hint="tags it while reading, if it is free there")
            fields = [Field("name", kind.name), *fields, key]

        def note(typed: Values) -> str:
            return self._note(typed) + (
                f"\nFree while reading: {free_keys(self.app.settings.keymap.over(READING))}" * own
            )

        def made(typed: Values) -> Kind:
            return replace(
                kind,
                name=typed.get("name", kind.name),
                letter=typed["letter"].strip(),
                colour=typed["colour"].strip(),
                key=typed.get("key", kind.key).strip(),
            )

        title = f"Kind: {one_line(kind.name, _SHOWN)}" if kind.name else "New kind"
        typed = await self._filled(
            title if own else f"{title} (built in: name and key stay)",
            fields,
            before=kind.colour,
            problem=self.problem(lambda typed: recoding(made(typed))),
            note=note,
        )
        if typed is not None and (new := made(typed)) != kind:
            await self.carry_out(
                recoding(new),
                f"Rename “{kind.name}” to “{new.name}”",
                then=Item("kind", " ".join(new.name.split())),
            )

    async def edit_attribute(self, kind: str, name: str | None) -> None:
        """Ask for everything about an attribute of *kind*, or with None for a new one."""
        from store.recoding.kinds import put_attribute
        from tui.dialogs.fields import Field, Fields

        held = Attribute(name="")
        if name is not None:
            held = attribute_named(self.codebook.kind(kind), name)

        def made(typed: Values) -> Attribute:
            choices = tuple(c.strip() for c in typed["choices"].split(";") if c.strip())
            type_ = next((known for known in _TYPES if known == typed["type"]), "text")
            return Attribute(
                name=typed["name"],
                type=type_,  # type: ignore[arg-type]
                choices=choices if type_ == "choice" else (),
                default=typed["default"].strip() or None,
            )

        typed = await self.ask(
            Fields(
                f"Attribute of {one_line(kind, _SHOWN)}",
                [
                    Field("name", held.name),
                    Field("type", held.type, choices=_TYPES),
                    Field("choices", "; ".join(held.choices), hint="for a choice, with ; between"),
                    Field("default", held.default or "", hint="set on tagging, if given"),
                ],
                problem=self.problem(lambda typed: put_attribute(kind, name, made(typed))),
            )
        )
        if typed is not None and (new := made(typed)) != held:
            question = f"Rename “{held.name}” to “{new.name}”"
            await self.carry_out(
                put_attribute(kind, name, new),
                question,
                then=Item("attribute", " ".join(new.name.split()), kind),
            )
