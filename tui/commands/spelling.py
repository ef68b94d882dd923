"""How keys are written in settings: names and signs, checked and made the program's own. Pure."""

from __future__ import annotations

import re

_NAMES = frozenset(
    {"enter", "escape", "tab", "backspace", "delete", "insert", "home", "end", "pageup"}
    | {"pagedown", "up", "down", "left", "right", "space"}
    | {f"f{number}" for number in range(1, 25)}
)
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "del": "delete",
    "ins": "insert",
    "blank": "space",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
}
_MODIFIERS = ("ctrl", "alt", "shift")
_SAME_IN_A_TERMINAL = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+[": "escape",
    "ctrl+h": "backspace",
    "ctrl+j": "enter",
}


class SpellingError(ValueError):
    """A key that there is not; the message says what to write."""


def spelled(keys: str) -> str:
    """*keys* as commands spell them: `Esc` as `escape`, `g  g` as `g g`.

    Raises SpellingError for what no terminal sends, and for what a screen could never take.
    """
    parts = [_one(part) for part in keys.split()]
    if not parts:
        raise SpellingError("a key is missing; the blank is called space")
    if parts[0] in tuple("123456789"):
        raise SpellingError(f"'{keys}' begins with a digit, and digits are counts")
    if "escape" in parts and len(parts) > 1:
        raise SpellingError("esc drops a sequence, so it can't be part of one")
    return " ".join(parts)


def _one(key: str) -> str:
    if len(key) == 1 and key.isprintable() and key not in _OTHER_NAMES:
        return key
    *modifiers, name = re.split(r"\+(?=.)", key.lower())
    name = _OTHER_NAMES.get(name, name)
    if not modifiers and name not in _NAMES and len(key) > 1 and key.isprintable():
        raise SpellingError(
            f"there is no key '{key}'; write a sign such as q, a name such as "
            f"{', '.join(sorted(_NAMES)[:3])}, or a sequence with blanks such as g g"
        )
    if any(modifier not in _MODIFIERS for modifier in modifiers) or not key.isprintable():
        raise SpellingError(f"there is no key '{key}'; write it like ctrl+r, alt+left or shift+f3")
    if name not in _NAMES and len(name) != 1:
        raise SpellingError(f"there is no key '{name}' in '{key}'")
    whole = "+".join([m for m in _MODIFIERS if m in modifiers] + [name])
    if whole in _SAME_IN_A_TERMINAL:
        raise SpellingError(f"{whole} is the same as {_SAME_IN_A_TERMINAL[whole]} in a terminal")
    if modifiers == ["shift"] and len(name) == 1:
        raise SpellingError(f"write '{name.upper()}' instead of '{key}'")
    return whole
