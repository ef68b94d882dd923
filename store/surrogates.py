"""Lone surrogates, which undecodable bytes of arguments and file names leave in texts. Pure."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from store.model import Record

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(value: Any) -> Any:
    """*value* with every lone surrogate in it as U+FFFD, one for one: neither JSON nor UTF-8 can
    hold them.
    """
    match value:
        case str():
            return value if value.isascii() else _LONE_SURROGATE.sub("\ufffd", value)
        case list():
            return [without_surrogates(part) for part in value]
        case tuple():
            return tuple(without_surrogates(part) for part in value)
        case dict():
            return {without_surrogates(k): without_surrogates(v) for k, v in value.items()}
        case Record():
            fields = {
                name: without_surrogates(getattr(value, name)) for name in value.__struct_fields__
            }
            return msgspec.structs.replace(value, **fields)
        case _:
            return value
