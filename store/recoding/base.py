"""What a change of the codebook is, and what all of them need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store.errors import InvalidChangeError
from store.model import Annotation, Code, Codebook
from store.recoding.checks import check
from store.surrogates import without_surrogates
from store.wording import an


@dataclass(frozen=True, slots=True)
class Recoding:
    """One change: `change` makes the new codebook of the one in force (InvalidChangeError where it
    can't), `follow` gives an annotation as it is to be then, the very same where nothing changes.
    """

    action: str
    change: Callable[[Codebook], Codebook]
    follow: Callable[[Annotation], Annotation] | None = None

    def on(self, codebook: Codebook) -> Codebook:
        """The codebook as it is to be, checked."""
        changed = self.change(codebook)
        check(changed, codebook)
        return changed


def tree(codes: Iterable[Code]) -> list[tuple[int, Code]]:
    """The codes with their depth, each below its parent; one whose parent is gone is a root, and so
    is the first of those that are below themselves.
    """
    codes = tuple(codes)
    names = {code.name for code in codes}
    children: dict[str | None, list[Code]] = {}
    for code in codes:
        children.setdefault(code.parent if code.parent in names else None, []).append(code)
    found: list[tuple[int, Code]] = []
    reached: set[str] = set()
    for root in (*children.get(None, ()), *codes):
        waiting = [(0, root)]
        while waiting:
            depth, code = waiting.pop()
            if code.name not in reached:
                reached.add(code.name)
                found.append((depth, code))
                waiting += [(depth + 1, child) for child in reversed(children.get(code.name, ()))]
    return found


def below(codebook: Codebook, *names: str) -> set[str]:
    """The codes below those called *names*, at any depth, and none of these."""
    children: dict[str | None, list[str]] = {}
    for code in codebook.codes:
        children.setdefault(code.parent, []).append(code.name)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        more = set(children.get(waiting.pop(), ())).difference(found, names)
        found |= more
        waiting += more
    return found


def code_colours(codebook: Codebook) -> dict[str, str]:
    """The colour of each code that has one: its own, else that of the nearest code above it."""
    own = {code.name: code.colour for code in codebook.codes}
    above = {code.name: code.parent for code in codebook.codes}
    found: dict[str, str] = {}
    for name in own:
        at: str | None = name
        seen: set[str] = set()
        while at is not None and at not in seen and not own.get(at):
            seen.add(at)
            at = above.get(at)
        if at is not None and (colour := own.get(at)):
            found[name] = colour
    return found


def code_named(codebook: Codebook, name: str) -> Code:
    """The code of this name; raises InvalidChangeError where there is none (any more)."""
    for code in codebook.codes:
        if code.name == name:
            return code
    raise InvalidChangeError(f"There is no code '{name}'.")


def clean(name: str, what: str) -> str:
    """*name* on one line; raises InvalidChangeError where nothing is left or it can't be typed."""
    cleaned = " ".join(str(without_surrogates(name)).split())
    if not cleaned:
        raise InvalidChangeError(f"{an(what, begins=True)} needs a name.")
    if ";" in cleaned:
        raise InvalidChangeError(
            f"{an(what, begins=True)}'s name can't have a ; in it: that parts several."
        )
    return cleaned
