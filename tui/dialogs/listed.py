"""Several names on one line: `a; b`, and in quotation marks a name that holds a semicolon."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)')


def listed(names: Iterable[str]) -> str:
    """*names* on one line, from which `unlisted` reads the same names again."""
    return "; ".join(
        '"{}"'.format(name.replace('"', '""')) if ";" in name or name.startswith('"') else name
        for name in names
    )


def unlisted(line: str) -> list[str]:
    """The names on a line, without white space around them, none empty."""
    names = (
        whole.replace('""', '"') if whole else plain.strip() for whole, plain in _NAME.findall(line)
    )
    return [name for name in names if name.strip()]
