"""The front matter of Markdown: YAML between dashes or TOML between plus signs, plain fields only.

Only what stands there as one field in a line, or as a list below it, is read; a whole parser of
YAML could do far more than is wanted of a stranger's file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from store.text import fold_space

_MATTER = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>.{0,20000}?)(?<=\n)"
    r"(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,30})[\"']?[ \t]*[:=](?:[ \t]+|\Z)(?P<value>.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]*)?(?P<value>[^\n]+)")
_NAME = re.compile(r"[ \t]+name:[ \t]*(?P<value>[^\n]+)")
_FOLDED = re.compile(r"[|>][+-]?\d?")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the front matter ends (0: there is none), and what its fields say."""

    end: int = 0
    fields: dict[str, str] = field(default_factory=dict)


def front_matter(text: str) -> FrontMatter:
    """The front matter that *text* begins with; a rule and a paragraph are none."""
    found = _MATTER.match(text)
    if found is None:
        return FrontMatter()
    lines = found["body"].split("\n")
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if told and not _FIELD.match(told[0]) and not told[0].startswith("["):
        return FrontMatter()
    fields: dict[str, str] = {}
    for index, line in enumerate(lines):
        if match := _FIELD.match(line):
            value = _value(match["value"].strip(), lines[index + 1 :])
            fields.setdefault(match["key"].lower(), fold_space(value)[:_LONGEST])
    return FrontMatter(found.end(), {key: value for key, value in fields.items() if value})


def _value(value: str, below: list[str]) -> str:
    if not value:
        return ", ".join(_listed(below))
    if _FOLDED.fullmatch(value):
        return " ".join(_indented(below))
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_bare(part) for part in value[1:-1].split(",") if part.strip())
    return _bare(value)


def _bare(value: str) -> str:
    """A value without its quotation marks."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _listed(below: list[str]) -> list[str]:
    """The items of a list, or the name in a group of fields, right below a field."""
    items: list[str] = []
    for line in below:
        match = _ITEM.match(line) or _NAME.match(line)
        if match is not None:
            items.append(_bare(match["value"]))
        elif line[:1] not in {" ", "\t"}:
            break
    return items


def _indented(below: list[str]) -> list[str]:
    lines: list[str] = []
    for line in below:
        if line.strip() and line[:1] not in {" ", "\t"}:
            break
        lines.append(line.strip())
    return lines
