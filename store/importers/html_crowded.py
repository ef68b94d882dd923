"""Elements of thousands of attributes: a parser compares each with each, and would take minutes.

No page of people has them. All but the first thousand are left out; no text is lost.
"""

from __future__ import annotations

import re

_MOST = 1000
_MOST_WORDS = 20_000
_LONG = 8 * _MOST
_ATTRIBUTE = re.compile(r"[\s/]+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?+")
_TAG = re.compile(rf"<[a-z][^\s<>\"'/]*+(?:{_ATTRIBUTE.pattern}){{{_MOST + 1},}}+", re.IGNORECASE)
_BEGUN = re.compile(r"<[a-zA-Z][^<]*\Z")


def uncrowded(source: str) -> str | None:
    """*source* with no element of more than a thousand attributes; None where that can't be told.

    It can't where quotation marks stand where none belong.
    """
    if not _is_crowded(source, _MOST):
        return source
    source = _TAG.sub(_trimmed, source)
    return None if _is_crowded(source, _MOST_WORDS) else source


def _is_crowded(source: str, most: int) -> bool:
    """Whether something that begins as a tag goes on for more than *most* words."""
    for stretch in source.split(">"):
        if len(stretch) > _LONG:
            begun = _BEGUN.search(stretch, stretch.rfind("<"))
            if begun is not None and len(begun[0].split(None, most + 1)) > most + 1:
                return True
    return False


def _trimmed(tag: re.Match[str]) -> str:
    name = re.match(r"<[^\s<>\"'/]*", tag[0])
    assert name is not None
    end = name.end()
    for _ in range(_MOST):
        attribute = _ATTRIBUTE.match(tag[0], end)
        if attribute is None:
            break
        end = attribute.end()
    return tag[0][:end]
