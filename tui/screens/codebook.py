"""The commands that change the codebook: each is one step that undo takes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.model import Code, Kind
from store.recoding.base import below, code_named
from store.wording import counted
from tui.screens.book_changing import BookChangingScreen, Values
from tui.screens.book_rows import Item, attribute_named
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.recoding.base import Recoding

_TOP = "(at the top)"
_SHOWN = 40


class CodebookScreen(BookChangingScreen):
    """Adds, renames, moves, merges and removes."""

    # -- adding

    async def do_add(self) -> None:
        """Add another of what the cursor is on: a code beside the code, and so on."""
        item = self.item()
        match item.what if item.what != "heading" else item.name:
            case "code":
                held = next((c for c in self.codebook.codes if c.name == item.name), None)
                await self._add_code(
                    held.parent if held is not None and item.what == "code" else None
                )
            case "kind":
                await self._add_kind()
            case "attribute":
                await self.edit_attribute(item.of, None)
            case _:
                await self._add_link()

    async def do_add_below(self) -> None:
        """Add a code below the code, or an attribute to the kind."""
        item = self.item()
        if item.what == "code":
            await self._add_code(item.name)
        elif item.what in ("kind", "attribute"):
            await self.edit_attribute(item.of or item.name, None)
        else:
            await self.do_add()

    async def _add_code(self, parent: str | None) -> None:
        from store.recoding.codes import add_code

        await self.edit_code(Code(name="", parent=parent), add_code)

    async def _add_kind(self) -> None:
        from store.recoding.kinds import add_kind

        await self.edit_kind(Kind(name="", letter="", key="", colour=""), add_kind)

    async def _add_link(self) -> None:
        from store.recoding.kinds import add_link
        from tui.dialogs.fields import Field, Fields

        typed = await self.ask(
            Fields(
                "New link type",
                [Field("name")],
                problem=self.problem(lambda typed: add_link(typed["name"])),
            )
        )
        if typed is not None:
            await self.carry_out(
                add_link(typed["name"]), then=Item("link", " ".join(typed["name"].split()))
            )

    # -- changing

    async def do_change(self) -> None:
        """Change everything about what the cursor is on."""
        from store.recoding.codes import change_code
        from store.recoding.kinds import change_kind

        item = self.item()
        match item.what:
            case "code":
                code = code_named(self.codebook, item.name)
                await self.edit_code(code, lambda new: change_code(item.name, new))
            case "kind":
                kind = self.codebook.kind(item.name)
                await self.edit_kind(kind, lambda new: change_kind(item.name, new))
            case "attribute":
                await self.edit_attribute(item.of, item.name)
            case "link":
                await self.do_rename()

    async def do_rename(self) -> None:
        """Change the name alone."""
        from store.recoding.codes import change_code
        from store.recoding.kinds import change_kind, put_attribute, rename_link
        from tui.dialogs.fields import Field, Fields

        item = self.item()

        def recoding(typed: Values) -> Recoding:
            name = typed["name"]
            match item.what:
                case "code":
                    code = code_named(self.codebook, item.name)
                    return change_code(item.name, replace(code, name=name))
                case "kind":
                    kind = self.codebook.kind(item.name)
                    return change_kind(item.name, replace(kind, name=name))
                case "attribute":
                    held = attribute_named(self.codebook.kind(item.of), item.name)
                    return put_attribute(item.of, item.name, replace(held, name=name))
                case _:
                    return rename_link(item.name, name)

        typed = await self.ask(
            Fields("Rename", [Field("name", item.name)], problem=self.problem(recoding))
        )
        if typed is not None and typed["name"] != item.name:
            new = " ".join(typed["name"].split())
            await self.carry_out(
                recoding(typed),
                f"Rename “{item.name}” to “{new}”",
                then=Item(item.what, new, item.of),
            )

    async def do_nearest(self) -> None:
        """Take the nearest colour that is seen in every theme."""
        from store.recoding.codes import change_code
        from store.recoding.kinds import change_kind

        if (better := self.nearest_here()) is None:
            self.say("The colour here can be seen.")
            return
        item = self.item()
        if item.what == "kind":
            kind = self.codebook.kind(item.name)
            await self.carry_out(change_kind(item.name, replace(kind, colour=better)))
        else:
            code = code_named(self.codebook, item.name)
            await self.carry_out(change_code(item.name, replace(code, colour=better)))

    async def do_save_to_file(self) -> None:
        """Write the codebook to a file of its own, which another library can import."""
        from store.codefile import dump
        from store.exporters.files import write_export
        from tui.dialogs.prompts import Ask
        from tui.screens.asking import asked_path, may_be_written

        ask = Ask("Save the codebook to", str(Path.cwd() / "codebook.json"))
        path = await asked_path(self.app, ask)
        if path is None or not await may_be_written(self.app, path):
            return
        write_export(path, dump(self.codebook))
        self.say(f"Wrote the codebook to {path}.")

    # -- the tree

    async def do_move_code(self) -> None:
        """Move a code, with those below it, below another, or to the top."""
        from store.recoding.codes import move_code
        from tui.dialogs.pick import Pick

        item = self.item()
        barred = below(self.codebook, item.name) | {item.name}
        others = [(c.name, c.description) for c in self.codebook.codes if c.name not in barred]
        chosen = await self.ask(
            Pick(f"Move {one_line(item.name, _SHOWN)} below", [(_TOP, ""), *others])
        )
        if chosen is not None:
            parent = None if chosen == _TOP else chosen
            await self.carry_out(move_code(item.name, parent))

    async def do_order(self, way: str) -> None:
        """Move a code up or down among those beside it."""
        from store.recoding.codes import order_code

        await self.carry_out(order_code(self.item().name, -1 if way == "up" else 1))

    # -- merging and removing

    async def do_merge(self) -> None:
        """Merge a code, or a kind of one's own, into another."""
        from store.recoding.codes import merge_codes
        from store.recoding.kinds import merge_kinds
        from tui.dialogs.pick import Pick

        item = self.item()
        if item.what == "code":
            others = [(c.name, c.description) for c in self.codebook.codes if c.name != item.name]
        else:
            others = [(k.name, "kind") for k in self.codebook.kinds if k.name != item.name]
        title = f"Merge {one_line(item.name, _SHOWN)} into"
        into = await self.ask(Pick(title, others))
        if into is not None:
            merge = merge_codes if item.what == "code" else merge_kinds
            question = f"Merge “{item.name}” into “{into}”"
            recoding = merge(item.name, into)
            await self.carry_out(
                recoding, question, *self._below(item), always=True, then=Item(item.what, into)
            )

    async def do_remove(self) -> None:
        """Remove a code, a kind or attribute of one's own, or a link type."""
        from store.recoding.codes import remove_code
        from store.recoding.kinds import remove_attribute, remove_kind, rename_link

        item = self.item()
        match item.what:
            case "code":
                recoding = remove_code(item.name)
            case "kind":
                recoding = remove_kind(item.name)
            case "attribute":
                recoding = remove_attribute(item.of, item.name)
            case _:
                recoding = rename_link(item.name, None)
        question = f"Remove “{item.name}”"
        await self.carry_out(recoding, question, *self._below(item), always=True)

    def _below(self, item: Item) -> tuple[str, ...]:
        """What becomes of the codes right below, in words."""
        children = sum(code.parent == item.name for code in self.codebook.codes)
        if item.what != "code" or not children:
            return ()
        return (f"{counted(children, 'code')} below it will move",)
