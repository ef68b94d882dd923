"""Codes added, changed, moved, merged and removed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from store.errors import InvalidChangeError
from store.model import Annotation, Code, Codebook
from store.recoding.base import Recoding, below, clean, code_named


def add_code(code: Code) -> Recoding:
    """One more code."""
    code = replace(code, name=clean(code.name, "code"))
    return Recoding(f"add code {code.name}", lambda book: replace(book, codes=(*book.codes, code)))


def change_code(name: str, code: Code) -> Recoding:
    """The code called *name* becomes *code*; those below it and annotations follow its name."""
    code = replace(code, name=clean(code.name, "code"))

    def change(book: Codebook) -> Codebook:
        held = code_named(book, name)
        if code.name != name and any(other.name == code.name for other in book.codes):
            raise InvalidChangeError(
                f"There is a code '{code.name}' already. Merge '{name}' into it instead."
            )
        codes = tuple(
            code if other is held else _below(other, name, code.name) for other in book.codes
        )
        return replace(book, codes=codes)

    if code.name == name:
        return Recoding(f"change code {name}", change)
    return Recoding(f"rename code {name} to {code.name}", change, _renamed(name, code.name))


def move_code(name: str, parent: str | None) -> Recoding:
    """The code, with those below it, below *parent*, or at the top."""

    def change(book: Codebook) -> Codebook:
        held = code_named(book, name)
        if parent is not None and parent in below(book, name) | {name}:
            raise InvalidChangeError(f"'{parent}' is '{name}' itself, or below it.")
        return replace(
            book, codes=tuple(replace(c, parent=parent) if c is held else c for c in book.codes)
        )

    return Recoding(f"move code {name}", change)


def order_code(name: str, way: int) -> Recoding:
    """The code one place up (-1) or down (1) among those beside it."""

    def change(book: Codebook) -> Codebook:
        held = code_named(book, name)
        codes = list(book.codes)
        beside = [at for at, code in enumerate(codes) if code.parent == held.parent]
        place = beside.index(codes.index(held)) + way
        if not 0 <= place < len(beside):
            return book
        one, other = codes.index(held), beside[place]
        codes[one], codes[other] = codes[other], codes[one]
        return replace(book, codes=tuple(codes))

    return Recoding(f"order code {name}", change)


def merge_codes(name: str, into: str) -> Recoding:
    """Annotations with the code get *into* instead, and the codes below it come below that."""

    def change(book: Codebook) -> Codebook:
        held, target = code_named(book, name), code_named(book, into)
        if held is target:
            raise InvalidChangeError("A code can't be merged into itself.")
        moved = target
        if into in below(book, name):  # it comes up to where the other one was
            moved = replace(target, parent=held.parent)
        if not moved.description and held.description:
            moved = replace(moved, description=held.description)
        codes = (moved if c is target else _below(c, name, into) for c in book.codes)
        return replace(book, codes=tuple(c for c in codes if c.name != name))

    return Recoding(f"merge code {name} into {into}", change, _renamed(name, into))


def remove_code(name: str) -> Recoding:
    """The code goes, also from annotations; those below it come up to its place."""

    def change(book: Codebook) -> Codebook:
        held = code_named(book, name)
        codes = (
            replace(c, parent=held.parent) if c.parent == name else c
            for c in book.codes
            if c is not held
        )
        return replace(book, codes=tuple(codes))

    return Recoding(f"remove code {name}", change, _renamed(name, None))


def _renamed(name: str, new: str | None) -> Callable[[Annotation], Annotation]:
    def follow(annotation: Annotation) -> Annotation:
        if name not in annotation.codes:
            return annotation
        codes = (new if code == name else code for code in annotation.codes)
        kept = tuple(dict.fromkeys(code for code in codes if code is not None))
        return replace(annotation, codes=kept)

    return follow


def _below(code: Code, parent: str, new: str) -> Code:
    return replace(code, parent=new) if code.parent == parent else code
