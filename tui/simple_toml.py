"""TOML as most settings files have it: a name and a text, number or truth a line. Pure.

To load `tomllib` takes longer than the screen has for its settings. What is not as simple as this
is left to it.
"""

from __future__ import annotations

_TRUTHS = {"true": True, "false": False}
_MOST_DIGITS = 9


def simple(toml: str) -> dict[str, str | int | bool] | None:
    """What *toml* says, exactly as `tomllib` would; None where it is not so simple, or no TOML."""
    found: dict[str, str | int | bool] = {}
    for line in toml.split("\n"):
        said = line.strip(" ")
        if not said.isprintable():
            return None
        if not said or said.startswith("#"):
            continue
        name, equals, rest = said.partition("=")
        name, value = name.rstrip(" "), _value(rest.lstrip(" "))
        if not equals or value is None or name in found or not _is_bare(name):
            return None
        found[name] = value
    return found


def _is_bare(name: str) -> bool:
    return name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()


def _value(said: str) -> str | int | bool | None:
    if said in _TRUTHS:
        return _TRUTHS[said]
    if len(said) > 1 and said[0] == said[-1] == '"':
        inner = said[1:-1]
        return None if '"' in inner or "\\" in inner else inner
    if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS:
        return int(said) if said == "0" or said[0] != "0" else None
    return None
